"""The sweeps that a project keeps: which of them answers a question, whose they are, and what to call them."""

from app.units import moment
from modelzoo.presets import preset_of
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep


class KeptSweeps:
    """Sweeps, the newest first, as this machine sees them."""

    def __init__(self, sweeps: tuple[SweepResult, ...] = (), machine: str = "") -> None:
        self.all, self._machine = tuple(reversed(sweeps)), machine

    @property
    def titles(self) -> list[str]:
        """What to call each."""
        return [self._title(found) for found in self.all]

    def find(self, sweep: Sweep) -> SweepResult | None:
        """The newest that asks the same, of whatever values: of this machine, or else of another."""
        same = [found for found in self.all if found.sweep.question == sweep.question]
        own = (found for found in same if not self.is_foreign(found))
        return next(own, same[0] if same else None)

    def own(self, sweep: Sweep) -> SweepResult:
        """What this machine has found of it."""
        found = self.find(sweep)
        return found if found and not self.is_foreign(found) else SweepResult(sweep)

    def is_foreign(self, found: SweepResult) -> bool:
        """Whether another machine than this has measured any of it."""
        return any(where.machine != self._machine for where in found.environments)

    def where(self, found: SweepResult) -> str:
        """On which machine a sweep was measured, and when."""
        told = "; ".join(f"{each.cpu}, {moment(each.date)}" for each in found.environments)
        if not told:
            return ""
        return f"Taken on another machine: {told}" if self.is_foreign(found) else f"Measured on {told}"

    def _title(self, found: SweepResult) -> str:
        sweep, preset = found.sweep, preset_of(found.sweep)
        others = f" and {len(sweep.models) - 1} more" if len(sweep.models) > 1 else ""
        what = preset.name if preset else f"{sweep.models[0]}{others} over {sweep.over}"
        told = [moment(each.date) for each in found.environments[-1:]]
        foreign = [f"taken on {each.cpu}" for each in found.environments[-1:] if self.is_foreign(found)]
        return " · ".join([what, *told, *foreign])
