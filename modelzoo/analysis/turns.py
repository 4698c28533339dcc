"""Runs back to back, each timed on its own, while nothing of this process disturbs them."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from modelzoo.analysis.pinning import pinned
from modelzoo.runtimes.runtime import Runnable


class Turns:
    """Something that can be run, and the cores that its runs are kept to; with no cores they may be on any."""

    def __init__(self, runnable: Runnable, cores: tuple[int, ...]) -> None:
        self._runnable, self._cores = runnable, cores

    def runs(self, seconds: float, untimed: int = 0) -> list[float]:
        """The seconds of each run of one turn that begins no run after so many seconds; one run at least.

        untimed: runs before those, that bring back to the caches what another's turn has driven out.
        """
        samples: list[float] = []
        run, clock = self._runnable.run, time.perf_counter_ns
        with pinned(self._cores), self._runnable.turn(), collector_off():
            for _ in range(untimed):
                run()
            end = clock() + seconds * 1e9
            while not samples or clock() < end:
                start = clock()
                run()
                samples.append((clock() - start) / 1e9)
        return samples


@contextmanager
def collector_off() -> Iterator[None]:
    """No garbage collection within."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
