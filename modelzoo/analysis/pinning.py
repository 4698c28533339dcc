"""Keeping this process to some cores while it is timed, where the system allows that. No torch here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_THREADS = Path("/proc/self/task")


@contextmanager
def pinned(cores: tuple[int, ...]) -> Iterator[None]:
    """Keep every thread of this process to these cores, and let each go again; without cores nothing changes.

    A runtime's threads count too: they keep the cores of whoever made them.
    """
    if not cores:
        yield
        return
    own = os.sched_getaffinity(0)
    before = {thread: kept for thread in _threads() if (kept := _kept(thread))}
    try:
        for thread in before:
            _keep(thread, set(cores))
        yield
    finally:
        for thread in _threads():
            _keep(thread, before.get(thread, own))


def _threads() -> list[int]:
    return [int(each.name) for each in _THREADS.iterdir()] if _THREADS.exists() else [0]


def _kept(thread: int) -> set[int]:
    """A thread's cores; none if it has ended."""
    with suppress(OSError):
        return os.sched_getaffinity(thread)
    return set()


def _keep(thread: int, cores: set[int]) -> None:
    with suppress(OSError):  # it has ended meanwhile
        os.sched_setaffinity(thread, cores)
