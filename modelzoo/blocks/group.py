"""A block made of other blocks: a part of a network under a name that a person gave it."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.errors import BuildError, GraphError, ShapeError
from modelzoo.graph import Graph, Shape
from modelzoo.graph_json import graph_of
from modelzoo.params import GraphText
from modelzoo.registry import block, build_module
from modelzoo.walk import walk

Title = Annotated[str, "What the block is called wherever it is used"]
Inner = Annotated[GraphText, "The blocks that it is made of, with an input for each port and one output"]

_IDENTITY = GraphText(
    '[{"id":"x","block":"input","params":{"channels":3},"inputs":[]},'
    '{"id":"result","block":"output","params":{},"inputs":["x"]}]'
)


@block("group", group="My blocks", title="named block", ports=("x",))
class Group(nn.Module):
    """Several blocks as one, under a name; what its ports take reaches the inputs of the graph inside.

    Shapes: those that the graph inside makes of what reaches it.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], title: Title = "block", graph: Inner = _IDENTITY) -> None:
        super().__init__()
        inner = _checked(graph)
        self._ports = tuple(node.id for node in inner.of_block("input"))
        self._result = inner.of_block("output")[0].sources[0]
        self._steps: list[tuple[str, tuple[str, ...]]] = []
        for node, shapes, _ in walk(inner, dict(zip(self._ports, in_shapes, strict=True))):
            if node.block in ("input", "output"):
                continue
            if hasattr(self, node.id):
                raise BuildError(node.id, "torch keeps this name for itself. Rename the block.")
            self.add_module(node.id, build_module(node.block, node.params, shapes))
            self._steps.append((node.id, node.sources))
        self._last = {source: id for id, sources in self._steps for source in sources if source != self._result}

    def forward(self, *inputs: Tensor) -> Tensor:
        values = dict(zip(self._ports, inputs, strict=True))
        for id, sources in self._steps:
            values[id] = self.get_submodule(id)(*(values[source] for source in sources))
            for source in set(sources):
                if self._last.get(source) == id:
                    del values[source]
        return values[self._result]


def _checked(text: str) -> Graph:
    """The graph inside, which has inputs and one output."""
    try:
        inner = graph_of(text)
    except GraphError as error:
        raise ShapeError(str(error)) from error
    outputs = inner.of_block("output")
    if len(outputs) != 1:
        raise ShapeError(f"it has {len(outputs) or 'no'} outputs inside, and needs one.")
    if None in outputs[0].inputs:
        raise BuildError(outputs[0].id, "its input is not wired. Drag from another block's output to it.")
    return inner
