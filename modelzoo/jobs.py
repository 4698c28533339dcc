"""Long work as generators: a job yields its progress, returns its result, and is cancelled by closing it."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Progress:
    """How far a job has come: a share from 0 to 1, and what it is at."""

    share: float
    text: str = ""


T = TypeVar("T")
Job = Generator[Progress, None, T]


def finish(job: "Job[T]") -> T:
    """Run a job to its end in this thread and give back its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result
