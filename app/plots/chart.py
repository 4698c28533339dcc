"""The drawing of a plot of lines. Imports pyqtgraph; tells where the mouse and the arrow keys wish the cursor."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainterPath, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QWidget

from app import theme
from app.plots import looks
from app.plots.frame import Frame, View
from app.plots.pane import Pane
from app.plots.picture import Axis, Line, Picture
from app.plots.ticks import Tick

_TICK_WIDTH, _TICK_HEIGHT = 52, 24
"""Pixels that the text of a mark needs on the x and on the y axis."""
_APART = 8
"""Pixels between two words below the x axis."""
_BAND, _BAR, _BAR_WIDTH = 44, 130, 3
"""How opaque a spread is drawn, of 255: as a band, and as a bar so many pixels wide."""
_TOP = 0.985
"""How far up the number of an interval stands."""


class Chart(Pane):
    """Draws what a frame says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, zoomable=False)
        self._frame = Frame(Picture(Axis(""), Axis("")), View())
        self._lines: list[QGraphicsItem] = []
        self._cursor: list[QGraphicsItem] = []
        self.setMinimumSize(240, 180)

    def show_frame(self, frame: Frame) -> None:
        """Draw this; only the cursor where nothing else is new."""
        before, self._frame = self._frame, frame
        moved = {"x": frame.view.x, "line": frame.view.line, "slope": frame.view.slope}
        same = before.picture is frame.picture and View(**{**vars(before.view), **moved}) == frame.view
        if not same:
            self._draw()
        self._draw_cursor()

    def place_of(self, x: float, y: float) -> QPointF:
        """Where plain values are drawn, in pixels of the widget."""
        up = self._frame.up(y)
        assert up is not None
        return self._pixel(self._frame.across(x), up)

    @contextmanager
    def without_cursor(self) -> Iterator[None]:
        """Show no cursor meanwhile; the guide stays, for it belongs to the picture."""
        marks = [item for item in self._cursor if not isinstance(item, pg.PlotCurveItem)]
        for item in marks:
            item.hide()
        try:
            yield
        finally:
            for item in marks:
                item.show()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cursor"):
            self._draw()
            self._draw_cursor()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the axes have as many marks as they have room for."""
        super().resizeEvent(event)
        if hasattr(self, "_cursor"):
            self._mark_axes()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what the mouse is nearest to."""
        at = self._box.mapSceneToView(self.mapToScene(event.position().toPoint()))
        frame = self._frame
        if not frame.picture.xs:
            return
        x = min(frame.picture.xs, key=lambda each: abs(frame.across(each) - at.x()))
        heights = {line.name: frame.up(line.at(x)) for line in frame.lines}
        near = {name: abs(height - at.y()) for name, height in heights.items() if height is not None}
        self.pointed.emit(x, min(near, key=near.__getitem__) if near else "")

    def _draw(self) -> None:
        frame, colours = self._frame, theme.of(self.palette())
        self._clear(self._lines)
        for (left, right), numbers in frame.shaded.items():
            self._lines += self._interval(left, right, ", ".join(map(str, numbers)))
        for line in frame.lines:
            self._lines += self._band(line, colours)
        for line in frame.lines:
            self._lines += self._line(line, colours)
        level = frame.up(frame.picture.level.y) if frame.picture.level else None
        if level is not None:
            self._lines.append(pg.InfiniteLine(level, angle=0, pen=pg.mkPen(colours.text, width=1)))
        for item in self._lines:
            self._box.addItem(item, ignoreBounds=True)
        self._box.setRange(xRange=frame.x_range, yRange=frame.y_range, padding=0, disableAutoRange=True)
        self._title_axis("left", frame.picture.y.title, colours)
        self._title_axis("bottom", frame.picture.x.title, colours)
        self._mark_axes()

    def _mark_axes(self) -> None:
        frame = self._frame
        across, up = max(2, self.width() // _TICK_WIDTH - 1), max(3, self.height() // _TICK_HEIGHT - 1)
        self._axes["bottom"].setTicks([self._fitted(frame.x_ticks(across))])
        ticks = frame.y_ticks(up)
        self._axes["left"].setTicks(None if ticks is None else [ticks])

    def _fitted(self, ticks: list[Tick]) -> list[Tick]:
        """Marks whose words have no more room than there is between two of them."""
        if not self._frame.picture.x.words:
            return ticks
        room = int(self._box.width()) // max(1, len(ticks)) - _APART
        return [(at, self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)) for at, text in ticks]

    def _draw_cursor(self) -> None:
        self._clear(self._cursor)
        frame, colours = self._frame, theme.of(self.palette())
        if frame.view.x is None:
            return
        place = frame.across(frame.view.x)
        self._cursor.append(pg.InfiniteLine(place, pen=pg.mkPen(colours.subtext, style=Qt.PenStyle.DotLine)))
        if points := frame.guide():
            pen = pg.mkPen(colours.subtext, width=1.5, style=Qt.PenStyle.DashDotDotLine)
            self._cursor.append(pg.PlotCurveItem(*map(list, zip(*points, strict=True)), pen=pen))
        line = next((each for each in frame.lines if each.name == frame.view.line), None)
        height = frame.up(line.at(frame.view.x)) if line else None
        if height is not None:
            ring = pg.mkPen(colours.text, width=1.5)
            self._cursor.append(pg.ScatterPlotItem([place], [height], symbol="o", size=15, pen=ring, brush=None))
        for item in self._cursor:
            self._box.addItem(item, ignoreBounds=True)

    def _interval(self, left: float, right: float, numbers: str) -> list[QGraphicsItem]:
        colours = theme.of(self.palette())
        ends = self._frame.across(left), self._frame.across(right)
        fill = QColor(colours.warning)
        edge = pg.mkPen(fill, width=1)
        fill.setAlpha(46)
        region = pg.LinearRegionItem(ends, movable=False, brush=fill, pen=edge)
        region.setZValue(-10)
        label = pg.TextItem(numbers, color=colours.on_accent if colours.dark else "#ffffff", anchor=(0.5, 0))
        label.fill = pg.mkBrush(colours.warning)
        low, high = self._frame.y_range
        label.setPos(sum(ends) / 2, low + _TOP * (high - low))
        return [region, label]

    def _band(self, line: Line, colours: theme.Theme) -> list[QGraphicsItem]:
        path = QPainterPath()
        for outline in self._frame.bands(line):
            path.addPolygon(QPolygonF([QPointF(*point) for point in outline]))
            path.closeSubpath()
        if path.isEmpty():
            return []
        fill = QColor(looks.colour(colours, line.colour))
        fill.setAlpha(_BAND if line.joined else _BAR)
        edge = QPen(fill, 0 if line.joined else _BAR_WIDTH)
        edge.setCosmetic(True)
        item = QGraphicsPathItem(path)
        item.setBrush(fill)
        item.setPen(QPen(Qt.PenStyle.NoPen) if line.joined else edge)
        return [item]

    def _line(self, line: Line, colours: theme.Theme) -> list[QGraphicsItem]:
        colour = looks.colour(colours, line.colour)
        pen = pg.mkPen(colour, width=2, style=looks.dash(line.style))
        drawn: list[QGraphicsItem] = []
        for segment in self._frame.segments(line):
            xs, ys = map(list, zip(*segment, strict=True))
            if line.joined:
                drawn.append(pg.PlotCurveItem(xs, ys, pen=pen, antialias=True))
            mark = looks.mark(line.colour)
            drawn.append(pg.ScatterPlotItem(xs, ys, symbol=mark, size=8, pen=pg.mkPen(colour), brush=colour))
        return drawn

    def _clear(self, items: list[QGraphicsItem]) -> None:
        for item in items:
            self._box.removeItem(item)
        items.clear()
