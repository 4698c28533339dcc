"""A drawing closed up: where nothing stands between two boxes there is no more room than its wires need.

A canvas leaves room to work in; on paper it is better spent on larger letters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from modelzoo.report.document import Drawing, Pair

_ACROSS, _DOWN = 56.0, 40.0
"""The widest gaps, in units of the drawing: room for a wire with an arrow, and for one with its label."""
_LANE = 14.0
"""What each wire that runs along a gap needs of it."""

_Moved = Callable[[float], float]


def tight(drawing: Drawing) -> Drawing:
    """The drawing with everything in its order and nothing further apart than it must be."""
    corners = [point for wire in drawing.wires for point in wire.points]
    across = _closer([(box.x, box.x + box.width) for box in drawing.boxes], [x for x, _ in corners], _ACROSS)
    down = _closer([(box.y, box.y + box.height) for box in drawing.boxes], [y for _, y in corners], _DOWN)
    boxes = tuple(replace(box, x=across(box.x), y=down(box.y)) for box in drawing.boxes)
    wires = tuple(replace(wire, points=_moved(wire.points, across, down)) for wire in drawing.wires)
    return replace(drawing, boxes=boxes, wires=wires)


def _moved(points: Iterable[Pair], across: _Moved, down: _Moved) -> tuple[Pair, ...]:
    return tuple((across(x), down(y)) for x, y in points)


def _closer(spans: Sequence[Pair], lanes: Sequence[float], widest: float) -> _Moved:
    """Where a place comes to when every gap between the spans is closed up as far as its lanes let it."""
    gaps = [(low, high, min(high - low, _needed(low, high, lanes, widest))) for low, high in _gaps(spans)]

    def place(at: float) -> float:
        saved = ((min(at, high) - low) * (1 - width / (high - low)) for low, high, width in gaps if at > low)
        return at - sum(saved)

    return place


def _needed(low: float, high: float, lanes: Sequence[float], widest: float) -> float:
    within = {round(at, 1) for at in lanes if low < at < high}
    return max(widest, _LANE * (len(within) + 1))


def _gaps(spans: Sequence[Pair]) -> list[Pair]:
    """Where no span is, between the first and the last."""
    found = list[Pair]()
    reached = min(low for low, _ in spans)
    for low, high in sorted(spans):
        if low > reached:
            found.append((reached, low))
        reached = max(reached, high)
    return found
