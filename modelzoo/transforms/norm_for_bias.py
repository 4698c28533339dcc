"""Norms in place of biases."""

from typing import Annotated, Literal

from modelzoo.graph import Graph, Node
from modelzoo.rewriting import heads, revised, rewrite
from modelzoo.transforming import Ids, transform

Kind = Annotated[
    Literal["batch", "instance", "group", "layer"], "What brings the values after a convolution to a common scale"
]


@transform(
    "norm_for_bias",
    title="Norms in place of biases",
    group="Channels",
    needs="a block with a bias, or without a norm, that can have a norm instead",
    brief="{norm} norm",
)
def norm_for_bias(graph: Graph, ids: Ids, norm: Kind = "batch") -> Graph:
    """Blocks that can have a norm get one where they have none, and lose the bias, which the norm makes superfluous.

    Layers that make an output stay as they are.
    """
    last = heads(graph)

    def change(node: Node) -> list[Node] | None:
        if node.id in last or not {"norm", "bias"} <= node.values.keys():
            return None
        return [revised(node, bias=False, norm=norm if node.values["norm"] == "none" else node.values["norm"])]

    return rewrite(graph, ids, change)
