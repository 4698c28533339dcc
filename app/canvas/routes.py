"""The curve of a wire: straight on where it can, in a lane beside the boxes where they stand in its way."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.canvas.ports import Anchor, Side
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH

_CLEARANCE = 16.0
_LANE_STEP = 10.0
_TURN = 22.0
_LOOK_AGAIN = 12

Span = tuple[float, float, str]
"""A stretch of a lane that is taken: its top and bottom, and whose output runs there."""


def curve(start: Anchor, end: Anchor) -> QPainterPath:
    """A cubic that leaves and enters the boxes at right angles."""
    path = QPainterPath(start.point)
    _bend(path, start, end)
    return path


def detour(start: Anchor, end: Anchor, lane: float) -> QPainterPath:
    """A curve into a vertical lane, along it, and out of it to the end."""
    down = 1.0 if end.point.y() > start.point.y() else -1.0
    enter, leave = start.point.y() + 2 * _TURN * down, end.point.y() - 2 * _TURN * down
    path = QPainterPath(start.point)
    along = Side.BOTTOM if down > 0 else Side.TOP
    back = Side.TOP if down > 0 else Side.BOTTOM
    _bend(path, start, Anchor(QPointF(lane, enter), back))
    path.lineTo(lane, leave)
    _bend(path, Anchor(QPointF(lane, leave), along), end)
    return path


def _bend(path: QPainterPath, start: Anchor, end: Anchor) -> None:
    across, down = end.point.x() - start.point.x(), end.point.y() - start.point.y()
    ahead = abs(across * start.side.outward.x() + down * start.side.outward.y())
    pull = min(max(ahead / 2, _TURN), 140.0)
    path.cubicTo(start.point + start.side.outward * pull, end.point + end.side.outward * pull, end.point)


class Router:
    """Finds lanes for wires that would run behind boxes; two outputs never share one."""

    def __init__(self, places: Iterable[QPointF]) -> None:
        self._places = sorted(places, key=lambda place: place.y())
        self._tops = [place.y() for place in self._places]
        self._lanes: dict[int, list[tuple[float, Span]]] = defaultdict(list)

    def route(self, source: str, start: Anchor, end: Anchor) -> QPainterPath:
        """The wire's curve, from the output of `source`."""
        top, bottom = sorted((start.point.y(), end.point.y()))
        upright = {start.side, end.side} == {Side.TOP, Side.BOTTOM} and start.side is not end.side
        if not upright or bottom - top < BOX_HEIGHT + _TURN:
            return curve(start, end)
        near = self._between(top + 1, bottom - 1)
        direct = curve(start, end)
        if not any(direct.intersects(box) for box in near):
            return direct
        lane = self._free_lane(source, near, start.point, end.point)
        return detour(start, end, lane)

    def _between(self, top: float, bottom: float) -> list[QRectF]:
        first, last = bisect_left(self._tops, top - BOX_HEIGHT), bisect_right(self._tops, bottom)
        boxes = (QRectF(place.x(), place.y(), BOX_WIDTH, BOX_HEIGHT) for place in self._places[first:last])
        return [box for box in boxes if box.bottom() > top and box.top() < bottom]

    def _free_lane(self, source: str, boxes: Sequence[QRectF], start: QPointF, end: QPointF) -> float:
        def way(x: float) -> float:
            return abs(x - start.x()) + abs(x - end.x())

        middle = (start.x() + end.x()) / 2
        span = (min(start.y(), end.y()), max(start.y(), end.y()), source)
        lane = min((self._look(middle, toward, boxes, span) for toward in (1, -1)), key=way)
        self._lanes[_strip(lane)].append((lane, span))
        return lane

    def _look(self, x: float, toward: int, boxes: Sequence[QRectF], span: Span) -> float:
        """The nearest free lane to the right (1) or the left (-1)."""
        for _ in range(_LOOK_AGAIN):
            hit = [box for box in boxes if box.left() - _CLEARANCE < x < box.right() + _CLEARANCE]
            if hit:
                x = hit[0].right() + _CLEARANCE if toward > 0 else hit[0].left() - _CLEARANCE
            elif self._taken(x, span):
                x += toward * _LANE_STEP
            else:
                break
        return x

    def _taken(self, x: float, span: Span) -> bool:
        top, bottom, source = span
        return any(
            abs(lane - x) < _LANE_STEP and other != source and low > top and high < bottom
            for near in range(_strip(x) - 1, _strip(x) + 2)
            for lane, (high, low, other) in self._lanes.get(near, ())
        )


def _strip(x: float) -> int:
    """The strip, as wide as lanes are apart, in which one runs: others too near are there or in the next strips."""
    return int(x // _LANE_STEP)
