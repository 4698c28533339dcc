"""Convolutions that see only a group of the channels, and the shuffle that mixes the groups."""

from typing import Annotated

from modelzoo.catalog import find_block
from modelzoo.graph import Graph, Node, Shape
from modelzoo.params import Range
from modelzoo.repairing import Shapes
from modelzoo.rewriting import fresh, heads, reads_input, revised, rewrite
from modelzoo.transforming import Ids, transform

Groups = Annotated[int, Range(2, 1024, "Channels are split into so many groups that do not see each other")]
Shuffle = Annotated[bool, "Whether the channels are dealt out anew behind each convolution"]


@transform(
    "grouped",
    title="Convolutions to grouped ones with shuffle",
    group="Convolutions",
    needs="a convolution in one group whose channels, before and behind it, the groups divide",
    brief="{groups} groups",
)
def grouped(graph: Graph, ids: Ids, shapes: Shapes, groups: Groups = 2, shuffle: Shuffle = True) -> Graph:
    """Each convolution is split into groups, and a channel shuffle behind it lets the groups see each other later on.

    One over the number of groups is left of the parameters and MACs. Layers that read the picture or make an output
    stay, and so do those whose channels cannot be split. Blocks that have groups of their own take these.
    """
    last = heads(graph)

    def change(node: Node) -> list[Node] | None:
        if node.id in last or reads_input(graph, node) or node.values.get("groups") != 1:
            return None
        if not _divides(groups, node, tuple(shapes[each] for each in node.sources if each in shapes)):
            return None
        split = revised(node, groups=groups)
        if node.block == "conv" and shuffle:
            return [
                split,
                find_block("channel_shuffle").node(fresh(graph, node.id, "shuffle"), [node.id], groups=groups),
            ]
        return [split] if node.block in ("conv", "sqnxt_block") else None

    return rewrite(graph, ids, change)


def _divides(groups: int, node: Node, shapes: tuple[Shape, ...]) -> bool:
    out = node.values.get("out", 0)
    return isinstance(out, int) and not any(count % groups for count in (out, *(shape[1] for shape in shapes)))
