"""Keeps what is known of the current project up to date: asks the engines, remembers answers, drops stale ones."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Document
from app.lane import EngineLostError
from app.worker import MEASURE, PAPER, Worker
from modelzoo.graph import Graph, Size
from modelzoo.measurements import Measured
from modelzoo.project import Project
from modelzoo.results import Examination

QUIET = 1000
"""Milliseconds without an edit after which the model is measured."""

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


ModelKey = tuple[str, Size]
LatencyKey = tuple[ModelKey, int, ModelKey | None]
"""The model, the threads, and the baseline that took turns with it."""


class Remembered(OrderedDict[Key, Found], Generic[Key, Found]):
    """The newest few hundred answers by what they were asked for."""

    def __setitem__(self, key: Key, found: Found) -> None:
        super().__setitem__(key, found)
        while len(self) > 256:
            self.popitem(last=False)


class Results(QObject):
    """Figures of the document's model and of its baseline, told by signal whenever they change."""

    examined = Signal(object)
    """An Examination of the model as it stands."""
    examining = Signal()
    """The examination last told is no longer of the model as it stands."""
    baseline_examined = Signal(object)
    """The baseline's Examination, or None without a baseline."""
    measured = Signal(object)
    """A Measured of the model as it stands, beside the pinned baseline if that is another model."""
    measuring = Signal(object)
    """Progress of a measurement."""
    outdated = Signal(str)
    """The latency last told is stale: what is being waited for."""
    unmeasurable = Signal(str)
    """There can be no latency: why."""
    unexamined = Signal(str)
    """The figures could not be found out: why."""
    unmeasured = Signal(str)
    """The measurement failed: why."""

    def __init__(self, document: Document, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker = document, worker
        self._examinations: Remembered[tuple[str, Size], Examination] = Remembered()
        self._latencies: Remembered[LatencyKey, Measured] = Remembered()
        self._current: Examination | None = None
        self.threads = 1
        self.paused = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._measure)

    @property
    def examination(self) -> Examination | None:
        """What is known of the model as it stands."""
        return self._current

    def learn(self, project: Project, found: Examination) -> None:
        """Take over what somebody else found out, so that it need not be asked for."""
        self._examinations[project.graph.fingerprint, project.size] = found

    def set_threads(self, threads: int) -> None:
        """Measure with so many threads from now on."""
        self.threads = threads
        self._await_quiet()

    def set_paused(self, paused: bool) -> None:
        """Stop measuring, or go on."""
        self.paused = paused
        self._await_quiet()

    def measure_again(self) -> None:
        """Forget the model's latency and take it anew, at once."""
        self._latencies.pop(self._latency_key(), None)
        self.outdated.emit("measuring again")
        self._measure()

    def follow(self, before: Project, now: Project) -> None:
        """The project is another: find out what is not known of it. Views must show it already."""
        if now.baseline is not before.baseline:
            self._examine_baseline()
            self._await_quiet()
        if now.graph is not before.graph or now.size != before.size:
            self._examine()

    def _examine(self) -> None:
        graph, size = self._document.project.graph, self._document.project.size
        known = self._examinations.get((graph.fingerprint, size))
        self._current = None
        if known:
            self._worker.cancel("examine")
            self._show(graph, size, known)
            return
        self.examining.emit()
        self._await_quiet()
        self._ask_examination(graph, size, self._retry)

    def _ask_examination(self, graph: Graph, size: Size, failed: Callable[[Exception], None]) -> None:
        self._worker.submit(
            "examine", PAPER, "examine", graph, size, done=lambda found: self._show(graph, size, found), failed=failed
        )

    def _retry(self, error: Exception) -> None:
        """An engine that was lost is asked once more; whatever else failed would fail again."""
        if isinstance(error, EngineLostError):
            project = self._document.project
            self._ask_examination(project.graph, project.size, self._tell_unexamined)
        else:
            self._tell_unexamined(error)

    def _show(self, graph: Graph, size: Size, found: Examination) -> None:
        self._examinations[graph.fingerprint, size] = self._current = found
        self.examined.emit(found)
        self._await_quiet()

    def _examine_baseline(self) -> None:
        baseline = self._document.project.baseline
        if baseline is None:
            self._worker.cancel("examine baseline")
            self.baseline_examined.emit(None)
            return
        key = (baseline.graph.fingerprint, baseline.size)
        if key in self._examinations:
            self._tell_baseline(key, self._examinations[key])
            return
        self._worker.submit(
            "examine baseline",
            PAPER,
            "examine",
            baseline.graph,
            baseline.size,
            done=lambda found: self._tell_baseline(key, found),
            failed=self._tell_unexamined,
        )

    def _tell_baseline(self, key: tuple[str, Size], found: Examination) -> None:
        self._examinations[key] = found
        self.baseline_examined.emit(found)

    def _latency_key(self) -> LatencyKey:
        project = self._document.project
        baseline = project.baseline
        own = (project.graph.fingerprint, project.size)
        other = (baseline.graph.fingerprint, baseline.size) if baseline else None
        return own, self.threads, other if other != own else None

    def _await_quiet(self) -> None:
        """A measurement under way is of no use any more; start one when the edits pause, unless its result is known."""
        self._worker.cancel("measure")
        self._quiet.stop()
        if known := self._latencies.get(self._latency_key()):
            self.measured.emit(known)
        elif self._current and self._current.cost is None:
            self.unmeasurable.emit("Nothing to measure: the model is not complete yet.")
        elif self.paused:
            self.outdated.emit("paused")
        else:
            self.outdated.emit("waiting for a pause in the edits")
            self._quiet.start()

    def _measure(self) -> None:
        self._quiet.stop()
        if self._current is None:
            self._quiet.start()
            return
        if self._current.cost is None:
            return
        key, project = self._latency_key(), self._document.project
        baseline = project.baseline if key[2] else None
        self._worker.submit(
            "measure",
            MEASURE,
            "measure",
            project.graph,
            project.size,
            (baseline.graph, baseline.size) if baseline else None,
            self.threads,
            done=lambda found: self._keep(key, found),
            failed=lambda error: self.unmeasured.emit(str(error)),
            progress=self.measuring.emit,
        )

    def _keep(self, key: LatencyKey, found: Measured) -> None:
        model, threads, _ = key
        self._latencies[model, threads, None] = Measured(found.latency)
        self._latencies[key] = found
        self.measured.emit(found)

    def _tell_unexamined(self, error: Exception) -> None:
        self.unexamined.emit(str(error))
