"""The one background thread: hands jobs to the engines, and their answers back to the window's thread."""

import contextlib
import itertools
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.lane import Lane, Ticket
from modelzoo.engine_client import Answer, Failure, Ready, Report
from modelzoo.errors import ZooError

PAPER = "analysis engine"
MEASURE = "measuring engine"
EXPORT = "exporting engine"
"""Started by the first export: one takes seconds, in which edits still want their figures."""
HERE = "worker"
"""Work without torch (files, layout), done on the worker's own thread."""

_EXPORTER = 10
"""How many times as long an engine may be silent that exports: torch's exporter says nothing until it is done."""
_WATCH_EVERY = 0.5
"""Seconds between looks at whether an engine hangs."""


@dataclass(frozen=True)
class Callbacks:
    """Whom to tell, in the window's thread."""

    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[Any], None] | None = None


class Worker(QObject):
    """Runs jobs in the background. Of several with the same kind only the newest is heard of."""

    catalog_arrived = Signal(str)
    """An engine is ready; the catalog as JSON."""
    engine_lost = Signal(str)
    """An engine died or hung and was started again; what happened, in words."""
    broke = Signal(str)
    """A job failed by a fault of ours: the traceback."""
    _told = Signal(object, object)

    def __init__(self, patience: float = 60.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._callbacks: dict[str, tuple[int, Callbacks]] = {}
        self._orders: queue.SimpleQueue[Callable[[_Loop], None]] = queue.SimpleQueue()
        self._awake, self._wake = Pipe(duplex=False)
        self._told.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._loop = _Loop(self._awake, self._orders, self._told.emit, patience)
        self._thread = threading.Thread(target=self._loop.run, name="slimscope worker")
        self._thread.start()

    def submit(
        self,
        kind: str,
        lane: str,
        job: Any,
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Any], None] | None = None,
        title: str = "",
        background: bool = False,
    ) -> None:
        """Run a job by name on an engine (or a function, for HERE); replaces what is under way of its kind.

        title: what it is to a person, so that its loss can be told: "The measurement of mine at 224 px".
        background: whether it waits as long as something is measured; a person who edits does not.
        """
        ticket = Ticket(next(self._numbers), kind, lane, job, args, title, background)
        self._callbacks[kind] = (ticket.number, Callbacks(done, failed, progress))
        self._order(lambda loop: loop.submit(ticket))

    def cancel(self, kind: str) -> None:
        """Give up what is queued or running of this kind; nothing more is heard of it."""
        if self._callbacks.pop(kind, None):
            self._order(lambda loop: loop.cancel(kind))

    def start(self, lane: str) -> None:
        """Start an engine before it is needed."""
        self._order(lambda loop: loop.start(lane))

    def pid(self, lane: str) -> int:
        """The process id of an engine that runs, else 0."""
        running = self._loop.lanes.get(lane)
        return running.engine.pid if running else 0

    def stop(self) -> None:
        """Finish the work on files, end the engines and the thread. Nothing is heard afterwards."""
        if self._thread.is_alive():
            self._callbacks.clear()
            self._order(_Loop.stop)
            self._thread.join()
            self._awake.close()
            self._wake.close()

    def _order(self, order: "Callable[[_Loop], None]") -> None:
        self._orders.put(order)
        with contextlib.suppress(OSError):
            self._wake.send_bytes(b"!")

    def _deliver(self, ticket: Ticket | None, message: object) -> None:
        if ticket is None:
            self._deliver_news(message)
            return
        number, callbacks = self._callbacks.get(ticket.kind, (0, None))
        if callbacks is None or number != ticket.number:
            return
        match message:
            case Report():
                if callbacks.progress:
                    callbacks.progress(message.progress)
            case Answer():
                del self._callbacks[ticket.kind]
                callbacks.done(message.value)
            case Failure(error=error, traceback=trace) if error:
                del self._callbacks[ticket.kind]
                callbacks.failed(error)
                if trace:
                    self.broke.emit(trace)

    def _deliver_news(self, message: object) -> None:
        match message:
            case Ready(catalog=catalog):
                self.catalog_arrived.emit(catalog)
            case Failure(traceback=trace):
                self.broke.emit(trace)
            case _:
                self.engine_lost.emit(str(message))


class _Loop:
    """What the thread does: waits for orders and for engines. Nothing here touches a widget."""

    def __init__(self, awake: Any, orders: Any, tell: Callable[[Ticket | None, object], None], patience: float) -> None:
        self._awake, self._orders, self._tell, self._patience = awake, orders, tell, patience
        self._going = True
        self.lanes: dict[str, Lane] = {}

    def run(self) -> None:
        """Until stopped."""
        while self._going:
            acts: dict[Any, Callable[[], None]] = {self._awake: self._obey}
            acts |= {lane.engine.connection: lane.receive for lane in self.lanes.values() if not lane.given_up}
            for ready in wait(list(acts), timeout=_WATCH_EVERY):
                if self._going:
                    self._guard(acts[ready])
            for lane in self.lanes.values() if self._going else ():
                self._guard(lane.watch)
                self._guard(lane.go_on)

    def _guard(self, act: Callable[[], None]) -> None:
        """The border of the thread: a fault of ours is told, and the work goes on."""
        try:
            act()
        except Exception as error:
            self._tell(None, Failure(0, error, traceback.format_exc()))

    def lane(self, name: str) -> Lane:
        """The lane of this name, its engine started."""
        if name not in self.lanes:
            patience = self._patience * (_EXPORTER if name == EXPORT else 1)
            self.lanes[name] = Lane(name, patience, self._tell, self._may_run)
        return self.lanes[name]

    def _may_run(self, ticket: Ticket) -> bool:
        """Whether it disturbs no measurement, and none is begun that would be disturbed."""
        if ticket.lane == MEASURE:
            return not any(lane.busy for name, lane in self.lanes.items() if name != MEASURE)
        return not (ticket.background and MEASURE in self.lanes and self.lanes[MEASURE].wanted)

    def _obey(self) -> None:
        self._awake.recv_bytes()
        self._orders.get()(self)

    def start(self, name: str) -> None:
        """Start an engine."""
        self.lane(name)

    def submit(self, ticket: Ticket) -> None:
        """Queue a ticket for its engine, or do it here."""
        if ticket.lane != HERE:
            self.lane(ticket.lane).submit(ticket)
            return
        try:
            self._tell(ticket, Answer(ticket.number, ticket.job(*ticket.args)))
        except (ZooError, OSError) as error:
            self._tell(ticket, Failure(ticket.number, error))
        except Exception as error:  # the border of the thread
            self._tell(ticket, Failure(ticket.number, error, traceback.format_exc()))

    def cancel(self, kind: str) -> None:
        """Forget what is queued or running of this kind."""
        for lane in self.lanes.values():
            lane.cancel(kind)

    def stop(self) -> None:
        """End the engines; the thread ends with them."""
        self._going = False
        for lane in self.lanes.values():
            lane.stop()
