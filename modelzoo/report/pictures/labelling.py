"""Where names stand in a plot, so that none lies on a mark or on another name."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, sin

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Spot = tuple[float, float]

_DISTANCES = (7.0, 11.0, 17.0, 25.0, 35.0, 47.0, 61.0, 77.0)
_ANGLES = 16
_NEAR = 12.0
"""How far a name may stand from its mark without a line that leads there."""
_TOO_DEAR = 32.0
"""What names that need not stand anywhere may cost at most: some distance, and hardly anything covered."""
_OUTSIDE, _COVERED = 60.0, 30.0
"""How much a point of length outside, and a square point of something covered, weigh against a point of distance."""


def place(
    marks: Sequence[Spot], sizes: Sequence[Spot], firm: Sequence[bool], bounds: Rect, obstacles: Sequence[Rect]
) -> list[Rect | None]:
    """A place for the name of each mark; the first names choose first.

    sizes: the names' widths and heights. firm: whose names must stand somewhere; others do only where there is room.
    """
    taken = [*obstacles, *((x - 4, y - 4, x + 4, y + 4) for x, y in marks)]
    found = list[Rect | None]()
    for mark, size, must in zip(marks, sizes, firm, strict=True):
        near = [rect for rect in taken if _within_reach(mark, size, rect)]
        cost, best = min((rank + _cost(offer, bounds, near), offer) for rank, offer in _offers(mark, size))
        kept = must or cost < _TOO_DEAR
        found.append(best if kept else None)
        taken += [best] if kept else []
    return found


def _within_reach(mark: Spot, size: Spot, rect: Rect) -> bool:
    across, up = _DISTANCES[-1] + size[0], _DISTANCES[-1] + size[1]
    return (
        rect[0] < mark[0] + across and rect[2] > mark[0] - across and rect[1] < mark[1] + up and rect[3] > mark[1] - up
    )


def is_free(rect: Rect, others: Sequence[Rect]) -> bool:
    """Whether nothing of the others lies under the rectangle."""
    return not any(_covered(rect, other) for other in others)


def leader(mark: Spot, rect: Rect) -> tuple[Spot, Spot] | None:
    """A line from a mark to its name, where that stands so far away that one must look for it."""
    x, y = min(max(mark[0], rect[0]), rect[2]), min(max(mark[1], rect[1]), rect[3])
    apart = hypot(x - mark[0], y - mark[1])
    if apart < _NEAR:
        return None
    along = 5.0 / apart
    return (mark[0] + (x - mark[0]) * along, mark[1] + (y - mark[1]) * along), (x, y)


def spread(wished: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Heights in the order of the wished ones and as near to them as can be, so far apart, above `low` if need be."""
    order = sorted(range(len(wished)), key=lambda at: (wished[at], at))
    crowds = list[tuple[float, int]]()
    for number, at in enumerate(order):
        middle, count = wished[at] - number * apart, 1
        while crowds and crowds[-1][0] > middle:
            other, others = crowds.pop()
            middle, count = (other * others + middle * count) / (others + count), others + count
        crowds.append((middle, count))
    starts = [middle for middle, count in crowds for _ in range(count)]
    roof = high - apart * (len(order) - 1)
    placed = {
        at: max(low, min(start, roof)) + number * apart
        for number, (at, start) in enumerate(zip(order, starts, strict=True))
    }
    return [placed[at] for at in range(len(wished))]


def _offers(mark: Spot, size: Spot) -> Iterator[tuple[float, Rect]]:
    """Places around the mark, each with how unwelcome it is: far is, and below is a little more than above."""
    width, height = size
    for distance in _DISTANCES:
        for step in range(_ANGLES):
            across, up = cos(2 * pi * step / _ANGLES), sin(2 * pi * step / _ANGLES)
            x = mark[0] + across * distance + (across - 1) / 2 * width
            y = mark[1] + up * distance + (up - 1) / 2 * height
            yield distance + 2 * (1 - across) + (1 - up), (x, y, x + width, y + height)


def _cost(rect: Rect, bounds: Rect, taken: Sequence[Rect]) -> float:
    outside = sum(
        max(0.0, over) for over in (bounds[0] - rect[0], bounds[1] - rect[1], rect[2] - bounds[2], rect[3] - bounds[3])
    )
    return _OUTSIDE * outside + _COVERED * sum(_covered(rect, other) for other in taken)


def _covered(one: Rect, other: Rect) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0
