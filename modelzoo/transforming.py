"""Where transforms announce themselves: whole experiments as functions from a graph to a graph.

One file a transform in `modelzoo.transforms`, found by itself.
"""

import inspect
from collections.abc import Callable, Collection
from typing import Any

from modelzoo.catalog import CATALOG, TransformInfo, find_transform
from modelzoo.errors import GraphError
from modelzoo.graph import Given, Graph, Size
from modelzoo.params import check_all, read_params
from modelzoo.repairing import shapes_of

Ids = Collection[str]
"""The nodes that a transform may change: all, a selection, or a stage."""

_INJECTED: dict[str, Callable[[Graph, Ids, Given], object]] = {
    "graph": lambda graph, ids, given: graph,
    "ids": lambda graph, ids, given: ids,
    "size": lambda graph, ids, given: _size(given),
    "shapes": lambda graph, ids, given: shapes_of(graph, given),
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


def change(name: str, graph: Graph, ids: Ids, given: Given, values: dict[str, Any]) -> Graph:
    """What the transform makes of the graph, whether or not that can run. Raises ZooError where it cannot be done."""
    info = find_transform(name)
    function = _TRANSFORMS[name]
    wanted = inspect.signature(function).parameters
    injected = {key: find(graph, ids, given) for key, find in _INJECTED.items() if key in wanted}
    return function(**injected, **dict(check_all(info.params, values)))


def _size(given: Given) -> Size:
    """The height and width of what comes in. Raises GraphError where that is no picture, or there are unlike ones."""
    if isinstance(given, tuple):
        return given
    sizes = {shape[2:] for shape in given.values()}
    if len(sizes) != 1 or len(height_and_width := sizes.pop()) != 2:
        raise GraphError("This transform needs pictures of one size to come in.")
    height, width = height_and_width
    return height, width
