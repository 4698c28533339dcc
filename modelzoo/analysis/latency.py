"""How long models take on this CPU: warmed up first, every run kept, the process kept to the cores that it needs.

Whatever is measured together takes turns in short rounds of random order, so that what disturbs the machine disturbs
all alike: several models, or one in several setups. Between two turns nothing of this process is changed.
"""

import random
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modelzoo.analysis.allocation import memory_kept
from modelzoo.analysis.compare import side_by_side
from modelzoo.analysis.load import LoadWatch, allowed_cores, least_busy_first
from modelzoo.analysis.memory import check_memory, telling_of_memory
from modelzoo.analysis.turns import Turns
from modelzoo.environment import environment
from modelzoo.errors import ZooError
from modelzoo.jobs import HandOver, Job, Progress
from modelzoo.measurements import PROTOCOL, Environment, Extent, Latency, Load, Measured, Setup, Subject, Unmeasured
from modelzoo.runtimes.runtime import Prepared, prepare

LEAST_RUNS = PROTOCOL.runs
ROUND_SECONDS = 0.02
HAND_OVER_EVERY = 1.0
"""Seconds between two looks at what the turns have found so far."""

MOST_WARM_UP_SECONDS = 3.0
CACHED_SECONDS = 0.05
"""A run that takes longer hardly notices that it is the first of a turn: one of 5 ms takes a tenth more, one of 70 ms
nothing to speak of. Before shorter ones there is one that is not timed, so that no figure depends on its company."""

STEADY_RUNS = 10
STEADY_SPREAD = 1.02


def measure(subject: Subject, seconds: float = 1.0) -> Job[Latency]:
    """A job: times one model for at least so many seconds and 50 runs. Raises ZooError where that cannot be."""
    (found,) = yield from measure_many([subject], seconds)
    if isinstance(found, Unmeasured):
        raise found.error
    return found


def measure_against(
    model: Subject,
    baseline: Subject | None = None,
    setups: Sequence[Setup] = (Setup(),),
    seconds: float = PROTOCOL.seconds,
    runs: int = LEAST_RUNS,
) -> Job[Measured]:
    """A job: times a model in each of these setups, its baseline beside it if there is one, all in turns.

    What cannot be measured does not keep the others from it. Raises ZooError where the model cannot be in any setup.
    """
    wanted = [replace(each, setup=setup) for each in (model, baseline) if each for setup in setups]
    found = yield from measure_many(wanted, seconds, runs=runs)
    own, others = found[: len(setups)], found[len(setups) :]
    reasons = [str(each.error) for each in own if isinstance(each, Unmeasured)]
    if len(reasons) == len(own):
        raise ZooError(" ".join(dict.fromkeys(reasons)))
    return side_by_side(own, others)


def measure_many(
    subjects: Sequence[Subject], seconds: float = PROTOCOL.seconds, seed: int = 0, runs: int = LEAST_RUNS
) -> Job[tuple[Latency | Unmeasured, ...]]:
    """A job: times subjects in turns, each for at least so many seconds and runs; gives what it found, in order.

    One that cannot be measured does not keep the others from it. While they take turns it hands over now and then what
    it has found so far, with None for those that have not been run often enough.
    """
    yield Progress(0.0, "looking for idle cores")
    cores = least_busy_first(allowed_cores())
    trials = [Trial(each, cores[: each.setup.threads]) for each in subjects]
    with memory_kept():
        for at, trial in enumerate(trials):
            for progress in trial.begin(seed):
                which = f", {at + 1} of {len(trials)}" if trials[1:] else ""
                yield Progress((at + progress.share) / len(trials) / 3, f"{progress.text}{which}")
        session, watch, where = uuid.uuid4().hex, LoadWatch(), environment()
        told = time.monotonic()
        for progress in _take_turns(trials, Extent(runs, seconds), random.Random(seed)):
            yield progress
            if time.monotonic() - told > HAND_OVER_EVERY:
                so_far = tuple(each.found(session, watch.load, where) if each.counts(runs) else None for each in trials)
                yield HandOver(progress.share, progress.text, so_far)
                told = time.monotonic()
    return tuple(trial.found(session, watch.load, where) for trial in trials)


