"""Blocks that read what their shortcut convolution made, as in SqueezeNext's later versions."""

from modelzoo.graph import Graph, Node
from modelzoo.rewriting import revised, rewrite
from modelzoo.transforming import Ids, transform


@transform(
    "sequential_entry",
    title="Bottlenecks behind their shortcut convolution",
    group="Skips",
    needs="a SqueezeNext block with a shortcut convolution beside its bottleneck",
    brief="sequential entry",
)
def sequential_entry(graph: Graph, ids: Ids) -> Graph:
    """The bottleneck reads what the 1x1 convolution of the shortcut made, no longer the block's input beside it.

    SqueezeNext's versions 2 to 5 begin their stages so.
    """

    def change(node: Node) -> list[Node] | None:
        return [revised(node, shortcut="sequential")] if node.values.get("shortcut") == "parallel" else None

    return rewrite(graph, ids, change)
