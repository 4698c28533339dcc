"""Keeps the model's latency up to date: waits for a pause in the edits, measures, and keeps it with the project."""

from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Document
from app.recorded import Recorded, in_one_session
from app.remembered import Remembered
from app.results import Results
from app.worker import HERE, MEASURE, Worker
from modelzoo.analysis.trust import disturbed
from modelzoo.graph import Size
from modelzoo.measurements import PROTOCOL, Environment, Extent, Latency, Load, Measured, Setup, Subject
from modelzoo.project import Project
from modelzoo.subjects import measurement_text

QUIET = 1000
"""Milliseconds without an edit after which the model is measured."""

PATIENCE = 300.0
"""Seconds to wait for a quiet machine."""

ModelKey = tuple[str, Size]
Key = tuple[ModelKey, tuple[Setup, ...], ModelKey | None]
"""The model, the setups, and the baseline that took turns with it."""


class Measuring(QObject):
    """The latency of the document's model in all chosen setups, told by signal whenever it changes."""

    measured = Signal(object)
    """A Measured of the model as it stands, beside the pinned baseline if that is another model."""
    measuring = Signal(object)
    """Progress of a measurement."""
    waiting = Signal(object)
    """Progress of waiting until the machine is quiet."""
    waited_in_vain = Signal(str)
    """The machine did not become quiet; the latency last told stands."""
    outdated = Signal(str)
    """The latency last told is stale: what is being waited for."""
    unmeasurable = Signal(str)
    """There can be no latency: why."""
    unmeasured = Signal(str)
    """The measurement failed: why."""
    foreign_found = Signal(object)
    """Latencies of the model as it stands that other machines have found; none most of the time."""

    def __init__(self, document: Document, worker: Worker, results: Results, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker, self._results = document, worker, results
        self._known: Remembered[Key, Measured] = Remembered()
        self.setups: tuple[Setup, ...] = (Setup(),)
        self.extent = PROTOCOL
        self.paused = self._held = False
        self._wished: Key | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._measure)

    def attend(self) -> None:
        """Follow the document from now on; whoever shows it listens already, and so hears of the model first."""
        self._document.changed.connect(self._follow)
        self._results.examining.connect(self._renew)
        self._results.examined.connect(self._renew)

    def choose(self, setups: tuple[Setup, ...], extent: Extent = PROTOCOL) -> None:
        """Measure in these setups, and so long, from now on."""
        self.setups, self.extent = setups, extent
        self._renew()

    @property
    def rests(self) -> bool:
        """Whether nothing is measured of itself: a person paused it, or something else is being measured."""
        return self.paused or self._held

    def hold(self, held: bool) -> None:
        """Measure nothing of itself meanwhile; what a person asks for is measured."""
        self._held = held
        self._renew()

    def set_paused(self, paused: bool) -> None:
        """Stop measuring, or go on."""
        self.paused, self._wished = paused, None
        self._renew()

    def measure_again(self) -> None:
        """Forget the model's latency and take it anew, at once; where its figures are yet to come, right after them."""
        self._wished = self._key()
        self._known.pop(self._wished, None)
        self.outdated.emit("measuring again")
        self._measure()

    def measure_when_quiet(self) -> None:
        """Take the latency anew as soon as nothing disturbs the machine; what is known stands until then."""
        self._quiet.stop()
        threads = max((setup.threads for setup in self.setups), default=1)
        self._worker.submit(
            "measure",
            MEASURE,
            "wait_until_quiet",
            PATIENCE,
            threads,
            done=lambda load: self._end_waiting(load, threads),
            failed=self._tell_unmeasured,
            progress=self.waiting.emit,
        )

    def stop_waiting(self) -> None:
        """Leave it at what is known."""
        self._renew()

    def _end_waiting(self, load: Load, threads: int) -> None:
        reasons = disturbed(load, Setup(threads=threads), self.here.cores)
        if not reasons:
            self.measure_again()
            return
        self._renew()
        self.waited_in_vain.emit(f"Not measured: the machine was busy for {PATIENCE / 60:.0f} minutes. {reasons[0]}")

    def _follow(self, before: Project, now: Project) -> None:
        """Another baseline asks for another measurement; of another model the results tell first."""
        same_model = now.graph is before.graph and now.size == before.size
        if same_model and now.baseline is not before.baseline:
            self._renew()

    def _renew(self, *_: object) -> None:
        """A measurement under way is of no use any more; start one when the edits pause, unless its result is known."""
        self._worker.cancel("measure")
        self._quiet.stop()
        self.foreign_found.emit(self._foreign())
        if self._wished != self._key():
            self._wished = None
        known = self._known.get(self._key())
        if known and all(each.has(self.extent) for each in known.latencies):
            self._tell(known)
        elif self._results.examination and self._results.examination.cost is None:
            self.unmeasurable.emit("Nothing to measure: the model is not complete yet.")
        elif not self.setups:
            self.unmeasurable.emit("Nothing to measure with: choose a runtime in the setup.")
        elif self._wished:
            self._measure()
        elif recorded := self._recorded():
            self._recall(*recorded)
        elif self.paused:
            self.outdated.emit("paused")
        elif self._held:
            self.outdated.emit("waiting for the sweep")
        else:
            self.outdated.emit("waiting for a pause in the edits")
            self._quiet.start()

    def _measure(self) -> None:
        self._quiet.stop()
        examination, project = self._results.examination, self._document.project
        if examination is None:
            self._quiet.start()
            return
        if examination.cost is None or not self.setups:
            return
        key, baseline = self._key(), self._baseline()
        model = project.subject(self.setups[0])
        self._worker.submit(
            "measure",
            MEASURE,
            "measure",
            model,
            baseline,
            self.setups,
            self.extent.seconds,
            self.extent.runs,
            done=lambda found: self._keep(key, found),
            failed=self._tell_unmeasured,
            progress=self.measuring.emit,
            title=measurement_text([model]),
        )

    def _recall(self, models: tuple[Latency, ...], baselines: tuple[Latency, ...]) -> None:
        """Show what was measured before this program was started."""
        key = self._key()
        self.outdated.emit("looking up what was measured")
        self._worker.submit(
            "measure",
            HERE,
            _compare_recorded,
            models,
            baselines,
            done=lambda found: self._keep(key, found),
            failed=self._tell_unmeasured,
        )

    def _recorded(self) -> Recorded | None:
        """What the record has of the model and of its baseline that is as good as measuring them now."""
        project = self._document.project
        if not project.record.latencies:
            return None
        return in_one_session(project, self._baseline(), self.setups, self.extent, self.here.machine)

    def _foreign(self) -> tuple[Latency, ...]:
        """What the record has of the model from other machines, in whatever setup."""
        project, record = self._document.project, self._document.project.record
        if not record.latencies:
            return ()
        return record.foreign_latencies(project.graph.fingerprint, project.size, self.here.machine)

    def _baseline(self) -> Subject | None:
        """The pinned model, where it is another one."""
        project, baseline = self._document.project, self._document.project.baseline
        if baseline is None or (baseline.graph.fingerprint, baseline.size) == (project.graph.fingerprint, project.size):
            return None
        return baseline.subject()

    def _key(self) -> Key:
        project, baseline = self._document.project, self._baseline()
        other = (baseline.graph.fingerprint, baseline.size) if baseline else None
        return (project.graph.fingerprint, project.size), self.setups, other

    def _keep(self, key: Key, found: Measured) -> None:
        model, setups, _ = key
        self._wished = None
        self._known[model, setups, None] = found.alone
        self._known[key] = found
        self._tell(found)

    def _tell(self, found: Measured) -> None:
        """Show it, and let the project have it, which another may be than the one that it was measured for."""
        kept = self._document.project.record.latencies
        if fresh := [each for each in found.latencies if each not in kept]:
            self._document.record(lambda record: record.with_latencies(*fresh))
        self.measured.emit(found)

    def _tell_unmeasured(self, error: Exception) -> None:
        self._wished = None
        self.unmeasured.emit(str(error))

    @cached_property
    def here(self) -> Environment:
        """This machine. Looked at when it is first asked for: loading psutil would delay the window."""
        from modelzoo.environment import environment

        return environment()


def _compare_recorded(models: tuple[Latency, ...], baselines: tuple[Latency, ...]) -> Measured:
    """The same as when they were measured. For the worker's thread: loading numpy takes a moment."""
    from modelzoo.analysis.compare import side_by_side

    return side_by_side(models, baselines)
