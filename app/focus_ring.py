"""A frame around the control that has the keyboard: Fusion's own marks are faint, and many controls have none.

As on web pages, it is for those who use the keyboard: where a press of the mouse brought the focus there is none.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from app import theme

_OWN = "marks its focus"
_WIDTH, _RADIUS = 2.0, 3.0
Hint, Metric = QStyle.StyleHint, QStyle.PixelMetric


def marks_its_focus(widget: QWidget) -> None:
    """Leave this widget without a ring: it paints a mark of its own."""
    widget.setProperty(_OWN, True)


class FocusRings(QObject):
    """Follows the focus within a window and its dialogs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._ring = window, FocusRing(window)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, _left: QWidget | None, reached: QWidget | None) -> None:
        if not isValid(self._ring):  # it went with the dialog that it was in
            self._ring = FocusRing(self._window)
        if reached is not None and self._is_ours(reached) and _wants_ring(reached):
            self._ring.setWidget(reached)
        else:
            self._ring.setWidget(None)  # type: ignore[arg-type]
            self._ring.hide()

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether a widget is in the window, or in a dialog of it."""
        inside: QWidget | None = widget
        while inside is not None and inside is not self._window:
            inside = inside.parentWidget()
        return inside is not None


class FocusRing(QFocusFrame):
    """One frame, over the edge of the widget that it is set on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._looks = _Looks("fusion")
        self._looks.setParent(self)
        self.setStyle(self._looks)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take only the edge, so that what lies within is painted without it."""
        super().resizeEvent(event)
        edge = round(_WIDTH + _RADIUS)
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(edge, edge, -edge, -edge)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.of(self.palette()).accent), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), _RADIUS, _RADIUS)


class _Looks(QProxyStyle):
    """Puts the frame above its widget, of the same size, and lets it be painted as it is."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Above the widget, and without a mask."""
        if hint in (Hint.SH_FocusFrame_AboveWidget, Hint.SH_FocusFrame_Mask):
            return int(hint == Hint.SH_FocusFrame_AboveWidget)
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """No margin."""
        if metric in (Metric.PM_FocusFrameHMargin, Metric.PM_FocusFrameVMargin):
            return 0
        return super().pixelMetric(metric, option, widget)


def _wants_ring(widget: QWidget) -> bool:
    by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    return not (by_mouse or isinstance(widget, (QLineEdit, QAbstractSpinBox)) or widget.property(_OWN))
