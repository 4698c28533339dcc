"""How a roofline is drawn: both axes logarithmic, roofs as lines with their names on them, blocks as marks."""

from collections.abc import Collection
from math import atan2, degrees, hypot, log10

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.panels.roofline.picture import Mark, Picture, Place, RoofLine
from app.plots.drawing import AxedDrawing
from app.plots.ticks import log_ticks
from modelzoo.catalog import CATALOG

_SMALL, _LARGE, _RING = 4.0, 7.0, 9.0
_TICK_WIDTH, _TICK_HEIGHT = 46, 24
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LOW_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom


class Drawing(AxedDrawing[Picture]):
    """The roofs of a machine, and the blocks of a model below them."""

    margins = QMarginsF(46, 20, 12, 20)

    def pixel(self, place: Place) -> QPointF:
        """Where an intensity and a speed are drawn."""
        area, (left, right), (low, high) = self.area, self.picture.x, self.picture.y
        across = log10(place[0] / left) / log10(right / left)
        up = log10(place[1] / low) / log10(high / low)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def mark_at(self, at: QPointF, reach: float) -> Mark | None:
        """The mark that is nearest, within reach."""
        near = [(QLineF(at, self.pixel(mark.place)).length(), mark) for mark in self.picture.marks]
        way, mark = min(near, key=lambda each: each[0])
        return mark if way <= reach else None

    def paint(self, painter: QPainter, selected: Collection[str], pointed: Mark | None) -> None:
        """Axes, roofs, then marks: the model above the blocks, the selected ones above all."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        for roof in self.picture.roofs:
            self._paint_roof(painter, roof)
        chosen = [mark for mark in self.picture.marks if mark.node and mark.node in selected]
        for mark in (*self.picture.marks, *chosen):
            self._paint_mark(painter, mark)
        if pointed:
            self._paint_ring(painter, pointed, self.colours.subtext)
        for mark in chosen:
            self._paint_ring(painter, mark, self.colours.accent)
            self._paint_name(painter, mark)

    def _paint_axes(self, painter: QPainter) -> None:
        area, (left, right), (low, high) = self.area, self.picture.x, self.picture.y
        across = log_ticks(left, right, max(2, int(area.width() // _TICK_WIDTH)))
        up = log_ticks(low / 1e9, high / 1e9, max(2, int(area.height() // _TICK_HEIGHT)))
        self.paint_marks(
            painter,
            [(self.pixel((10**at, low)).x(), told) for at, told in across],
            [(self.pixel((left, 1e9 * 10**at)).y(), told) for at, told in up],
        )
        painter.setPen(QColor(self.colours.subtext))
        painter.drawText(area.adjusted(4, 0, -4, -2), _LOW_RIGHT, "↑ GFLOP/s  → FLOP/B")

    def _paint_roof(self, painter: QPainter, roof: RoofLine) -> None:
        """The line, and above its upper end what it is."""
        start, end = self.pixel(roof.start), self.pixel(roof.end)
        painter.setPen(QPen(QColor(self.colours.text), 1.6))
        painter.drawLine(start, end)
        way = end - start
        along = way / (hypot(way.x(), way.y()) or 1.0)
        half = painter.fontMetrics().horizontalAdvance(roof.title) / 2
        back = min(half + 6, max(0.0, hypot(way.x(), way.y()) - half))
        above = QPointF(along.y(), -along.x()) * painter.fontMetrics().height() * 0.6
        _paint_turned(painter, end - along * back + above, degrees(atan2(way.y(), way.x())), roof.title)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        at, info = self.pixel(mark.place), CATALOG.blocks.get(mark.block)
        hue = self.colours.hue(info.group) if info else self.colours.text
        painter.setPen(QPen(QColor(self.colours.base), 1))
        painter.setBrush(QColor(hue))
        match mark.kind:
            case "block":
                painter.drawEllipse(at, _SMALL, _SMALL)
            case "bytes":
                painter.drawPolygon(_polygon(at, _SMALL + 1, (0, -1), (1.4, 0), (0, 1)))
            case "model":
                painter.drawPolygon(_polygon(at, _LARGE, (0, -1), (1, 0), (0, 1), (-1, 0)))

    def _paint_ring(self, painter: QPainter, mark: Mark, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.pixel(mark.place), _RING, _RING)

    def _paint_name(self, painter: QPainter, mark: Mark) -> None:
        """The name on the right of its mark, or on the left where there is no room."""
        at, fonts = self.pixel(mark.place), painter.fontMetrics()
        width, height = fonts.horizontalAdvance(mark.node) + 8, fonts.height()
        right = at.x() + _RING + 3
        left = right if right + width <= self.room.right() else at.x() - _RING - 3 - width
        ground = QRectF(left, at.y() - height / 2, width, height)
        painter.fillRect(ground, QColor(self.colours.base))
        painter.setPen(QColor(self.colours.text))
        painter.drawText(ground, _MIDDLE, mark.node)


def _paint_turned(painter: QPainter, at: QPointF, angle: float, text: str) -> None:
    """A text with its middle there, turned by so many degrees."""
    painter.save()
    painter.translate(at)
    painter.rotate(angle)
    painter.drawText(QRectF(-200, -20, 400, 40), _MIDDLE, text)
    painter.restore()


def _polygon(at: QPointF, size: float, *corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([at + QPointF(x, y) * size for x, y in corners])
