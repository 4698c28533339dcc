"""A figure of candidates as a report prints it: with its unit, its convention, and which direction is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from modelzoo.entries import Entry, Timed
from modelzoo.pareto import Goal, meets
from modelzoo.report.content.writing import NOTHING, PUBLISHED, figure_text, printed_decimals
from modelzoo.report.document import Pair
from modelzoo.tabular import titled

Kind = Literal["counted", "measured", "trained", "published", "computed"]


@dataclass(frozen=True)
class Figure:
    """A figure of candidates. factor: of its unit in the plain one, which `read` gives. goal: what is better.

    spread: within what a figure is, in plain units. mark: what stands behind a figure that is to be taken with care.
    timed: of a measured one, how and where. source: where a candidate's figure comes from.
    """

    key: str
    title: str
    unit: str
    factor: float
    decimals: int
    kind: Kind
    convention: str
    read: Callable[[Entry], float | None]
    goal: Goal = "min"
    spread: Callable[[Entry], Pair | None] = lambda _: None
    mark: Callable[[Entry], str] = lambda _: ""
    usual: bool = True
    timed: Timed | None = None
    source: Callable[[Entry], str] = lambda _: ""

    @property
    def head(self) -> str:
        """The title with its unit."""
        return titled(self.title, self.unit)

    def plain(self, value: float) -> float:
        """A value in the figure's own unit."""
        return value / self.factor

    def cell(self, entry: Entry) -> str:
        """A candidate's figure without its unit."""
        value = self.read(entry)
        return NOTHING if value is None else f"{self._written(entry, value)}{self.mark(entry)}"

    def _written(self, entry: Entry, value: float) -> str:
        """A figure of ours with as many decimals as all of them; one that others printed as they did."""
        if PUBLISHED in self.mark(entry):
            return f"{self.plain(value):,.{max(self.decimals, printed_decimals(self.plain(value)))}f}"
        return figure_text(self.plain(value), self.decimals)

    @property
    def bound(self) -> str:
        """The sign of a limit: which side of it is kept."""
        return "≤" if self.goal == "min" else "≥"

    def limit_text(self, limit: float) -> str:
        """A limit in words."""
        return f"{self.title} {self.bound} {self.plain(limit):.6g} {self.unit}".strip()

    def misses(self, entry: Entry, limit: float) -> bool:
        """Whether a candidate misses a limit; one without the figure does not."""
        value = self.read(entry)
        return value is not None and not meets(value, limit, self.goal)
