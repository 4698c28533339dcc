"""What others do to this machine while something is measured, and waiting until they do little. No torch here."""

import os
import time
from dataclasses import dataclass

import psutil

from modelzoo.analysis.trust import busy_bound, disturbed
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Load, Setup

GLANCE = 0.1
"""Seconds in which it shows which cores are busy: the system counts in hundredths of a second."""

LOOK = 0.5
"""Seconds of little load after which the machine counts as quiet."""


@dataclass(frozen=True)
class _Times:
    """Seconds that all cores together have spent: on others, on nothing of this machine's at all, and in sum."""

    others: float
    stolen: float
    all: float

    @staticmethod
    def now() -> "_Times":
        times = psutil.cpu_times()
        return _Times(_busy(times) - time.process_time(), getattr(times, "steal", 0.0), _busy(times) + _idle(times))


class LoadWatch:
    """Watches the load from its making on."""

    def __init__(self) -> None:
        self._begin, self._times = time.perf_counter(), _Times.now()

    @property
    def seconds(self) -> float:
        """How long it has watched."""
        return time.perf_counter() - self._begin

    @property
    def load(self) -> Load:
        """The load so far, in the mean."""
        now, before, passed = _Times.now(), self._times, self.seconds
        stolen = max(0.0, now.stolen - before.stolen)
        whole = now.all - before.all + stolen
        others = max(0.0, now.others - before.others)
        return Load(others / passed if passed else 0.0, stolen / whole if whole > 0 else 0.0)


def wait_until_quiet(patience: float = 60.0, threads: int = 1) -> Job[Load]:
    """A job: waits until a measurement with so many threads could be trusted, or so many seconds are over.

    Gives the load of the last half second; `disturbed` tells whether that is quiet.
    """
    setup, cores = Setup(threads=threads), psutil.cpu_count() or 1
    begin = time.perf_counter()
    latest = Load(busy_bound(setup, cores) + cores)
    while disturbed(latest, setup, cores) and (waited := time.perf_counter() - begin) < patience:
        watch = LoadWatch()
        while watch.seconds < LOOK:
            yield Progress(min(waited / patience, 1.0), "waiting until the machine is quiet")
            time.sleep(GLANCE)
        latest = watch.load
    return latest


def allowed_cores() -> tuple[int, ...]:
    """The cores that this process may use; none where the system does not say."""
    return tuple(sorted(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else ()


def least_busy_first(cores: tuple[int, ...]) -> tuple[int, ...]:
    """These cores, those first that did least in a moment of ours doing nothing."""
    if len(cores) < 2:
        return cores
    before = psutil.cpu_times(percpu=True)
    time.sleep(GLANCE)
    after = psutil.cpu_times(percpu=True)
    busy = [_busy(now) - _busy(then) for now, then in zip(after, before, strict=True)]
    return tuple(sorted(cores, key=lambda core: (busy[core] if core < len(busy) else 0.0, core)))


def _busy(times: object) -> float:
    """Seconds of work; a guest's lie in its host's already."""
    return sum(getattr(times, name, 0.0) for name in ("user", "nice", "system", "irq", "softirq", "interrupt", "dpc"))


def _idle(times: object) -> float:
    return sum(getattr(times, name, 0.0) for name in ("idle", "iowait"))
