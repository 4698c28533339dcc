"""The drawing of curves of many points. Imports pyqtgraph; zoomed and moved by the mouse, read by the cursor."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.plots import looks
from app.plots.level_names import LevelName, LevelNames
from app.plots.pane import Pane
from app.plots.ticks import log_ticks
from app.plots.trace_items import TraceItems, show_best
from app.plots.traces import Look, Trace, TraceAxis, Traces, level_height, nearest, only_levels, shown, span

_ZOOMS = {Qt.Key.Key_Plus: 0.7, Qt.Key.Key_Equal: 0.7, Qt.Key.Key_Minus: 1 / 0.7}
_TICK_WIDTH, _TICK_HEIGHT = 62, 28
_BUDGET, _LEAST = 80_000, 200
"""How many points all lines together may have on the screen, and how many each at least."""
_FINE = 12
"""So many curves at most are drawn with smooth edges: more are not told apart by them, and take long."""


class TraceChart(Pane):
    """Draws what is shown; a zoom by hand stays while the curves grow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, zoomable=True)
        self._picture, self._look = Traces(TraceAxis(""), TraceAxis("")), Look()
        self.items_by_name: dict[str, TraceItems] = {}
        self.zoomed = False
        self.level_names = LevelNames()
        self.addItem(self.level_names, row=0, col=2)
        self._cursor, self._stars = pg.InfiniteLine(), pg.ScatterPlotItem()
        for item in (self._cursor, self._stars):
            self._box.addItem(item, ignoreBounds=True)
        self._stars.setZValue(20)
        self._box.sigRangeChangedManually.connect(self._note_zoom)
        self._box.sigRangeChanged.connect(self._show_part)
        self._is_ready = True
        self.setMinimumSize(240, 140)

    @property
    def shown_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ends of both axes, as drawn."""
        (left, right), (bottom, top) = self._box.viewRange()
        return (left, right), (bottom, top)

    def show_traces(self, picture: Traces, look: Look) -> None:
        """Draw this; only the cursor where nothing else is new."""
        before, self._picture, self._look = (self._picture, self._look), picture, look
        kept = self._look.log_x == before[1].log_x and self._look.log_y == before[1].log_y
        self.zoomed &= kept and picture.x == before[0].x and picture.y.title == before[0].y.title
        self._show_cursor()
        if before[0] is not picture or _without_cursor(before[1]) != _without_cursor(look):
            if not self.zoomed:
                self._fit()
            self._draw()

    def fit(self) -> None:
        """Show all of it again."""
        self.zoomed = False
        self._fit()
        self._draw()

    def zoom(self, factor: float) -> None:
        """Show so many times as much of the x axis."""
        self._box.scaleBy((factor, 1.0))
        self.zoomed = True

    def place_of(self, x: float, y: float) -> QPointF:
        """Where plain values are drawn, in pixels of the widget."""
        look = self._look
        return self._pixel(math.log10(x) if look.log_x else x, math.log10(y) if look.log_y else y)

    @contextmanager
    def without_cursor(self) -> Iterator[None]:
        """Show no cursor meanwhile."""
        visible = self._cursor.isVisible()
        self._cursor.hide()
        try:
            yield
        finally:
            self._cursor.setVisible(visible)

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_is_ready"):
            self._draw()
            self._show_cursor()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the axes have as many marks as they have room for."""
        super().resizeEvent(event)
        if hasattr(self, "_is_ready"):
            self._show_part()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what the mouse is nearest to; a drag moves the picture."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            at = self._box.mapSceneToView(self.mapToScene(event.position().toPoint()))
            x = 10 ** min(at.x(), 300.0) if self._look.log_x else at.x()
            self.pointed.emit(x, nearest(self._picture, self._look, x, at.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all of it again."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom."""
        if zoom := _ZOOMS.get(Qt.Key(event.key())):
            self.zoom(zoom)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        across, up = span(self._picture, self._look)
        self._box.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)

    def _note_zoom(self) -> None:
        self.zoomed = True

    def _draw(self) -> None:
        """The curves are others, or are looked at otherwise."""
        colours, traces = theme.of(self.palette()), shown(self._picture, self._look)
        names = {trace.name for trace in traces}
        for gone in self.items_by_name.keys() - names:
            self.items_by_name.pop(gone).remove()
        for trace in traces:
            if trace.name not in self.items_by_name:
                self.items_by_name[trace.name] = TraceItems(self._box)
            self.items_by_name[trace.name].show_trace(trace, self._look, colours, len(traces) <= _FINE)
        show_best(self._stars, traces, self._look, colours)
        placeless = only_levels(self._picture, self._look)
        self._title_axis("bottom", "" if placeless else self._picture.x.title, colours)
        self._title_axis("left", self._picture.y.title, colours)
        self._show_part()

    def _show_part(self, *_: object) -> None:
        """What is in view is another part of the same curves: at once, or the old part would be painted before."""
        colours, traces = theme.of(self.palette()), shown(self._picture, self._look)
        across, _ = self.shown_range
        lines = sum(1 + (trace.raw is not None) for trace in traces)
        most = max(_LEAST, min(2 * self.width(), _BUDGET // max(1, lines)))
        self._box.updateMatrix()  # done while painting, as it is by itself, it would paint all a second time
        for items in self.items_by_name.values():
            items.show_part(across, most)
        self._name_levels(traces, colours)
        self._mark_axes()

    def _name_levels(self, traces: Sequence[Trace], colours: theme.Theme) -> None:
        """Names beside the levels that are in view."""
        _, (bottom, top) = self.shown_range
        heights = [(trace, level_height(trace, self._look)) for trace in traces if trace.is_level]
        names = [
            LevelName(trace.name, (top - height) / (top - bottom), looks.colour(colours, trace.colour))
            for trace, height in heights
            if height is not None and bottom <= height <= top
        ]
        self.level_names.show_names(names, colours.text)

    def _mark_axes(self) -> None:
        (left, right), (bottom, top) = self.shown_range
        sides = (
            ("bottom", self._look.log_x, left, right, self.width() // _TICK_WIDTH),
            ("left", self._look.log_y, bottom, top, self.height() // _TICK_HEIGHT),
        )
        for side, log, low, high, most in sides:
            wide = log and -300 < low < high < 300
            self._axes[side].setTicks([log_ticks(10**low, 10**high, max(3, most))] if wide else None)
        if only_levels(self._picture, self._look):
            self._axes["bottom"].setTicks([])

    def _show_cursor(self) -> None:
        x = self._look.x
        stands = x is not None and (x > 0 or not self._look.log_x)
        self._cursor.setVisible(stands and not only_levels(self._picture, self._look))
        if x is not None and self._cursor.isVisible():
            self._cursor.setPen(pg.mkPen(theme.of(self.palette()).subtext, style=Qt.PenStyle.DotLine))
            self._cursor.setValue(math.log10(x) if self._look.log_x else x)


def _without_cursor(look: Look) -> tuple[object, ...]:
    return look.log_x, look.log_y, look.hidden, look.current
