"""An act tried out: the graph that a transform makes, checked, and what it changes, saves and leaves alone."""

from collections.abc import Collection
from dataclasses import replace

from modelzoo.acts import Act, Preview
from modelzoo.analysis.cost import examine
from modelzoo.analysis.within import reached
from modelzoo.diff import Difference, Side, diff
from modelzoo.errors import BuildError, ZooError
from modelzoo.graph import Given, Graph, Size
from modelzoo.inside import lifted
from modelzoo.project import Project
from modelzoo.repairing import restore_widths
from modelzoo.results import Examination, Ungrouped
from modelzoo.rewriting import is_layer
from modelzoo.transforming import change
from modelzoo.ungroup import ungroup

MOST_NAMED = 3
"""Blocks that a message names before it only counts them."""

_LAYERS = ("conv", "depthwise_conv", "separable_conv", "transposed_conv", "linear")
"""Blocks that open into a convolution with its norm and activation: nothing within is hidden from a transform."""


def preview(graph: Graph, act: Act, size: Size) -> Preview:
    """What the act would do at this height and width. Raises ZooError where it changes nothing or cannot be done."""
    part, given = reached(graph, size, act.within) if act.within else (graph, size)
    tried = act if _holds_the_stem(graph, act) else _everywhere(act)
    made = apply(part, tried, given)
    left = () if act.opened else _left(part, made, tried, given)
    before, after = examine(part, given), examine(made, given)
    found = diff(Side(part, before.cost), Side(made, after.cost))
    return Preview(act, made, _in_the_whole(found, graph, made, act, size) if act.within else found, left)


def _in_the_whole(found: Difference, graph: Graph, made: Graph, act: Act, size: Size) -> Difference:
    """The difference within a block with what the whole model costs. Raises ZooError where that could not run."""
    changed = lifted(lambda part: replace(part, graph=made), act.within)(Project(graph=graph, size=size)).graph
    before, after = examine(graph, size), examine(changed, size)
    _check_no_worse(act, before, after)
    return replace(found, before=Side(graph, before.cost).total, after=Side(changed, after.cost).total)


def _holds_the_stem(graph: Graph, act: Act) -> bool:
    """Whether what reads an input is what reads the picture: in the whole model, and in a block that does."""
    return not act.within or any(graph[source].block == "input" for source in graph[act.within[0]].sources)


def _everywhere(act: Act) -> Act:
    """The act without an exception for what reads the picture, where it makes one."""
    has_stem = any(param.name == "stem" for param in act.info.params)
    return replace(act, values=tuple({**dict(act.values), "stem": True}.items())) if has_stem else act


def apply(graph: Graph, act: Act, given: Given) -> Graph:
    """The graph that the act makes. Raises ZooError where it changes nothing or cannot be done."""
    chosen = _chosen(graph, act)
    made = _changed(graph, act, chosen, given)
    if act.opened and (left := _left(graph, made, act, given)):
        opened = ungroup(graph, left, given)
        parts = (part for id in left for part in opened.parts[id])
        made = _changed(opened.graph, act, chosen.difference(left).union(parts), given)
    if made == graph:
        where = " in the selection" if act.ids else ""
        needs = f"{act.info.title}: there is nothing to change{where}. It needs {act.info.needs}."
        raise ZooError(f"{needs}{_hidden(graph, act, given)}{_at_the_stem(graph, act, given)}")
    return made


def _chosen(graph: Graph, act: Act) -> frozenset[str]:
    """The nodes that the act may change. Raises GraphError where there is no such node."""
    return frozenset(graph[id].id for id in act.ids) if act.ids else frozenset(node.id for node in graph)


def _changed(graph: Graph, act: Act, ids: Collection[str], given: Given) -> Graph:
    """What the transform makes, widths repaired. Raises ZooError where that brings a problem that was not there."""
    made = change(act.transform, graph, ids, given, dict(act.values))
    if made == graph:
        return graph
    made = restore_widths(graph, made, given)
    _check_no_worse(act, examine(graph, given), examine(made, given))
    return made


def _check_no_worse(act: Act, before: Examination, after: Examination) -> None:
    """Raises ZooError where there is a problem that was not there."""
    known = {problem.node for problem in before.problems}
    new = [problem for problem in after.problems if problem.node not in known]
    if new:
        raise ZooError(f"{act.info.title} does not fit here: afterwards {new[0]}")


def _left(graph: Graph, made: Graph, act: Act, given: Given) -> tuple[str, ...]:
    """The composites that stay as they are although the transform would change layers within them."""
    chosen = _chosen(graph, act)
    closed = {id for id in chosen if is_layer(graph[id]) and graph[id].block not in _LAYERS} - _touched(graph, made)
    opened = _opened(graph, closed, given)
    parts = frozenset(part for each in opened.parts.values() for part in each)
    try:
        within = change(act.transform, opened.graph, parts, given, dict(act.values))
    except ZooError:
        return ()
    touched = _touched(opened.graph, within)
    return tuple(id for id, each in opened.parts.items() if touched.intersection(each))


def _touched(before: Graph, after: Graph) -> set[str]:
    """The nodes that are gone, have other parameters, or are read by new ones."""
    kept = {(node.id, node.block, node.params) for node in after}
    read = {source for node in after if node.id not in before for source in node.sources}
    return read | {node.id for node in before if (node.id, node.block, node.params) not in kept}


def _opened(graph: Graph, ids: Collection[str], given: Given) -> Ungrouped:
    """The graph with those of the nodes opened that can be."""
    left = set(ids)
    while left:
        try:
            return ungroup(graph, left, given)
        except BuildError as error:
            left.remove(error.node)
    return Ungrouped(graph, {}, {})


def _hidden(graph: Graph, act: Act, given: Given) -> str:
    """Which composites hide what could be changed, as a sentence."""
    left = _left(graph, graph, act, given)
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    named = ", ".join(left[:MOST_NAMED])
    return f" There is such a thing within {named}{more}: open those blocks first." if left else ""


def _at_the_stem(graph: Graph, act: Act, given: Given) -> str:
    """Whether what reads the picture could be changed, as a sentence."""
    if all(param.name != "stem" for param in act.info.params):
        return ""
    found = change(act.transform, graph, _chosen(graph, act), given, dict(act.values) | {"stem": True})
    return " What reads the picture would fit, if it may change too." if found != graph else ""
