"""The figures of a model on paper, each declared once: how it is called, explained, found and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app import units
from app.columns import Column
from modelzoo.results import Appraisal, Cost

Row = TypeVar("Row")


Paper = Cost | Appraisal
"""What has these figures."""


def every_digit(number: float) -> str:
    """A count in groups of three, or a ratio to four decimals."""
    return units.exact(number) if isinstance(number, int) else f"{number:.4f}"


@dataclass(frozen=True)
class Figure:
    """One figure. `scaled` is the unit in a table's heading, which is `scale` of the plain `unit`."""

    title: str
    tip: str
    read: Callable[[Paper], float]
    show: units.Show
    unit: str
    scaled: str
    scale: float = 1e6
    decimals: int = 2
    less_is_better: bool = True

    def full(self, paper: Paper) -> str:
        """Every digit, with the unit."""
        return f"{every_digit(self.read(paper))} {self.unit}"

    def column(self, find: Callable[[Row], Paper | None], missing: Callable[[Row], str]) -> Column[Row]:
        """The figure as a column of rows that have it, or may come to; else what `missing` says in few signs."""

        def read(row: Row) -> float | None:
            paper = find(row)
            return None if paper is None else self.read(paper)

        def show(row: Row) -> str:
            value = read(row)
            return missing(row) if value is None else f"{value / self.scale:,.{self.decimals}f}"

        def full(row: Row) -> str:
            paper = find(row)
            return missing(row) if paper is None else self.full(paper)

        plain = "" if self.unit.lower() in self.title.lower() else self.unit
        return Column(self._heading(self.scaled), self.tip, read, show, full, self._heading(plain))

    def _heading(self, unit: str) -> str:
        if not unit:
            return self.title
        return f"{self.title[:-1]}, {unit})" if self.title.endswith(")") else f"{self.title} ({unit})"


PARAMETERS = Figure(
    "Parameters",
    "Values that training changes",
    lambda paper: paper.parameters,
    units.count,
    "parameters",
    "M",
    decimals=3,
)
MACS = Figure(
    "MACs",
    "Exact multiply-adds of convolutions, transposed convolutions, linear layers and matrix products",
    lambda paper: paper.macs,
    units.count,
    "MACs",
    "M",
)
FIGURES = (
    PARAMETERS,
    MACS,
    Figure(
        "Mult-adds (torchinfo)",
        "What torchinfo prints, and most published tables quote",
        lambda paper: paper.mult_adds,
        units.count,
        "mult-adds",
        "M",
    ),
    Figure(
        "Pass size (torchinfo)",
        "Twice the outputs of all layers that have parameters, as torchinfo prints it",
        lambda paper: paper.pass_bytes,
        units.size,
        "bytes",
        "MB",
    ),
    Figure("Weights", "Memory of all parameters", lambda paper: paper.parameter_bytes, units.size, "bytes", "MB"),
    Figure(
        "Activations",
        "All tensors that a run writes",
        lambda paper: paper.activation_bytes,
        units.size,
        "bytes",
        "MB",
    ),
    Figure(
        "Peak activations",
        "The most activation memory in use at once, the input with it, each output freed after its last reading block",
        lambda paper: paper.peak_activation_bytes,
        units.size,
        "bytes",
        "MB",
    ),
    Figure(
        "Intensity",
        "Arithmetic per byte moved, by the operations that MACs count, with cold caches between them",
        lambda paper: paper.intensity,
        units.intensity,
        "FLOP per byte",
        "FLOP/B",
        scale=1,
        decimals=1,
        less_is_better=False,
    ),
)
"""All of them, in the order in which they are shown."""
