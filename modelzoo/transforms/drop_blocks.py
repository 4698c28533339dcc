"""Blocks taken out, what they read led on to what read them."""

from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import rewrite
from modelzoo.transforming import Ids, transform


@transform(
    "drop_blocks",
    title="Take blocks out",
    group="Blocks",
    needs="a selected block with an input",
    brief="blocks taken out",
)
def drop_blocks(graph: Graph, ids: Ids) -> Graph:
    """What the selected blocks read goes straight to what read them; of several inputs the first is led on.

    Blocks behind take the new channels; where one cannot, a 1x1 convolution before it makes as many as there were.
    """
    if all(node.id in ids for node in graph):
        raise GraphError("Select the blocks to take out: not all of them.")

    def change(node: Node) -> str | None:
        return node.inputs[0] if node.inputs and node.block != "output" else None

    return rewrite(graph, ids, change)
