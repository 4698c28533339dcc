"""Forward passes whose parts are timed, node by node: the common form of what each runtime can tell."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Pass:
    """One forward pass, in seconds: by the graph's nodes, and by the kinds of operations that belong to none."""

    nodes: dict[str, float]
    others: dict[str, float]


@dataclass(frozen=True)
class Parts:
    """All passes in order. merged: nodes without a time of their own, since other nodes' operations do their work."""

    passes: tuple[Pass, ...]
    merged: frozenset[str] = frozenset()


class Passes(Protocol):
    """A model that is run to learn where its time goes."""

    def turn(self) -> AbstractContextManager[Any]:
        """All that `run` needs around it, as for the model's own runs."""
        ...

    def run(self) -> None:
        """One forward pass, its parts timed; only within a `turn`."""
        ...

    def found(self) -> Parts:
        """All that was timed; no pass can follow."""
        ...
