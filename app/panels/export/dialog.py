"""Exporting an ONNX file: where to, in which form, with which weights; then what was found of the file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from app.panels.export.weights import WeightsChooser
from app.panels.export.writing import WritingDialog
from modelzoo.exports import Filed, OnnxWish

_USUAL = OnnxWish()
_NETRON, _NUMBERS = ".netron.json", ".safetensors"


class ExportDialog(WritingDialog):
    """The form of the file, and what is written beside it."""

    export_wished = Signal(str, object, object, str, str)
    """The path, the OnnxWish, the Weights, and the paths of Netron's attachment and of the state dict, or ""."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Export to ONNX"),
            self.tr("&Export"),
            self.tr("Write the file, check it, and compare it with PyTorch"),
            parent,
        )
        self.opset, self.weights = QComboBox(), WeightsChooser()
        self.any_batch, self.any_size = QCheckBox(self.tr("Any &batch")), QCheckBox(self.tr("Any &height and width"))
        self.fold_norms = QCheckBox(self.tr("&Into the convolutions before them"))
        self.netron = QCheckBox(self.tr("&Netron's attachment"))
        self.numbers = QCheckBox(self.tr("The weights as a &state dict"))
        self._explain()
        self.lay_out(self._form())
        self.show_opsets((_USUAL.opset,))
        self.weights.changed.connect(self.enable)
        self.enable()

    @property
    def parts(self) -> Sequence[QWidget]:
        """All choices."""
        form = (self.opset, self.any_batch, self.any_size, self.fold_norms)
        return (*form, self.weights, self.netron, self.numbers)

    @property
    def ready(self) -> bool:
        """Whether the weights are known to fit."""
        return self.weights.weights is not None

    def show_opsets(self, opsets: Sequence[int]) -> None:
        """Offer these, the newest first; what is chosen stays so."""
        chosen = self.opset.currentData() or _USUAL.opset
        self.opset.clear()
        for each in sorted(opsets, reverse=True):
            remark = " (usual)" if each == _USUAL.opset else " (newest)" if each == max(opsets) else ""
            self.opset.addItem(f"{each}{remark}", each)
        self.opset.setCurrentIndex(max(0, self.opset.findData(chosen)))

    def show_filed(self, filed: Filed) -> None:
        """The file is written."""
        self.end()
        self.report.show_filed(filed)

    def wish(self) -> None:
        """Tell what is to be exported."""
        weights = self.weights.weights
        beside = ((_NETRON, self.netron), (_NUMBERS, self.numbers))
        path = self.agreed_path(suffix for suffix, tick in beside if tick.isChecked())
        if path and weights:
            opens = self.any_batch.isChecked(), self.any_size.isChecked()
            wish = OnnxWish(self.opset.currentData(), *opens, self.fold_norms.isChecked())
            others = (str(Path(path).with_suffix(suffix)) if tick.isChecked() else "" for suffix, tick in beside)
            self.export_wished.emit(path, wish, weights, *others)

    def _explain(self) -> None:
        self.any_batch.setChecked(_USUAL.any_batch)
        self.any_batch.setToolTip(self.tr("The file takes any number of pictures at once, else one"))
        self.any_size.setToolTip(self.tr("The file takes pictures of any size that the network takes"))
        self.fold_norms.setToolTip(
            self.tr("Fewer nodes that give the same; such a file comes back from an import without its batch norms")
        )
        self.fold_norms.setAccessibleName(self.tr("Batch norms into the convolutions before them"))
        self.opset.setAccessibleName(self.tr("Opset"))
        self.opset.setToolTip(self.tr("The version of ONNX's operators: those that were tried here and can be made"))
        self.netron.setToolTip(self.tr("Our figures for each node, beside the file, as Netron shows them"))
        self.numbers.setToolTip(
            self.tr("The same weights by name as .safetensors, for the Python code of this network")
        )

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(self.tr("&File"), self.file)
        form.addRow(self.tr("&Opset"), self.opset)
        form.addRow(self.tr("Leave open"), self.any_batch)
        form.addRow("", self.any_size)
        form.addRow(self.tr("Batch norms"), self.fold_norms)
        form.addRow(self.tr("Weights"), self.weights)
        form.addRow(self.tr("Write too"), self.netron)
        form.addRow("", self.numbers)
        return form
