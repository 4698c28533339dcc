"""What a named block does where it is used: its inner graph examined with the shapes that reach it there."""

from modelzoo.analysis.cost import examine
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Shape, Size
from modelzoo.grouping import inner_graph
from modelzoo.inside import Path
from modelzoo.results import Examination
from modelzoo.walk import follow, input_shapes


def examine_within(graph: Graph, size: Size, path: Path) -> tuple[dict[str, Shape], Examination]:
    """The shapes that come in at the end of a path of named blocks, and what becomes of them there.

    Inputs that nothing reaches are left out. Raises GraphError where the path leads nowhere.
    """
    part, known = reached(graph, size, path)
    return known, examine(part, known)


def reached(graph: Graph, size: Size, path: Path) -> tuple[Graph, dict[str, Shape]]:
    """The graph at the end of a path of named blocks, and what comes in there. Raises GraphError as above."""
    given: dict[str, Shape] = input_shapes(graph, size)
    for id in path:
        step = next((step for step in follow(graph, given) if step.node.id == id), None)
        if step is None:
            raise GraphError(f"There is no block named {id} here.")
        graph = inner_graph(step.node)
        given = dict(zip((node.id for node in graph.of_block("input")), step.shapes, strict=False))
    return graph, given
