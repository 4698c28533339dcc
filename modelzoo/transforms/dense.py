"""The way back from depthwise-separable convolutions."""

from modelzoo.graph import Graph, Node
from modelzoo.rewriting import exchanged, revised, rewrite, sole_reader
from modelzoo.transforming import Ids, transform


@transform(
    "dense",
    title="Depthwise-separable convolutions to dense",
    group="Convolutions",
    needs="a depthwise-separable convolution, or a block that is made of some",
    brief="dense",
)
def dense(graph: Graph, ids: Ids) -> Graph:
    """Each depthwise-separable convolution becomes one convolution of the same kernel, stride and channels.

    A depthwise convolution that only a 1x1 convolution reads becomes one with it. What stood between the two, a norm
    and an activation, is left out.
    """
    pairs = _pairs(graph, ids)
    firsts = {second: graph[first] for first, second in pairs.items()}

    def change(node: Node) -> list[Node] | str | None:
        if node.id in pairs:
            return node.sources[0]
        if node.id in firsts:
            return [_merged(firsts[node.id], node)]
        if node.block == "separable_conv":
            return exchanged(node, "conv")
        if node.block == "depthwise_separable":
            return exchanged(node, "conv", bias=False, norm="batch")
        if node.values.get("convolution", "dense") != "dense":
            return [revised(node, convolution="dense")]
        return None

    return rewrite(graph, ids, change)


def _pairs(graph: Graph, ids: Ids) -> dict[str, str]:
    """Depthwise convolutions with the 1x1 convolutions that alone read them."""
    found: dict[str, str] = {}
    for node in graph.of_block("depthwise_conv"):
        reader = sole_reader(graph, node.id)
        if reader and {node.id, reader.id} <= set(ids) and _mixes_only(reader) and node.values["multiplier"] == 1:
            found[node.id] = reader.id
    return found


def _mixes_only(node: Node) -> bool:
    wanted = {"kernel": 1, "stride": 1, "groups": 1}
    return node.block == "conv" and wanted.items() <= node.values.items()


def _merged(first: Node, second: Node) -> Node:
    shared = {key: first.values[key] for key in ("kernel", "stride", "dilation")}
    late = second.values["padding"] not in (0, "half")
    return revised(second, padding=(second if late else first).values["padding"], **shared)
