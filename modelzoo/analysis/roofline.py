"""The roofs of this machine: how fast it multiplies and how fast it moves memory, with a given number of threads."""

import statistics
from contextlib import AbstractContextManager

import psutil
import torch

from modelzoo.analysis.allocation import memory_kept
from modelzoo.analysis.load import LoadWatch, allowed_cores, least_busy_first
from modelzoo.analysis.turns import Turns
from modelzoo.builder import Builder
from modelzoo.caches import Cache, find_caches
from modelzoo.catalog import CATALOG
from modelzoo.environment import environment
from modelzoo.graph import Graph
from modelzoo.jobs import Job, Progress, finish
from modelzoo.measurements import Setup, Subject
from modelzoo.roofs import FP32, Roof, Roofs, Unit
from modelzoo.runtimes.eager import torch_turn
from modelzoo.runtimes.runtime import prepare

SIDES = (1024, 1536, 2048)
"""Of the square matrices that are multiplied."""

PRODUCTS = 7
COPIES = 25
BACK_TO_BACK = 200
"""Copies within a cache that are timed as one: a single one is hardly longer than a look at the clock."""

BEYOND = 4
"""How many times the last cache a buffer in memory is."""

LEAST_BUFFER = 64 * 2**20
UNKNOWN_CACHE = 64 * 2**20
"""The last cache where the system does not tell its size: more than most have."""


def measure_roofs(threads: int = 1) -> Job[Roofs]:
    """A job: the best speed of large fp32 matrix products, and of copies in memory and within the L2 cache.

    The runtimes bring their own matrix products, one twice as fast as another on some machines: the best counts.
    """
    yield Progress(0.0, "looking for idle cores")
    cores = least_busy_first(allowed_cores())[:threads]
    watch, caches = LoadWatch(), find_caches()
    with memory_kept():
        compute = yield from _multiplying(threads, cores)
    beyond = _beyond(caches[max(caches)] if caches else None, threads)
    memory = yield from _copying(_Copies(threads, beyond, 1), cores, Progress(0.7, "copies in memory"))
    cache = None
    if 2 in caches:
        within = _Copies(threads, caches[2].within_reach(threads) // 4, BACK_TO_BACK)
        cache = yield from _copying(within, cores, Progress(0.85, "copies in the cache"))
    return Roofs(threads, compute, memory, cache, environment(), watch.load)


def _product(side: int) -> Graph:
    """A network that multiplies as many vectors as they are long by a square matrix."""
    b = Builder()
    b("output", b("linear", b("flatten", b("input", channels=side)), out=side, bias=False))
    return b.graph


def _multiplying(threads: int, cores: tuple[int, ...]) -> Job[Roof]:
    """The best matrix product of all sizes and runtimes."""
    roofs: list[Roof] = []
    trials = [(info, side) for info in CATALOG.runtimes.values() for side in SIDES]
    for at, (info, side) in enumerate(trials):
        yield Progress(0.7 * at / len(trials), "matrix products")
        subject = Subject(_product(side), (1, 1), Setup(info.name, threads, batch=side))
        turns = Turns(finish(prepare(subject)), cores)
        seconds: list[float] = []
        for run in range(PRODUCTS):
            yield Progress(0.7 * (at + run / PRODUCTS) / len(trials), "matrix products")
            seconds += turns.runs(0.0)
        how = f"product of two {side}x{side} fp32 matrices in {info.title}"
        roofs.append(_roof(2 * side**3, "FLOP/s", seconds, how))
    return max(roofs, key=lambda roof: roof.best)


def _beyond(last: Cache | None, threads: int) -> int:
    """The bytes of a buffer far larger than the last cache, two of which leave most of the free memory alone."""
    wanted = BEYOND * (last.within_reach(threads) if last else UNKNOWN_CACHE)
    return min(max(wanted, LEAST_BUFFER), int(psutil.virtual_memory().available) // 8)


class _Copies:
    """Copies of a buffer of so many bytes, so many times back to back."""

    def __init__(self, threads: int, size: int, times: int) -> None:
        self._threads, self._times = threads, times
        self._source, self._target = torch.rand(size // FP32), torch.rand(size // FP32)
        self.size = FP32 * self._source.numel()
        self.moved = 2 * times * self.size

    def turn(self) -> AbstractContextManager[None]:
        """torch with those threads."""
        return torch_turn(self._threads)

    def run(self) -> None:
        """All copies once."""
        for _ in range(self._times):
            self._target.copy_(self._source)


def _copying(copies: _Copies, cores: tuple[int, ...], begun: Progress) -> Job[Roof]:
    """The best of several runs of these copies."""
    turns = Turns(copies, cores)
    seconds: list[float] = []
    for run in range(COPIES):
        yield Progress(begun.share + 0.15 * run / COPIES, begun.text)
        seconds += turns.runs(0.0)
    return _roof(copies.moved, "B/s", seconds, f"copy of {copies.size / 2**20:,.4g} MiB, read and written")


def _roof(work: int, unit: Unit, seconds: list[float], how: str) -> Roof:
    best = min(seconds)
    return Roof(work / best, unit, how, len(seconds), 1 - best / statistics.median(seconds))
