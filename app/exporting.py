"""What leaves Slimscope as a file: made by an engine of its own, told as it goes, given up at a person's wish."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from app.document import Document
from app.exports import Exports, free_path
from app.importing import Importing
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.export.dialog import ExportDialog
from app.weighing import Weighing
from app.worker import EXPORT, PAPER, Worker
from modelzoo.exports import Code, Filed, OnnxWish, Weights
from modelzoo.foreign import fixed_text
from modelzoo.jobs import Progress
from modelzoo.project import Project

_STEPS = 1000


class Exporting(QObject):
    """Writes the network as ONNX, as Python code, or as figures for Netron."""

    def __init__(
        self, document: Document, worker: Worker, measuring: Measuring, importing: Importing, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._measuring, self._window = document, worker, measuring, window
        self.dialog, self._exports = ExportDialog(window), Exports(worker, window)
        self._weighing = Weighing(self.dialog.weights, self.dialog, document, worker, importing)
        self._folder = Path.home()
        self._knows_opsets = False
        self.dialog.export_wished.connect(self._export_onnx)
        self.dialog.cancel_wished.connect(self._cancel_onnx)
        self.dialog.report.hint_wished.connect(window.hint)

    def open(self) -> None:
        """Bring up the dialog of ONNX files."""
        if self._document.refuses_change():
            return
        if not self.dialog.isVisible():
            self.dialog.report.clear()
            self.dialog.file.show_path(free_path(self._document, ".onnx", self._folder))
            self.dialog.show()
            self._weighing.consider()
            self._ask_opsets()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def save_code(self) -> None:
        """Have the network's code written, and let the person choose a file for it."""
        if self._document.refuses_change():
            return
        project = self._document.project
        subject = (project.graph, project.size, project.title)
        self._worker.submit("code to save", PAPER, "code", *subject, done=self._save_code, failed=self._tell)

    def save_attachment(self) -> None:
        """Let the person choose a file, and write our figures to it in the form that Netron shows."""
        kinds = self.tr("Netron's attachments (*.json)")
        if path := self._ask_path(self.tr("Save Netron's attachment"), ".netron.json", kinds):
            project, progress = self._document.project, self._progress_box()
            ours = ("file_attachment", project.graph, project.size, project.title)
            job, *model = ("file_foreign_attachment", project.source) if project.source else ours
            self._worker.submit(
                "export attachment",
                EXPORT,
                job,
                *model,
                path,
                self._seconds(project),
                done=lambda _: self._end(progress, self._saved(path)),
                failed=lambda error: self._end(progress, str(error)),
                progress=lambda found: _show(progress, found),
            )

    def _export_onnx(self, path: str, wish: OnnxWish, weights: Weights, netron: str, numbers: str) -> None:
        project = self._document.project
        if project.source:
            self.dialog.show_failure(fixed_text(project.source))
            return
        self._folder = Path(path).parent
        self.dialog.show_progress(Progress(0.0, self.tr("waiting for the exporting engine")))
        self._worker.submit(
            "export onnx",
            EXPORT,
            "file_onnx",
            project.graph,
            project.size,
            project.title,
            path,
            wish,
            weights,
            netron,
            self._seconds(project),
            numbers,
            done=self._tell_filed,
            failed=lambda error: self.dialog.show_failure(str(error)),
            progress=self.dialog.show_progress,
        )

    def _cancel_onnx(self) -> None:
        self._worker.cancel("export onnx")
        self.dialog.show_cancelled()

    def _tell_filed(self, filed: Filed) -> None:
        self.dialog.show_filed(filed)
        self._window.hint(self._saved(filed.path))

    def _ask_opsets(self) -> None:
        """Have it tried which opsets can be had here."""
        if not self._knows_opsets:
            self._worker.submit(
                "opsets", EXPORT, "opsets", done=self._show_opsets, failed=lambda _: None, background=True
            )

    def _show_opsets(self, opsets: tuple[int, ...]) -> None:
        self._knows_opsets = True
        self.dialog.show_opsets(opsets)

    def _seconds(self, project: Project) -> Mapping[str, float]:
        """The measured times of the blocks of this network, where this machine took some."""
        machine = self._measuring.here.machine
        for setup in self._measuring.setups:
            found = project.record.layer_times(project.graph.fingerprint, project.size, setup, machine)
            if found:
                return dict(found.seconds)
        return {}

    def _save_code(self, code: Code) -> None:
        self._exports.save(code.network, "py", code.text.encode())

    def _progress_box(self) -> QProgressDialog:
        """Tells how an export goes that has no dialog of its own, and gives it up where that is wished."""
        box = QProgressDialog(self.tr("Waiting for the exporting engine…"), self.tr("Cancel"), 0, _STEPS, self._window)
        box.setWindowTitle(self.tr("Netron's attachment"))
        box.setAutoReset(False)
        box.setMinimumDuration(0)
        box.canceled.connect(lambda: self._cancel_attachment(box))
        box.show()
        return box

    def _cancel_attachment(self, box: QProgressDialog) -> None:
        self._worker.cancel("export attachment")
        self._end(box, self.tr("Cancelled: nothing was written."))

    def _end(self, box: QProgressDialog, said: str) -> None:
        box.hide()
        box.deleteLater()
        self._window.hint(said)

    def _ask_path(self, title: str, suffix: str, kinds: str) -> str:
        """The path that a person chooses, "" where none is or there is nothing to be written."""
        if not self._document.project.graph.of_block("output"):
            self._window.hint(self.tr("There is no network to export: nothing leads to an output."))
            return ""
        dialog = QFileDialog(self._window, title, free_path(self._document, suffix, self._folder), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        (path,) = dialog.selectedFiles() if dialog.exec() else ("",)
        dialog.deleteLater()
        if path:
            self._folder = Path(path).parent
        return path

    def _saved(self, path: str) -> str:
        return self.tr("Saved as {}.").format(path)

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))


def _show(box: QProgressDialog, progress: Progress) -> None:
    box.setLabelText(f"{progress.text[:1].upper()}{progress.text[1:]}…")
    box.setValue(round(_STEPS * progress.share))
