"""The figures of a model on paper, each declared once: how it is called, explained, found and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app import units
from app.columns import Column
from app.units import CHOSEN, Scale, Units
from modelzoo.results import Appraisal, Cost
from modelzoo.tabular import titled

Row = TypeVar("Row")

NOTHING = "–"
"""What stands where there is no figure."""


Paper = Cost | Appraisal
"""What has these figures."""


def every_digit(number: float) -> str:
    """A count in groups of three, or a ratio to four decimals."""
    return units.exact(number) if isinstance(number, int) else f"{number:.4f}"


NO_TORCHINFO = "torchinfo counts layers of torch alone: it has no figure for the operations of an imported file"
"""Why a figure of torchinfo's is not there."""


@dataclass(frozen=True)
class Figure:
    """One figure. write: with its unit, in these Units. unit: the plain one. scale: how a column of it is written.

    torchinfo: whether it is one of torchinfo's, which not every model has.
    """

    title: str
    tip: str
    read: Callable[[Paper], float]
    write: Callable[[Units, float], str]
    unit: str
    scale: Callable[[Units], Scale]
    less_is_better: bool = True
    torchinfo: bool = False

    def find(self, paper: Paper) -> float | None:
        """The figure, where there is one."""
        return None if self.torchinfo and not paper.as_torchinfo else self.read(paper)

    def show(self, value: float) -> str:
        """The figure in the units that a person chose."""
        return self.write(CHOSEN.units, value)

    def full(self, paper: Paper) -> str:
        """Every digit, with the unit, or why there is none."""
        value = self.find(paper)
        return NO_TORCHINFO if value is None else f"{every_digit(value)} {self.unit}"

    def column(self, find: Callable[[Row], Paper | None], missing: Callable[[Row], str]) -> Column[Row]:
        """The figure as a column of rows that have it, or may come to; else what `missing` says in few signs."""

        def read(row: Row) -> float | None:
            paper = find(row)
            return None if paper is None else self.find(paper)

        def show(row: Row) -> str:
            value = read(row)
            if value is None:
                return missing(row) if find(row) is None else NOTHING
            return self.scale(CHOSEN.units).text(value)

        def full(row: Row) -> str:
            paper = find(row)
            return missing(row) if paper is None else self.full(paper)

        plain = "" if self.unit.lower() in self.title.lower() else self.unit
        return Column(self.title, self.tip, read, show, full, titled(self.title, plain), self.scale)


PARAMETERS = Figure(
    "Parameters",
    "Values that training changes",
    lambda paper: paper.parameters,
    Units.count,
    "parameters",
    lambda chosen: chosen.millions(3),
)
MACS = Figure(
    "MACs",
    "Exact multiply-adds of convolutions, transposed convolutions, linear layers and matrix products",
    lambda paper: paper.macs,
    Units.count,
    "MACs",
    Units.millions,
)
FIGURES = (
    PARAMETERS,
    MACS,
    Figure(
        "Mult-adds (torchinfo)",
        "What torchinfo prints, and most published tables quote",
        lambda paper: paper.mult_adds,
        Units.count,
        "mult-adds",
        Units.millions,
        torchinfo=True,
    ),
    Figure(
        "Pass size (torchinfo)",
        "Twice the outputs of all layers that have parameters, as torchinfo prints it",
        lambda paper: paper.pass_bytes,
        Units.size,
        "bytes",
        Units.megabytes,
        torchinfo=True,
    ),
    Figure(
        "Weights", "Memory of all parameters", lambda paper: paper.parameter_bytes, Units.size, "bytes", Units.megabytes
    ),
    Figure(
        "Activations",
        "All tensors that a run writes",
        lambda paper: paper.activation_bytes,
        Units.size,
        "bytes",
        Units.megabytes,
    ),
    Figure(
        "Peak activations",
        "The most activation memory in use at once, the input with it, each output freed after its last reading block",
        lambda paper: paper.peak_activation_bytes,
        Units.size,
        "bytes",
        Units.megabytes,
    ),
    Figure(
        "Intensity",
        "Arithmetic per byte moved, by the operations that MACs count, with cold caches between them",
        lambda paper: paper.intensity,
        lambda _, value: units.intensity(value),
        "FLOP per byte",
        lambda _: Scale("FLOP/B", 1.0, 1),
        less_is_better=False,
    ),
)
"""All of them, in the order in which they are shown."""
