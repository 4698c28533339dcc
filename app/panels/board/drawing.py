"""How the plot of the board is drawn: on a widget, into a file, or into a report, on so many pixels."""

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.panels.board.columns import CHOSEN_MARK
from app.panels.board.picture import Axis, Dot, Picture, Place
from app.plots.drawing import AxedDrawing
from modelzoo.pareto import Goal

_DOT, _RING, _CAP = 5.0, 9.0, 4.0
_TICK_WIDTH, _TICK_HEIGHT = 64, 44
_SHADE = 26
"""How opaque what misses a limit is shaded, of 255."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_TO_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TO_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BETTER: dict[Goal, tuple[str, str]] = {"min": ("← better", "↓ better"), "max": ("better →", "↑ better")}


class Drawing(AxedDrawing[Picture]):
    """The dots of a board, its limits and its front."""

    margins = QMarginsF(62, 26, 16, 42)

    def pixel(self, place: Place) -> QPointF:
        """Where two values are drawn."""
        return QPointF(self.across(place[0]), self.up(place[1]))

    def across(self, value: float) -> float:
        """Where a value of the x axis is drawn."""
        return self.area.left() + self.picture.x.share(value) * self.area.width()

    def up(self, value: float) -> float:
        """Where a value of the y axis is drawn."""
        return self.area.bottom() - self.picture.y.share(value) * self.area.height()

    def value_at(self, axis: int, at: QPointF) -> float:
        """What stands there on the x axis (0) or the y axis (1), within its ends."""
        area = self.area
        if axis == 0:
            return self.picture.x.value(min(max((at.x() - area.left()) / area.width(), 0.0), 1.0))
        return self.picture.y.value(min(max((area.bottom() - at.y()) / area.height(), 0.0), 1.0))

    def dot_at(self, at: QPointF, reach: float) -> Dot | None:
        """The dot that is nearest, within reach."""
        near = [(self._way(at, dot), at_ - len(self.picture.dots), dot) for at_, dot in enumerate(self.picture.dots)]
        way, _, dot = min(near, key=lambda each: each[:2], default=(reach + 1, 0, None))
        return dot if way <= reach else None

    def limit_at(self, at: QPointF, reach: float) -> int | None:
        """Whose limit's line runs there: 0 that of the x axis, 1 that of the y axis."""
        x, y = self.picture.x.limit, self.picture.y.limit
        ways = [
            (abs(self.across(x) - at.x()) if x is not None else reach + 1, 0),
            (abs(self.up(y) - at.y()) if y is not None else reach + 1, 1),
        ]
        way, axis = min(ways)
        around = self.area.adjusted(-reach, -self.margins.top(), reach, reach)
        return axis if way <= reach and around.contains(at) else None

    def paint(self, painter: QPainter, current: object = None, pointed: Dot | None = None) -> None:
        """Axes, limits, the front, then the dots: those that count above the faint ones. current: a candidate's key."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        self._paint_limits(painter)
        self._paint_front(painter)
        for dot in sorted(self.picture.dots, key=lambda dot: not dot.faint):
            self._paint_dot(painter, dot)
            if dot.entry.key == current:
                self._ring(painter, dot, self.colours.accent)
        if pointed:
            self._ring(painter, pointed, self.colours.subtext)
        self._paint_names(painter, current, pointed)

    def _way(self, at: QPointF, dot: Dot) -> float:
        way = self.pixel(dot.place) - at
        return hypot(way.x(), way.y())

    def _paint_axes(self, painter: QPainter) -> None:
        area, x, y = self.area, self.picture.x, self.picture.y
        across = x.ticks(max(2, int(area.width() // _TICK_WIDTH)))
        up = y.ticks(max(2, int(area.height() // _TICK_HEIGHT)))
        self.paint_marks(
            painter,
            [(area.left() + share * area.width(), told) for share, told in across],
            [(area.bottom() - share * area.height(), told) for share, told in up],
        )
        painter.setPen(QColor(self.colours.border))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.topLeft())
        self._paint_titles(painter, painter.fontMetrics().height())

    def _paint_titles(self, painter: QPainter, line: int) -> None:
        area, x, y = self.area, self.picture.x.column, self.picture.y.column
        painter.setPen(QColor(self.colours.text))
        below = QRectF(area.left(), area.bottom() + line + 4, area.width(), line + 2)
        painter.drawText(below, _TO_RIGHT, f"{x.label}   {_BETTER[x.goal][0]}")
        above = QRectF(6, 4, self.room.width() - 12, line + 2)
        painter.drawText(above, _TO_LEFT, f"{y.label}   {_BETTER[y.goal][1]}")

    def _paint_limits(self, painter: QPainter) -> None:
        """What misses a limit is shaded, up to its line."""
        area, colour = self.area, QColor(self.colours.warning)
        shade = QColor(colour)
        shade.setAlpha(_SHADE)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
        if (limit := self.picture.x.limit) is not None:
            at = self.across(limit)
            painter.fillRect(_beyond(area, at, self.picture.x, across=True), shade)
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
        if (limit := self.picture.y.limit) is not None:
            at = self.up(limit)
            painter.fillRect(_beyond(area, at, self.picture.y, across=False), shade)
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))

    def _paint_front(self, painter: QPainter) -> None:
        """In steps: what lies beyond a step is beaten by the dot at its corner."""
        points = [self.pixel(dot.place) for dot in self.picture.front]
        if not points:
            return
        x_goal = self.picture.x.column.goal
        steps = [points[0]]
        for before, now in pairwise(points):
            corner = QPointF(now.x(), before.y()) if x_goal == "min" else QPointF(before.x(), now.y())
            steps += [corner, now]
        painter.setPen(QPen(QColor(self.colours.good), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(steps))

    def _paint_dot(self, painter: QPainter, dot: Dot) -> None:
        """Full on the front, hollow where another beats it, grey where a limit is missed; error bars behind it."""
        colour = QColor(self.colours.border if dot.misses else self.colours.subtext if dot.faint else self.colours.good)
        at = self.pixel(dot.place)
        painter.setPen(QPen(colour, 1.2))
        self._paint_spread(painter, dot, at)
        painter.setBrush(QColor(self.colours.base) if dot.faint else colour)
        if dot.chosen:
            painter.setBrush(colour)
            painter.drawPolygon(_star(at, 2 * _DOT))
        else:
            painter.drawEllipse(at, _DOT, _DOT)

    def _paint_spread(self, painter: QPainter, dot: Dot, at: QPointF) -> None:
        if dot.x_spread:
            left, right = map(self.across, dot.x_spread)
            painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))
            for end in (left, right):
                painter.drawLine(QPointF(end, at.y() - _CAP), QPointF(end, at.y() + _CAP))
        if dot.y_spread:
            low, high = map(self.up, dot.y_spread)
            painter.drawLine(QPointF(at.x(), low), QPointF(at.x(), high))
            for end in (low, high):
                painter.drawLine(QPointF(at.x() - _CAP, end), QPointF(at.x() + _CAP, end))

    def _ring(self, painter: QPainter, dot: Dot, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.pixel(dot.place), _RING + 2 * dot.chosen, _RING + 2 * dot.chosen)

    def _paint_names(self, painter: QPainter, current: object, pointed: Dot | None) -> None:
        """Of the current one and that under the mouse, of the front, then of all, as far as none covers another."""
        wanted = [dot for dot in self.picture.dots if dot.entry.key == current or dot is pointed or dot.chosen]
        wanted += [dot for dot in (*self.picture.front, *self.picture.dots) if dot not in wanted]
        taken: list[QRectF] = []
        for dot in wanted:
            text = f"{CHOSEN_MARK} {dot.entry.title}" if dot.chosen else dot.entry.title
            ground = self._name_place(painter, dot, text)
            if any(ground.intersects(other) for other in taken):
                continue
            taken.append(ground)
            painter.setPen(QColor(self.colours.subtext if dot.faint else self.colours.text))
            painter.drawText(ground, _MIDDLE, text)

    def _name_place(self, painter: QPainter, dot: Dot, text: str) -> QRectF:
        """On the right of its dot, or on the left where there is no room."""
        at, fonts = self.pixel(dot.place), painter.fontMetrics()
        width, height = fonts.horizontalAdvance(text) + 6, fonts.height()
        right = at.x() + _RING + 2
        left = right if right + width <= self.room.right() else at.x() - _RING - 2 - width
        return QRectF(left, at.y() - height - 1, width, height)


def _beyond(area: QRectF, at: float, axis: Axis, across: bool) -> QRectF:
    """The part of the area where the limit is missed."""
    found = QRectF(area)
    if across and axis.column.goal == "min":
        found.setLeft(at)
    elif across:
        found.setRight(at)
    elif axis.column.goal == "min":
        found.setBottom(at)
    else:
        found.setTop(at)
    return found


_STAR = ((0, -1), (0.26, -0.36), (0.95, -0.31), (0.42, 0.14), (0.59, 0.81), (0, 0.45))
_CORNERS = (*_STAR, *((-x, y) for x, y in reversed(_STAR[1:-1])))


def _star(at: QPointF, size: float) -> QPolygonF:
    return QPolygonF([at + QPointF(x, y) * size for x, y in _CORNERS])
