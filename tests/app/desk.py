"""What stands for a worker and its engines in tests of those that ask them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.graph import Graph


@dataclass(frozen=True)
class Wish:
    """A job that was asked for."""

    lane: str
    job: Any
    args: tuple[Any, ...]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[Any], None] | None


class Desk:
    """Keeps what is asked for by its kind, so that a test can answer when it likes."""

    def __init__(self) -> None:
        self.asked: dict[str, Wish] = {}
        self.started: list[str] = []

    def submit(
        self, kind: str, lane: str, job: Any, *args: Any, done: Any, failed: Any, progress: Any = None, **_: Any
    ) -> None:
        self.asked[kind] = Wish(lane, job, args, done, failed, progress)

    def start(self, lane: str) -> None:
        self.started.append(lane)

    def cancel(self, kind: str) -> None:
        self.asked.pop(kind, None)

    def examine(self) -> None:
        """Answer every question for figures on paper."""
        for kind in [kind for kind, wish in self.asked.items() if wish.job == "examine"]:
            wish = self.asked.pop(kind)
            wish.done(examine(*wish.args))


def small(out: int = 8) -> Graph:
    """A network of one convolution."""
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=out))
    return b.graph
