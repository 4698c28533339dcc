"""What is drawn of a curve: kept and given new points while the curve grows, so that nothing flickers."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem

from app.plots import looks
from app.plots.trace_line import TraceLine
from app.plots.traces import Look, Trace, drawn, level_height
from app.theme import Theme
from modelzoo.runs.curves import clipped, thinned
from modelzoo.runs.run import Floats

_RAW, _BAND = 70, 44
"""How opaque the raw curve behind a smoothed one and the spread of seeds are, of 255."""
_FEW = 40
"""So many points in view are marked one by one."""
_STAR = 13

Range = tuple[float, float]


class TraceItems:
    """The items of one curve in a view box; each is made when it is first needed, as most curves are plain lines."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._made: dict[str, Any] = {}
        self._trace, self._look = Trace("", np.zeros(0), np.zeros(0)), Look()
        self._colour, self._pen, self._fine = QColor(), QPen(), False

    def remove(self) -> None:
        """Take everything out of the view box."""
        for item in self._made.values():
            self._box.removeItem(item)

    def show_trace(self, trace: Trace, look: Look, theme: Theme, fine: bool) -> None:
        """Be the items of this curve. fine: with smooth edges, where curves are few."""
        self._trace, self._look, self._fine = trace, look, fine
        self._colour = QColor(looks.colour(theme, trace.colour))
        width = 3.0 if look.current == trace.name else 2.0 if fine else 1.0
        self._pen = pg.mkPen(self._colour, width=width, style=looks.dash(trace.style))
        self._has("band", trace.low is not None)
        if self._has("raw", trace.raw is not None):
            self._made["raw"].show_points(trace.x, trace.raw, look)
        if self._has("line", not trace.is_level):
            self._made["line"].show_points(trace.x, trace.y, look)
        height = level_height(trace, look) if trace.is_level else None
        if self._has("level", height is not None):
            self._made["level"].setPen(self._pen)
            self._made["level"].setValue(height)
        for item in self._made.values():
            item.setZValue(10 if look.current == trace.name else 0)

    def show_part(self, across: Range, most: int) -> None:
        """Draw what lies between two places, each line with at most so many points."""
        if self._shows("band"):
            self._show_band(across, most)
        if self._shows("raw"):
            colour = QColor(self._colour)
            colour.setAlpha(_RAW)
            self._made["raw"].show_part(across, most, pg.mkPen(colour, width=1), fine=False)
        if self._shows("line"):
            x, y = self._made["line"].show_part(across, most, self._pen, self._fine)
            self._show_points(x, y)

    def _has(self, name: str, wanted: bool) -> bool:
        """Let there be an item of this kind, or hide it."""
        if wanted and name not in self._made:
            self._made[name] = _MAKERS[name]()
            self._box.addItem(self._made[name], ignoreBounds=True)
        if name in self._made:
            self._made[name].setVisible(wanted)
        return wanted

    def _shows(self, name: str) -> bool:
        return name in self._made and bool(self._made[name].isVisible())

    def _show_points(self, x: Floats, y: Floats) -> None:
        """Mark each point where few are in view."""
        if self._has("points", self._fine and len(x) <= _FEW):
            self._made["points"].setData(x=x, y=y, size=6, pen=pg.mkPen(self._colour), brush=pg.mkBrush(self._colour))

    def _show_band(self, across: Range, most: int) -> None:
        sides = [each for each in (self._trace.low, self._trace.high) if each is not None]
        ends = [_seen(self._trace.x, each, self._look, across, most) for each in sides]
        low, high = (list(zip(*each, strict=True)) for each in ends)
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(*point) for point in (*high, *reversed(low))]))
        path.closeSubpath()
        colour = QColor(self._colour)
        colour.setAlpha(_BAND)
        band = self._made["band"]
        band.setPen(QPen(Qt.PenStyle.NoPen))
        band.setBrush(colour)
        band.setPath(path)


_MAKERS: dict[str, Callable[[], Any]] = {
    "band": QGraphicsPathItem,
    "raw": TraceLine,
    "line": TraceLine,
    "points": pg.ScatterPlotItem,
    "level": lambda: pg.InfiniteLine(angle=0),
}


def show_best(stars: pg.ScatterPlotItem, traces: Sequence[Trace], look: Look, theme: Theme) -> None:
    """Mark the best value of each curve, all in one item."""
    marked = [(trace.best, looks.colour(theme, trace.colour)) for trace in traces if trace.best and not trace.is_level]
    fine = [(x, y, colour) for (x, y), colour in marked if (x > 0 or not look.log_x) and (y > 0 or not look.log_y)]
    x, y = drawn(np.array([each[0] for each in fine]), np.array([each[1] for each in fine]), look)
    brushes = [pg.mkBrush(each[2]) for each in fine]
    stars.setData(x=x, y=y, symbol="star", size=_STAR, pen=pg.mkPen(theme.text, width=1), brush=brushes)


def _seen(x: Floats, y: Floats, look: Look, across: Range, most: int) -> tuple[Floats, Floats]:
    """The points in view, thinned out."""
    x, y = drawn(x, y, look)
    return thinned(*clipped(x, y, *across), most)
