"""The near side of an engine: a child process that owns torch, and the messages that go to it and come back."""

import contextlib
import importlib
import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from modelzoo.jobs import Progress

_LAST_BREATH = 2.0
"""Seconds that a child may take to be gone once its pipe is broken."""
_EXPENDABLE = "500"
"""How much of all memory, in thousandths, an engine seems to hold to a system that looks for what to kill."""


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

    def fate(self) -> str:
        """How the child came to its end, its pipe being broken: what to say behind its name."""
        self._process.join(_LAST_BREATH)
        code = self._process.exitcode or 0
        if -code == getattr(signal, "SIGKILL", None):
            return "was killed by the system, probably out of memory"
        if code < 0:
            return f"crashed ({signal.strsignal(-code) or f'signal {-code}'})"
        return f"ended unexpectedly (exit status {code})"

    def kill(self) -> None:
        """End the child at once, whatever it does, and wait for that."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _serve(connection: "Connection[Any, Any]") -> None:
    with contextlib.suppress(OSError):  # an engine can be started again, the window with its work cannot
        Path("/proc/self/oom_score_adj").write_text(_EXPENDABLE)
    serve: Callable[[Connection[Any, Any]], None] = importlib.import_module("modelzoo.engine").serve
    serve(connection)
