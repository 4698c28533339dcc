"""Parts of a network as named blocks: made of a selection, taken apart again, and changed wherever they are used."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from modelzoo.block_info import BlockInfo
from modelzoo.catalog import find_block, offered_blocks
from modelzoo.edits import in_order
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, free_id
from modelzoo.graph_json import graph_of, graph_text
from modelzoo.project import UserBlock

GROUP = "group"
"""The block that named blocks are uses of."""


def group(graph: Graph, ids: Collection[str], name: str) -> tuple[Graph, str]:
    """The graph with one block of this name in place of these nodes, and that block's id.

    Raises GraphError where they cannot be one block.
    """
    chosen = [node for node in graph if node.id in ids]
    _refuse_ends(chosen)
    _refuse_detours(graph, chosen)
    result = _result(graph, chosen)
    inner, sources = _inside(chosen, result)
    info = named_block(name, inner)
    id = info.free_id(node.id for node in graph if node.id not in ids)
    made = info.node(id, sources)
    kept = (made if node.id == result else node for node in graph if node.id not in ids or node.id == result)
    return in_order(_reading(each, {result: id}) for each in kept), id


def taken_apart(graph: Graph, id: str) -> tuple[Graph, dict[str, str]]:
    """The graph with a named block's nodes in its place, and what each of them, by its id inside, is called now.

    Raises GraphError where what is inside is damaged.
    """
    node = graph[id]
    inner = inner_graph(node)
    check_inner(inner)
    ends = inner.of_block("input", "output")
    parts = [each for each in inner if each not in ends]
    names = _free_names(id, parts, {each.id for each in graph} - {id})
    wires: dict[str, str | None] = dict(names)
    wires |= {port.id: source for port, source in zip(inner.of_block("input"), node.inputs, strict=True)}
    made = [replace(_reading(each, wires), id=names[each.id]) for each in parts]
    last = wires.get(inner.of_block("output")[0].inputs[0] or "")
    kept: list[Node] = []
    for each in graph:
        kept += made if each.id == id else [_reading(each, {id: last})]
    return Graph(tuple(kept)), names


def inner_graph(node: Node) -> Graph:
    """What a named block is made of. Raises GraphError where that is damaged, or the node is no such block."""
    if not is_named_block(node):
        raise GraphError(f"{node.id} is a single block: there is no inside to it.")
    return graph_of(str(node.values["graph"]))


def is_named_block(node: Node) -> bool:
    """Whether a node is a use of a named block."""
    return node.block == GROUP


def named_block(name: str, inner: Graph) -> BlockInfo:
    """The block of this name and graph, as it can be added. Raises GraphError where that graph cannot be a block."""
    check_inner(inner)
    if not name.strip():
        raise GraphError("A block needs a name.")
    return find_block(GROUP).with_values(title=name.strip(), graph=graph_text(inner))


def offers(blocks: Mapping[str, UserBlock]) -> dict[str, BlockInfo]:
    """All blocks that can be added, by their keys: those of the catalog, and then a project's own."""
    own = (named_block(name, block.graph) for name, block in blocks.items())
    return {info.key: info for info in (*offered_blocks(), *own)}


def check_inner(inner: Graph) -> None:
    """Raises GraphError where a graph is not one that a block can be made of: with inputs and one output."""
    if len(inner.of_block("output")) != 1:
        raise GraphError("A block has one output: it needs exactly one output block inside.")
    if not inner.of_block("input"):
        raise GraphError("A block needs an input block inside: what it is wired to comes in there.")


def exchange_uses(graph: Graph, change: Callable[[Node], Node]) -> Graph:
    """The graph with every use of a named block exchanged, those within others too.

    What `change` gives back as it is, is looked into; a new one is taken as it comes.
    """
    return Graph(tuple(_exchanged(node, change) if is_named_block(node) else node for node in graph))


def redefined(node: Node, name: str, inner: Graph) -> Node:
    """A use of a named block with another name and graph; its wires stay at the ports that stay."""
    info = named_block(name, inner)
    before = [each.id for each in inner_graph(node).of_block("input")]
    return info.node(node.id, _rewired(before, info.ports, node.inputs))


def _exchanged(node: Node, change: Callable[[Node], Node]) -> Node:
    made = change(node)
    if made is not node:
        return made
    inner = inner_graph(node)
    within = exchange_uses(inner, change)
    return node if within == inner else redefined(node, str(node.values["title"]), within)


def _rewired(before: list[str], after: Iterable[str], wires: tuple[str | None, ...]) -> list[str | None]:
    """The wires of ports that are known by their names, or else stand where one went away."""
    known = dict(zip(before, wires, strict=True))
    names = list(after)
    moved = {at for at, old in enumerate(before) if old not in names and len(names) == len(before)}
    return [known.get(new, wires[at] if at in moved else None) for at, new in enumerate(names)]


def _refuse_ends(chosen: list[Node]) -> None:
    if not chosen:
        raise GraphError("Select the blocks that are to be one block.")
    if any(node.block in ("input", "output") for node in chosen):
        raise GraphError("The network's inputs and outputs stay outside of a block: select only what lies between.")


def _result(graph: Graph, chosen: list[Node]) -> str:
    """The node whose output is that of all of them."""
    own = {node.id for node in chosen}
    readers = {id: {reader for reader, _ in graph.consumers[id]} for id in own}
    read = [node.id for node in chosen if readers[node.id] - own]
    ends = read or [node.id for node in chosen if not readers[node.id]]
    if len(ends) != 1:
        named = " and ".join(ends[:3]) + (" and more" if len(ends) > 3 else "")
        raise GraphError(f"A block has one output, but {named} are read outside: select what joins them too.")
    return ends[0]


def _refuse_detours(graph: Graph, chosen: list[Node]) -> None:
    """Raises GraphError where a way leaves the nodes and comes back: as one block they would close a loop."""
    own = {node.id for node in chosen}
    after: set[str] = set()
    for node in graph:
        if node.id not in own and not (own | after).isdisjoint(node.sources):
            after.add(node.id)
    between = next((source for node in chosen for source in node.sources if source in after), None)
    if between is not None:
        raise GraphError(f"{between} reads what is selected and feeds it as well: select it too.")


def _inside(chosen: list[Node], result: str) -> tuple[Graph, list[str | None]]:
    """The graph of a block made of these nodes, and what feeds its ports: open ports become ports of the block."""
    own = {node.id for node in chosen}
    ports: list[Node] = []
    sources: list[str | None] = []

    def port(source: str | None) -> str:
        if source is None or source not in sources:
            ports.append(find_block("input").node(free_id((*own, *(each.id for each in ports)), "input")))
            sources.append(source)
            return ports[-1].id
        return ports[sources.index(source)].id

    inner = [
        replace(node, inputs=tuple(each if each in own else port(each) for each in node.inputs)) for node in chosen
    ]
    taken = (*own, *(each.id for each in ports))
    end = find_block("output").node(free_id(taken, "output"), [result])
    return Graph((*ports, *inner, end)), sources


def _free_names(prefix: str, parts: Iterable[Node], taken: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in parts:
        wishes = (node.id, f"{prefix}_{node.id}", free_id(taken, f"{prefix}_{node.id}_"))
        names[node.id] = next(wish for wish in wishes if wish not in taken)
        taken = taken | {names[node.id]}
    return names


def _reading(node: Node, wires: Mapping[Any, str | None]) -> Node:
    """The node with what it reads called otherwise."""
    return replace(node, inputs=tuple(wires.get(source, source) for source in node.inputs))
