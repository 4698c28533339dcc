"""Whether one model is faster than another, or chance alone could have made the difference. No torch here."""

import numpy as np
from numpy.typing import NDArray

from modelzoo.measurements import Comparison, Latency

RESAMPLES = 1000

_Draw = NDArray[np.int64]
"""How often each round was drawn."""


def compare(a: Latency, b: Latency, seed: int = 0) -> Comparison:
    """The ratio of the medians of a and b with a bootstrap interval of 95 %.

    Whole rounds are drawn, since runs back to back share what disturbs them; and where both took turns, the same
    rounds of both.
    """
    chance = np.random.default_rng(seed)
    in_turns = bool(a.session) and a.session == b.session and len(_lengths(a)) == len(_lengths(b))
    first, second = _Rounds(a), _Rounds(b)
    ratios = np.empty(RESAMPLES)
    for at in range(RESAMPLES):
        drawn = first.draw(chance)
        ratios[at] = first.median(drawn) / second.median(drawn if in_turns else second.draw(chance))
    low, high = np.quantile(ratios, (0.025, 0.975))
    return Comparison(a.p50 / b.p50, float(low), float(high), in_turns)


def _lengths(latency: Latency) -> tuple[int, ...]:
    return latency.rounds or (1,) * latency.n


class _Rounds:
    """A latency's samples from the fastest on, each with the round that it is of."""

    def __init__(self, latency: Latency) -> None:
        samples, lengths = np.array(latency.samples), _lengths(latency)
        order = np.argsort(samples)
        self._samples, self._count = samples[order], len(lengths)
        self._round = np.repeat(np.arange(len(lengths)), lengths)[order]

    def draw(self, chance: np.random.Generator) -> _Draw:
        """As many rounds as there are, some of them twice or more, others not at all."""
        return np.bincount(chance.integers(self._count, size=self._count), minlength=self._count)

    def median(self, drawn: _Draw) -> float:
        """The median of the samples of the drawn rounds."""
        upto = np.cumsum(drawn[self._round])
        middle = np.searchsorted(upto, ((upto[-1] + 1) // 2, upto[-1] // 2 + 1))
        return float(self._samples[middle].mean())
