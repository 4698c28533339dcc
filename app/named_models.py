"""Brings models that a person names onto the canvas: the engine builds them, the worker lays them out."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.files import Files
from app.results import Results
from app.worker import HERE, PAPER, Worker
from modelzoo import variants
from modelzoo.layout.arranging import arrange
from modelzoo.project import Place, Project, Variant
from modelzoo.results import Examination
from modelzoo.variants import Arrival

Put = Callable[[Project], None]


class NamedModels(QObject):
    """One at a time: who names another model waits for that one only."""

    asked = Signal(str)
    """A model is being built: what it was called."""
    arrived = Signal()
    """It is on the canvas."""
    failed = Signal(str)
    """It is not: why."""

    def __init__(
        self, document: Document, worker: Worker, results: Results, files: Files, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._worker, self._results, self._files = document, worker, results, files

    def open(self, text: str) -> None:
        """Open a model as the document."""
        self._ask(text, lambda project: self._files.when_free(lambda: self._document.open(project)))

    def exchange(self, text: str) -> None:
        """Put a model in place of the variant that is shown, as an edit that can be undone; all else stays."""
        self._ask(text, lambda project: self._edit("open", project, variants.exchange))

    def add(self, text: str) -> None:
        """Show a model as one more variant, as an edit that can be undone."""
        self._ask(text, lambda project: self._edit("add", project, variants.add))

    def take(self, found: Arrival) -> None:
        """Show a network from outside as one more variant, its editable form beside it: one edit that can be undone."""
        for each in found.variants:
            if each.source is None and found.figures:
                self._results.learn(each, found.figures)

        def finish(arranged: tuple[Variant, ...]) -> None:
            self._document.edit(f"import {found.itself.title}", lambda now: variants.take_in(now, arranged))
            self.arrived.emit()

        self._worker.submit("place", HERE, _arranged, found, done=finish, failed=self._tell)

    def forget(self) -> None:
        """Nobody waits for a model any more."""
        for asked in ("model", "place"):
            self._worker.cancel(asked)

    def _edit(self, deed: str, model: Project, change: Callable[[Project, Variant], Project]) -> None:
        self._document.edit(f"{deed} {model.title}", lambda now: change(now, model.shown))

    def _ask(self, text: str, put: Put) -> None:
        self.asked.emit(text)
        self._worker.submit("model", PAPER, "open", text, done=lambda found: self._place(found, put), failed=self._tell)

    def _place(self, found: tuple[Project, Examination], put: Put) -> None:
        project, examination = found
        self._results.learn(project, examination)

        def finish(places: dict[str, Place]) -> None:
            put(replace(project, places=places))
            self.arrived.emit()

        shapes = examination.shapes
        self._worker.submit("place", HERE, arrange, project.graph, shapes, done=finish, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        self.failed.emit(str(error))


def _arranged(found: Arrival) -> tuple[Variant, ...]:
    """What arrived, with a place for each box. For the worker's thread."""
    figures = ((each, each.examination or found.figures) for each in found.variants)
    return tuple(replace(each, places=arrange(each.graph, known.shapes if known else {})) for each, known in figures)
