"""Where the nodes that an act makes come to stand: near those they replace, the others making room; Qt-free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import hypot

from modelzoo.acts import Preview
from modelzoo.graph import Graph
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, COLUMN_GAP, GRID, ROW, arrange
from modelzoo.project import Place

Places = Mapping[str, Place]
Area = tuple[float, float, float, float]
"""Its left, top, right and bottom edges."""
_REACH, _STEP = 40, 2 * GRID
"""How many steps free ground is looked for in each direction, and how long a step is."""


def place_made(found: Preview, shown: Places) -> dict[str, Place]:
    """Places for all nodes of the graph that an act makes; `shown` is where the boxes stood before."""
    graph = found.graph
    places = {node.id: shown[node.id] for node in graph if node.id in shown}
    for row in found.difference.rows:
        if row.before and row.after and row.before.id not in graph and row.before.id in shown:
            places.setdefault(row.after.id, shown[row.before.id])
    return place_new(graph, places)


def place_new(graph: Graph, shown: Places) -> dict[str, Place]:
    """Places for all nodes of a graph, of which those with a place in `shown` stood before."""
    places = {node.id: shown[node.id] for node in graph if node.id in shown}
    for part in _parts(graph, [node.id for node in graph if node.id not in places]):
        places = _with_part(places, graph, part)
    return places


def on_free_ground(at: Place, size: tuple[float, float], taken: Iterable[Area]) -> Place:
    """The place nearest to this one where something of this size covers nothing; this one if there is none in reach."""
    x, y = at
    width, height = size
    near = _REACH * _STEP
    around = [
        (left - width - GRID, top - height - GRID, right + GRID, bottom + GRID)
        for left, top, right, bottom in taken
        if left - width - x < near and x - right < near and top - height - y < near and y - bottom < near
    ]
    free = ((x + right, y + down) for right, down in _steps() if not _is_within(x + right, y + down, around))
    return next(free, at)


def _is_within(x: float, y: float, areas: Iterable[Area]) -> bool:
    return any(left < x < right and top < y < bottom for left, top, right, bottom in areas)


@cache
def _steps() -> list[tuple[float, float]]:
    """All ways in reach, the shortest first; of equal ones to the right and down."""
    steps = range(-_REACH, _REACH + 1)
    ways = sorted((hypot(right, down), -right, -down) for right in steps for down in steps)
    return [(-right * _STEP, -down * _STEP) for _, right, down in ways]


def _parts(graph: Graph, ids: Iterable[str]) -> list[list[str]]:
    """The nodes in groups that are wired to each other, in the graph's order."""
    part_of: dict[str, list[str]] = {}
    for id in ids:
        joined = [id]
        for part in {part[0]: part for source in graph[id].sources if (part := part_of.get(source))}.values():
            joined = [*part, *joined]
        part_of |= dict.fromkeys(joined, joined)
    return list({part[0]: part for part in part_of.values()}.values())


@dataclass(frozen=True)
class _Gap:
    """Between which two boxes a group comes to stand, and whether the network runs upwards there."""

    source: Place | None
    reader: Place | None

    @property
    def upwards(self) -> bool:
        """Whether what is read stands below what reads it."""
        return self.source is not None and self.reader is not None and self.source[1] > self.reader[1]

    @property
    def ends(self) -> tuple[Place | None, Place | None]:
        """What stands above the group and what stands below it."""
        return (self.reader, self.source) if self.upwards else (self.source, self.reader)


def _with_part(places: Places, graph: Graph, part: list[str]) -> dict[str, Place]:
    """The places with a group of new boxes, below what stands above it; what stands below it gives way."""
    gap = _gap(places, graph, part)
    inner = _inner(graph, part, gap.upwards)
    upper, lower = gap.ends
    left, right = min(x for x, _ in inner.values()), max(x for x, _ in inner.values())
    down = max(y for _, y in inner.values())
    above, below = upper or (0.0, -ROW), lower
    top = above[1] + ROW if upper or not below else below[1] - ROW - down
    x = _column(gap) - round((right - left) / 2 / GRID) * GRID - left
    others = dict(places)
    if below and below[1] > above[1] and (lack := top + down + ROW - below[1]) > 0:
        others = {id: (at[0], at[1] + lack * (at[1] >= below[1])) for id, at in places.items()}
    made = {id: (x + at[0], top + at[1]) for id, at in inner.items()}
    return others | _beside(made, others)


def _gap(places: Places, graph: Graph, part: list[str]) -> _Gap:
    """The nearest pair of boxes that stand already, of which the group reads one and the other reads the group."""
    sources = {source: places[source] for id in part for source in graph[id].sources if source in places}
    readers = {reader: places[reader] for id in part for reader, _ in graph.consumers[id] if reader in places}
    pairs = [_Gap(source, reader) for source in sources.values() or (None,) for reader in readers.values() or (None,)]
    return min(pairs, key=_way)


def _way(gap: _Gap) -> float:
    if gap.source is None or gap.reader is None:
        return 0.0
    return abs(gap.source[0] - gap.reader[0]) + abs(gap.source[1] - gap.reader[1])


def _column(gap: _Gap) -> float:
    known = gap.reader if gap.upwards else gap.source or gap.reader
    return known[0] if known else 0.0


def _inner(graph: Graph, part: list[str], upwards: bool) -> dict[str, Place]:
    """The group laid out by itself from the top, or from the bottom."""
    own = set(part)
    loose = (
        replace(graph[id], inputs=tuple(source if source in own else None for source in graph[id].inputs))
        for id in part
    )
    found = arrange(Graph(tuple(loose)), {})
    bottom = max(y for _, y in found.values())
    return {id: (x, bottom - y if upwards else y) for id, (x, y) in found.items()}


def _beside(made: dict[str, Place], others: Places) -> dict[str, Place]:
    """The group moved to the right until it covers nothing."""
    step = BOX_WIDTH + COLUMN_GAP
    while any(
        abs(x - at[0]) < BOX_WIDTH and abs(y - at[1]) < BOX_HEIGHT for x, y in made.values() for at in others.values()
    ):
        made = {id: (x + step, y) for id, (x, y) in made.items()}
    return made
