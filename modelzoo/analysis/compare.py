"""Whether one model is faster than another, or chance alone could have made the difference."""

import numpy as np
from numpy.typing import NDArray

from modelzoo.analysis.latency import measure, measure_many
from modelzoo.graph import Graph, Size
from modelzoo.jobs import Job
from modelzoo.measurements import Comparison, Latency, Measured

RESAMPLES = 1000
Model = tuple[Graph, Size]

Rounds = list[NDArray[np.float64]]


def measure_against(graph: Graph, size: Size, baseline: Model | None, threads: int = 1) -> Job[Measured]:
    """A job: times a model, in turns with its baseline where there is one. Raises BuildError or GraphError."""
    if baseline is None:
        return Measured((yield from measure(graph, size, threads)))
    own, other = yield from measure_many([(graph, size), baseline], threads)
    return Measured(own, other, compare(own, other))


def compare(a: Latency, b: Latency, seed: int = 0) -> Comparison:
    """The ratio of the medians of a and b with a bootstrap interval of 95 %.

    Whole rounds are drawn, since runs back to back share what disturbs them; and where both took turns, the same
    rounds of both.
    """
    first, second = _rounds(a), _rounds(b)
    chance = np.random.default_rng(seed)
    ratios = np.empty(RESAMPLES)
    for at in range(RESAMPLES):
        drawn = chance.integers(len(first), size=len(first))
        other = drawn if len(first) == len(second) else chance.integers(len(second), size=len(second))
        ratios[at] = _median(first, drawn) / _median(second, other)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return Comparison(a.p50 / b.p50, float(low), float(high))


def _rounds(latency: Latency) -> Rounds:
    samples = np.array(latency.samples)
    return np.split(samples, np.cumsum(latency.rounds or (1,) * latency.n)[:-1])


def _median(rounds: Rounds, drawn: NDArray[np.int64]) -> float:
    return float(np.median(np.concatenate([rounds[at] for at in drawn])))
