"""What leaves Slimscope, and what is wished of it, as plain frozen data that crosses processes: no torch here."""

from dataclasses import dataclass
from typing import Literal

Quantising = Literal["dynamic", "static"]
"""How whole numbers are made: ranges are found in each run, or beforehand by pictures."""


@dataclass(frozen=True)
class Span:
    """Lines of a text, counted from 1, the last one with them, and the nodes that they are about."""

    nodes: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Code:
    """A network as one Python file, the name of its class, and which of its lines are about which nodes.

    spans: where nodes are made, and where they run. definitions: the classes and functions before that, each for all
    nodes that need it.
    """

    text: str
    network: str
    spans: tuple[Span, ...]
    definitions: tuple[Span, ...] = ()

    def lines_of(self, node: str) -> tuple[Span, ...]:
        """Where a node is made, and where it runs."""
        return tuple(each for each in self.spans if node in each.nodes)

    def nodes_at(self, line: int) -> tuple[str, ...]:
        """Whose line this is; of nobody's if it is nowhere."""
        found = (each.nodes for each in (*self.spans, *self.definitions) if each.first <= line <= each.last)
        return next(found, ())


@dataclass(frozen=True)
class Weights:
    """Where a network's numbers come from: a file of a state dict, or drawn from a seed where there is none."""

    seed: int = 0
    path: str = ""


@dataclass(frozen=True)
class Fit:
    """How a state dict fits a network, by the names of its tensors.

    misshapen: the name, the network's shape and the file's.
    """

    loaded: tuple[str, ...]
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    misshapen: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether each tensor of the network was in the file, as it must be, and nothing else."""
        return not (self.missing or self.unexpected or self.misshapen)


@dataclass(frozen=True)
class OnnxWish:
    """How an ONNX file is to be: its opset, and which axes of the inputs are left open.

    fold_norms: whether batch norms become part of the convolutions before them, which runs the same and cannot be
    trained or imported as the network that it was.
    """

    opset: int = 20
    any_batch: bool = True
    any_size: bool = False
    fold_norms: bool = False


@dataclass(frozen=True)
class Findings:
    """What was found of an ONNX file when it was checked.

    opset, parameters: read back from the file; batch norms that are part of convolutions there are not counted. axes:
    each input and output with its axes, names where they are open. compared: the shapes of the inputs that it ran on in
    ONNX Runtime and in PyTorch. difference: the largest of their outputs, absolute; relative: as a share of the largest
    output. blocks: of how many blocks the results inside were compared too, at the first of these shapes; in_blocks:
    the largest difference there, as a share of the largest value that the block gives. fit: how the file of weights
    fitted, None where they were drawn from the seed. warnings: what a user should know.
    """

    opset: int
    parameters: int
    axes: tuple[tuple[str, tuple[int | str, ...]], ...]
    compared: tuple[tuple[tuple[int, ...], ...], ...]
    difference: float
    relative: float
    blocks: int = 0
    in_blocks: float = 0.0
    fit: Fit | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """A model as the bytes of one ONNX file, the block of each ONNX node that has one, and what was found of it."""

    model: bytes
    owners: tuple[tuple[str, str], ...]
    findings: Findings


@dataclass(frozen=True)
class Filed:
    """An ONNX file that was written, its bytes, and what was found of it.

    netron, numbers: the paths of the attachment and of the state dict, if any.
    """

    path: str
    bytes: int
    findings: Findings
    netron: str = ""
    numbers: str = ""


@dataclass(frozen=True)
class Calibration:
    """Pictures to find ranges by: of a folder or a .npy file, or drawn from the seed where there is no path.

    count: the most of them. mean, deviation: what is taken off values from 0 to 1, and what they are divided by then;
    one number, or one a channel. A .npy file holds pictures that are ready.
    """

    path: str = ""
    count: int = 16
    seed: int = 0
    mean: tuple[float, ...] = (0.0,)
    deviation: tuple[float, ...] = (1.0,)


@dataclass(frozen=True)
class Int8Wish:
    """How a model is to be turned into whole numbers, by which pictures that is done and judged, and from what file."""

    kind: Quantising = "static"
    calibration: Calibration = Calibration()
    form: OnnxWish = OnnxWish()


@dataclass(frozen=True)
class Apart:
    """How far outputs are from those of fp32: the largest difference and the mean, absolute; relative: the largest as
    a share of the largest output.
    """

    largest: float
    mean: float
    relative: float


@dataclass(frozen=True)
class Int8Filed:
    """A file of whole numbers that was written, and what was found of it.

    bytes, whole_bytes: of the file and of the same in fp32. pictures: by how many of them. stayed: operations that are
    still done in floating point, by kind.
    """

    path: str
    wish: Int8Wish
    opset: int
    bytes: int
    whole_bytes: int
    pictures: int
    apart: Apart
    stayed: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A model as a viewer of ONNX draws it: a file without weights, and the blocks that its nodes belong to.

    owners: pairs of a node and a block; a node that was merged from several blocks stands there with each of them.
    """

    model: bytes
    owners: tuple[tuple[str, str], ...]
