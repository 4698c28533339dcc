"""What measurements find, as plain frozen data that crosses processes and lies in files: no torch here."""

import statistics
from dataclasses import dataclass
from typing import Literal

from modelzoo.graph import Shape

CLOSE = 1.01
"""A ratio that is still no difference."""

Verdict = Literal["faster", "slower", "no difference shown"]
Layout = Literal["contiguous", "channels_last"]


@dataclass(frozen=True)
class Environment:
    """Where and when something was measured: CPU name, its logical cores, system, versions, date (ISO 8601)."""

    cpu: str
    cores: int
    os: str
    python: str
    torch: str
    date: str


@dataclass(frozen=True)
class Setup:
    """How a model is run when it is timed: by what, with how many threads, on how many pictures, in what layout."""

    runtime: str = "eager"
    threads: int = 1
    batch: int = 1
    layout: Layout = "contiguous"


@dataclass(frozen=True)
class Latency:
    """One model's timed forward passes on this CPU, in seconds, fp32.

    input: (channels, height, width). first: the first call, before any warm-up. samples: every timed run, in order.
    rounds: how many of them ran back to back at a time, in order; empty where nobody kept count. steady: whether the
    warm-up settled before its time was over. foreign_load: cores that other processes kept busy meanwhile.
    """

    fingerprint: str
    setup: Setup
    input: Shape
    samples: tuple[float, ...]
    first: float
    steady: bool
    foreign_load: float
    environment: Environment
    rounds: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """How many runs were timed."""
        return len(self.samples)

    @property
    def p50(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.samples)

    @property
    def p90(self) -> float:
        """What nine of ten runs stayed within, in seconds."""
        return statistics.quantiles(self.samples, n=10, method="inclusive")[8]

    @property
    def minimum(self) -> float:
        """The fastest run, in seconds."""
        return min(self.samples)


@dataclass(frozen=True)
class Comparison:
    """The median time of a model over that of another, with the interval that holds it 95 times in 100."""

    ratio: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """What may be said of the first model; nothing where the interval spans 1 or comes within 1 % of it.

        Two copies of one model differ by a few thousandths, for they lie in different places of the memory.
        """
        if self.high < 1 / CLOSE:
            return "faster"
        return "slower" if self.low > CLOSE else "no difference shown"


@dataclass(frozen=True)
class Measured:
    """A model's latency; with a baseline, also that one's and what their turns say of the two."""

    latency: Latency
    baseline: Latency | None = None
    comparison: Comparison | None = None
