"""How long a model takes on this CPU: eager PyTorch, batch 1, fp32, warmed up first and every run kept.

Several models take turns in short rounds of random order, so that whatever disturbs the machine disturbs them alike.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
import torch

from modelzoo.analysis.cost import cost
from modelzoo.build import build, example_inputs
from modelzoo.environment import environment
from modelzoo.errors import ZooError
from modelzoo.graph import Graph, Shape, Size
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Latency, Setup

LEAST_RUNS = 50
ROUND_SECONDS = 0.02
MOST_WARM_UP_SECONDS = 3.0
STEADY_RUNS = 10
STEADY_SPREAD = 1.02


def measure(graph: Graph, size: Size, threads: int = 1, seconds: float = 1.0) -> Job[Latency]:
    """A job: times one model for at least so many seconds and 50 runs. Raises BuildError or GraphError."""
    (latency,) = yield from measure_many([(graph, size)], threads, seconds)
    return latency


def measure_many(
    models: Sequence[tuple[Graph, Size]], threads: int = 1, seconds: float = 1.0, seed: int = 0
) -> Job[tuple[Latency, ...]]:
    """A job: times models in turns, each for at least so many seconds and 50 runs. Raises BuildError or GraphError."""
    yield Progress(0.0, "building")
    with _threads(threads):
        timed = [_Timed.build(graph, size) for graph, size in models]
        load = _ForeignLoad()
        for at, each in enumerate(timed):
            for share in each.warm_up():
                yield Progress((at + share) / len(timed) / 3, "warming up")
        order, chance = list(timed), random.Random(seed)
        while (done := min(each.done(seconds) for each in timed)) < 1:
            yield Progress((1 + 2 * done) / 3, "measuring")
            chance.shuffle(order)
            for each in order:
                each.run_round()
                yield Progress((1 + 2 * done) / 3, "measuring")
        return tuple(each.latency(threads, load.cores) for each in timed)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass
class _Timed:
    """One model and what its runs took, in seconds."""

    graph: Graph
    input: Shape
    run: Callable[[], object]
    first: float = 0.0
    steady: bool = False
    samples: list[float] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)

    @staticmethod
    def build(graph: Graph, size: Size) -> "_Timed":
        _check_memory(graph, size)
        network, inputs = build(graph, size), example_inputs(graph, size)
        return _Timed(graph, tuple(inputs[0].shape[1:]), lambda: network(*inputs))

    def warm_up(self) -> Iterator[float]:
        """Run until ten medians in a row agree or the time is over; yields the share of that time."""
        (self.first,) = _timed_runs(self.run, 0.0)
        runs: list[float] = []
        medians: list[float] = []
        begin = time.perf_counter()
        while (spent := time.perf_counter() - begin) < MOST_WARM_UP_SECONDS and not self.steady:
            yield spent / MOST_WARM_UP_SECONDS
            for sample in _timed_runs(self.run, ROUND_SECONDS):
                runs.append(sample)
                medians.append(statistics.median(runs[-STEADY_RUNS:]))
            latest = medians[-STEADY_RUNS:]
            self.steady = len(latest) == STEADY_RUNS and max(latest) <= STEADY_SPREAD * min(latest)

    def run_round(self) -> None:
        """Time a few runs back to back."""
        fresh = _timed_runs(self.run, ROUND_SECONDS)
        self.samples += fresh
        self.rounds.append(len(fresh))

    def done(self, seconds: float) -> float:
        """How much of the wanted runs and seconds there is, from 0 to 1."""
        return min(1.0, len(self.samples) / LEAST_RUNS, sum(self.samples) / seconds)

    def latency(self, threads: int, foreign_load: float) -> Latency:
        """What was found."""
        return Latency(
            fingerprint=self.graph.fingerprint,
            setup=Setup("eager", threads),
            input=self.input,
            samples=tuple(self.samples),
            first=self.first,
            steady=self.steady,
            foreign_load=foreign_load,
            environment=environment(),
            rounds=tuple(self.rounds),
        )


def _check_memory(graph: Graph, size: Size) -> None:
    """Raises ZooError where a run needs more memory than is free: the system would kill the process."""
    found, free = cost(graph, size), psutil.virtual_memory().available
    needed = found.parameter_bytes + found.peak_activation_bytes
    if needed > free:
        raise ZooError(f"A run would take {needed / 1e9:,.1f} GB of memory, and {free / 1e9:,.1f} GB are free.")


def _timed_runs(run: Callable[[], object], seconds: float) -> list[float]:
    """The seconds of runs back to back, one at least, with the garbage collector off."""
    samples: list[float] = []
    collects = gc.isenabled()
    gc.disable()
    try:
        with torch.inference_mode():
            end = time.perf_counter_ns() + seconds * 1e9
            while not samples or time.perf_counter_ns() < end:
                start = time.perf_counter_ns()
                run()
                samples.append((time.perf_counter_ns() - start) / 1e9)
    finally:
        if collects:
            gc.enable()
    return samples


class _ForeignLoad:
    """How many cores other processes keep busy, from its making on."""

    def __init__(self) -> None:
        self._begin, self._others = time.perf_counter(), self._others_busy()

    @property
    def cores(self) -> float:
        """Their mean number so far."""
        passed = time.perf_counter() - self._begin
        return max(0.0, self._others_busy() - self._others) / passed if passed else 0.0

    @staticmethod
    def _others_busy() -> float:
        """Seconds that all cores together spent on anything but this process or nothing."""
        times = psutil.cpu_times()._asdict()
        idle = sum(times.get(name, 0.0) for name in ("idle", "iowait", "guest", "guest_nice"))
        return float(sum(times.values()) - idle - time.process_time())
