"""The figures on paper, by the board's keys, each with the convention by which it is counted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from modelzoo.entries import Entry
from modelzoo.report.content.figure import Figure

_MB = "at fp32 and batch 1; 1 MB is 10^6 bytes"
_USUAL = ("parameters", "macs", "peak")
_TORCHINFO = ("mult_adds", "pass_bytes")
_STEPS = ((1e6, "M"), (1e3, "k"), (1.0, ""))


@dataclass(frozen=True)
class _Counted:
    """A figure on paper: by what name a cost has it, in what it is counted, and with how many decimals of a million."""

    key: str
    name: str
    title: str
    unit: str
    decimals: int
    convention: str


_FIGURES = (
    _Counted(
        "parameters",
        "parameters",
        "Parameters",
        "",
        3,
        "trainable values, counted by us of the network as PyTorch builds it",
    ),
    _Counted(
        "macs",
        "macs",
        "MACs",
        "",
        2,
        "exact multiply-adds of convolutions, transposed convolutions, linear layers and matrix products, counted by "
        "us; FLOPs are twice as many",
    ),
    _Counted(
        "mult_adds",
        "mult_adds",
        "Mult-adds (torchinfo)",
        "",
        2,
        "what torchinfo prints, which most published tables quote: with biases and norms, and transposed convolutions "
        "by their output pixels",
    ),
    _Counted(
        "pass_size",
        "pass_bytes",
        "Pass size (torchinfo)",
        "B",
        2,
        f"twice the outputs of all layers with parameters, as torchinfo prints it; {_MB}",
    ),
    _Counted("weights", "parameter_bytes", "Weights", "B", 2, f"all parameters, trainable or not; {_MB}"),
    _Counted("activations", "activation_bytes", "Activations", "B", 2, f"every tensor that a run writes; {_MB}"),
    _Counted(
        "peak",
        "peak_activation_bytes",
        "Peak activations",
        "B",
        2,
        "the most activation memory in use at once, the input with it, each output freed after its last reading "
        f"block; {_MB}",
    ),
)


def paper_figures(entries: Sequence[Entry]) -> Iterator[Figure]:
    """All of them, each in the unit that suits the largest of these candidates."""
    for each in _FIGURES:
        read = _reader(each.name)
        factor, prefix = _unit(max((value for entry in entries if (value := read(entry)) is not None), default=1e6))
        decimals = each.decimals if factor > 1 else 0
        unit = f"{prefix}{each.unit}"
        usual = each.key in _USUAL
        yield Figure(
            each.key, each.title, unit, factor, decimals, "counted", each.convention, read, usual=usual, source=_source
        )
    if any(entry.source for entry in entries):
        told = f"the imported network as one ONNX file, with its weights; {_MB}"
        yield Figure("file_size", "File size", "MB", 1e6, 2, "counted", told, _file_size, source=_source)
    told = "arithmetic per byte moved by the operations that MACs count, caches cold between them"
    read = _reader("intensity")
    yield Figure(
        "intensity", "Intensity", "FLOP/byte", 1.0, 2, "counted", told, read, "max", usual=False, source=_source
    )


def _file_size(entry: Entry) -> float | None:
    return float(entry.source.file_bytes) if entry.source else None


def _source(_: Entry) -> str:
    return "counted"


def _unit(most: float) -> tuple[float, str]:
    """The prefix that makes the largest figure readable, and what it stands for."""
    return next(((factor, prefix) for factor, prefix in _STEPS if most >= factor), _STEPS[-1])


def _reader(name: str) -> Callable[[Entry], float | None]:
    def read(entry: Entry) -> float | None:
        paper = entry.paper
        return None if paper is None or (name in _TORCHINFO and not paper.as_torchinfo) else float(getattr(paper, name))

    return read
