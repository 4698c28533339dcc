"""The names of levels, in a column beside the plot: none lies on a line or on another name.

Each stands at the height of its level, moved up or down as far as its neighbours need, and a stroke leads to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

_LEADER, _GAP, _WIDEST = 16, 4, 180
"""Pixels of the stroke, between it and the name, and of a name at most."""


@dataclass(frozen=True)
class LevelName:
    """A name, how far down the plot its level is (0 at the top, 1 at the bottom), and the colour of both."""

    text: str
    down: float
    colour: str


def spread(wanted: Sequence[float], height: float, room: float) -> list[float]:
    """Tops of rows of this height, in order, each as near as may be to its middle; none beyond the room or another."""
    tops = list[float]()
    for middle in wanted:
        tops.append(max(middle - height / 2, tops[-1] + height if tops else 0.0))
    bottom = room
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], bottom - height)
        bottom = tops[at]
    return tops


class LevelNames(pg.GraphicsWidget):  # type: ignore[misc]
    """As wide as its names need, and nothing where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[LevelName, ...] = ()
        self._text_colour = ""
        self.show_names((), "")

    def show_names(self, names: Sequence[LevelName], text_colour: str) -> None:
        """Show these, from top to bottom; those for which there is no room are left to the legend."""
        self.names, self._text_colour = tuple(sorted(names, key=lambda name: name.down)), text_colour
        fonts = QFontMetricsF(self.font())
        widest = max((fonts.horizontalAdvance(name.text) for name in names), default=0.0)
        width = _LEADER + 2 * _GAP + min(widest, _WIDEST) if names else 0.0
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)
        self.update()

    def places(self) -> list[tuple[LevelName, QRectF]]:
        """Where each name stands."""
        height, room = QFontMetricsF(self.font()).height(), self.rect().height()
        names = self.names[: int(room // height)]
        left, width = _LEADER + _GAP, self.rect().width() - _LEADER - _GAP
        tops = spread([name.down * room for name in names], height, room)
        return [(name, QRectF(left, top, width, height)) for name, top in zip(names, tops, strict=True)]

    def paint(self, painter: QPainter, _option: object, _widget: QWidget | None = None) -> None:
        """The strokes in their levels' colours, the names as other text."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        fonts = QFontMetricsF(self.font())
        for name, place in self.places():
            painter.setPen(QColor(name.colour))
            painter.drawLine(QPointF(0, name.down * self.rect().height()), QPointF(_LEADER, place.center().y()))
            painter.setPen(QColor(self._text_colour))
            told = fonts.elidedText(name.text, Qt.TextElideMode.ElideMiddle, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, told)
