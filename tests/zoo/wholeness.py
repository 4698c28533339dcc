"""What is true of every graph, whatever was done to it."""

from modelzoo.catalog import find_block
from modelzoo.graph import Graph


def reaching_an_output(graph: Graph) -> set[str]:
    found = {node.id for node in graph if node.block == "output"}
    while more := {source for id in found for source in graph[id].sources} - found:
        found |= more
    return found


def assert_whole(graph: Graph) -> None:
    before: set[str] = set()
    for node in graph:
        info = find_block(node.block)
        assert node.id not in before
        assert set(node.sources) <= before
        spare = [id for id in node.inputs[len(info.ports) :] if id is None]
        assert len(node.inputs) >= len(info.ports) if info.variadic else len(node.inputs) == len(info.ports)
        assert not spare or len(node.inputs) == len(info.ports)
        assert info.node(node.id, node.inputs, **node.values) == node
        before.add(node.id)
    wires = {(source, node.id, port) for node in graph for port, source in enumerate(node.inputs) if source}
    assert {(id, *end) for id, ends in graph.consumers.items() for end in ends} == wires
    assert set(graph.live) == reaching_an_output(graph)
