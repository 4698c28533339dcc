"""5x5 convolutions as two of 3x3, which see as much."""

from modelzoo.convolutions import PLAIN, Between, Stem, padding
from modelzoo.graph import Graph, Node
from modelzoo.rewriting import in_steps, reads_input, revised, rewrite
from modelzoo.transforming import Ids, transform

_CHOICE = "two 3x3"
"""What blocks call it that can be told to do so."""


@transform(
    "two_3x3",
    title="5x5 convolutions to two of 3x3",
    group="Convolutions",
    needs="a 5x5 convolution without distances between its taps",
    brief="two 3x3",
)
def two_3x3(graph: Graph, ids: Ids, between: Between = True, stem: Stem = False) -> Graph:
    """Each 5x5 convolution becomes two 3x3 ones with its channels, which look at the same 5x5 pixels.

    The paddings add up to the one before. The first has the stride, unless the size of the result would change by it.
    With equal channels before and behind, 18/25 of the parameters are left.
    """

    def change(node: Node) -> list[Node] | None:
        if reads_input(graph, node) and not stem:
            return None
        if node.values.get("five_by_five") == "5x5":
            return [revised(node, five_by_five=_CHOICE)]
        if node.block != "conv" or node.values["kernel"] != 5 or node.values["dilation"] != 1:
            return None
        around = padding(node)
        late = tuple(min(1, each) for each in around)
        early = tuple(each - less for each, less in zip(around, late, strict=True))
        first = {"kernel": 3, "padding": early if node.values["padding"] != "half" else "half"}
        second = {"kernel": 3, "padding": late if node.values["padding"] != "half" else "half"}
        (second if late == (1, 1) else first)["stride"] = 1
        return in_steps(graph, node, ("first", first | ({} if between else PLAIN)), ("", second))

    return rewrite(graph, ids, change)
