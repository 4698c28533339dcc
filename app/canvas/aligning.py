"""Boxes in line with each other, or equally far apart; Qt-free. All boxes are of one size."""

from collections.abc import Callable, Mapping
from typing import Literal

from modelzoo.project import Place

Places = Mapping[str, Place]
Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Way = Literal["across", "down"]

_LINES: Mapping[Edge, tuple[int, Callable[[list[float]], float]]] = {
    "left": (0, min),
    "centre": (0, lambda found: (min(found) + max(found)) / 2),
    "right": (0, max),
    "top": (1, min),
    "middle": (1, lambda found: (min(found) + max(found)) / 2),
    "bottom": (1, max),
}
"""Which coordinate of the places becomes one for all, and which it becomes."""


def aligned(places: Places, edge: Edge) -> dict[str, Place]:
    """The places in line: all at the outermost edge, or in the middle between the outermost."""
    axis, pick = _LINES[edge]
    line = pick([place[axis] for place in places.values()])
    return {id: _at(place, axis, line) for id, place in places.items()}


def distributed(places: Places, way: Way) -> dict[str, Place]:
    """The places at equal distances between the outermost two, in the order in which they stand."""
    axis = 0 if way == "across" else 1
    order = sorted(places, key=lambda id: places[id][axis])
    first, last = places[order[0]][axis], places[order[-1]][axis]
    step = (last - first) / (len(order) - 1)
    return {id: _at(places[id], axis, first + at * step) for at, id in enumerate(order)}


def _at(place: Place, axis: int, value: float) -> Place:
    return (value, place[1]) if axis == 0 else (place[0], value)
