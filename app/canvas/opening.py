"""Where the layers of an opened composite come to stand: in its place, the others making room; Qt-free."""

from collections.abc import Mapping
from dataclasses import replace

from modelzoo.graph import Graph
from modelzoo.layout.arranging import BOX_WIDTH, GRID, arrange
from modelzoo.project import Place
from modelzoo.results import Ungrouped

Places = Mapping[str, Place]


def place_opened(opened: Ungrouped, shown: Places) -> dict[str, Place]:
    """Places for all nodes of the opened graph; `shown` is where the boxes stood before."""
    places = dict(shown)
    for id, parts in opened.parts.items():
        inner = _inner(opened.graph, parts)
        if not parts:
            places.pop(id, None)
        elif id in places:
            places = _with_inner(places, id, _turned(inner, opened.graph, parts, places))
    return places


def _inner(graph: Graph, parts: tuple[str, ...]) -> dict[str, Place]:
    """The parts laid out by themselves."""
    own = set(parts)
    loose = (
        replace(graph[id], inputs=tuple(source if source in own else None for source in graph[id].inputs))
        for id in parts
    )
    return arrange(Graph(tuple(loose)), {})


def _turned(inner: dict[str, Place], graph: Graph, parts: tuple[str, ...], places: Places) -> dict[str, Place]:
    """The layout upside down where the network runs upwards here."""
    own = set(parts)
    above = [places[source][1] for id in parts for source in graph[id].sources if source in places]
    below = [places[reader][1] for id in parts for reader, _ in graph.consumers[id] if reader in places.keys() - own]
    if not above or not below or min(above) < max(below):
        return inner
    bottom = max(y for _, y in inner.values())
    return {id: (x, bottom - y) for id, (x, y) in inner.items()}


def _with_inner(places: Mapping[str, Place], id: str, inner: Places) -> dict[str, Place]:
    """The places with a box exchanged for a group of boxes: what lies below it gives way, and what lies beside it."""
    x, y = places[id]
    left, right = min(x for x, _ in inner.values()), max(x for x, _ in inner.values())
    top, bottom = min(y for _, y in inner.values()), max(y for _, y in inner.values())
    aside, down = round((right - left) / 2 / GRID) * GRID, bottom - top
    others = {other: (at[0], at[1] + down * (at[1] > y)) for other, at in places.items() if other != id}
    if any(abs(at[0] - x) < aside + BOX_WIDTH and y <= at[1] <= y + down for at in others.values()):
        others = {other: (at[0] + _side(at[0] - x) * aside, at[1]) for other, at in others.items()}
    return others | {each: (x - aside + at[0] - left, y + at[1] - top) for each, at in inner.items()}


def _side(way: float) -> int:
    """-1 to the left, 1 to the right, 0 for boxes that stand in one column."""
    return 0 if abs(way) < BOX_WIDTH / 2 else (1 if way > 0 else -1)
