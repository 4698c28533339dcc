"""Square convolutions split into a tall and a wide one."""

from typing import Annotated, Any, Literal

from modelzoo.convolutions import PLAIN, Between, Stem, sides
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import in_steps, reads_input, rewrite
from modelzoo.transforming import Ids, transform

First = Annotated[Literal["tall", "wide"], "Which of the two stands first: K x 1 or 1 x K"]


@transform(
    "tall_and_wide",
    title="K x K convolutions to K x 1 and 1 x K",
    group="Convolutions",
    needs="a square convolution larger than 1x1",
    brief="Kx1 + 1xK",
)
def tall_and_wide(graph: Graph, ids: Ids, first: First = "tall", between: Between = True, stem: Stem = False) -> Graph:
    """Each square convolution becomes a tall one and a wide one, both with its channels.

    Strides, paddings and distances go with their direction, so that the size of the result stays. With equal channels
    before and behind, 2/K of the parameters are left.
    """

    def change(node: Node) -> list[Node] | None:
        kernel = node.values.get("kernel")
        if node.block != "conv" or kernel == 1 or not isinstance(kernel, int):
            return None
        if reads_input(graph, node) and not stem:
            return None
        tall, wide = ("tall", _along(node, 0)), ("wide", _along(node, 1))
        (word, values), last = (tall, wide) if first == "tall" else (wide, tall)
        return in_steps(graph, node, (word, values | ({} if between else PLAIN)), last)

    return rewrite(graph, ids, change)


def _along(node: Node, axis: int) -> dict[str, Any]:
    """The convolution's parameters in one direction only: 0 is down, 1 is across."""
    found: dict[str, Any] = {}
    for name, rest in (("kernel", 1), ("stride", 1), ("padding", 0), ("dilation", 1)):
        if isinstance(node.values[name], str):
            continue
        kept = sides(node, name)[axis]
        found[name] = (kept, rest) if axis == 0 else (rest, kept)
    return found
