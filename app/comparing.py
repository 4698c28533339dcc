"""The times of the compared models: measured in turns when a person asks for it, and set beside one of them."""

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QObject

from app.browsing import Browsing
from app.document import Document
from app.joint_measuring import Findings, JointMeasuring
from app.measuring import Measuring
from app.panels.comparison.times import Timed
from app.worker import PAPER, Worker
from modelzoo.graph import Size
from modelzoo.jobs import HandOver, Progress
from modelzoo.measurements import Comparison, Latency, Setup, Unmeasured

Question = tuple[str, str, Setup]
"""A published name, the input size as a person writes it, and how the model is run."""


class Comparing(QObject):
    """Measures on the engine that only measures, in the setups that the canvas' model is measured in."""

    def __init__(self, document: Document, worker: Worker, measuring: Measuring, browsing: Browsing) -> None:
        super().__init__(browsing)
        self._document, self._worker, self._measuring = document, worker, measuring
        self._page, self._joint = browsing.comparison, JointMeasuring(worker, "measure compared")
        self._names: tuple[str, ...] = ()
        self._size = self._reference = ""
        self._setups: tuple[Setup, ...] = ()
        self._known: dict[Question, Latency | Unmeasured] = {}
        self._against: dict[Question, Comparison] = {}
        browsing.compared.connect(self.follow)
        document.opened.connect(self._recall)
        self._page.measure_wished.connect(self.measure)
        self._page.stop_wished.connect(self.stop)
        self._page.reference_wished.connect(self.choose_reference)

    def follow(self, names: Sequence[str], size: str) -> None:
        """These models are compared, at this size: show what is known of their times."""
        if (tuple(names), size) != (self._names, self._size):
            self.stop()
        self._names, self._size = tuple(names), size
        if self._reference not in self._names:
            self._reference = next(iter(self._names), "")
        self._compare()
        self._recall()

    def measure(self) -> None:
        """Measure all models anew, in turns."""
        names, size, setups = self._names, self._size, self._measuring.setups
        if not names:
            return
        if not setups:
            self._page.show_failure(self.tr("Nothing to measure with: choose a runtime in the Latency panel's setup."))
            return
        self._measuring.stop_waiting()
        self._page.show_measuring(Progress(0.0, self.tr("Waiting for the measuring engine")))
        self._joint.begin(
            "measure_named",
            names,
            size,
            setups,
            self._measuring.extent.seconds,
            self._measuring.extent.runs,
            title=self.tr("The measurement of {} models").format(len(names)),
            keep=lambda found: self._keep(names, size, setups, found),
            failed=self._tell_failure,
            progress=lambda progress: self._tell_progress(names, size, setups, progress),
        )

    def stop(self) -> None:
        """Measure no further; what was found stays."""
        self._joint.stop()
        self._settle()

    def choose_reference(self, name: str) -> None:
        """Compare the others with this model."""
        self._reference = name
        self._compare()

    def _keep(self, names: Sequence[str], size: str, setups: tuple[Setup, ...], found: Findings) -> None:
        self._know(names, size, setups, found)
        fresh = [each for each in found if isinstance(each, Latency)]
        self._document.record(lambda record: record.with_latencies(*fresh))
        self._settle()
        self._compare()

    def _know(self, names: Sequence[str], size: str, setups: tuple[Setup, ...], found: Findings) -> None:
        questions = ((name, size, setup) for setup, name in product(setups, names))
        self._setups = setups
        self._known |= {question: each for question, each in zip(questions, found, strict=True) if each}

    def _recall(self) -> None:
        """Look for these models among what was measured before this program was started."""
        names, size = self._names, self._size
        if names and self._document.project.record.latencies:
            self._worker.submit(
                "identify",
                PAPER,
                "identify",
                names,
                size,
                done=lambda models: self._take_recorded(dict(zip(names, models, strict=True)), size),
                failed=self._tell_failure,
            )

    def _take_recorded(self, models: dict[str, tuple[str, Size]], size: str) -> None:
        record, machine = self._document.project.record, self._measuring.here.machine
        found = {
            (name, size, setup): latency
            for setup in self._measuring.setups
            for name, (fingerprint, pixels) in models.items()
            if (latency := record.latency(fingerprint, pixels, setup, machine))
        }
        if found.keys() - self._known.keys():
            self._known = {**found, **self._known}
            self._setups = self._setups or self._measuring.setups
            self._compare()

    def _compare(self) -> None:
        """Show what is known, and ask how it compares with the reference."""
        self._against = {}
        self._show()
        pairs = {
            (name, self._size, setup): (latency, reference)
            for setup in self._setups
            if (reference := self._latency(self._reference, setup))
            for name in self._names
            if name != self._reference and (latency := self._latency(name, setup))
        }
        if not pairs:
            self._worker.cancel("compare")
            return
        self._worker.submit(
            "compare",
            PAPER,
            "compare_pairs",
            tuple(pairs.values()),
            done=lambda found: self._take_compared(dict(zip(pairs, found, strict=True))),
            failed=self._tell_failure,
        )

    def _take_compared(self, found: dict[Question, Comparison]) -> None:
        self._against = found
        self._show()

    def _show(self) -> None:
        timed = {setup for name, size, setup in self._known if name in self._names and size == self._size}
        setups = [setup for setup in self._setups if setup in timed]
        times = {name: {setup: self._timed((name, self._size, setup)) for setup in setups} for name in self._names}
        self._page.show_times(setups, times, self._reference)

    def _timed(self, question: Question) -> Timed:
        found = self._known.get(question)
        if isinstance(found, Unmeasured):
            return Timed(problem=str(found.error))
        return Timed(found, against=self._against.get(question))

    def _latency(self, name: str, setup: Setup) -> Latency | None:
        found = self._known.get((name, self._size, setup))
        return found if isinstance(found, Latency) else None

    def _tell_progress(self, names: Sequence[str], size: str, setups: tuple[Setup, ...], progress: Progress) -> None:
        self._page.show_measuring(progress)
        if isinstance(progress, HandOver):
            self._against = {}
            self._know(names, size, setups, progress.found)
            self._show()

    def _tell_failure(self, error: Exception) -> None:
        self._settle()
        self._page.show_failure(str(error))

    def _settle(self) -> None:
        """Nothing is measured any more."""
        self._page.show_measuring(None)
