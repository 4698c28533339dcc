"""What analyses find, as plain frozen data that crosses processes: no torch here."""

import statistics
from dataclasses import dataclass
from typing import Literal

from modelzoo.graph import Graph, Shape

CLOSE = 1.01
"""A ratio that is still no difference."""

Verdict = Literal["faster", "slower", "no difference shown"]


@dataclass(frozen=True)
class LayerCost:
    """One node's share. Bytes are fp32 at batch 1; intensity is FLOP per byte of the ops that MACs count."""

    node: str
    block: str
    inputs: tuple[Shape, ...]
    output: Shape
    parameters: int
    macs: int
    mult_adds: int
    pass_bytes: int
    activation_bytes: int
    intensity: float


@dataclass(frozen=True)
class Cost:
    """A whole model on paper, at batch 1, fp32.

    parameters: trainable. macs: exact multiply-adds of conv, transposed conv, linear and matmul. mult_adds and
    pass_bytes: torchinfo's figures. parameter_bytes: weights, trainable or not. activation_bytes: all tensors that are
    written. peak_activation_bytes: the most alive at once, the input with them. Blocks run in order; what reaches a
    block lives until its last reading block is done, what a block makes inside until its last reader there.
    intensity: FLOP per byte moved by the ops that `macs` counts, caches cold between them. uncounted: ops that no rule
    counts, and how often they occur.
    """

    parameters: int
    macs: int
    mult_adds: int
    pass_bytes: int
    parameter_bytes: int
    activation_bytes: int
    peak_activation_bytes: int
    intensity: float
    uncounted: tuple[tuple[str, int], ...]
    layers: tuple[LayerCost, ...]


@dataclass(frozen=True)
class Problem:
    """A node that cannot work, and why; node is empty where the whole network is meant."""

    node: str
    reason: str
    unfinished: bool = False

    def __str__(self) -> str:
        return f"{self.node}: {self.reason}" if self.node else self.reason


@dataclass(frozen=True)
class Examination:
    """All that can be said of a graph as it stands: a cost where it is whole, shapes and problems in any case."""

    cost: Cost | None
    shapes: dict[str, Shape]
    problems: tuple[Problem, ...]


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
class Latency:
    """One model's timed forward passes on this CPU, in seconds, batch 1, fp32.

    input: (channels, height, width). first: the first call, before any warm-up. samples: every timed run, in order.
    rounds: how many of them ran back to back at a time, in order; empty where nobody kept count. steady: whether the
    warm-up settled before its time was over. foreign_load: cores that other processes kept busy meanwhile.
    """

    fingerprint: str
    runtime: str
    threads: int
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


@dataclass(frozen=True)
class Ungrouped:
    """A graph whose composite blocks were opened: what each became, and whose weights each new node has.

    parts: the new nodes of each opened one, in order. origins: for each new node, the modules of the graph before
    whose weights it holds, in order.
    """

    graph: Graph
    parts: dict[str, tuple[str, ...]]
    origins: dict[str, tuple[str, ...]]
