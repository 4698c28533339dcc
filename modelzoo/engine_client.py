"""The near side of an engine: a child process that owns torch, and the messages that go to it and come back."""

import importlib
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from modelzoo.jobs import Progress


@dataclass(frozen=True)
class Request:
    """Run the job of this name. One at a time; the answer carries the same number."""

    number: int
    job: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Cancel:
    """Give up the request of this number."""

    number: int


@dataclass(frozen=True)
class Ready:
    """The engine has loaded torch and all blocks; the catalog as JSON."""

    catalog: str


@dataclass(frozen=True)
class Report:
    """How far a request has come."""

    number: int
    progress: Progress


@dataclass(frozen=True)
class Answer:
    """What a request came to."""

    number: int
    value: Any


@dataclass(frozen=True)
class Failure:
    """A request that failed, or was cancelled (no error). The traceback is empty where the user can mend the cause."""

    number: int
    error: Exception | None = None
    traceback: str = ""


class Engine:
    """One child process and the pipe to it."""

    def __init__(self, name: str) -> None:
        self.name = name
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far,), name=f"slimscope {name}", daemon=True)
        self._process.start()
        far.close()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid or 0

    def kill(self) -> None:
        """End the child at once, whatever it does, and wait for that."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _serve(connection: "Connection[Any, Any]") -> None:
    serve: Callable[[Connection[Any, Any]], None] = importlib.import_module("modelzoo.engine").serve
    serve(connection)
