"""One engine and what waits for it. Lives on the worker's thread; the newest ticket of a kind wins."""

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelzoo.engine_client import Answer, Cancel, Engine, Failure, Ready, Report, Request
from modelzoo.errors import ZooError

START_PATIENCE = 120.0
"""Seconds that an engine may take until it is ready: it loads torch."""
CANCEL_PATIENCE = 5.0
"""Seconds that a cancelled job may take to give up before its engine is killed."""
MOST_STARTS = 3
"""How often in a row an engine may die before it was ever ready."""


@dataclass(frozen=True)
class Ticket:
    """A wish for a job: `kind` says which older wishes it replaces, `title` begins the sentence of its being lost.

    background: whether it waits while something is measured.
    """

    number: int
    kind: str
    lane: str
    job: Any
    args: tuple[Any, ...] = ()
    title: str = ""
    background: bool = False


class EngineLostError(ZooError):
    """An engine died, or was killed because it hung; the answer it owed is lost, nothing else."""


Tell = Callable[[Ticket | None, object], None]
"""Told of a ticket's Report, Answer or Failure; or, with no ticket, of Ready and EngineLostError."""


class Lane:
    """Keeps one engine busy with one job at a time, and replaces it when it dies or hangs."""

    engine: Engine

    def __init__(self, name: str, patience: float, tell: Tell, may_run: Callable[[Ticket], bool]) -> None:
        self.name, self._patience, self._tell, self._may_run = name, patience, tell, may_run
        self._waiting: dict[str, Ticket] = {}
        self._running: Ticket | None = None
        self._cancelled = False
        self._ready = False
        self._starts = 0
        self.given_up = False
        self._start()

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._running is not None

    @property
    def wanted(self) -> bool:
        """Whether a job runs or waits."""
        return self.busy or bool(self._waiting)

    def submit(self, ticket: Ticket) -> None:
        """Queue a ticket in place of an older one of its kind; a running one of its kind is cancelled."""
        if self.given_up:
            self._tell(ticket, Failure(ticket.number, EngineLostError(f"The {self.name} cannot be started.")))
            return
        self._waiting.pop(ticket.kind, None)
        self._waiting[ticket.kind] = ticket
        self._cancel_running(ticket.kind)
        self.go_on()

    def cancel(self, kind: str) -> None:
        """Forget what is queued or running of this kind."""
        self._waiting.pop(kind, None)
        self._cancel_running(kind)

    def receive(self) -> None:
        """Take one message from the engine; a broken pipe means that it died."""
        try:
            message = self.engine.connection.recv()
        except (EOFError, OSError):
            self._replace(self.engine.fate())
            return
        self._heard = time.monotonic()
        match message:
            case Ready():
                self._ready, self._starts = True, 0
                self._tell(None, message)
            case Report():
                self._tell(self._running, message)
            case Answer() | Failure():
                done, self._running = self._running, None
                if not self._cancelled:
                    self._tell(done, message)
        self.go_on()

    def watch(self) -> None:
        """Replace the engine if it has been silent for too long."""
        silent = time.monotonic() - self._heard
        if not self.given_up and silent > self._allowed_silence():
            self._replace(f"did not answer for {silent:.0f} s")

    def stop(self) -> None:
        """Kill the engine."""
        if not self.given_up:
            self.engine.kill()

    def go_on(self) -> None:
        """Begin the next job, if the engine is free for one and one may run now."""
        ready = None if self.busy or not self._ready else next(filter(self._may_run, self._waiting.values()), None)
        if ready is None:
            return
        self._running = self._waiting.pop(ready.kind)
        self._cancelled, self._heard = False, time.monotonic()
        self._send(Request(self._running.number, self._running.job, self._running.args))

    def _allowed_silence(self) -> float:
        if not self._ready:
            return START_PATIENCE
        if not self._running:
            return math.inf
        return CANCEL_PATIENCE if self._cancelled else self._patience

    def _cancel_running(self, kind: str) -> None:
        if self._running and self._running.kind == kind and not self._cancelled:
            self._cancelled, self._heard = True, time.monotonic()
            self._send(Cancel(self._running.number))

    def _send(self, message: Request | Cancel) -> None:
        with contextlib.suppress(OSError):  # a dead engine is noticed by `receive`
            self.engine.connection.send(message)

    def _start(self) -> None:
        self._starts += 1
        self._heard = time.monotonic()
        try:
            self.given_up = self._starts > MOST_STARTS
            if not self.given_up:
                self.engine = Engine(self.name)
        except OSError:  # no memory or no process left
            self.given_up = True

    def _replace(self, why: str) -> None:
        lost, owed = self._running, not self._cancelled
        self._running, self._ready = None, False
        self.engine.kill()
        self._start()
        owing = [lost] if lost and owed else []
        what = "cannot be started: restart Slimscope" if self.given_up else "was started again"
        begun = next((f"{each.title} was stopped: the" for each in owing if each.title), "The")
        error = EngineLostError(f"{begun} {self.name} {why}. It {what}.")
        self._tell(None, error)
        if self.given_up:
            owing += self._waiting.values()
            self._waiting.clear()
        for ticket in owing:
            self._tell(ticket, Failure(ticket.number, error))
