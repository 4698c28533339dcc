"""A frame around the control that has the keyboard: Fusion's own marks are faint, and many controls have none.

As on web pages, it is for those who use the keyboard: where a press of the mouse brought the focus there is none.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QFocusFrame, QLineEdit, QWidget
from shiboken6 import isValid

from app import theme

_OWN = "marks its focus"
_WIDTH, _RADIUS = 2, 3


def marks_its_focus(widget: QWidget) -> None:
    """Leave this widget without a ring: it shows by itself that it has the focus."""
    widget.setProperty(_OWN, True)


class FocusRings(QObject):
    """Follows the focus within a window and its dialogs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: FocusRing | None = None
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, _left: QWidget | None, reached: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):  # else it went with the control that it was on
            self._ring.leave()
        wanted = reached is not None and self._is_ours(reached) and _wants_ring(reached)
        self._ring = FocusRing(reached) if reached is not None and wanted else None

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether a widget is in the window, or in a dialog of it."""
        inside: QWidget | None = widget
        while inside is not None and inside is not self._window:
            inside = inside.parentWidget()
        return inside is not None


class FocusRing(QFocusFrame):
    """A frame over the edge of a control, within it; Qt hides the class from screen readers."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        control.installEventFilter(self)
        self._fit()
        self.show()

    def leave(self) -> None:
        """Come off the control."""
        if isValid(self._control):  # one that is being deleted loses the focus on its way
            self._control.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the control, and above scroll bars that come up."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.of(self.palette()).accent), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), _RADIUS, _RADIUS)

    def _fit(self) -> None:
        """Cover the edge only, so that what lies within is painted without the ring."""
        around, edge = self._control.rect(), _WIDTH + _RADIUS
        self.setGeometry(around)
        self.raise_()
        self.setMask(QRegion(around) - QRegion(around.adjusted(edge, edge, -edge, -edge)))


def _wants_ring(widget: QWidget) -> bool:
    by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    return not (by_mouse or isinstance(widget, (QLineEdit, QAbstractSpinBox)) or widget.property(_OWN))
