"""Where the tensors' shapes stand beside the wires of a drawn graph: where nothing else is, or nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from modelzoo.report.document import Drawing, Pair, Wire
from modelzoo.report.pictures.labelling import Rect, is_free
from modelzoo.report.pictures.sheet import text_width

SHAPE = 12.0
"""Letters, in units of the drawing."""
_BESIDE, _ABOVE = 6.0, 9.0
"""From a wire that runs down to its label, and from one that runs across to the middle of its label."""
_ALONG = (0.5, 0.3, 0.7)
"""Where along a stretch of a wire a label is tried."""
_ASIDE, _OVER = 4.0, 1.5
"""How far labels stay from wires, to the side and above."""
_CLEAR = 3.0
"""How far they stay from what is above and below them."""


@dataclass(frozen=True)
class Label:
    """A text with its left end and the middle of its height."""

    text: str
    left: float
    middle: float


def wire_labels(drawing: Drawing) -> tuple[Label, ...]:
    """The labels of all wires that have room for one; the wires of one output are labelled once."""
    taken: list[Rect] = [
        (box.x, box.y - _CLEAR, box.x + box.width, box.y + box.height + _CLEAR) for box in drawing.boxes
    ]
    taken += [_around(start, end) for wire in drawing.wires for start, end in pairwise(wire.points)]
    found = dict[tuple[Pair, str], Label]()
    for wire in sorted(drawing.wires, key=lambda wire: -_length(*_longest(wire))):
        source = wire.points[0], wire.label
        if not wire.label or source in found:
            continue
        for label, rect in _offers(wire):
            if is_free(rect, taken):
                found[source] = label
                taken.append(rect)
                break
    return tuple(found.values())


def _offers(wire: Wire) -> Iterator[tuple[Label, Rect]]:
    """Places for the label with the rectangles that it would cover, along the longest stretches first."""
    wide = text_width(wire.label, SHAPE)
    for start, end in sorted(pairwise(wire.points), key=lambda ends: -_length(*ends)):
        level = abs(end[0] - start[0]) > abs(end[1] - start[1])
        for share in _ALONG:
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            over, under = (x - wide / 2, y - _ABOVE), (x - wide / 2, y + _ABOVE)
            spots = [over, under] if level else [(x + _BESIDE, y), (x - _BESIDE - wide, y)]
            for left, middle in spots:
                rect = left, middle - SHAPE / 2, left + wide, middle + SHAPE / 2
                yield Label(wire.label, left, middle), rect


def _around(start: Pair, end: Pair) -> Rect:
    return (
        min(start[0], end[0]) - _ASIDE,
        min(start[1], end[1]) - _OVER,
        max(start[0], end[0]) + _ASIDE,
        max(start[1], end[1]) + _OVER,
    )


def _longest(wire: Wire) -> tuple[Pair, Pair]:
    return max(pairwise(wire.points), key=lambda ends: _length(*ends))


def _length(start: Pair, end: Pair) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])
