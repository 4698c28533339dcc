"""The panels around the pages: where they stand, and that they come back as they were."""

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

LAYOUT_VERSION = 4
Side = Qt.DockWidgetArea


class Docks(dict[str, QDockWidget]):
    """One dock a panel, by title."""

    def __init__(self, window: QMainWindow, panels: Iterable[tuple[str, QWidget, Side]]) -> None:
        super().__init__()
        self._window = window
        self._kept: QByteArray | None = None
        window.setDockOptions(window.DockOption.AllowTabbedDocks | window.DockOption.AllowNestedDocks)
        window.setTabPosition(Side.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomLeftCorner, Side.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Side.BottomDockWidgetArea)
        for title, panel, side in panels:
            self[title] = dock = QDockWidget(title, window)
            dock.setObjectName(title)
            dock.setWidget(panel)
            window.addDockWidget(side, dock)

    def stand_around(self, shown: bool) -> None:
        """Show the panels as they last stood, or leave all the room to the page."""
        if shown is (self._kept is None):
            return
        if shown and self._kept is not None:
            kept, self._kept = self._kept, None
            self._window.restoreState(kept, LAYOUT_VERSION)
        else:
            self._kept = self.layout()
            for dock in self.values():
                dock.hide()
        for dock in self.values():
            dock.toggleViewAction().setEnabled(shown)

    def layout(self) -> QByteArray:
        """How the panels stand, or will when they are shown again."""
        return self._kept if self._kept is not None else self._window.saveState(LAYOUT_VERSION)

    def restore(self, layout: QByteArray) -> None:
        """Let the panels stand like this."""
        if self._kept is not None:
            self._kept = layout
        else:
            self._window.restoreState(layout, LAYOUT_VERSION)

    def reveal(self, panel: QWidget) -> None:
        """Bring a panel to the front."""
        for dock in self.values():
            if dock.widget() is panel:
                dock.show()
                dock.raise_()
