"""Fixes by wires: what is still open is wired where only one thing can be meant, and ends are put where they lack."""

from collections.abc import Iterator, Mapping, Sequence

from modelzoo.edits import add_node, connect
from modelzoo.fixes.adapters import PICTURE
from modelzoo.graph import Graph
from modelzoo.walk import Step

Candidate = tuple[str, Graph]
"""A change that might help: what is done, in words, and the graph that it makes."""
Steps = Mapping[str, Step]
_FEW = 3
"""So many blocks can be told apart by their names at a glance."""


def beginnings(graph: Graph) -> Iterator[Candidate]:
    """An input block for an empty canvas."""
    made, id = add_node(graph, "input")
    yield f"add {id}, which every network begins with", made


def endings(graph: Graph, steps: Steps) -> Iterator[Candidate]:
    """An output behind each block that works and that nothing reads, the last one first."""
    for source in reversed(_loose(graph, steps)):
        made, id = add_node(graph, "output")
        yield f"add {id} behind {source}", connect(made, source, id, 0)


def open_ports(graph: Graph, steps: Steps, target: str) -> Iterator[Candidate]:
    """Wires from the blocks that nothing reads, where it is clear which are meant; an input where there is none."""
    ports = [port for port, source in enumerate(graph[target].inputs) if source is None]
    behind = _readers(graph, target)
    sources = [id for id in _loose(graph, steps) if id not in behind]
    if len(ports) == 1 and len(sources) <= _FEW:
        for source in reversed(sources):
            yield f"wire {source} to {target}", connect(graph, source, target, ports[0])
    elif len(ports) == len(sources):
        yield f"wire {' and '.join(sources)} to {target}", _wired(graph, sources, target, ports)
    if not graph.of_block("input"):
        made, id = add_node(graph, "input")
        yield f"add {id} and wire it to {target}", _wired(made, [id] * len(ports), target, ports)


def still_a_picture(graph: Graph, steps: Steps, step: Step) -> Iterator[Candidate]:
    """The wire from the nearest block before whose output is a picture, where plain values arrive now."""
    direct = source = step.node.inputs[0] if step.node.inputs else None
    while source is not None and (found := steps[source].probe) and len(found.shape) != PICTURE:
        source = next(iter(graph[source].inputs), None)
    if source is not None and source != direct:
        made = connect(graph, source, step.node.id, 0)
        yield f"wire {step.node.id} to {source}, where there still is a picture", made


def _wired(graph: Graph, sources: Sequence[str], target: str, ports: Sequence[int]) -> Graph:
    for source, port in zip(sources, ports, strict=True):
        graph = connect(graph, source, target, port)
    return graph


def _loose(graph: Graph, steps: Steps) -> list[str]:
    """The blocks that work and that nothing reads."""
    return [
        node.id for node in graph if node.block != "output" and not graph.consumers[node.id] and steps[node.id].probe
    ]


def _readers(graph: Graph, id: str) -> set[str]:
    """The node and all that depend on it."""
    found = {id}
    for node in graph:
        if not found.isdisjoint(node.sources):
            found.add(node.id)
    return found
