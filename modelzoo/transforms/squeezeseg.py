"""Squeeze U-Net's transposed fire modules replaced by SqueezeSeg's, which enlarge the few squeezed channels."""

from typing import Annotated, Any, Literal

from modelzoo.convolutions import enlarges_evenly, number, sides
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import exchanged, rewrite, sole_reader
from modelzoo.transforming import Ids, transform

Widths = Annotated[
    Literal["fire", "transposed"],
    "Whether as many channels come out as of the fire module, or as of the transposed convolution before it, which are "
    "then squeezed to an eighth",
]


@transform(
    "squeezeseg",
    title="Transposed fire modules to SqueezeSeg's",
    group="Enlarging",
    needs="a transposed fire module, or a fire module right behind a transposed convolution (drop a skip between them)",
    brief="SqueezeSeg's transposed fire",
)
def squeezeseg(graph: Graph, ids: Ids, widths: Widths = "fire") -> Graph:
    """Each transposed convolution with its fire module becomes one module that squeezes, enlarges, and expands.

    The enlargement works on the squeezed channels alone, which is where the parameters and MACs are saved. Norm and
    bias are those of the fire module. The article's encoder and decoder has the widths of the transposed convolutions.
    """
    fires = _fires(graph, ids)
    ups = {fire.id: up for up, fire in fires.items()}

    def change(node: Node) -> list[Node] | str | None:
        if node.id in ups:
            return ups[node.id]
        fire = fires.get(node.id, node)
        if fire is node and node.block != "transposed_fire":
            return None
        return exchanged(node, "squeezeseg_transposed_fire", **_values(fire, node, widths))

    return rewrite(graph, ids, change)


def _fires(graph: Graph, ids: Ids) -> dict[str, Node]:
    """The fire module right behind each transposed convolution."""
    found: dict[str, Node] = {}
    for node in graph.of_block("transposed_conv"):
        fire = sole_reader(graph, node.id)
        if fire and {node.id, fire.id} <= set(ids) and enlarges_evenly(node) and _has_even_sides(fire):
            found[node.id] = fire
    return found


def _has_even_sides(node: Node) -> bool:
    values = node.values
    return node.block == "fire" and values["convolution"] == "dense" and values["expand3"] in (0, values["expand"])


def _values(fire: Node, up: Node, widths: Widths) -> dict[str, Any]:
    """The new module's parameters, from those of a fire module and of what enlarges before it."""
    stride = up.values["stride"]
    values = {key: fire.values[key] for key in ("squeeze", "expand", "norm", "bias")}
    if widths == "transposed":
        out = number(up, "out" if "out" in up.values else "up")
        values |= {"squeeze": max(1, out // 8), "expand": max(1, out // 2)}
    return values | {"stride": stride, "kernel": max(2, *sides(up, "stride")), "padding": 0}
