"""Keeps the figures of the current project up to date: asks the engine, remembers answers, drops stale ones."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.lane import EngineLostError
from app.remembered import Remembered
from app.worker import PAPER, Worker
from modelzoo.graph import Graph, Size
from modelzoo.project import Model, Project, Variant
from modelzoo.results import Examination


class Results(QObject):
    """Figures on paper of the document's model and of its baseline, told by signal whenever they change."""

    examined = Signal(object)
    """An Examination of the model as it stands."""
    examining = Signal()
    """The examination last told is no longer of the model as it stands."""
    baseline_examined = Signal(object)
    """The baseline's Examination, or None without a baseline."""
    learnt = Signal()
    """Something is known of a model that is not shown."""
    unexamined = Signal(str)
    """The figures could not be found out: why."""

    def __init__(self, document: Document, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker = document, worker
        self._examinations: Remembered[tuple[str, Size], Examination] = Remembered()
        self._current: Examination | None = None

    @property
    def examination(self) -> Examination | None:
        """What is known of the model as it stands."""
        return self._current

    def known(self, model: Model) -> Examination | None:
        """What is known of any model, whether it is shown or not."""
        return model.examination or self._examinations.get((model.graph.fingerprint, model.size))

    def learn(self, variant: Variant, found: Examination) -> None:
        """Take over what somebody else found out, so that it need not be asked for."""
        self._examinations[variant.graph.fingerprint, variant.size] = found
        self.learnt.emit()

    def follow(self, before: Project, now: Project) -> None:
        """The project is another: find out what is not known of it. Views must show it already."""
        if now.baseline is not before.baseline:
            self._examine_baseline()
        if now.graph is not before.graph or now.size != before.size:
            self._examine()

    def _examine(self) -> None:
        graph, size = self._document.project.graph, self._document.project.size
        known = self.known(self._document.project)
        self._current = None
        if known:
            self._worker.cancel("examine")
            self._show(graph, size, known)
            return
        self.examining.emit()
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

    def _examine_baseline(self) -> None:
        baseline = self._document.project.baseline
        if baseline is None:
            self._worker.cancel("examine baseline")
            self.baseline_examined.emit(None)
            return
        key = (baseline.graph.fingerprint, baseline.size)
        if known := self.known(baseline):
            self._tell_baseline(key, known)
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

    def _tell_unexamined(self, error: Exception) -> None:
        self.unexamined.emit(str(error))
