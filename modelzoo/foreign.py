"""Networks that were not made here, as plain frozen data that crosses processes: no torch here."""

from dataclasses import dataclass, replace

from modelzoo.graph import Graph, Shape, Size
from modelzoo.results import Cost


@dataclass(frozen=True)
class Feed:
    """One input of a foreign network: its name, its kind of numbers, its axes (a name for an open one), its shape."""

    name: str
    type: str
    axes: tuple[int | str, ...]
    shape: Shape


@dataclass(frozen=True)
class Foreign:
    """A network from outside, read at one size of its input.

    origin: the file, or the factory, as a person named it. digest: of what it holds. graph: its own operations as
    nodes, called what they are called there; `build` knows nothing of them. cost: what they cost, by our formulas.
    It holds no figures of torchinfo's, which exist for layers of torch alone. onnx: the file that ONNX Runtime runs,
    its nodes named like the graph's. program: a file of torch.export that PyTorch runs, if there is one. recorded: the
    network as blocks of the palette, as text, and weights, the file of their numbers, where it was recorded while it
    ran. notes: what a person should know.
    """

    title: str
    origin: str
    digest: str
    opset: int
    size: Size
    feeds: tuple[Feed, ...]
    graph: Graph
    cost: Cost
    file_bytes: int
    onnx: str
    program: str = ""
    recorded: str = ""
    weights: str = ""
    notes: tuple[str, ...] = ()

    def with_program(self, path: str) -> "Foreign":
        """The same, which PyTorch can run from this file too."""
        return replace(self, program=path)
