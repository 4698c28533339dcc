"""Whether one model is faster than another, or chance alone could have made the difference. No torch here."""

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Comparison, Latency, Measured, Timing, Unmeasured

RESAMPLES = 1000

_Samples = NDArray[np.float64]
_Counts = NDArray[np.int64]

Found = Latency | Unmeasured


def compare(a: Latency, b: Latency, seed: int = 0) -> Comparison:
    """The ratio of the medians of a and b with a bootstrap interval of 95 %.

    Whole rounds are drawn, since runs back to back share what disturbs them. Where both took turns, the same rounds of
    both are drawn, and what slowed both in a round is divided out before; the interval holds the plain ratio, too.
    """
    chance = np.random.default_rng(seed)
    first, second = _Rounds.of(a), _Rounds.of(b)
    in_turns = bool(a.session) and a.session == b.session and first.count == second.count
    if in_turns:
        shared = np.sqrt(first.medians() * second.medians())
        first, second = first.over(shared), second.over(shared)
    ratios = np.empty(RESAMPLES)
    for at in range(RESAMPLES):
        drawn = first.draw(chance)
        ratios[at] = first.median(drawn) / second.median(drawn if in_turns else second.draw(chance))
    low, high = np.quantile(ratios, (0.025, 0.975))
    ratio = a.p50 / b.p50
    return Comparison(ratio, min(float(low), ratio), max(float(high), ratio), in_turns)


def interval(latency: Latency, seed: int = 0) -> tuple[float, float]:
    """Within what a latency's median is, 95 times in 100; whole rounds are drawn here too."""
    chance, rounds = np.random.default_rng(seed), _Rounds.of(latency)
    medians = [rounds.median(rounds.draw(chance)) for _ in range(RESAMPLES)]
    low, high = np.quantile(medians, (0.025, 0.975))
    return min(float(low), latency.p50), max(float(high), latency.p50)


def compare_pairs(pairs: Sequence[tuple[Latency, Latency]]) -> Job[tuple[Comparison, ...]]:
    """A job: what may be said of the first of each pair against the second."""
    found: list[Comparison] = []
    for a, b in pairs:
        yield Progress(len(found) / len(pairs), "comparing")
        found.append(compare(a, b))
    return tuple(found)


def side_by_side(models: Sequence[Found], baselines: Sequence[Found] = ()) -> Measured:
    """What was found of a model in several setups, and of its baseline in the same, compared."""
    pairs = zip_longest(models, baselines)
    return Measured(tuple(_timing(model, baseline, models[0]) for model, baseline in pairs))


def _timing(model: Found, baseline: Found | None, main: Found) -> Timing:
    (latency, refused), (other, other_refused), (first, _) = _told(model), _told(baseline), _told(main)
    return Timing(
        setup=model.setup,
        latency=latency,
        refused=refused,
        baseline=other,
        baseline_refused=other_refused,
        to_baseline=compare(latency, other) if latency and other else None,
        to_main=compare(latency, first) if latency and first and model is not main else None,
    )


def _told(found: Found | None) -> tuple[Latency | None, str]:
    """The latency, or why there is none."""
    return (None, str(found.error)) if isinstance(found, Unmeasured) else (found, "")


class _Rounds:
    """Samples in order, and how many of them each round has."""

    def __init__(self, samples: _Samples, lengths: _Counts) -> None:
        self._in_order, self._lengths, self.count = samples, lengths, len(lengths)
        order = np.argsort(samples)
        self._samples = samples[order]
        self._round = np.repeat(np.arange(self.count), lengths)[order]

    @staticmethod
    def of(latency: Latency) -> "_Rounds":
        """Those of a latency; each sample is a round where nobody kept count."""
        return _Rounds(np.array(latency.samples), np.array(latency.rounds or (1,) * latency.n))

    def medians(self) -> _Samples:
        """The median of each round."""
        return np.array([np.median(each) for each in np.split(self._in_order, np.cumsum(self._lengths)[:-1])])

    def over(self, shared: _Samples) -> "_Rounds":
        """The same with every sample divided by what its round has."""
        return _Rounds(self._in_order / np.repeat(shared, self._lengths), self._lengths)

    def draw(self, chance: np.random.Generator) -> _Counts:
        """How often each round is drawn: as many as there are, some of them twice or more, others not at all."""
        return np.bincount(chance.integers(self.count, size=self.count), minlength=self.count)

    def median(self, drawn: _Counts) -> float:
        """The median of the samples of the drawn rounds."""
        upto = np.cumsum(drawn[self._round])
        middle = np.searchsorted(upto, ((upto[-1] + 1) // 2, upto[-1] // 2 + 1))
        return float(self._samples[middle].mean())
