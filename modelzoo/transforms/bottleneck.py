"""Convolutions done on fewer channels, between two 1x1 convolutions."""

from typing import Annotated

from modelzoo.convolutions import Stem, is_dense, number
from modelzoo.graph import Graph, Node
from modelzoo.params import Range
from modelzoo.rewriting import in_steps, reads_input, rewrite
from modelzoo.transforming import Ids, transform

Reduction = Annotated[int, Range(2, 64, "The output's channels divided by this are those of the convolution within")]


@transform(
    "bottleneck",
    title="Convolutions to bottlenecks",
    group="Convolutions",
    needs="a dense convolution larger than 1x1 with enough channels",
    brief="bottlenecks of 1/{reduction}",
)
def bottleneck(graph: Graph, ids: Ids, reduction: Reduction = 4, stem: Stem = False) -> Graph:
    """Each dense convolution becomes a 1x1 one to fewer channels, itself on those, and a 1x1 one to its channels.

    All three have its norm and activation; the one within keeps the stride, the padding and the distances.
    """
    narrow = {"kernel": 1, "stride": 1, "dilation": 1, "padding": "half"}

    def change(node: Node) -> list[Node] | None:
        if not is_dense(node) or node.values["kernel"] == 1:
            return None
        inner = number(node, "out") // reduction
        if inner < 1 or (reads_input(graph, node) and not stem):
            return None
        return in_steps(graph, node, ("reduce", narrow | {"out": inner}), ("inner", {"out": inner}), ("", narrow))

    return rewrite(graph, ids, change)
