"""One activation in place of another: ReLU by h-swish, as MobileNetV3 does it."""

from typing import Annotated, Literal

from modelzoo.graph import Graph, Node
from modelzoo.rewriting import exchanged, revised, rewrite
from modelzoo.transforming import Ids, transform

Old = Annotated[Literal["relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "hardswish"], "What is replaced"]
New = Annotated[Literal["hardswish", "relu", "relu6", "leaky_relu", "elu", "gelu", "silu"], "What stands in its place"]


@transform(
    "activation",
    title="Replace ReLU by h-swish",
    group="Activations",
    needs="an activation of this kind, as a block or as a block's choice",
    brief="{new} for {old}",
)
def activation(graph: Graph, ids: Ids, old: Old = "relu", new: New = "hardswish") -> Graph:
    """Every activation of one kind becomes another: blocks that are one, and those that are told which to have.

    Activations within squeeze and excitation stay, as they do in MobileNetV3.
    """

    def change(node: Node) -> list[Node] | None:
        if node.block == old:
            return exchanged(node, new)
        if node.values.get("act") == old and node.block != "squeeze_excite":
            return [revised(node, act=new)]
        return None

    return rewrite(graph, ids, change)
