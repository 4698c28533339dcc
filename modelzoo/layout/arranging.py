"""Where boxes stand when nobody has placed them: in layers from top to bottom, an encoder and decoder folded into a U.

A place is the top left corner of a box.
"""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter

from modelzoo.graph import Graph, Node, Shape
from modelzoo.layout.columns import columns
from modelzoo.layout.folding import fold
from modelzoo.project import Place

BOX_WIDTH, BOX_HEIGHT = 210.0, 54.0
GRID = 10
ROW = 90.0
"""From one row of boxes to the next; the shape is written on the wire between them."""
COLUMN_GAP, ARM_GAP = 40.0, 130.0


def arrange(graph: Graph, shapes: Mapping[str, Shape]) -> dict[str, Place]:
    """A place for every node. Where the resolution falls and rises again, the network is folded at the bottom."""
    places: dict[str, Place] = {}
    left = 0.0
    for part in _parts(graph):
        found = _arrange_part(part, shapes)
        shift = left - min(x for x, _ in found.values())
        places |= {id: (_snapped(x + shift), y) for id, (x, y) in found.items()}
        left = max(places[node.id][0] for node in part) + BOX_WIDTH + ARM_GAP
    return places


def _snapped(value: float) -> float:
    return float(round(value / GRID) * GRID)


def _parts(graph: Graph) -> list[list[Node]]:
    """The connected parts of the graph, the largest first."""
    part_of: dict[str, list[Node]] = {}
    for node in graph:
        joined = {id(part): part for source in node.sources if (part := part_of[source])}
        largest = max(joined.values(), key=len, default=[])
        for other in joined.values():
            if other is not largest:
                largest.extend(other)
                part_of.update(dict.fromkeys((each.id for each in other), largest))
        largest.append(node)
        part_of[node.id] = largest
    order = {node.id: at for at, node in enumerate(graph)}
    parts = {id(part): part for part in part_of.values()}.values()
    return sorted((sorted(part, key=lambda node: order[node.id]) for part in parts), key=len, reverse=True)


def _arrange_part(nodes: Sequence[Node], shapes: Mapping[str, Shape]) -> dict[str, Place]:
    arms = fold(nodes, shapes)
    rows = _rows(nodes, arms)
    places: dict[str, Place] = {}
    left = 0.0
    for arm in range(max(arms.values()) + 1):
        members = [node.id for node in nodes if arms[node.id] == arm]
        wires = [
            (source, node.id, (port + 1) / (len(node.inputs) + 1) - 0.5)
            for node in nodes
            for port, source in enumerate(node.inputs)
            if source is not None and arms[source] == arms[node.id] == arm
        ]
        found = columns({id: rows[id] for id in members}, wires, BOX_WIDTH + COLUMN_GAP)
        shift = left - min(found.values())
        places |= {id: (x + shift, rows[id] * ROW) for id, x in found.items()}
        left = max(places[id][0] for id in members) + BOX_WIDTH + ARM_GAP
    return places


def _rows(nodes: Sequence[Node], arms: Mapping[str, int]) -> dict[str, int]:
    """The row of each node: a wire down an arm leads below, a wire up an arm above, a wire to the next arm across."""
    levels = _Levels()
    for node in nodes:
        levels.add(node.id)
        for source in node.sources:
            if arms[source] == arms[node.id]:
                levels.put_above(*((node.id, source) if arms[source] % 2 else (source, node.id)))
    order = {node.id: at for at, node in enumerate(nodes)}
    for node in nodes:
        across = [source for source in node.sources if arms[source] < arms[node.id]]
        for source in sorted(across, key=order.__getitem__, reverse=True):
            if levels.align(source, node.id):
                break
    return levels.rows()


class _Levels:
    """Groups of nodes that stand at one height, and which groups must stand above which."""

    def __init__(self) -> None:
        self._group: dict[str, list[str]] = {}
        self._above: dict[str, list[str]] = {}

    def add(self, id: str) -> None:
        self._group[id] = [id]
        self._above[id] = []

    def put_above(self, upper: str, lower: str) -> None:
        self._above[lower].append(upper)

    def align(self, one: str, other: str) -> bool:
        """Put two at the same height, unless one must stand above the other."""
        first, second = self._group[one], self._group[other]
        if first is second:
            return True
        if self._reaches(first, second) or self._reaches(second, first):
            return False
        first.extend(second)
        self._group.update(dict.fromkeys(second, first))
        return True

    def rows(self) -> dict[str, int]:
        """Each group as high as it can stand, then those with slack lowered towards what follows them."""
        leads = dict.fromkeys(group[0] for group in self._group.values())
        above = {lead: self._uppers(self._group[lead]) for lead in leads}
        order = list(TopologicalSorter(above).static_order())
        rows: dict[str, int] = {}
        below: dict[str, list[str]] = {lead: [] for lead in leads}
        for lead in order:
            rows[lead] = max((rows[upper] + 1 for upper in above[lead]), default=0)
            for upper in above[lead]:
                below[upper].append(lead)
        for lead in reversed(order):
            if below[lead] and len(below[lead]) >= len(above[lead]):
                rows[lead] = min(rows[lower] for lower in below[lead]) - 1
        top = min(rows.values())
        return {id: rows[group[0]] - top for id, group in self._group.items()}

    def _uppers(self, group: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self._group[upper][0] for id in group for upper in self._above[id]))

    def _reaches(self, lower: list[str], upper: list[str]) -> bool:
        seen: set[str] = set()
        waiting = [lower[0]]
        while waiting:
            lead = waiting.pop()
            if lead == upper[0]:
                return True
            if lead not in seen:
                seen.add(lead)
                waiting += self._uppers(self._group[lead])
        return False
