"""Wires that lead around a part of the network, and the joins they end in."""

from typing import Annotated, Literal

from modelzoo.catalog import find_block
from modelzoo.graph import Graph, Node
from modelzoo.repairing import Shapes
from modelzoo.rewriting import ancestors, fresh, heads, is_layer, revised, rewrite
from modelzoo.transforming import Ids, transform

Over = Annotated[
    Literal["levels", "blocks"],
    "Whether an enlarged picture is joined with the last of its size before, or each block that keeps its size with "
    "its own input",
]
Join = Annotated[Literal["concat", "add"], "How a level's two pictures are joined; blocks always add"]

_SIMPLE = ("conv", "depthwise_conv", "separable_conv", "depthwise_separable", "double_conv", "fire")
"""Blocks without a skip of their own."""


@transform(
    "add_skips",
    title="Add skips",
    group="Skips",
    needs="a block that enlarges to a size there was before, or that keeps channels and size, without a skip as yet",
    brief="skips over {over}",
)
def add_skips(graph: Graph, ids: Ids, shapes: Shapes, over: Over = "levels", join: Join = "concat") -> Graph:
    """Levels: what is enlarged is joined with the last picture of that size before it, as in U-Net.

    Blocks: each block that keeps the channels and the size is added to its input, as in ResNet. Where an addition needs
    it, a 1x1 convolution brings the channels of the skip to those of the other. What makes an output gets no skip.
    """
    behind = ancestors(graph)
    order = {node.id: at for at, node in enumerate(graph)}
    last = heads(graph)
    behind_last = {node.id for node in graph if behind[node.id] & last} | last

    def joined(node: Node) -> list[Node] | None:
        if node.id in behind_last or not {node.id, *node.sources} <= shapes.keys() or not node.sources:
            return None
        if over == "blocks":
            return _added(graph, node, shapes)
        if not _enlarges(node, shapes) or _is_joined(graph, node):
            return None
        equal = [each for each in behind[node.id] if shapes[each][2:] == shapes[node.id][2:] and _is_work(graph[each])]
        return _skipped(graph, node, max(equal, key=order.__getitem__), shapes, join) if equal else None

    return rewrite(graph, ids, joined)


def _added(graph: Graph, node: Node, shapes: Shapes) -> list[Node] | None:
    (source, *others), shape = node.sources, shapes[node.id]
    if others or shapes[source] != shape or len(shape) != 4:
        return None
    if node.values.get("shortcut") is False:
        return [revised(node, shortcut=True)]
    if node.block not in _SIMPLE or any(graph[id].block == "add" for id, _ in graph.consumers[node.id]):
        return None
    return [node, find_block("add").node(fresh(graph, node.id, "add"), [node.id, source])]


def _skipped(graph: Graph, node: Node, skip: str, shapes: Shapes, join: Join) -> list[Node]:
    wanted, made = shapes[node.id][1], [node]
    if join == "add" and shapes[skip][1] != wanted:
        name = fresh(graph, node.id, "fit")
        made.append(find_block("conv").node(name, [skip], out=wanted, kernel=1, act="none"))
        skip = name
    return [*made, find_block(join).node(fresh(graph, node.id, "join"), [node.id, skip])]


def _enlarges(node: Node, shapes: Shapes) -> bool:
    before, after = shapes[node.sources[0]], shapes[node.id]
    return len(before) == len(after) == 4 and after[2] > before[2] and after[3] > before[3]


def _is_joined(graph: Graph, node: Node) -> bool:
    return any(graph[id].block in ("add", "concat", "crop_like", "pad_like") for id, _ in graph.consumers[node.id])


def _is_work(node: Node) -> bool:
    return is_layer(node) or node.block == "input" or find_block(node.block).group in ("Pooling", "Joining")
