"""Transposed convolutions as a plain enlargement and a convolution."""

from modelzoo.blocks.resizing import Mode
from modelzoo.catalog import find_block
from modelzoo.convolutions import enlarges_evenly, sides
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import exchanged, fresh, rewrite
from modelzoo.transforming import Ids, transform


@transform(
    "upsample_conv",
    title="Transposed convolutions to enlargement and convolution",
    group="Enlarging",
    needs="a transposed convolution that enlarges both sides by its stride",
    brief="upsample + conv",
)
def upsample_conv(graph: Graph, ids: Ids, mode: Mode = "nearest") -> Graph:
    """Each transposed convolution becomes an enlargement without weights and a convolution of the same channels.

    The convolution is as large, or by one larger where that is even, so that it keeps the size. It works at the large
    size: more MACs, but no checkerboard pattern from kernels that overlap unevenly.
    """

    def change(node: Node) -> list[Node] | None:
        if not enlarges_evenly(node):
            return None
        factor = sides(node, "stride")[0]
        height, width = sides(node, "kernel")
        odd = (height | 1, width | 1)
        large = find_block("upsample").node(fresh(graph, node.id, "large"), node.inputs, factor=factor, mode=mode)
        (conv,) = exchanged(node, "conv", kernel=odd, stride=1, padding="half")
        if factor == 1:
            return [conv]
        return [large, find_block("conv").node(node.id, [large.id], **conv.values)]

    return rewrite(graph, ids, change)
