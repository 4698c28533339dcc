"""What leaves Slimscope, and what is wished of it, as plain frozen data that crosses processes: no torch here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Lines of a text that belong to a node, counted from 1, the last one with them."""

    node: str
    first: int
    last: int


@dataclass(frozen=True)
class Code:
    """A network as one Python file, the name of its class, and which lines say what of each node, in their order."""

    text: str
    network: str
    spans: tuple[Span, ...]

    def lines_of(self, node: str) -> tuple[Span, ...]:
        """Where a node is made, and where it runs."""
        return tuple(each for each in self.spans if each.node == node)

    def node_at(self, line: int) -> str | None:
        """Whose line this is."""
        return next((each.node for each in self.spans if each.first <= line <= each.last), None)


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
class Exported:
    """A model as the bytes of one ONNX file, and what was found when it was checked.

    opset, parameters: read back from the file; batch norms are part of convolutions there, and not counted. axes: each
    input and output with its axes, names where they are open. owners: the block of each ONNX node. compared: the shapes
    of the inputs that it ran on in ONNX Runtime and in PyTorch. difference: the largest of their outputs, absolute;
    relative: as a share of the largest output. fit: how the file of weights fitted, None where they were drawn from the
    seed. warnings: what a user should know.
    """

    model: bytes
    opset: int
    parameters: int
    axes: tuple[tuple[str, tuple[int | str, ...]], ...]
    owners: tuple[tuple[str, str], ...]
    compared: tuple[tuple[tuple[int, ...], ...], ...]
    difference: float
    relative: float
    fit: Fit | None = None
    warnings: tuple[str, ...] = ()
