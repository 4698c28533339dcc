"""What a sweep's picture can be of: figures on paper, measured times, and how many times as fast one is as another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app import units
from app.figures import FIGURES
from app.panels.sweep.curves import paper_series, speed_up_series, time_series
from app.panels.sweep.reading import Series
from app.units import CHOSEN, PUBLISHED, Units
from modelzoo.crossings import Read
from modelzoo.presets import preset_of
from modelzoo.sweep_tables import SweepResult
from modelzoo.tabular import titled

P50, SPEED_UP, MACS = "p50_s", "speed_up", "macs"
_PAPER = {
    "parameters": "has fewer parameters",
    MACS: "has fewer MACs",
    "mult_adds_torchinfo": "has fewer mult-adds",
    "pass_bytes_torchinfo": "has the smaller pass size",
    "parameter_bytes": "has the smaller weights",
    "activation_bytes": "writes less",
    "peak_activation_bytes": "has the lower peak",
    "intensity": "has the lower intensity",
}
"""The figures on paper by the columns of a sweep's rows, each with what the lower curve is."""


@dataclass(frozen=True)
class SweepFigure:
    """One thing that can stand on the y axis.

    key: as in a sweep's rows. plain: the unit of a value; `scale` times as many are of the unit that is shown, which
    the title names too. less: what the lower of two curves is. paper: how it is read off what a model costs, unless it
    is measured. band: what the spread is; spread: its two ends, with the unit.
    """

    key: str
    title: str
    tip: str
    plain: str
    unit: str
    scale: float
    show: units.Show
    decimals: int
    less: str
    series: Callable[[SweepResult], list[Series]]
    paper: Read | None = None
    band: str = ""
    spread: tuple[str, str] = ("low", "high")

    @property
    def measured(self) -> bool:
        """Whether it takes a measurement."""
        return self.paper is None


def figures_of(found: SweepResult) -> tuple[SweepFigure, ...]:
    """What there is to see of a sweep: measured figures where it is measured, a speed-up where there are two models.

    Beside what was published, all is in the units of the publication.
    """
    timed, several = found.sweep.setups, len(found.sweep.models) > 1
    preset = preset_of(found.sweep)
    offered = sweep_figures(PUBLISHED if preset and preset.printed else CHOSEN.units)
    return tuple(each for each in offered if (timed or not each.measured) and (several or each.key != SPEED_UP))


def choice(found: SweepResult, wanted: str) -> int:
    """Which of a sweep's figures to show: the wanted one, or else times where there are any, and MACs where not."""
    keys = [each.key for each in figures_of(found)]
    usual = P50 if any(point.latency for point in found.points) else MACS
    return keys.index(wanted if wanted in keys else usual)


def sweep_figures(chosen: Units) -> tuple[SweepFigure, ...]:
    """All of them in these units, in the order in which they are offered."""
    return (*_MEASURED, *_paper_figures(chosen))


def _paper_figures(chosen: Units) -> Iterator[SweepFigure]:
    for (key, less), figure in zip(_PAPER.items(), FIGURES, strict=True):
        scale, series = figure.scale(chosen), partial(paper_series, figure)
        title, show = titled(figure.title, scale.unit), partial(figure.write, chosen)
        unit, decimals = scale.unit, 3 if scale.unit else 0
        yield SweepFigure(
            key, title, figure.tip, figure.unit, unit, 1 / scale.factor, show, decimals, less, series, figure.read
        )


_MEASURED = (
    SweepFigure(
        P50,
        "p50 (ms)",
        "The median of all timed runs on this CPU",
        "s",
        "ms",
        1e3,
        units.duration,
        3,
        "is faster",
        time_series,
        band="Band: p10 to p90 of the runs",
        spread=("p10 (ms)", "p90 (ms)"),
    ),
    SweepFigure(
        SPEED_UP,
        "Speed-up",
        "How many times as fast as the first model the others are, beside how many times fewer MACs they have",
        "times",
        "×",
        1.0,
        lambda ratio: f"{ratio:.2f}×",
        2,
        "is faster",
        speed_up_series,
        band="Band: 95 % interval of the ratio",
        spread=("Speed-up, from (95 %)", "Speed-up, to (95 %)"),
    ),
)
