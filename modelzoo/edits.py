"""Edits of the structure: functions from a graph to a graph, checked against the blocks' own bounds and ports."""

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from modelzoo.block_info import BlockInfo
from modelzoo.catalog import find_block, info_of
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, Value, free_id


def add_node(graph: Graph, block: str | BlockInfo, id: str | None = None, **values: Any) -> tuple[Graph, str]:
    """The graph with one more node, its ports open, and the node's id."""
    info = find_block(block) if isinstance(block, str) else block
    name = id or info.free_id(node.id for node in graph)
    return Graph((*graph.nodes, info.node(name, **values))), name


def set_param(graph: Graph, id: str, name: str, value: Value) -> Graph:
    """Change one parameter. Raises ParamError where the value does not fit."""
    node = graph[id]
    info = find_block(node.block)
    checked = info.param(name).check(value)
    return graph.replace(
        replace(node, params=tuple((key, checked if key == name else old) for key, old in node.params))
    )


def connect(graph: Graph, source: str, target: str, port: int) -> Graph:
    """Wire a node's output to a port of another, in place of what was there.

    One past the last port of a block with any number of inputs adds a port. Raises GraphError where the wire would
    close a loop or there is no such port.
    """
    node, info = graph[target], info_of(graph[target])
    if graph[source].block == "output":
        raise GraphError(f"{source} is an end of the network: nothing can be wired from it.")
    slots = node.inputs + ((None,) if info.variadic else ())
    if not 0 <= port < len(slots):
        raise GraphError(f"{target} has no port {port + 1}: it takes {_count(info.ports)}.")
    wired = replace(node, inputs=_without_spare((*slots[:port], source, *slots[port + 1 :]), len(info.ports)))
    return in_order(wired if each.id == target else each for each in graph)


def disconnect(graph: Graph, target: str, port: int) -> Graph:
    """Take away the wire into a port. A port that was added for it goes with it."""
    node = graph[target]
    return graph.replace(_with_open(node, {port}))


def remove_nodes(graph: Graph, ids: Collection[str]) -> Graph:
    """Take nodes away together with their wires."""
    gone = set(ids)
    kept = (node for node in graph if node.id not in gone)
    return Graph(tuple(_with_open(node, {at for at, id in enumerate(node.inputs) if id in gone}) for node in kept))


def rename(graph: Graph, old: str, new: str) -> Graph:
    """Give a node another id, in its wires too. Raises GraphError where the id is taken or no identifier."""
    graph[old]
    return Graph(
        tuple(
            replace(
                node,
                id=new if node.id == old else node.id,
                inputs=tuple(new if id == old else id for id in node.inputs),
            )
            for node in graph
        )
    )


def splice(graph: Graph, id: str, nodes: Sequence[Node], last: str) -> Graph:
    """Put several nodes in the place of one; what read that one reads `last`."""
    graph[id]
    kept: list[Node] = []
    for node in graph:
        inputs = tuple(last if source == id else source for source in node.inputs)
        kept += nodes if node.id == id else [replace(node, inputs=inputs)]
    return Graph(tuple(kept))


def insert_on_wire(graph: Graph, id: str, target: str, port: int) -> Graph:
    """Put a node between a port and what feeds it: the wire then runs through the node's first port."""
    source = dict(enumerate(graph[target].inputs)).get(port)
    if source is None:
        raise GraphError(f"There is no wire at port {port + 1} of {target}.")
    if not graph[id].inputs:
        raise GraphError(f"{id} has no input, so it cannot stand on a wire.")
    return connect(connect(graph, source, id, 0), id, target, port)


def paste(graph: Graph, nodes: Iterable[Node]) -> tuple[Graph, dict[str, str]]:
    """Add copies of nodes under free ids, wired among themselves as they were; tells the new id of each."""
    taken = {node.id for node in graph}
    names: dict[str, str] = {}
    copies: list[Node] = []
    for node in nodes:
        stem = node.id.rstrip("0123456789") or node.block
        names[node.id] = node.id if node.id not in taken else free_id(taken, stem)
        taken.add(names[node.id])
        copy = replace(node, id=names[node.id], inputs=tuple(id and names.get(id) for id in node.inputs))
        copies.append(_with_open(copy, ()))
    return Graph((*graph.nodes, *copies)), names


def _with_open(node: Node, ports: Collection[int]) -> Node:
    opened = tuple(None if at in ports else id for at, id in enumerate(node.inputs))
    info = find_block(node.block)
    return replace(node, inputs=_without_spare(opened, len(info.ports)) if info.variadic else opened)


def _without_spare(inputs: tuple[str | None, ...], least: int) -> tuple[str | None, ...]:
    """Drop open ports beyond the least number."""
    kept = list(inputs)
    for at in reversed(range(len(kept))):
        if len(kept) > least and kept[at] is None:
            del kept[at]
    return tuple(kept)


def in_order(nodes: Iterable[Node]) -> Graph:
    """Sort nodes so that inputs come first, else in the order given. Raises GraphError at a loop."""
    given = list(nodes)
    place = {node.id: at for at, node in enumerate(given)}
    sorter = TopologicalSorter({node.id: node.sources for node in given})
    try:
        sorter.prepare()
    except CycleError as error:
        loop = " → ".join(error.args[1])
        raise GraphError(f"This wire would close a loop: {loop}.") from None
    ready, order = [place[id] for id in sorter.get_ready()], []
    heapq.heapify(ready)
    while ready:
        at = heapq.heappop(ready)
        order.append(given[at])
        sorter.done(given[at].id)
        for id in sorter.get_ready():
            heapq.heappush(ready, place[id])
    return Graph(tuple(order))


def _count(ports: tuple[str, ...]) -> str:
    return {0: "no input", 1: "one input"}.get(len(ports), f"{len(ports)} inputs")
