"""The tour through the window: begun at the first start or from the menu, left at any moment without a trace."""

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.main_window import MainWindow
from app.tour.overlay import Overlay
from app.tour.steps import STEPS


class Touring(QObject):
    """One tour at a time. It shows what it tells of, and puts pages, panels and focus back at its end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._overlay: Overlay | None = None
        self._at = 0
        self._page, self._layout = "", QByteArray()
        self._focus: QWidget | None = None

    @property
    def overlay(self) -> Overlay | None:
        """What lies over the window; nothing unless a tour is under way."""
        return self._overlay

    def begin(self) -> None:
        """Show the first step."""
        if self._overlay:
            return
        window = self._window
        self._page, self._layout, self._focus = window.pages.current, window.docks.layout(), window.focusWidget()
        self._overlay = overlay = Overlay(window)
        overlay.left.connect(self.leave)
        overlay.card.next_wished.connect(self._next)
        overlay.card.back_wished.connect(self._back)
        self._show(0)

    def leave(self) -> None:
        """Take it away, and leave the window as it was."""
        if self._overlay is None:
            return
        overlay, self._overlay = self._overlay, None
        overlay.hide()
        overlay.deleteLater()
        self._window.pages.turn_to(self._page)
        self._window.docks.restore(self._layout)
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        if self._at + 1 < len(STEPS):
            self._show(self._at + 1)
        else:
            self.leave()

    def _back(self) -> None:
        self._show(self._at - 1)

    def _show(self, at: int) -> None:
        """Turn to what the step is about, and point at it."""
        overlay, window, step = self._overlay, self._window, STEPS[at]
        if overlay is None:
            return
        self._at = at
        window.pages.turn_to(step.page)
        for title in step.panels:
            window.docks.reveal(window.docks[title].widget())
        overlay.card.show_step(at + 1, len(STEPS), self.tr(step.title), step.told(window))
        overlay.point_at(lambda: step.targets(window))
