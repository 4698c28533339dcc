"""What drawings of marks over two axes share: the room of the axes, and the marks on them with their grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.plots.ticks import Tick
from app.theme import Theme

PictureT = TypeVar("PictureT")
_TEXT_WIDTH, _BELOW, _BESIDE = 62, 3, 6
"""Pixels to either side of a mark that its text may have, and from the axes to their texts."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_TO_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class AxedDrawing(Generic[PictureT]):
    """A picture on so many pixels, in these colours."""

    picture: PictureT
    room: QRectF
    colours: Theme

    margins: ClassVar[QMarginsF]
    """Pixels around the drawing for the axes' texts."""

    @property
    def area(self) -> QRectF:
        """What the axes enclose."""
        return self.room.marginsRemoved(self.margins)

    def paint_marks(self, painter: QPainter, across: Iterable[Tick], up: Iterable[Tick]) -> None:
        """A line of the grid and a text at each mark, which are told by their pixels on the x and on the y axis."""
        area, line = self.area, painter.fontMetrics().height()
        grid, text = QColor(self.colours.raised), QColor(self.colours.subtext)
        for x, told in across:
            painter.setPen(grid)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(text)
            painter.drawText(QRectF(x - _TEXT_WIDTH, area.bottom() + _BELOW, 2 * _TEXT_WIDTH, line), _MIDDLE, told)
        for y, told in up:
            painter.setPen(grid)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(text)
            beside = QRectF(area.left() - _BESIDE - _TEXT_WIDTH, y - line, _TEXT_WIDTH, 2 * line)
            painter.drawText(beside, _TO_RIGHT, told)
