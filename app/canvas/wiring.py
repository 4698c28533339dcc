"""Which ports a wire could have, and why not; Qt-free."""

from modelzoo import edits
from modelzoo.errors import ZooError
from modelzoo.graph import Graph


def takers(graph: Graph, source: str) -> set[str]:
    """The nodes that a wire from this output could feed without closing a loop."""
    upstream = {source}
    for node in reversed(graph.nodes):
        if node.id in upstream:
            upstream.update(node.sources)
    ends = graph[source].block == "output"
    return set() if ends else {node.id for node in graph if node.id not in upstream and node.inputs}


def givers(graph: Graph, target: str) -> set[str]:
    """The nodes whose output could feed this one without closing a loop."""
    downstream = {target}
    for node in graph:
        if not downstream.isdisjoint(node.sources):
            downstream.add(node.id)
    return {node.id for node in graph if node.id not in downstream and node.block != "output"}


def refusal(graph: Graph, source: str, target: str, port: int) -> str:
    """Why this wire cannot be; nothing where it can."""
    try:
        edits.connect(graph, source, target, port)
    except ZooError as error:
        return str(error)
    return ""
