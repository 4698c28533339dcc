"""What is drawn of a curve: kept and given new points while the curve grows, so that nothing flickers."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.plots import looks
from app.plots.traces import Look, Trace, drawn
from app.theme import Theme
from modelzoo.runs.curves import clipped, thinned
from modelzoo.runs.run import Floats

_RAW, _BAND = 70, 44
"""How opaque the raw curve behind a smoothed one and the spread of seeds are, of 255."""
_FEW = 40
"""So many points in view are marked one by one."""
_STAR = 13
_NAMED_FROM, _NAMED_APART = 0.02, 0.16
"""Where the names of levels stand along them, side by side, as two levels may be close."""

Range = tuple[float, float]


class TraceItems:
    """The items of one curve in a view box."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self.raw, self.line = pg.PlotCurveItem(), pg.PlotCurveItem()
        self.points, self.star = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        self.level, self.label = pg.InfiniteLine(angle=0), pg.TextItem(anchor=(0, 1))
        self.band = QGraphicsPathItem()
        self.all: tuple[QGraphicsItem, ...] = (
            self.band,
            self.raw,
            self.line,
            self.level,
            self.label,
            self.points,
            self.star,
        )
        for item in self.all:
            box.addItem(item, ignoreBounds=True)

    def remove(self) -> None:
        """Take everything out of the view box."""
        for item in self.all:
            self._box.removeItem(item)

    def show_trace(self, trace: Trace, look: Look, across: Range, most: int, theme: Theme, fine: bool) -> None:
        """Draw what lies between two places, of at most so many points. fine: smooth edges, where curves are few."""
        colour = looks.colour(theme, trace.colour)
        width = 3.0 if look.current == trace.name else 2.0 if fine else 1.0
        pen = pg.mkPen(colour, width=width, style=looks.dash(trace.style))
        self._show_level(trace, look, across, pen, theme)
        self._show_line(trace, look, across, most, pen, fine)
        self._show_raw(trace, look, across, most, QColor(colour))
        self._show_band(trace, look, across, most, QColor(colour))
        self._show_best(trace, look, theme, colour)
        top = 10 if look.current == trace.name else 0
        for item in self.all:
            item.setZValue(top + (5 if item is self.star else 0))

    def _show_level(self, trace: Trace, look: Look, across: Range, pen: QPen, theme: Theme) -> None:
        height = drawn(np.ones(1), trace.y, look)[1] if trace.is_level else np.zeros(0)
        self.level.setVisible(len(height) > 0)
        self.label.setVisible(len(height) > 0)
        if len(height):
            self.level.setPen(pen)
            self.level.setValue(float(height[0]))
            self.label.setText(trace.name, theme.text)
            self.label.fill = pg.mkBrush(theme.window)
            share = (_NAMED_FROM + trace.colour * _NAMED_APART) % 1
            self.label.setPos(across[0] + share * (across[1] - across[0]), float(height[0]))

    def _show_line(self, trace: Trace, look: Look, across: Range, most: int, pen: QPen, fine: bool) -> None:
        x, y = _seen(trace.x, trace.y, look, across, most)
        self.line.setVisible(not trace.is_level)
        self.line.setData(x, y, pen=pen, antialias=fine)
        marked = len(x) <= _FEW and not trace.is_level and fine
        colour = pen.color()
        self.points.setData(
            x=x if marked else [], y=y if marked else [], size=6, pen=pg.mkPen(colour), brush=pg.mkBrush(colour)
        )

    def _show_raw(self, trace: Trace, look: Look, across: Range, most: int, colour: QColor) -> None:
        self.raw.setVisible(trace.raw is not None)
        if trace.raw is not None:
            colour.setAlpha(_RAW)
            x, y = _seen(trace.x, trace.raw, look, across, most)
            self.raw.setData(x, y, pen=pg.mkPen(colour, width=1), antialias=False)

    def _show_band(self, trace: Trace, look: Look, across: Range, most: int, colour: QColor) -> None:
        path = QPainterPath()
        if trace.low is not None and trace.high is not None:
            low, high = (_seen(trace.x, each, look, across, most) for each in (trace.low, trace.high))
            outline = [*zip(*high, strict=True), *reversed(list(zip(*low, strict=True)))]
            path.addPolygon(QPolygonF([QPointF(*point) for point in outline]))
            path.closeSubpath()
        colour.setAlpha(_BAND)
        self.band.setPen(QPen(Qt.PenStyle.NoPen))
        self.band.setBrush(colour)
        self.band.setPath(path)

    def _show_best(self, trace: Trace, look: Look, theme: Theme, colour: str) -> None:
        place = trace.best if trace.best and not trace.is_level else None
        x, y = drawn(np.array([place[0]]), np.array([place[1]]), look) if place else (np.zeros(0), np.zeros(0))
        edge = pg.mkPen(theme.text, width=1)
        self.star.setData(x=x, y=y, symbol="star", size=_STAR, pen=edge, brush=pg.mkBrush(colour))


def _seen(x: Floats, y: Floats, look: Look, across: Range, most: int) -> tuple[Floats, Floats]:
    """The points in view, thinned out."""
    x, y = drawn(x, y, look)
    return thinned(*clipped(x, y, *across), most)
