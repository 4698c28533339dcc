"""Convolutions made as a depthwise and a 1x1 one."""

from typing import Annotated, Literal

from modelzoo.blocks.convolution import PaddingAt
from modelzoo.catalog import find_block
from modelzoo.convolutions import Stem, is_dense, padding
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import exchanged, fresh, reads_input, revised, rewrite
from modelzoo.transforming import Ids, transform

Which = Annotated[
    Literal["non_pointwise", "all"], "Which convolutions change: those larger than 1x1, or the 1x1 ones too"
]
Form = Annotated[
    Literal["plain", "mobilenet"],
    "Whether the 1x1 convolution follows at once, or behind a batch norm and an activation where there is a batch norm",
]


@transform(
    "separable",
    title="Convolutions to depthwise-separable",
    group="Convolutions",
    needs="a dense convolution, or a block whose convolutions can be made separable",
    brief="dep-sep",
)
def separable(
    graph: Graph,
    ids: Ids,
    which: Which = "non_pointwise",
    form: Form = "plain",
    padding_at: PaddingAt = "depthwise",
    stem: Stem = False,
) -> Graph:
    """Each dense convolution becomes one that filters each channel by itself and a 1x1 one that mixes the channels.

    Blocks that can be told how their convolutions are made are told so. A convolution with paddings or distances of its
    own becomes two nodes. One with a stride is always padded at the depthwise convolution: its size would change.
    """

    def change(node: Node) -> list[Node] | None:
        if reads_input(graph, node) and not stem:
            return None
        if node.values.get("convolution") == "dense":
            late = padding_at == "pointwise"
            return [revised(node, convolution="separable_padded_late" if late else "separable")]
        if not is_dense(node) or (which == "non_pointwise" and node.values["kernel"] == 1):
            return None
        return _separated(graph, node, form, padding_at)

    return rewrite(graph, ids, change)


def _separated(graph: Graph, node: Node, form: Form, padding_at: PaddingAt) -> list[Node]:
    values = node.values
    late = padding_at == "pointwise" and values["stride"] == 1
    if values["padding"] != "half" or values["dilation"] != 1:
        return _as_two(graph, node, late and values["padding"] != "half")
    if form == "mobilenet" and values["norm"] == "batch" and not values["bias"]:
        return exchanged(node, "depthwise_separable")
    return exchanged(node, "separable_conv", padding_at="pointwise" if late else "depthwise")


def _as_two(graph: Graph, node: Node, late: bool) -> list[Node]:
    """A node for each of the two convolutions."""
    values = node.values
    shared = {key: values[key] for key in ("kernel", "stride", "dilation", "bias")}
    first = find_block("depthwise_conv").node(
        fresh(graph, node.id, "depthwise"),
        node.inputs,
        padding=0 if late else values["padding"],
        act="none",
        **shared,
    )
    second = revised(node, kernel=1, stride=1, dilation=1, padding=padding(node) if late else "half")
    return [first, find_block("conv").node(node.id, [first.id], **second.values)]
