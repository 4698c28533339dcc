"""What leaves Slimscope, and what is wished of it, as plain frozen data that crosses processes: no torch here."""

from dataclasses import dataclass


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
    """How an ONNX file is to be: its opset, and which axes of the inputs are left open."""

    opset: int = 20
    any_batch: bool = True
    any_size: bool = False


@dataclass(frozen=True)
class Findings:
    """What was found of an ONNX file when it was checked.

    opset, parameters: read back from the file; batch norms are part of convolutions there, and not counted. axes: each
    input and output with its axes, names where they are open. compared: the shapes of the inputs that it ran on in ONNX
    Runtime and in PyTorch. difference: the largest of their outputs, absolute; relative: as a share of the largest
    output. fit: how the file of weights fitted, None where they were drawn from the seed. warnings: what a user should
    know.
    """

    opset: int
    parameters: int
    axes: tuple[tuple[str, tuple[int | str, ...]], ...]
    compared: tuple[tuple[tuple[int, ...], ...], ...]
    difference: float
    relative: float
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
    """An ONNX file that was written, its bytes, and what was found of it. netron: the attachment's path, if any."""

    path: str
    bytes: int
    findings: Findings
    netron: str = ""


@dataclass(frozen=True)
class Outline:
    """A model as a viewer of ONNX draws it: a file without weights, and the blocks that its nodes belong to.

    owners: pairs of a node and a block; a node that was merged from several blocks stands there with each of them.
    """

    model: bytes
    owners: tuple[tuple[str, str], ...]
