"""The stages of a network: runs of blocks that make pictures of one shape, found in any graph."""

from collections.abc import Mapping

from modelzoo.graph import Graph, Shape
from modelzoo.rewriting import is_layer, passed_on

Stage = tuple[str, ...]
"""The nodes of a stage, in order."""


def stages(graph: Graph, shapes: Mapping[str, Shape]) -> tuple[Stage, ...]:
    """Runs of blocks of one kind, each wired to the next, whose outputs have the same shape; single ones too."""
    runs: dict[str, list[str]] = {}
    for node in graph:
        if not is_layer(node) or len(node.sources) != 1 or node.id not in shapes:
            continue
        run = runs.pop(node.sources[0], [])
        if run and (graph[run[-1]].block, shapes[run[-1]]) != (node.block, shapes[node.id]):
            runs[run[-1]], run = run, []
        runs[node.id] = [*run, node.id]
    order = {node.id: at for at, node in enumerate(graph)}
    return tuple(sorted(map(tuple, runs.values()), key=lambda run: order[run[0]]))


def followed_stages(graph: Graph, shapes: Mapping[str, Shape]) -> tuple[tuple[Stage, Stage], ...]:
    """Each stage that one of the same kind of blocks follows, with that one; pools and the like may stand between."""
    found = stages(graph, shapes)
    by_last = {stage[-1]: stage for stage in found}
    before = ((by_last.get(passed_on(graph, graph[stage[0]].sources[0])), stage) for stage in found)
    return tuple((one, other) for one, other in before if one and graph[one[0]].block == graph[other[0]].block)
