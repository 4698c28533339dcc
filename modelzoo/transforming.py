"""Where transforms announce themselves: whole experiments as functions from a graph to a graph.

One file a transform in `modelzoo.transforms`, found by itself.
"""

import inspect
from collections.abc import Callable, Collection
from typing import Any

from modelzoo.catalog import CATALOG, TransformInfo, find_transform
from modelzoo.graph import Graph, Size
from modelzoo.params import check_all, read_params
from modelzoo.repairing import shapes_of

Ids = Collection[str]
"""The nodes that a transform may change: all, a selection, or a stage."""

_INJECTED: dict[str, Callable[[Graph, Ids, Size], object]] = {
    "graph": lambda graph, ids, size: graph,
    "ids": lambda graph, ids, size: ids,
    "size": lambda graph, ids, size: size,
    "shapes": lambda graph, ids, size: shapes_of(graph, size),
}
_TRANSFORMS: dict[str, Callable[..., Graph]] = {}


def transform(
    name: str, *, title: str, group: str, needs: str, brief: str
) -> Callable[[Callable[..., Graph]], Callable[..., Graph]]:
    """Register a function that returns a Graph like the one it is given, or that one itself where nothing fits.

    Its arguments are its parameters, save `graph`, `ids` (the nodes that it may change), `size` (height and width of
    the input) and `shapes` (what each node hands on), which are given to it. It keeps the ids that it can.
    """

    def register(function: Callable[..., Graph]) -> Callable[..., Graph]:
        if name in _TRANSFORMS:
            raise ValueError(f"two transforms are named {name}")
        params = read_params(function, _INJECTED)
        _TRANSFORMS[name] = function
        CATALOG.transforms[name] = TransformInfo(
            name, title, group, inspect.getdoc(function) or "", needs, brief, params
        )
        return function

    return register


def change(name: str, graph: Graph, ids: Ids, size: Size, values: dict[str, Any]) -> Graph:
    """What the transform makes of the graph, whether or not that can run. Raises ZooError where it cannot be done."""
    info = find_transform(name)
    function = _TRANSFORMS[name]
    wanted = inspect.signature(function).parameters
    given = {key: find(graph, ids, size) for key, find in _INJECTED.items() if key in wanted}
    return function(**given, **dict(check_all(info.params, values)))
