"""What drawings of lines over two axes share: the axes, the keys that move a cursor, and the frame of the focus.

Imports pyqtgraph.
"""

from collections.abc import Iterable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app import theme
from app.accessible import Role, give_role
from app.focus_ring import marks_its_focus

_FAR = 10**9
"""More steps than any line has values."""
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-_FAR, 0),
    Qt.Key.Key_End: (_FAR, 0),
}
_GRID = 70
"""How opaque the lines at the marks of an axis are, of 255."""


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis whose faint lines across the box are filled: drawn as lines, Qt blends them pixel by pixel."""

    def drawPicture(self, painter: QPainter, line: Any, marks: Iterable[Any], texts: Any) -> None:
        """Each mark as a rectangle, one pixel thick."""
        for pen, begin, end in marks:
            room = QRectF(begin, end).normalized()
            painter.fillRect(room.adjusted(0, 0, not room.width(), not room.height()), pen.color())
        super().drawPicture(painter, line, (), texts)


class HighAxis(Axis):
    """A y axis whose lowest and highest marks keep their texts, though these reach beyond its ends."""

    def boundingRect(self) -> QRectF:
        """The axis with half a text more at either end."""
        half = QFontMetricsF(self.font()).height() / 2
        return QRectF(super().boundingRect()).adjusted(0, -half, 0, half)


class Pane(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """A box between two axes, empty. zoomable: whether the mouse moves and zooms what is in it."""

    pointed = Signal(float, str)
    """The mouse is at this x, near this line."""
    stepped = Signal(int, int)
    """An arrow key: so many values to the right, so many lines down."""

    def __init__(self, parent: QWidget | None, zoomable: bool) -> None:
        super().__init__(parent)
        self._box = self.addViewBox(row=0, col=1, enableMenu=False, enableMouse=zoomable)
        self._axes = {
            "left": HighAxis("left", linkView=self._box),
            "bottom": Axis("bottom", linkView=self._box),
        }
        self.addItem(self._axes["left"], row=0, col=0)
        self.addItem(self._axes["bottom"], row=1, col=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, Role.Chart)
        marks_its_focus(self)
        self.setBackground(None)
        for axis in self._axes.values():
            axis.enableAutoSIPrefix(False)

    def close(self) -> bool:
        """Close as any widget does: pyqtgraph's own way frees what Qt still holds, which ends the process."""
        return QWidget.close(self)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the ground in the colour of the new theme: Qt keeps a picture of it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.resetCachedContent()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of an arrow, Home or End."""
        if step := _STEPS.get(Qt.Key(event.key())):
            self.stepped.emit(*step)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame around the drawing while the keys go to it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(theme.of(self.palette()).accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _pixel(self, across: float, up: float) -> QPointF:
        """Where a place of the box is, in pixels of the widget."""
        return QPointF(self.mapFromScene(self._box.mapViewToScene(QPointF(across, up))))

    def _title_axis(self, side: str, title: str, colours: theme.Theme) -> None:
        """Say what an axis is of, in these colours."""
        axis = self._axes[side]
        axis.setPen(colours.mid)
        axis.setTextPen(colours.text)
        axis.setGrid(_GRID)
        axis.setLabel(title, color=colours.subtext)
