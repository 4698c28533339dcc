"""A line through very many points: only what can be seen of it is drawn. Imports pyqtgraph."""

import numpy as np
from pyqtgraph import functions
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.plots.traces import Look, drawn
from modelzoo.runs.levels import Levels
from modelzoo.runs.run import Floats


class TraceLine(QGraphicsItem):
    """Given the same points again it knows them; a step of a zoom costs only the few that are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._of: tuple[object, ...] = ()
        self._levels = Levels(np.zeros(0), np.zeros(0))
        self._room, self._seen = QRectF(), QPolygonF()
        self._pen, self._fine = QPen(), False

    def show_points(self, x: Floats, y: Floats, look: Look) -> None:
        """Be the line through these."""
        fresh = x, y, look.log_x, look.log_y
        if len(self._of) == len(fresh) and all(a is b for a, b in zip(self._of, fresh, strict=True)):
            return
        x, y = drawn(x, y, look)
        self._of, self._levels = fresh, Levels(x, y)
        self.prepareGeometryChange()
        self._room = QRectF()
        if len(x):
            low, high = float(y.min()), float(y.max())
            self._room = QRectF(float(x[0]), low, float(x[-1] - x[0]), high - low)

    def show_part(self, across: tuple[float, float], most: int, pen: QPen, fine: bool) -> tuple[Floats, Floats]:
        """Draw what lies between two places, of at most so many points; gives them. fine: with smooth edges."""
        x, y = self._levels.within(*across, most)
        self._seen, self._pen, self._fine = functions.arrayToQPolygonF(x, y), pen, fine
        self.update()
        return x, y

    def boundingRect(self) -> QRectF:
        """From the first point to the last."""
        return self._room

    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The line; in a file always with smooth edges."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._fine or widget is None)
        painter.setPen(self._pen)
        painter.drawPolyline(self._seen)
