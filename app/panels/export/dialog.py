"""Exporting an ONNX file: where to, in which form, with which weights; then what was found of the file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.labels import scrolled
from app.panels.export.path_row import PathRow
from app.panels.export.report import ExportReport
from app.panels.export.weights import WeightsChooser
from modelzoo.exports import Filed, OnnxWish
from modelzoo.jobs import Progress

_WIDTH, _HEIGHT = 520, 620
_KINDS = "ONNX models (*.onnx)"
_USUAL = OnnxWish()
Button, Answer = QDialogButtonBox.StandardButton, QMessageBox.StandardButton


class ExportDialog(QDialog):
    """Stays beside the canvas; what is chosen is told, the window does it."""

    export_wished = Signal(str, object, object, str)
    """The path, the OnnxWish, the Weights, and the path of Netron's attachment or ""."""
    cancel_wished = Signal()
    """The export under way is not wanted any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export to ONNX"))
        self.file, self.opset = PathRow(self.tr("File"), self._choose), QComboBox()
        self.any_batch, self.any_size = QCheckBox(self.tr("Any &batch")), QCheckBox(self.tr("Any &height and width"))
        self.weights, self.netron = WeightsChooser(), QCheckBox(self.tr("&Netron's attachment file too"))
        self.report, self._running = ExportReport(), False
        buttons = QDialogButtonBox(Button.Close | Button.Cancel)
        self._close, self._cancel = buttons.button(Button.Close), buttons.button(Button.Cancel)
        self._export = buttons.addButton(self.tr("&Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._explain()
        self._lay_out(buttons)
        self.show_opsets((_USUAL.opset,))
        self._export.clicked.connect(self._wish)
        self._cancel.clicked.connect(self.cancel_wished)
        self._close.clicked.connect(self.close)
        self.weights.changed.connect(self._enable)
        self.file.line.textChanged.connect(lambda _: self._enable())
        self._enable()

    def show_opsets(self, opsets: Sequence[int]) -> None:
        """Offer these, the newest first; what is chosen stays so."""
        chosen = self.opset.currentData() or _USUAL.opset
        self.opset.clear()
        for each in sorted(opsets, reverse=True):
            remark = " (usual)" if each == _USUAL.opset else " (newest)" if each == max(opsets) else ""
            self.opset.addItem(f"{each}{remark}", each)
        self.opset.setCurrentIndex(max(0, self.opset.findData(chosen)))

    def show_progress(self, progress: Progress) -> None:
        """An export is under way."""
        self._running = True
        self.report.show_progress(progress)
        self._enable()

    def show_filed(self, filed: Filed) -> None:
        """The file is written."""
        self._end()
        self.report.show_filed(filed)

    def show_failure(self, reason: str) -> None:
        """There is no file: why."""
        self._end()
        self.report.show_failure(reason)

    def show_cancelled(self) -> None:
        """The export was given up."""
        self._end()
        self.report.show_cancelled()

    def reject(self) -> None:
        """Escape gives up what is under way before it closes the dialog."""
        if self._running:
            self.cancel_wished.emit()
        else:
            super().reject()

    def _end(self) -> None:
        self._running = False
        self._enable()

    def _wish(self) -> None:
        path, weights = self.file.path, self.weights.weights
        if weights is None:
            return
        if not Path(path).suffix:
            path += ".onnx"
            self.file.show_path(path)
        netron = str(Path(path).with_suffix(".netron.json")) if self.netron.isChecked() else ""
        agreed = {self.file.chosen}
        if all(self._may_write(each) for each in (path, netron) if each and each not in agreed):
            wish = OnnxWish(self.opset.currentData(), self.any_batch.isChecked(), self.any_size.isChecked())
            self.file.chosen = ""
            self.export_wished.emit(path, wish, weights, netron)

    def _may_write(self, path: str) -> bool:
        """Ask before a file is written over that the person did not choose to."""
        text = self.tr("{} exists already. Replace it?").format(Path(path).name)
        return not Path(path).exists() or QMessageBox.question(self, self.windowTitle(), text) == Answer.Yes

    def _choose(self, start: str) -> str:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export to ONNX"), start, self.tr(_KINDS))
        return path

    def _enable(self) -> None:
        for part in (self.file, self.opset, self.any_batch, self.any_size, self.weights, self.netron):
            part.setEnabled(not self._running)
        self._export.setEnabled(not self._running and bool(self.file.path) and self.weights.weights is not None)
        self._cancel.setVisible(self._running)
        self._close.setVisible(not self._running)

    def _explain(self) -> None:
        self.any_batch.setChecked(_USUAL.any_batch)
        self.any_batch.setToolTip(self.tr("The file takes any number of pictures at once, else one"))
        self.any_size.setToolTip(self.tr("The file takes pictures of any size that the network takes"))
        self.opset.setAccessibleName(self.tr("Opset"))
        self.opset.setToolTip(self.tr("The version of ONNX's operators: those that were tried here and can be made"))
        self.netron.setToolTip(self.tr("Our figures for each node, beside the file, as Netron shows them"))
        self._export.setToolTip(self.tr("Write the file, check it, and compare it with PyTorch"))
        self._export.setDefault(True)
        self._close.setAutoDefault(False)
        self._cancel.setAutoDefault(False)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&File"), self.file)
        form.addRow(self.tr("&Opset"), self.opset)
        form.addRow(self.tr("Leave open"), self.any_batch)
        form.addRow("", self.any_size)
        form.addRow(self.tr("Weights"), self.weights)
        form.addRow(self.tr("Write"), self.netron)
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
        layout.addWidget(buttons)
        buttons.setContentsMargins(12, 0, 12, 0)
        self.resize(_WIDTH, _HEIGHT)
