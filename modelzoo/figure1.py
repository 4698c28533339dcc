"""The article's Figure 1 anew: a regular convolution against a depthwise-separable one, over the picture's size."""

from collections.abc import Sequence
from dataclasses import dataclass

from modelzoo.analysis.sweep import measured_sweep
from modelzoo.crossings import Crossing, measured_crossings
from modelzoo.jobs import Job
from modelzoo.measurements import Comparison, Latency, Setup, Verdict
from modelzoo.presets import REGULAR, SEPARABLE
from modelzoo.presets import figure1 as preset
from modelzoo.sweeps import Curve, SweepPoint

TREND, SIMILAR = "the separable convolution's gain shrinks with the picture", "at 4 px both take about as long"
"""What the article's text says of its figure."""
NOT_PRINTED = "The figure shows a trend; no numbers can be read off it, nor machine, runtime or threads."

_OF_SEPARABLE: dict[Verdict, Verdict] = {
    "slower": "faster",
    "faster": "slower",
    "no difference shown": "no difference shown",
}


@dataclass(frozen=True)
class SpeedUp:
    """Both convolutions at one side of the picture: the regular one's time and MACs over the separable one's."""

    side: int
    setup: Setup
    regular: Latency
    separable: Latency
    ratio: Comparison
    mac_ratio: float

    @property
    def verdict(self) -> Verdict:
        """What may be said of the separable convolution."""
        return _OF_SEPARABLE[self.ratio.verdict]


@dataclass(frozen=True)
class Figure1:
    """Each runtime's speed-ups from small pictures to large, and where the verdict flips."""

    rows: tuple[SpeedUp, ...]
    crossings: tuple[Crossing, ...]

    def of(self, setup: Setup) -> tuple[SpeedUp, ...]:
        """The speed-ups in one setup."""
        return tuple(row for row in self.rows if row.setup == setup)

    def follows(self, setup: Setup) -> bool:
        """Whether the gain is surely smaller at the smallest picture than at the largest, as the article says."""
        rows = self.of(setup)
        return rows[0].ratio.high < rows[-1].ratio.low


def figure1(seconds: float = 1.0) -> Job[Figure1]:
    """A job: measures the figure anew, both runtimes in turns."""
    points = yield from measured_sweep(preset().sweep, seconds)
    rows = tuple(row for setup in preset().sweep.setups for row in _speed_ups(points, setup))
    return Figure1(rows, tuple(each for each in measured_crossings(points) if each.a.setup == each.b.setup))


def _speed_ups(points: Sequence[SweepPoint], setup: Setup) -> list[SpeedUp]:
    of = {(point.model, point.value): point for point in points if point.setup == setup}
    rows = []
    for side in preset().sweep.values:
        regular, separable = of[REGULAR, side], of[SEPARABLE, side]
        ratio = dict(regular.against).get(Curve(SEPARABLE, setup))
        if ratio and regular.latency and separable.latency and regular.paper and separable.paper:
            macs = regular.paper.macs / separable.paper.macs
            rows.append(SpeedUp(int(side), setup, regular.latency, separable.latency, ratio, macs))  # type: ignore[arg-type]
    return rows
