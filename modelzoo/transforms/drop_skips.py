"""Networks without the wires that lead around a part of them."""

from dataclasses import replace

from modelzoo.convolutions import is_dense
from modelzoo.edits import remove_nodes
from modelzoo.graph import Graph, Node
from modelzoo.repairing import Shapes
from modelzoo.rewriting import ancestors, passed_on, revised, rewrite, sole_reader
from modelzoo.transforming import Ids, transform


@transform(
    "drop_skips",
    title="Drop skips",
    group="Skips",
    needs="an addition or concatenation with a wire that leads around layers, or a block with a shortcut to switch off",
    brief="no skips",
)
def drop_skips(graph: Graph, ids: Ids, shapes: Shapes) -> Graph:
    """Joins read only what went the long way; what came around it is left out, with crops that served nothing else.

    A 1x1 convolution that makes a skip fit to be added goes with it. Wires from parallel branches stay, for there none
    leads around the other. Blocks behind take the new number of channels; where one cannot, a 1x1 convolution before it
    makes as many as it had.
    """
    behind = ancestors(graph)

    def change(node: Node) -> list[Node] | str | None:
        if _adds_input(node, shapes):
            return [revised(node, shortcut=False)]
        if node.block not in ("add", "concat") or None in node.inputs:
            return None
        starts = [_start(graph, source, projected=node.block == "add") for source in node.sources]
        long = [
            source
            for source, start in zip(node.sources, starts, strict=True)
            if not any(start in behind[other] for other in starts)
        ]
        if len(long) == len(starts):
            return None
        return long[0] if len(long) == 1 else [replace(node, inputs=tuple(long))]

    return _tidied(graph, rewrite(graph, ids, change))


def _start(graph: Graph, id: str, projected: bool) -> str:
    """The layer whose output this is; a 1x1 convolution that only makes it fit to be added does not count."""
    id = passed_on(graph, id)
    node = graph[id]
    while projected and is_dense(node) and node.values["kernel"] == 1 and sole_reader(graph, id) and node.sources:
        id = passed_on(graph, node.sources[0])
        node = graph[id]
    return id


def _adds_input(node: Node, shapes: Shapes) -> bool:
    """Whether the node is a block whose shortcut is on and has an effect."""
    if node.values.get("shortcut") is not True or node.values["stride"] != 1:
        return False
    return all(shapes[source][1] == node.values["out"] for source in node.sources if source in shapes)


def _tidied(before: Graph, after: Graph) -> Graph:
    """The graph without what no longer leads to an output."""
    return remove_nodes(after, before.live & {node.id for node in after} - after.live)
