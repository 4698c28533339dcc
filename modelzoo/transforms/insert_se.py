"""Squeeze and excitation behind a network's layers."""

from typing import Annotated, Any

from modelzoo.blocks.attention import Gate
from modelzoo.catalog import find_block
from modelzoo.convolutions import Stem, number
from modelzoo.graph import Graph, Node
from modelzoo.params import Range
from modelzoo.repairing import Shapes
from modelzoo.rewriting import fresh, heads, is_layer, reads_input, revised, rewrite, settled, sole_reader
from modelzoo.transforming import Ids, transform

Reduction = Annotated[int, Range(1, 256, "The channels divided by this are those between the two 1x1 convolutions")]


@transform(
    "insert_se",
    title="Insert squeeze and excitation",
    group="Channels",
    needs="a layer that makes a picture and has no squeeze and excitation yet",
    brief="SE 1/{reduction}",
)
def insert_se(
    graph: Graph, ids: Ids, shapes: Shapes, reduction: Reduction = 16, gate: Gate = "sigmoid", stem: Stem = False
) -> Graph:
    """Each layer's channels are weighed by what the means of all of them tell, behind its norm and activation.

    Blocks that have a squeeze and excitation of their own switch it on, where their paper has it. Layers that make an
    output get none.
    """
    last = heads(graph)
    chosen = [
        node
        for node in graph
        if node.id in ids and is_layer(node) and node.id not in last and (stem or not reads_input(graph, node))
    ]
    own = {node.id: _own(node, shapes, reduction, gate) for node in chosen}
    ends = {settled(graph, id) for id, values in own.items() if values is None and len(shapes.get(id, ())) == 4}

    def change(node: Node) -> list[Node] | None:
        if node.id not in ends:
            return [revised(node, **(own.get(node.id) or {}))]
        reader = sole_reader(graph, node.id)
        if reader is not None and reader.block == "squeeze_excite":
            return None
        squeeze = max(1, shapes[node.id][1] // reduction)
        name = fresh(graph, node.id, "se")
        return [node, find_block("squeeze_excite").node(name, [node.id], squeeze=squeeze, gate=gate)]

    return rewrite(graph, ends | own.keys(), change)


def _own(node: Node, shapes: Shapes, reduction: int, gate: str) -> dict[str, Any] | None:
    """The parameters that switch on a block's own squeeze and excitation; none where it is on, None without one."""
    values = node.values
    if "squeeze_excite" in values:
        off = values["squeeze_excite"] == "none"
        return {"squeeze_excite": "expanded", "squeeze_share": 1 / reduction, "gate": gate} if off else {}
    if node.block in ("basic_block", "bottleneck"):
        return {"squeeze": max(1, number(node, "out") // reduction)} if values["squeeze"] == 0 else {}
    return None
