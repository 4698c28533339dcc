"""An act tried out: the graph that a transform makes, checked, and what it changes, saves and leaves alone."""

from collections.abc import Collection

from modelzoo.acts import Act, Preview
from modelzoo.analysis.cost import examine
from modelzoo.diff import Side, diff
from modelzoo.errors import BuildError, ZooError
from modelzoo.graph import Graph, Size
from modelzoo.repairing import restore_widths
from modelzoo.results import Ungrouped
from modelzoo.rewriting import is_layer
from modelzoo.transforming import change
from modelzoo.ungroup import ungroup

MOST_NAMED = 3
"""Blocks that a message names before it only counts them."""

_LAYERS = ("conv", "depthwise_conv", "separable_conv", "transposed_conv", "linear")
"""Blocks that open into a convolution with its norm and activation: nothing within is hidden from a transform."""


def preview(graph: Graph, act: Act, size: Size) -> Preview:
    """What the act would do at this height and width. Raises ZooError where it changes nothing or cannot be done."""
    made, left = _applied(graph, act, size)
    before, after = examine(graph, size), examine(made, size)
    return Preview(act, made, diff(Side(graph, before.cost), Side(made, after.cost)), left)


def apply(graph: Graph, act: Act, size: Size) -> Graph:
    """The graph that the act makes. Raises ZooError where it changes nothing or cannot be done."""
    return _applied(graph, act, size)[0]


def _applied(graph: Graph, act: Act, size: Size) -> tuple[Graph, tuple[str, ...]]:
    ids = frozenset(act.ids or (node.id for node in graph))
    for id in act.ids:
        graph[id]
    made = _changed(graph, act, ids, size)
    left = _left(graph, made, act, ids, size)
    if act.opened and left:
        opened = ungroup(graph, left, size)
        parts = (part for id in left for part in opened.parts[id])
        made, left = _changed(opened.graph, act, ids.difference(left).union(parts), size), ()
    if made == graph:
        hint = _hint(graph, act, ids, size, left)
        raise ZooError(f"{act.info.title}: there is nothing to change{_where(act)}. It needs {act.info.needs}.{hint}")
    return made, left


def _changed(graph: Graph, act: Act, ids: Collection[str], size: Size) -> Graph:
    """What the transform makes, widths repaired. Raises ZooError where that brings a problem that was not there."""
    made = change(act.transform, graph, ids, size, dict(act.values))
    if made == graph:
        return graph
    made = restore_widths(graph, made, size)
    known = {problem.node for problem in examine(graph, size).problems}
    new = [problem for problem in examine(made, size).problems if problem.node not in known]
    if new:
        raise ZooError(f"{act.info.title} does not fit here: afterwards {new[0]}")
    return made


def _left(graph: Graph, made: Graph, act: Act, ids: Collection[str], size: Size) -> tuple[str, ...]:
    """The composites that stay as they are although the transform would change layers within them."""
    closed = {id for id in ids if is_layer(graph[id]) and graph[id].block not in _LAYERS} - _touched(graph, made)
    opened = _opened(graph, closed, size)
    parts = frozenset(part for each in opened.parts.values() for part in each)
    try:
        within = change(act.transform, opened.graph, parts, size, dict(act.values))
    except ZooError:
        return ()
    touched = _touched(opened.graph, within)
    return tuple(id for id, each in opened.parts.items() if touched.intersection(each))


def _touched(before: Graph, after: Graph) -> set[str]:
    """The nodes that are gone, have other parameters, or are read by new ones."""
    kept = {(node.id, node.block, node.params) for node in after}
    read = {source for node in after if node.id not in before for source in node.sources}
    return read | {node.id for node in before if (node.id, node.block, node.params) not in kept}


def _opened(graph: Graph, ids: Collection[str], size: Size) -> Ungrouped:
    """The graph with those of the nodes opened that can be."""
    left = set(ids)
    while left:
        try:
            return ungroup(graph, left, size)
        except BuildError as error:
            left.remove(error.node)
    return Ungrouped(graph, {}, {})


def _where(act: Act) -> str:
    return " in the selection" if act.ids else ""


def _hint(graph: Graph, act: Act, ids: Collection[str], size: Size, left: tuple[str, ...]) -> str:
    """Where else there is something to change."""
    values = dict(act.values) | {"stem": True}
    if (
        any(param.name == "stem" for param in act.info.params)
        and change(act.transform, graph, ids, size, values) != graph
    ):
        return " What reads the picture fits, if it is to be changed too."
    if not left:
        return ""
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    return f" There is such a thing within {', '.join(left[:MOST_NAMED])}{more}: open those blocks first."
