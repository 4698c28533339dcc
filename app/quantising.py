"""The model in whole numbers: made by an engine at a person's wish, and taken in as one more candidate."""

from pathlib import Path

from PySide6.QtCore import QObject

from app.document import Document
from app.exports import free_path
from app.importing import Importing
from app.main_window import MainWindow
from app.named_models import NamedModels
from app.panels.export.int8_dialog import Int8Dialog
from app.weighing import Weighing
from app.worker import EXPORT, Worker
from modelzoo.exports import Int8Filed, Int8Wish, Weights
from modelzoo.foreign import Foreign
from modelzoo.jobs import Progress
from modelzoo.project import Project
from modelzoo.variants import Arrival


class Quantising(QObject):
    """One file at a time, of the variant that is shown."""

    def __init__(
        self, document: Document, worker: Worker, models: NamedModels, importing: Importing, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._models = document, worker, models
        self._importing, self._window = importing, window
        self.dialog = Int8Dialog(window)
        self._weighing = Weighing(self.dialog.weights, self.dialog, document, worker, importing)
        self.dialog.quantise_wished.connect(self._quantise)
        self.dialog.cancel_wished.connect(self._cancel)
        self.dialog.report.hint_wished.connect(window.hint)
        document.changed.connect(self._follow)

    def open(self) -> None:
        """Bring up the dialog."""
        if not self.dialog.isVisible():
            self._propose()
            self.dialog.show()
            self._weighing.consider()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _propose(self) -> None:
        self.dialog.report.clear()
        self.dialog.show_source(_name(self._document.project.source))
        self.dialog.file.show_path(free_path(self._document, "_int8.onnx"))

    def _follow(self, before: Project, now: Project) -> None:
        if self.dialog.isVisible() and now.source is not before.source:
            self.dialog.show_source(_name(now.source))

    def _quantise(self, path: str, wish: Int8Wish, weights: Weights, candidate: bool) -> None:
        model = self._document.project.shown
        if model.source and not self._importing.agrees(model.source.origin):
            return
        self.dialog.show_progress(Progress(0.0, self.tr("waiting for the exporting engine")))
        self._worker.submit(
            "quantise",
            EXPORT,
            "file_int8",
            model,
            path,
            wish,
            weights,
            done=lambda filed: self._tell(filed, candidate),
            failed=lambda error: self.dialog.show_failure(str(error)),
            progress=self.dialog.show_progress,
        )

    def _cancel(self) -> None:
        self._worker.cancel("quantise")
        self.dialog.show_cancelled()

    def _tell(self, filed: Int8Filed, candidate: bool) -> None:
        self.dialog.show_filed(filed)
        if candidate:
            self._importing.read("import", str(Path(filed.path).resolve()), "", done=self._take)
        else:
            self._window.hint(self.tr("Saved as {}.").format(filed.path))

    def _take(self, found: Arrival) -> str:
        """The file alone: of whole numbers there are no blocks to edit."""
        self._models.take(Arrival(found.itself))
        return self.tr("{} is a candidate now, beside fp32.").format(found.itself.title)


def _name(source: Foreign | None) -> str:
    return source.name if source else ""
