"""A model's graph as boxes and wires: where a person has placed them, else in layers from top to bottom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from modelzoo.catalog import info_of
from modelzoo.graph import Graph, Node, Shape
from modelzoo.labels import details, shape_label
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, ROW, arrange
from modelzoo.project import Place
from modelzoo.report.document import Box, Drawing, Pair, Wire

Side = Literal["top", "bottom", "left", "right"]

_STUB = 14.0
"""How far a wire goes straight out of a box before it turns."""
_LANE = 14.0
"""From a box in the way to the wire that passes it, and between two such wires."""


def drawing(title: str, graph: Graph, places: Mapping[str, Place], shapes: Mapping[str, Shape]) -> Drawing:
    """The graph as a picture; places that do not know every block are not used."""
    known = places if all(node.id in places for node in graph) else arrange(graph, shapes)
    lanes, labels = _Lanes(known), {id: shape_label(shape) for id, shape in shapes.items()}
    wires = tuple(
        Wire(way, labels.pop(source, "")) for node in graph for source, way in lanes.ways(node.sources, node.id)
    )
    caption = "Each block with its kind and its parameters; on the wires channels × height × width, once an output."
    return Drawing(title, tuple(_box(node, known[node.id]) for node in graph), wires, caption)


def _box(node: Node, place: Place) -> Box:
    info = info_of(node)
    words = " ".join(filter(None, [info.title, details(node, info)]))
    return Box(node.id, node.id, words, *place, BOX_WIDTH, BOX_HEIGHT, info.group)


class _Lanes:
    """Ways for wires; one that would run behind boxes goes around them, in a lane that no other output has."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._taken: dict[float, list[tuple[float, float, str]]] = {}

    def ways(self, sources: Sequence[str], target: str) -> Iterator[tuple[str, tuple[Pair, ...]]]:
        """Each source with the corners of its wire; those that enter a box on one side share it evenly."""
        sides = [self._sides(source, target) for source in sources]
        many = Counter(entry for _, entry in sides)
        seen: Counter[Side] = Counter()
        for source, each in zip(sources, sides, strict=True):
            seen[each[1]] += 1
            yield source, self._way(source, target, each, seen[each[1]] / (many[each[1]] + 1))

    def _way(self, source: str, target: str, sides: tuple[Side, Side], share: float) -> tuple[Pair, ...]:
        """The corners of a wire; share: where it enters, from one end of the side to the other."""
        start, end = self._anchor(source, sides[0], 0.5), self._anchor(target, sides[1], share)
        if sides[0] in ("left", "right"):
            middle = (start[0] + end[0]) / 2
            return _corners((start, (middle, start[1]), (middle, end[1]), end))
        down = 1.0 if end[1] > start[1] else -1.0
        first, last = start[1] + down * _STUB, end[1] - down * _STUB
        top, bottom = sorted((first, last))
        in_the_way = list(self._between(top, bottom))
        if not _hits(end[0], in_the_way):
            return _corners((start, (start[0], first), (end[0], first), end))
        lane = self._free_lane((start[0] + end[0]) / 2, in_the_way, (top, bottom, source))
        return _corners((start, (start[0], first), (lane, first), (lane, last), (end[0], last), end))

    def _sides(self, source: str, target: str) -> tuple[Side, Side]:
        """Out of the bottom into the top, or the other way round; at one height across."""
        (x, y), (other_x, other_y) = self._places[source], self._places[target]
        if abs(y - other_y) < BOX_HEIGHT + 2 * _STUB and abs(x - other_x) > BOX_WIDTH:
            return ("right", "left") if other_x > x else ("left", "right")
        return ("bottom", "top") if other_y > y else ("top", "bottom")

    def _anchor(self, id: str, side: Side, share: float) -> Pair:
        x, y = self._places[id]
        if side in ("left", "right"):
            return x + BOX_WIDTH * (side == "right"), y + BOX_HEIGHT * share
        return x + BOX_WIDTH * share, y + BOX_HEIGHT * (side == "bottom")

    def _between(self, top: float, bottom: float) -> Iterable[Place]:
        return ((x, y) for x, y in self._places.values() if y + BOX_HEIGHT > top and y < bottom)

    def _free_lane(self, near: float, boxes: Sequence[Place], span: tuple[float, float, str]) -> float:
        """The free lane that is nearest; beside the boxes there is always one."""
        top, bottom, source = span
        edges = [edge for x, _ in boxes for edge in (x - _LANE, x + BOX_WIDTH + _LANE)]
        steps = (edge + side * _LANE * step for edge in edges for side in (-1, 1) for step in range(int(ROW / _LANE)))
        free = [each for each in (near, *steps) if not _hits(each, boxes) and not self._is_taken(each, span)]
        lane = min(free or edges, key=lambda each: abs(each - near))
        self._taken.setdefault(lane, []).append((top, bottom, source))
        return lane

    def _is_taken(self, lane: float, span: tuple[float, float, str]) -> bool:
        top, bottom, source = span
        others = (each for at, spans in self._taken.items() if abs(at - lane) < _LANE / 2 for each in spans)
        return any(whose != source and low < bottom and high > top for low, high, whose in others)


def _hits(x: float, boxes: Iterable[Place]) -> bool:
    return any(left - _LANE / 2 < x < left + BOX_WIDTH + _LANE / 2 for left, _ in boxes)


def _corners(points: Sequence[Pair]) -> tuple[Pair, ...]:
    """The points without those that lie on a straight line between their neighbours."""
    kept: list[Pair] = []
    for point in points:
        while len(kept) > 1 and (_aligned(kept[-2], kept[-1], point, 0) or _aligned(kept[-2], kept[-1], point, 1)):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def _aligned(one: Pair, middle: Pair, other: Pair, axis: int) -> bool:
    return one[axis] == middle[axis] == other[axis]