def _take_turns(trials: Sequence["Trial"], extent: Extent, chance: random.Random) -> Iterator[Progress]:
    """Rounds in random order, until the last has enough; all get as many."""
    while order := [trial for trial in trials if not trial.failed]:
        done = min(trial.done(extent) for trial in order)
        if done == 1:
            return
        chance.shuffle(order)
        for trial in order:
            trial.run_round()
            yield Progress((1 + 2 * done) / 3, "measuring")


class Trial:
    """One subject and what its runs took, in seconds; or why they came to nothing."""

    def __init__(self, subject: Subject, cores: tuple[int, ...]) -> None:
        self._subject, self._cores = subject, cores
        self._prepared: Prepared | None = None
        self._error: ZooError | None = None
        self._first, self._typical, self._steady = 0.0, 0.0, False
        self._samples: list[float] = []
        self._rounds: list[int] = []

    @property
    def failed(self) -> bool:
        """Whether there is no going on."""
        return self._error is not None

    def counts(self, runs: int) -> bool:
        """Whether there is something to tell: so many runs, or why there are none."""
        return self.failed or len(self._samples) >= runs

    @property
    def prepared(self) -> Prepared:
        """The model, ready to run once `begin` is done. Raises ZooError where it cannot be run."""
        if self._error:
            raise self._error
        assert self._prepared is not None
        return self._prepared

    @property
    def latest(self) -> float:
        """What the last timed run took."""
        return self._samples[-1]

    def begin(self, seed: int = 0) -> Iterator[Progress]:
        """Make the model ready and warm it up."""
        try:
            with telling_of_memory(self._subject):
                check_memory(self._subject)
                self._prepared = yield from prepare(self._subject, seed)
                (self._first,) = self._runs(0.0)
                yield from self._warm_up()
        except ZooError as error:
            self._fail(error)

    def _warm_up(self) -> Iterator[Progress]:
        """Run until ten medians in a row agree or the time is over."""
        runs: list[float] = []
        medians: list[float] = []
        begin = time.perf_counter()
        while (spent := time.perf_counter() - begin) < MOST_WARM_UP_SECONDS and not self._steady:
            yield Progress(spent / MOST_WARM_UP_SECONDS, "warming up")
            for sample in self._runs(ROUND_SECONDS):
                runs.append(sample)
                medians.append(statistics.median(runs[-STEADY_RUNS:]))
            latest = medians[-STEADY_RUNS:]
            self._typical = latest[-1]
            self._steady = len(latest) == STEADY_RUNS and max(latest) <= STEADY_SPREAD * min(latest)

    def run_round(self) -> None:
        """Time a few runs back to back."""
        cold = self._typical < CACHED_SECONDS
        try:
            with telling_of_memory(self._subject):
                fresh = self._runs(ROUND_SECONDS, untimed=int(cold))
        except ZooError as error:
            self._fail(error)
        else:
            self._samples += fresh
            self._rounds.append(len(fresh))

    def done(self, extent: Extent) -> float:
        """How much of the wanted runs and seconds there is, from 0 to 1."""
        return min(1.0, len(self._samples) / extent.runs, sum(self._samples) / extent.seconds)

    def found(self, session: str, load: Load, where: Environment) -> Latency | Unmeasured:
        """What came of it."""
        if self._error:
            return Unmeasured(self._subject, self._error)
        return Latency(
            fingerprint=self._subject.graph.fingerprint,
            setup=self._subject.setup,
            input=self.prepared.input,
            samples=tuple(self._samples),
            first=self._first,
            steady=self._steady,
            load=load,
            environment=where,
            rounds=tuple(self._rounds),
            session=session,
            cores=self._cores,
            preparation=self.prepared.preparation,
        )

    def _runs(self, seconds: float, untimed: int = 0) -> list[float]:
        return Turns(self.prepared, self._cores).runs(seconds, untimed)

    def _fail(self, error: ZooError) -> None:
        """Remember why, and give the memory back to the others."""
        self._error, self._prepared = error, None
