"""How a long drawing is cut into strips that stand side by side, so that it can be read on a page.

A model is drawn from top to bottom, or from left to right. Strips are cut across that direction, between boxes, and
are read one after the other; a drawing that would still be too small to be read goes on in a further picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from modelzoo.report.document import Box, Drawing, Pair, Wire

GAP = 26.0
"""Between two strips, in points of print."""
_LARGEST, _SMALLEST = 0.62, 0.46
"""Points of print to a unit of the drawing: of a small drawing, and of one that is continued elsewhere sooner."""
MARGIN = 10.0
"""Around a strip, in units of the drawing: a little of what is beyond its cuts."""
_MOST_STRIPS, _MOST_PICTURES = 14, 6


@dataclass(frozen=True)
class Strip:
    """A window on the drawing: left, top, right, bottom in its units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In units of the drawing, with the margin."""
        return self.right - self.left + 2 * MARGIN

    @property
    def height(self) -> float:
        """In units of the drawing, with the margin."""
        return self.bottom - self.top + 2 * MARGIN

    def has(self, point: Pair) -> bool:
        """Whether the point is within; what lies on a cut is in the strip behind it."""
        across = self.left - MARGIN <= point[0] < self.right + MARGIN
        return across and self.top <= point[1] < self.bottom

    def holds(self, box: Box) -> bool:
        """Whether the box's middle is within."""
        return self.has((box.x + box.width / 2, box.y + box.height / 2))

    def touches(self, wire: Wire) -> bool:
        """Whether some of the wire may be within."""
        xs, ys = zip(*wire.points, strict=True)
        across = bool(min(xs) <= self.right and max(xs) >= self.left)
        return across and bool(min(ys) <= self.bottom and max(ys) >= self.top)


@dataclass(frozen=True)
class Cutting:
    """The strips of one drawing, picture by picture. upright: whether it runs downwards, and strips stand in a row."""

    pictures: tuple[tuple[Strip, ...], ...]
    scale: float
    upright: bool


def cut(drawing: Drawing, width: float, height: float) -> Cutting:
    """The cutting that shows the drawing largest on as few pictures of this size as it can be read on."""
    upright = _extent(drawing)[1] >= _extent(drawing)[0]
    flat = drawing if upright else _turned(drawing)
    across, along = (width, height) if upright else (height, width)
    best = _fitted(flat, across, along, 1)
    for pictures in range(2, _MOST_PICTURES + 1):
        if best[0] >= _SMALLEST:
            break
        best = max(best, _fitted(flat, across, along, pictures), key=lambda each: each[0])
    scale, strips, count = best
    strips = strips if upright else [Strip(each.top, each.left, each.bottom, each.right) for each in strips]
    size = -(-len(strips) // count)
    return Cutting(tuple(tuple(strips[at : at + size]) for at in range(0, len(strips), size)), scale, upright)


def _extent(drawing: Drawing) -> tuple[float, float]:
    boxes = drawing.boxes
    return (
        max(box.x + box.width for box in boxes) - min(box.x for box in boxes),
        max(box.y + box.height for box in boxes) - min(box.y for box in boxes),
    )


def _turned(drawing: Drawing) -> Drawing:
    """The drawing with across and down exchanged."""
    boxes = [replace(box, x=box.y, y=box.x, width=box.height, height=box.width) for box in drawing.boxes]
    wires = [replace(wire, points=tuple((y, x) for x, y in wire.points)) for wire in drawing.wires]
    return replace(drawing, boxes=tuple(boxes), wires=tuple(wires))


def _fitted(drawing: Drawing, width: float, height: float, pictures: int) -> tuple[float, list[Strip], int]:
    """The largest scale, with its strips, on so many pictures."""
    options = [_strips(drawing, count) for count in range(pictures, _MOST_STRIPS * pictures + 1, pictures)]
    scales = [_scale(strips, width, height, pictures) for strips in options]
    best = scales.index(max(scales))
    return scales[best], options[best], pictures


def _scale(strips: Sequence[Strip], width: float, height: float, pictures: int) -> float:
    size = -(-len(strips) // pictures)
    rows = [strips[at : at + size] for at in range(0, len(strips), size)]
    across = min((width - GAP * (len(row) - 1)) / sum(strip.width for strip in row) for row in rows)
    return min(_LARGEST, across, min(height / strip.height for strip in strips))


def _strips(drawing: Drawing, count: int) -> list[Strip]:
    """About so many strips of about one height, cut where no box is."""
    top = min(box.y for box in drawing.boxes)
    bottom = max(box.y + box.height for box in drawing.boxes)
    places = _gaps(drawing.boxes)
    wished = [top + (bottom - top) * part / count for part in range(1, count)]
    cuts = sorted({min(places, key=partial(_apart, wish)) for wish in wished} if places else ())
    ends = [(top, *cuts), (*cuts, bottom)]
    return [_window(drawing, low, high) for low, high in zip(*ends, strict=True)]


def _apart(one: float, other: float) -> float:
    return abs(one - other)


def _gaps(boxes: Sequence[Box]) -> list[float]:
    """The heights at which no box stands, in the middle of each gap."""
    found = list[float]()
    reached = min(box.y for box in boxes)
    for box in sorted(boxes, key=lambda box: box.y):
        if box.y > reached:
            found.append((reached + box.y) / 2)
        reached = max(reached, box.y + box.height)
    return found


def _window(drawing: Drawing, top: float, bottom: float) -> Strip:
    """As wide as what is in it: boxes, and wires that pass."""
    sides = [side for box in drawing.boxes if top <= box.y < bottom for side in (box.x, box.x + box.width)]
    sides += [x for wire in drawing.wires for x in _passing(wire, top, bottom)]
    return Strip(min(sides), top, max(sides), bottom)


def _passing(wire: Wire, top: float, bottom: float) -> list[float]:
    return [x for x, y in wire.points if top <= y < bottom]
