"""1x1 convolutions before enlargements instead of behind them: the same function for less work."""

from modelzoo.graph import Graph, Node
from modelzoo.rewriting import rewrite, sole_reader
from modelzoo.transforming import Ids, transform


@transform(
    "pointwise_first",
    title="1x1 convolutions before enlargements",
    group="Enlarging",
    needs="a 1x1 convolution that alone reads an enlargement",
    brief="1x1 before upsample",
)
def pointwise_first(graph: Graph, ids: Ids) -> Graph:
    """A 1x1 convolution right behind an enlargement moves before it. The function stays; the work shrinks by its area.

    Behind an interpolation that makes new values it may have neither a norm nor an activation; they would see others.
    """
    found = [
        (node, conv)
        for node in graph.of_block("upsample")
        if (conv := sole_reader(graph, node.id)) and {node.id, conv.id} <= set(ids) and _commutes(node, conv)
    ]
    convs = {large.id: conv for large, conv in found}
    large = {conv.id: node for node, conv in found}

    def change(node: Node) -> list[Node] | str | None:
        if node.id in convs:
            return [_wired(convs[node.id], node.inputs), _wired(node, (convs[node.id].id,))]
        return large[node.id].id

    return rewrite(graph, {*convs, *large}, change)


def _commutes(large: Node, conv: Node) -> bool:
    if conv.block != "conv" or conv.values["padding"] not in (0, "half"):
        return False
    if any(conv.values[each] != 1 for each in ("kernel", "stride")):
        return False
    return large.values["mode"] == "nearest" or (conv.values["norm"], conv.values["act"]) == ("none", "none")


def _wired(node: Node, inputs: tuple[str | None, ...]) -> Node:
    return Node(node.id, node.block, node.params, inputs)
