"""All channels times a width multiplier, as in MobileNet."""

from typing import Annotated

from modelzoo.blocks.layers import divisible
from modelzoo.catalog import find_block
from modelzoo.convolutions import number
from modelzoo.graph import Graph, Node
from modelzoo.params import Param, Range, Width
from modelzoo.rewriting import heads, revised, rewrite
from modelzoo.transforming import Ids, transform

Multiple = Annotated[int, Range(1, 64, "Channel counts are rounded to a multiple of this")]

_NOT_CHANNELS = frozenset({"groups", "classes", "keypoints", "channels", "size", "top", "bottom", "left", "right"})
"""Whole numbers without a small bound that count something else."""


@transform(
    "width",
    title="Width multiplier",
    group="Widths",
    needs="a block with a number of channels that is not that of an output",
    brief="width {width}",
)
def width(graph: Graph, ids: Ids, width: Width = 0.5, multiple: Multiple = 8) -> Graph:
    """Every number of channels, within composite blocks too, is multiplied and rounded to a multiple of eight.

    Rounding loses a tenth at most, and below width 1 no number grows. The input and the layers that make the outputs
    keep theirs. Where an addition or groups no longer fit, a 1x1 convolution before them makes as many as there were.
    """
    last = heads(graph)

    def change(node: Node) -> list[Node] | None:
        if node.id in last:
            return None
        names = (param.name for param in find_block(node.block).params if counts_channels(param))
        groups = number(node, "groups")
        return [revised(node, **{name: _scaled(number(node, name), width, multiple, groups) for name in names})]

    return rewrite(graph, ids, change)


def counts_channels(param: Param) -> bool:
    """Whether a block's parameter is a number of channels."""
    bounded = 1024 < (param.maximum or 0) <= 65536  # fewer are kernels and strides, more are sums and bytes
    return param.kind == "int" and bounded and param.name not in _NOT_CHANNELS


def _scaled(count: int, width: float, multiple: int, groups: int) -> int:
    """A number of channels times the width. Nought, which stands for no number, stays."""
    if not count:
        return 0
    scaled = divisible(count * width, multiple)
    less = min(count, scaled) if width < 1 else scaled
    return less if less % groups == 0 else divisible(count * width, groups)
