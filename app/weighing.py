"""Keeps the choice of weights in a dialog true to the network that is shown: what it came with, and what fits it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.document import Document
from app.importing import Importing
from app.panels.export.weights import WeightsChooser
from app.worker import EXPORT, PAPER, Worker
from modelzoo.project import Project
from modelzoo.variants import imported_from


class Weighing(QObject):
    """Asks the engines on behalf of one chooser, while its dialog is shown."""

    def __init__(
        self, chooser: WeightsChooser, dialog: QDialog, document: Document, worker: Worker, importing: Importing
    ) -> None:
        super().__init__(dialog)
        self._chooser, self._dialog, self._document = chooser, dialog, document
        self._worker, self._importing = worker, importing
        self._kind = f"weights of {type(dialog).__name__}"
        chooser.fit_wished.connect(self._fit)
        chooser.numbers_wished.connect(self._fetch)
        document.changed.connect(self._follow)

    def consider(self) -> None:
        """Offer what the network came with, and find out anew what fits."""
        origin = imported_from(self._document.project)
        self._chooser.offer_origin(origin, Path(origin).name, self._importing.has_agreed(origin))
        self._chooser.consider()

    def _follow(self, before: Project, now: Project) -> None:
        """The network is another: so is what fits it."""
        if self._dialog.isVisible() and (now.graph is not before.graph or now.size != before.size):
            self.consider()

    def _fetch(self, origin: str) -> None:
        if self._importing.agrees(origin):
            self._ask(EXPORT, "import_weights", origin, done=self._chooser.show_numbers)
        else:
            self._chooser.show_reason(self.tr("Its numbers are not read, for that would run its code."))

    def _fit(self, path: str) -> None:
        project = self._document.project
        self._ask(PAPER, "fit_weights", project.graph, project.size, path, done=self._chooser.show_fit)

    def _ask(self, lane: str, job: str, *args: object, done: Callable[..., None]) -> None:
        def refuse(error: Exception) -> None:
            self._chooser.show_reason(str(error))

        self._worker.submit(self._kind, lane, job, *args, done=done, failed=refuse)
