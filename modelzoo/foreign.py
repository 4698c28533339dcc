"""Networks that were not made here, as plain frozen data that crosses processes: no torch here."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from modelzoo.graph import Graph, Shape, Size
from modelzoo.origins import factory_parts, kind_of
from modelzoo.plain import from_plain, to_plain
from modelzoo.results import Cost, Examination

_KINDS = {
    "Convolutions": "Conv ConvTranspose ConvInteger FusedConv QLinearConv Gemm FusedGemm QGemm MatMul MatMulInteger",
    "Normalisation": "BatchNormalization InstanceNormalization LayerNormalization GroupNormalization LRN",
    "Activations": "Relu Clip LeakyRelu PRelu Elu Selu Gelu Erf Sigmoid HardSigmoid HardSwish Tanh Softmax Softplus",
    "Pooling": "MaxPool AveragePool GlobalAveragePool GlobalMaxPool ReduceMean QLinearAveragePool",
    "Resizing": "Resize Upsample Pad Slice DepthToSpace SpaceToDepth",
    "Joining": "Add Sub Mul Div Concat QLinearAdd QLinearMul QLinearConcat",
    "Channels": "Split Transpose Reshape Flatten Squeeze Unsqueeze Gather",
}
GROUPS = {operation: group for group, operations in _KINDS.items() for operation in operations.split()}
"""The groups of blocks that operations of ONNX are like, and are coloured like."""

DIGEST = ("input", "file")
"""The block and the parameter that tell which network a graph of operations is of: nothing that the network does."""

WHOLE = frozenset(
    "DynamicQuantizeLinear DynamicQuantizeMatMul QuantizeLinear DequantizeLinear ConvInteger MatMulInteger "
    "MatMulIntegerToFloat QLinearConv QLinearMatMul QGemm".split()
)
"""Operations that compute in whole numbers, or turn others into such."""


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

    @staticmethod
    def from_json(data: Any) -> "Foreign":
        """The network that `plain` gave, without files that run it. Raises ValueError or GraphError on other data."""
        found = from_plain(Foreign, data).at_rest
        counted = [each.node for each in found.cost.layers]
        if kind_of(found.origin) is None or counted != [node.id for node in found.graph]:
            raise ValueError(f"{found.origin:.60} with figures of {len(counted)} operations")
        if not re.fullmatch(r"[0-9a-f]+", found.digest):
            raise ValueError(f"{found.digest:.60} as a digest")
        return found

    @cached_property
    def plain(self) -> dict[str, Any]:
        """What a project's file keeps of it."""
        found: dict[str, Any] = to_plain(self.at_rest)
        return found

    @property
    def at_rest(self) -> "Foreign":
        """The same without the files that run it, which last no longer than the process that read it."""
        return replace(self, onnx="", program="", weights="")

    @property
    def name(self) -> str:
        """The file, or the factory, as a person knows it: without the folder that it lies in."""
        if kind_of(self.origin) != "factory":
            return Path(self.origin).name
        where, function = factory_parts(self.origin)
        return f"{Path(where).name}:{function}"

    @property
    def input(self) -> str:
        """What its pictures are like, as a person writes it; "" where it takes none."""
        shape = next((each.shape for each in self.feeds if len(each.shape) == 4), ())
        return "x".join(map(str, shape[1:]))

    @cached_property
    def numbers(self) -> str:
        """What kind of numbers it computes with, as a person writes it: int8 where whole ones are among them."""
        if any(node.block in WHOLE for node in self.graph):
            return "int8"
        width = self.cost.parameter_bytes / self.cost.parameters if self.cost.parameters else 4
        return {2: "fp16", 8: "fp64"}.get(round(width), "fp32")

    @cached_property
    def examination(self) -> Examination:
        """All that can be said of it, without counting anything again."""
        return Examination(self.cost, {each.node: each.output for each in self.cost.layers}, ())

    def with_program(self, path: str) -> "Foreign":
        """The same, which PyTorch can run from this file too."""
        return replace(self, program=path)


def fixed_text(foreign: Foreign) -> str:
    """Why its operations cannot be changed, and what to do."""
    return f"This is the network of {foreign.name} as it is. Make it editable first."
