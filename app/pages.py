"""The pages of the window's middle: one shown at a time, each with a tab and an action that turn to it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QToolBar, QWidget

Page = TypeVar("Page", bound=QWidget)


class Pages(QStackedWidget):
    """Pages known by name; a page is made when it is first turned to.

    Their tabs stand in a bar of its own, which stays in its place while panels come and go.
    """

    turning = Signal(str)
    """A page is about to be shown, and made if it never was: its name."""
    turned = Signal(str)
    """Another page is shown: its name."""

    def __init__(
        self, actions: Mapping[str, QAction], make: Callable[[str], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names, self._make = list(actions), make
        self._actions = QActionGroup(self)
        self.tabs = QTabBar(documentMode=True, drawBase=False, expanding=False)
        self.tabs.setAccessibleName(self.tr("Pages"))
        for name, action in actions.items():
            self._add_tab(name, action)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._names[self.tabs.currentIndex()]

    def place(self, page: Page) -> Page:
        """Put a page that was just made among the others."""
        self.addWidget(page)
        self._claim_room(page, claimed=page is self.currentWidget())
        return page

    def turn_to(self, name: str) -> None:
        """Show a page and let the keyboard work on it."""
        self.tabs.setCurrentIndex(self._names.index(name))
        if page := self.currentWidget():
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            if page.window().focusWidget() is page and page.focusPolicy() == Qt.FocusPolicy.NoFocus:
                page.focusNextChild()

    def bar(self, beside: QWidget) -> QToolBar:
        """The bar with the tabs, and what stands beside them, for the window's top."""
        bar = QToolBar(self.tr("Pages"), movable=False)
        bar.setObjectName("Pages")
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(self.tabs)
        bar.addWidget(beside)
        return bar

    def _add_tab(self, name: str, action: QAction) -> None:
        """One more tab; it says what the action says."""
        self._actions.addAction(action)
        action.triggered.connect(lambda: self.turn_to(name))
        at = self.tabs.addTab(action.text().replace("&", ""))
        action.changed.connect(lambda: self.tabs.setTabToolTip(at, action.toolTip()))
        self.tabs.setTabToolTip(at, action.toolTip())

    def _turn(self, at: int) -> None:
        name = self._names[at]
        self.turning.emit(name)
        page = self._make(name)
        self._claim_room(self.currentWidget(), claimed=False)
        self.setCurrentWidget(page)
        self._actions.actions()[at].setChecked(True)
        self.turned.emit(name)
        self._claim_room(page, claimed=True)  # only now that the panels have gone or come back

    def _claim_room(self, page: QWidget | None, claimed: bool) -> None:
        """Only the page that is shown may keep the panels around it narrow."""
        if page is None:
            return
        policy = QSizePolicy.Policy.Preferred if claimed else QSizePolicy.Policy.Ignored
        page.setSizePolicy(policy, policy)
        self.updateGeometry()
