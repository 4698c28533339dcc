"""Kernels of one size in place of another, as SqueezeNext's first one shrank."""

from typing import Annotated

from modelzoo.graph import Graph, Node
from modelzoo.params import Range
from modelzoo.rewriting import revised, rewrite
from modelzoo.transforming import Ids, transform

Old = Annotated[int, Range(2, 31, "Kernels of this size change")]
New = Annotated[int, Range(1, 31, "Their new size")]

_FILTERS = ("conv", "depthwise_conv", "separable_conv", "depthwise_separable", "inverted_residual", "double_conv")


@transform(
    "kernel",
    title="Change the kernels",
    group="Convolutions",
    needs="a square convolution of this size",
    brief="{new}x{new} for {old}x{old}",
)
def kernel(graph: Graph, ids: Ids, old: Old = 7, new: New = 5) -> Graph:
    """Square kernels of one size get another. Padding by half the kernel stays that; any other stays as it is."""

    def change(node: Node) -> list[Node] | None:
        if node.block not in _FILTERS or node.values["kernel"] != old:
            return None
        half = node.values.get("padding") == old // 2 and old % 2
        return [revised(node, kernel=new, **({"padding": new // 2} if half else {}))]

    return rewrite(graph, ids, change)
