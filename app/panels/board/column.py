"""A column of the board: besides what every column knows, which direction is better, and how its figures vary."""

from collections.abc import Callable
from dataclasses import dataclass

from app.columns import Column
from app.units import CHOSEN, Scale
from modelzoo.entries import Entry
from modelzoo.pareto import Goal, meets
from modelzoo.tabular import titled

NOTHING, WAITING = "–", "…"
MILLISECONDS = Scale("ms", 1e-3, 3)


@dataclass(frozen=True)
class BoardColumn(Column[Entry]):
    """A figure of the board. key: what the project calls it. name: the heading in one line, without its unit.

    goal: which direction is better. spread: the ends of what was measured about the figure, if it varied. usual:
    whether it is shown unless a person says otherwise.
    """

    key: str = ""
    name: str = ""
    goal: Goal = "min"
    spread: Callable[[Entry], tuple[float, float] | None] = lambda _: None
    usual: bool = False

    @property
    def unit(self) -> Scale:
        """In what its figures are written now."""
        return self.scale(CHOSEN.units) if self.scale else Scale("")

    @property
    def label(self) -> str:
        """The name with the unit."""
        return titled(self.name, self.unit.unit)

    def value(self, entry: Entry) -> float | None:
        """A candidate's figure in plain units."""
        found = self.read(entry)
        return float(found) if isinstance(found, int | float) else None

    def text(self, value: float) -> str:
        """A figure with its unit."""
        return f"{self.unit.text(value)} {self.unit.unit}".strip()

    def limit_text(self, limit: float) -> str:
        """A limit in words."""
        return f"{self.name} {'≤' if self.goal == 'min' else '≥'} {self.text(limit)}"

    def keeps(self, entry: Entry, limit: float) -> bool:
        """Whether a candidate keeps a limit; one without the figure does not miss it."""
        found = self.value(entry)
        return found is None or meets(found, limit, self.goal)
