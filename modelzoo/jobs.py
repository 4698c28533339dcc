"""Long work as generators: a job yields its progress, returns its result, and is cancelled by closing it."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True)
class Progress:
    """How far a job has come: a share from 0 to 1, and what it is at."""

    share: float
    text: str = ""


@dataclass(frozen=True)
class HandOver(Progress):
    """Progress with what there is so far, for whoever stops the job before its end."""

    found: Any = None


T = TypeVar("T")
Job = Generator[Progress, None, T]


def part(job: "Job[T]", first: float, last: float) -> "Job[T]":
    """A job that is part of another: from one share of that to another."""
    try:
        while True:
            told = next(job)
            yield Progress(first + (last - first) * told.share, told.text)
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        job.close()


def finish(job: "Job[T]") -> T:
    """Run a job to its end in this thread and give back its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result
