"""What all dialogs that write a file have in common: where to, how it goes, and to write over nothing unasked."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QMessageBox, QVBoxLayout, QWidget

from app.labels import scrolled
from app.panels.export.path_row import PathRow
from app.panels.export.report import ExportReport
from modelzoo.jobs import Progress

_WIDTH, _HEIGHT = 540, 660
_KINDS = "ONNX models (*.onnx)"
Button, Answer = QDialogButtonBox.StandardButton, QMessageBox.StandardButton


class WritingDialog(QDialog):
    """Stays beside the canvas; what is chosen is told by `wish`, the window does it."""

    cancel_wished = Signal()
    """What is under way is not wanted any more."""

    def __init__(self, title: str, act: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.file, self.report, self._running = PathRow(self.tr("File"), self._choose), ExportReport(), False
        self._buttons = QDialogButtonBox(Button.Close | Button.Cancel)
        self._close, self._cancel = self._buttons.button(Button.Close), self._buttons.button(Button.Cancel)
        self._act = self._buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self._act.setToolTip(tip)
        self._act.setDefault(True)
        for button, deed in (
            (self._act, self.wish),
            (self._cancel, self.cancel_wished.emit),
            (self._close, self.close),
        ):
            button.setAutoDefault(button is self._act)
            button.clicked.connect(lambda _, deed=deed: deed())
        self.file.line.textChanged.connect(lambda _: self.enable())

    @property
    def parts(self) -> Sequence[QWidget]:
        """What rests while a file is written."""
        return ()

    @property
    def ready(self) -> bool:
        """Whether all is known that is needed."""
        return True

    def wish(self) -> None:
        """Tell what is chosen."""

    def show_progress(self, progress: Progress) -> None:
        """A file is being written."""
        self._running = True
        self.report.show_progress(progress)
        self.enable()

    def show_failure(self, reason: str) -> None:
        """There is no file: why."""
        self.end()
        self.report.show_failure(reason)

    def show_cancelled(self) -> None:
        """It was given up."""
        self.end()
        self.report.show_cancelled()

    def reject(self) -> None:
        """Escape gives up what is under way before it closes the dialog."""
        if self._running:
            self.cancel_wished.emit()
        else:
            super().reject()

    def end(self) -> None:
        """Nothing is under way any more."""
        self._running = False
        self.enable()

    def enable(self) -> None:
        """Offer what can be done now."""
        for part in (self.file, *self.parts):
            part.setEnabled(not self._running)
        self._act.setEnabled(not self._running and bool(self.file.path) and self.ready)
        self._cancel.setVisible(self._running)
        self._close.setVisible(not self._running)

    def agreed_path(self, others: Iterable[str] = ()) -> str:
        """Where to write; "" where a file is there that the person wants to keep. others: suffixes of files beside."""
        path = self.file.path
        if not Path(path).suffix:
            path += ".onnx"
            self.file.show_path(path)
        paths = [path, *(str(Path(path).with_suffix(each)) for each in others)]
        if not all(self._may_write(each) for each in paths if each != self.file.chosen):
            return ""
        self.file.chosen = ""
        return path

    def lay_out(self, form: QFormLayout) -> None:
        """The form above the report, and the buttons below."""
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(12, 0, 12, 0)
        inner.setSpacing(12)
        inner.addLayout(form)
        inner.addWidget(self.report)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 10)
        layout.addWidget(scrolled(content), 1)
        layout.addWidget(self._buttons)
        self._buttons.setContentsMargins(12, 0, 12, 0)
        self.resize(_WIDTH, _HEIGHT)

    def _may_write(self, path: str) -> bool:
        """Ask before a file is written over that the person did not choose to."""
        text = self.tr("{} exists already. Replace it?").format(Path(path).name)
        return not Path(path).exists() or QMessageBox.question(self, self.windowTitle(), text) == Answer.Yes

    def _choose(self, start: str) -> str:
        path, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), start, self.tr(_KINDS))
        return path
