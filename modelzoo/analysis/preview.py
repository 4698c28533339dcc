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
    made = apply(graph, act, size)
    before, after = examine(graph, size), examine(made, size)
    left = () if act.opened else _left(graph, made, act, size)
    return Preview(act, made, diff(Side(graph, before.cost), Side(made, after.cost)), left)


def apply(graph: Graph, act: Act, size: Size) -> Graph:
    """The graph that the act makes. Raises ZooError where it changes nothing or cannot be done."""
    chosen = _chosen(graph, act)
    made = _changed(graph, act, chosen, size)
    if act.opened and (left := _left(graph, made, act, size)):
        opened = ungroup(graph, left, size)
        parts = (part for id in left for part in opened.parts[id])
        made = _changed(opened.graph, act, chosen.difference(left).union(parts), size)
    if made == graph:
        where = " in the selection" if act.ids else ""
        needs = f"{act.info.title}: there is nothing to change{where}. It needs {act.info.needs}."
        raise ZooError(f"{needs}{_hidden(graph, act, size)}{_at_the_stem(graph, act, size)}")
    return made


def _chosen(graph: Graph, act: Act) -> frozenset[str]:
    """The nodes that the act may change. Raises GraphError where there is no such node."""
    return frozenset(graph[id].id for id in act.ids) if act.ids else frozenset(node.id for node in graph)


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


def _left(graph: Graph, made: Graph, act: Act, size: Size) -> tuple[str, ...]:
    """The composites that stay as they are although the transform would change layers within them."""
    chosen = _chosen(graph, act)
    closed = {id for id in chosen if is_layer(graph[id]) and graph[id].block not in _LAYERS} - _touched(graph, made)
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


def _hidden(graph: Graph, act: Act, size: Size) -> str:
    """Which composites hide what could be changed, as a sentence."""
    left = _left(graph, graph, act, size)
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    named = ", ".join(left[:MOST_NAMED])
    return f" There is such a thing within {named}{more}: open those blocks first." if left else ""


def _at_the_stem(graph: Graph, act: Act, size: Size) -> str:
    """Whether what reads the picture could be changed, as a sentence."""
    if all(param.name != "stem" for param in act.info.params):
        return ""
    found = change(act.transform, graph, _chosen(graph, act), size, dict(act.values) | {"stem": True})
    return " What reads the picture would fit, if it may change too." if found != graph else ""
