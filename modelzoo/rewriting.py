"""What transforms are written with: exchanging nodes for others, and telling what kind of node one is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from modelzoo.catalog import find_block
from modelzoo.graph import Graph, Node, free_id

Change = Callable[[Node], Sequence[Node] | str | None]
"""What stands in a node's place, in order; or the node that is read instead of it; None leaves it alone."""

_PASSING = frozenset({"Normalisation", "Activations", "Pooling", "Resizing"})
"""Groups of blocks that hand on what they read first, in another size or form."""

_WEIGHTLESS = _PASSING | {"Joining", "Channels"}
"""Groups of blocks that have no filters: what is added to a network besides its layers."""


def rewrite(graph: Graph, ids: Collection[str], change: Change) -> Graph:
    """The graph with each of these nodes exchanged for what `change` makes of it, wired as the graph is.

    What read the node reads the last of the new ones.
    """
    instead: dict[str | None, str | None] = {}
    kept: list[Node] = []
    for node in graph:
        made = change(node) if node.id in ids else None
        if isinstance(made, str):
            instead[node.id] = instead.get(made, made)
            continue
        new = [node] if made is None else made
        kept += (replace(each, inputs=tuple(instead.get(source, source) for source in each.inputs)) for each in new)
        instead[node.id] = new[-1].id
    return Graph(tuple(kept))


def revised(node: Node, **values: Any) -> Node:
    """The node with some parameters changed. Raises ParamError where a value does not fit."""
    return find_block(node.block).node(node.id, node.inputs, **(node.values | values))


def exchanged(node: Node, block: str, **values: Any) -> list[Node]:
    """Another block in the node's place, under its id and wires, with those of its parameters that both have."""
    info = find_block(block)
    shared = {param.name: node.values[param.name] for param in info.params if param.name in node.values}
    return [info.node(node.id, node.inputs, **(shared | values))]


def in_steps(graph: Graph, node: Node, *steps: tuple[str, Mapping[str, Any]]) -> list[Node]:
    """The node several times, one wired to the next, each under its word and with parameters of its own.

    The last keeps the node's name, whatever its word.
    """
    made: list[Node] = []
    for word, values in steps:
        name = node.id if len(made) == len(steps) - 1 else fresh(graph, node.id, word)
        inputs = (made[-1].id,) if made else node.inputs
        made.append(replace(revised(node, **values), id=name, inputs=inputs))
    return made


def fresh(graph: Graph, id: str, word: str) -> str:
    """A free name for a node that is made beside this one: its name and a word."""
    return name if (name := f"{id}_{word}") not in graph else free_id((node.id for node in graph), name)


def is_layer(node: Node) -> bool:
    """Whether the node has filters of its own: a convolution, a composite of some, a fully connected layer."""
    return node.block not in ("input", "output") and find_block(node.block).group not in _WEIGHTLESS


def reads_input(graph: Graph, node: Node) -> bool:
    """Whether the node reads a picture as it came in."""
    return any(graph[source].block == "input" for source in node.sources if source in graph)


def heads(graph: Graph) -> frozenset[str]:
    """The layers whose channels are those of an output, as no other layer follows."""
    found: set[str] = set()
    for node in reversed(graph.nodes):
        if node.block == "output" or (node.id in found and not is_layer(node)):
            found |= set(node.sources)
    return frozenset(id for id in found if is_layer(graph[id]))


def sole_reader(graph: Graph, id: str) -> Node | None:
    """The node that reads this one, if there is exactly one wire from it."""
    wires = graph.consumers[id]
    return graph[wires[0][0]] if len(wires) == 1 else None


def settled(graph: Graph, id: str) -> str:
    """The last of the norms and activations that follow a layer one by one, or the layer itself."""
    reader = sole_reader(graph, id)
    while reader is not None and find_block(reader.block).group in ("Normalisation", "Activations"):
        id, reader = reader.id, sole_reader(graph, reader.id)
    return id


def passed_on(graph: Graph, id: str) -> str:
    """The block whose output this is, but for crops, pools, norms and activations."""
    node = graph[id]
    while find_block(node.block).group in _PASSING and node.inputs[0] is not None:
        node = graph[node.inputs[0]]
    return node.id


def ancestors(graph: Graph) -> dict[str, frozenset[str]]:
    """For each node, all that its output depends on."""
    found: dict[str, frozenset[str]] = {}
    for node in graph:
        found[node.id] = frozenset(node.sources).union(*(found[source] for source in node.sources))
    return found
