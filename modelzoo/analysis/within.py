"""What a named block does where it is used: its inner graph examined with the shapes that reach it there."""

from modelzoo.analysis.cost import examine
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Shape, Size
from modelzoo.grouping import inner_graph
from modelzoo.results import Examination
from modelzoo.walk import Given, follow


def examine_within(graph: Graph, size: Size, path: tuple[str, ...]) -> tuple[dict[str, Shape], Examination]:
    """The shapes that come in at the end of a path of named blocks, and what becomes of them there.

    Inputs that nothing reaches are left out. Raises GraphError where the path leads nowhere.
    """
    given: Given = size
    known: dict[str, Shape] = {}
    for id in path:
        step = next((step for step in follow(graph, given) if step.node.id == id), None)
        if step is None:
            raise GraphError(f"There is no block named {id} here.")
        graph = inner_graph(step.node)
        known = dict(zip((node.id for node in graph.of_block("input")), step.shapes, strict=False))
        given = known
    return known, examine(graph, given)
