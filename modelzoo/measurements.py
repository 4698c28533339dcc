"""What measurements find, as plain frozen data that crosses processes and lies in files: no torch here."""

import hashlib
import statistics
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from modelzoo.errors import ZooError
from modelzoo.foreign import Foreign
from modelzoo.graph import Graph, Shape, Size

CLOSE = 1.01
"""A ratio that is still no difference."""

Verdict = Literal["faster", "slower", "no difference shown"]
Layout = Literal["contiguous", "channels_last"]


@dataclass(frozen=True)
class Environment:
    """Where and when something was measured.

    cpu: its name. cores: logical ones; physical_cores: 0 where nobody knows. memory: bytes. governor: how Linux sets
    the clock, empty where it does not say. The rest: the system, versions, and the date (ISO 8601).
    """

    cpu: str
    cores: int
    os: str
    python: str
    torch: str
    date: str
    onnxruntime: str = ""
    numpy: str = ""
    physical_cores: int = 0
    memory: int = 0
    governor: str = ""

    @property
    def machine(self) -> str:
        """A name for machines like this one, the same after an update of the system: figures of another are foreign."""
        known = (self.cpu, self.cores, self.physical_cores, self.os.partition("-")[0])
        return hashlib.sha256(repr(known).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Setup:
    """How a model is run when it is timed: by what, with how many threads, on how many pictures, in what layout."""

    runtime: str = "eager"
    threads: int = 1
    batch: int = 1
    layout: Layout = "contiguous"


@dataclass(frozen=True)
class Extent:
    """How long each model is timed: for at least so many runs and so many seconds. Without a choice, as always."""

    runs: int = 50
    seconds: float = 1.0


PROTOCOL = Extent()
"""What a figure rests on unless a person accepts less."""


@dataclass(frozen=True)
class Subject:
    """What is to be measured: a model at an input size, how it is run, and what a person calls it.

    foreign: what is run in place of the network that `build` makes of the graph, whose nodes are its operations then.
    """

    graph: Graph
    size: Size
    setup: Setup = Setup()
    title: str = "the model"
    foreign: Foreign | None = None


@dataclass(frozen=True)
class Load:
    """What else went on while something was measured.

    foreign_cores: cores that other processes kept busy, in the mean. steal_share: the share of this machine's time that
    its host gave to other machines.
    """

    foreign_cores: float = 0.0
    steal_share: float = 0.0


@dataclass(frozen=True)
class Latency:
    """One model's timed forward passes on this CPU, in seconds, fp32.

    input: (channels, height, width). samples: every timed run, in order. first: the first call, before any warm-up.
    steady: whether the warm-up settled before its time was over. rounds: how many runs came back to back at a time, in
    order; empty where nobody kept count. session: the joint measurement that it comes from: the rounds of two latencies
    of one session took turns. cores: the ones that the runs were kept to; empty where they could be on any.
    preparation: what came before the first call, each step with its seconds.
    """

    fingerprint: str
    setup: Setup
    input: Shape
    samples: tuple[float, ...]
    first: float
    steady: bool
    load: Load
    environment: Environment
    rounds: tuple[int, ...] = ()
    session: str = ""
    cores: tuple[int, ...] = ()
    preparation: tuple[tuple[str, float], ...] = ()

    @property
    def n(self) -> int:
        """How many runs were timed."""
        return len(self.samples)

    @cached_property
    def seconds(self) -> float:
        """How long the timed runs took together."""
        return sum(self.samples)

    def has(self, extent: Extent) -> bool:
        """Whether it rests on so many runs and seconds."""
        return self.n >= extent.runs and self.seconds >= extent.seconds

    @cached_property
    def p50(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.samples)

    @property
    def p10(self) -> float:
        """What one of ten runs stayed within, in seconds."""
        return self._deciles[0]

    @property
    def p90(self) -> float:
        """What nine of ten runs stayed within, in seconds."""
        return self._deciles[8]

    @cached_property
    def _deciles(self) -> list[float]:
        return statistics.quantiles(self.samples, n=10, method="inclusive")

    @property
    def minimum(self) -> float:
        """The fastest run, in seconds."""
        return min(self.samples)


@dataclass(frozen=True)
class Unmeasured:
    """A subject that could not be measured, and why."""

    subject: Subject
    error: ZooError

    @property
    def setup(self) -> Setup:
        """How it should have been run."""
        return self.subject.setup


@dataclass(frozen=True)
class Comparison:
    """The median time of a model over that of another, with the interval that holds it 95 times in 100.

    in_turns: whether the two took turns, so that what disturbed the machine disturbed them alike.
    """

    ratio: float
    low: float
    high: float
    in_turns: bool = True

    @property
    def verdict(self) -> Verdict:
        """What may be said of the first model; nothing where the interval spans 1 or comes within 1 % of it.

        Two copies of one model differ by a few thousandths, for they lie in different places of the memory.
        """
        if self.high < 1 / CLOSE:
            return "faster"
        return "slower" if self.low > CLOSE else "no difference shown"


@dataclass(frozen=True)
class Timing:
    """What came of one model in one setup, and of its baseline in the same.

    refused, baseline_refused: why there is no latency of the one or the other. to_baseline: the model compared to its
    baseline; to_main: to itself in the first setup that it was measured in.
    """

    setup: Setup
    latency: Latency | None = None
    refused: str = ""
    baseline: Latency | None = None
    baseline_refused: str = ""
    to_baseline: Comparison | None = None
    to_main: Comparison | None = None

    @property
    def alone(self) -> "Timing":
        """The same without what it says of a baseline."""
        return Timing(self.setup, self.latency, self.refused, to_main=self.to_main)


@dataclass(frozen=True)
class Measured:
    """A model in one or several setups, the first of which is the main one; what could be measured took turns."""

    timings: tuple[Timing, ...]

    @property
    def main(self) -> Timing:
        """The timing in the first setup."""
        return self.timings[0]

    @property
    def latencies(self) -> tuple[Latency, ...]:
        """All that was measured, of the model and of its baseline."""
        both = (each for timing in self.timings for each in (timing.latency, timing.baseline))
        return tuple(each for each in both if each)

    @property
    def alone(self) -> "Measured":
        """The same without what it says of a baseline."""
        return Measured(tuple(timing.alone for timing in self.timings))
