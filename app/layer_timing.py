"""Finds out where the time of the document's model goes, once the model as a whole is measured."""

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.measuring import Measuring
from app.remembered import Remembered
from app.worker import MEASURE, Worker
from modelzoo.graph import Size
from modelzoo.measurements import Measured, Setup
from modelzoo.node_times import LayerTimes
from modelzoo.subjects import measurement_text

Key = tuple[str, Size, Setup]
"""A model's fingerprint, its input size, and how it is run."""

OF_FILES = "onnxruntime"
"""The runtime that tells the operations of an imported network apart, which PyTorch runs as a whole."""


class LayerTiming(QObject):
    """The times of the blocks in one of the setups that are measured: the main one unless another is chosen."""

    changed = Signal()
    """Other times are known, or those known are of the model before an edit."""
    progressed = Signal(object)
    """Progress of timing the blocks."""
    settled = Signal()
    """Nothing more is to be timed for now."""
    waiting = Signal(str)
    """There are no times of the model as it stands: what is being waited for, or why there can be none."""
    failed = Signal(str)
    """The blocks could not be timed: why."""

    def __init__(self, document: Document, worker: Worker, measuring: Measuring, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker, self._measuring = document, worker, measuring
        self._known: Remembered[Key, LayerTimes] = Remembered()
        self._asked: Key | None = None
        self._runtime = ""
        self.setups: tuple[Setup, ...] = ()
        self.times: LayerTimes | None = None
        self.stale = False
        measuring.measured.connect(self._follow)
        measuring.outdated.connect(self._wait)
        measuring.unmeasurable.connect(self._give_up)
        measuring.unmeasured.connect(self._wait)

    @property
    def setup(self) -> Setup:
        """The setup whose times are shown."""
        setups = self.setups or self._measuring.setups or (Setup(),)
        wished = self._runtime or (OF_FILES if self._document.project.source else "")
        return next((each for each in setups if each.runtime == wished), setups[0])

    @property
    def rests(self) -> bool:
        """Whether nothing is to be measured for now."""
        return self._measuring.rests

    def choose(self, setup: Setup) -> None:
        """Time the blocks in the runtime of this setup from now on."""
        self._runtime = setup.runtime
        self.times = None
        self._renew()

    def time_again(self) -> None:
        """Take the times of the model as it stands anew; what is known stands until then."""
        if self.setups:
            self._stop()
            self._ask(self._key())

    def _follow(self, found: Measured) -> None:
        self.setups = tuple(timing.setup for timing in found.timings if timing.latency)
        self._renew()

    def _renew(self) -> None:
        """Show what is known of the model as it stands, or have it timed."""
        key = self._key()
        known = self._known.get(key) or self._recorded()
        if known:
            self._stop()
            self._show(known)
            self.settled.emit()
        elif self.rests:
            self._wait("measuring is paused" if self._measuring.paused else "waiting for the sweep")
        elif key != self._asked:
            self._wait("waiting for the measuring engine")
            self._ask(key)

    def _ask(self, key: Key) -> None:
        project = self._document.project
        self._asked = key
        subject = project.subject(key[2])
        self._worker.submit(
            "layers",
            MEASURE,
            "layers",
            subject,
            self._measuring.extent.seconds,
            self._measuring.extent.runs,
            done=lambda found: self._keep(key, found),
            failed=self._tell_failure,
            progress=self.progressed.emit,
            title=measurement_text([subject]),
        )

    def _keep(self, key: Key, found: LayerTimes) -> None:
        self._asked, self._known[key] = None, found
        self._document.record(lambda record: record.with_layers(found))
        self._show(found)
        self.settled.emit()

    def _show(self, times: LayerTimes) -> None:
        self.times, self.stale = times, False
        self.changed.emit()

    def _wait(self, reason: str) -> None:
        """What is known, if anything, is of the model before, or of another setup, and nothing is timed."""
        self._stop()
        self.stale = self.times is not None
        self.changed.emit()
        self.waiting.emit(reason)

    def _give_up(self, reason: str) -> None:
        """There can be no times."""
        self._stop()
        self.times, self.stale = None, False
        self.changed.emit()
        self.waiting.emit(reason)
        self.settled.emit()

    def _stop(self) -> None:
        self._asked = None
        self._worker.cancel("layers")

    def _tell_failure(self, error: Exception) -> None:
        self._asked = None
        self.failed.emit(str(error))
        self.settled.emit()

    def _recorded(self) -> LayerTimes | None:
        """What the project brings along of this machine."""
        record = self._document.project.record
        return record.layer_times(*self._key(), self._measuring.here.machine) if record.layers else None

    def _key(self) -> Key:
        project = self._document.project
        return project.graph.fingerprint, project.size, self.setup
