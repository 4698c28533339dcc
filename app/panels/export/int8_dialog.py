"""Turning the model into whole numbers: how, by which pictures and of which weights; then what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFormLayout, QRadioButton, QVBoxLayout, QWidget

from app.labels import note
from app.panels.export.pictures import PicturesChooser
from app.panels.export.weights import WeightsChooser
from app.panels.export.writing import WritingDialog
from modelzoo.exports import Int8Filed, Int8Wish, Weights


class Int8Dialog(WritingDialog):
    """Ranges, pictures, weights, and whether the file becomes a candidate."""

    quantise_wished = Signal(str, object, object, bool)
    """The path, the Int8Wish, the Weights, and whether the file is to be a candidate of the project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Quantise to int8"),
            self.tr("&Quantise"),
            self.tr("Write the file of whole numbers, and compare it with fp32"),
            parent,
        )
        self.static = QRadioButton(self.tr("&Static: found beforehand, by the pictures"))
        self.dynamic = QRadioButton(self.tr("&Dynamic: found in each run"))
        self.pictures, self.weights, self._own = PicturesChooser(), WeightsChooser(), note()
        self.candidate = QCheckBox(self.tr("&Add it to the project, as a candidate beside fp32"))
        self._fixed = False
        self._explain()
        self.lay_out(self._lay_out_form())
        self.weights.changed.connect(self.enable)
        self.pictures.changed.connect(self.enable)
        self.show_source("")

    @property
    def parts(self) -> Sequence[QWidget]:
        """All choices."""
        return (self.static, self.dynamic, self.pictures, self.weights, self.candidate)

    @property
    def ready(self) -> bool:
        """Whether the pictures and the weights are chosen."""
        return self.pictures.calibration is not None and (self._fixed or self.weights.weights is not None)

    def show_source(self, name: str) -> None:
        """The model is a file with numbers of its own, called so; "" where it is made of our blocks."""
        self._fixed = bool(name)
        self._own.setText(self.tr("Those of {}.").format(name))
        self._own.setVisible(self._fixed)
        self.weights.setVisible(not self._fixed)
        self.enable()

    def show_filed(self, filed: Int8Filed) -> None:
        """The file is written."""
        self.end()
        self.report.show_quantised(filed)

    def wish(self) -> None:
        """Tell what is to be made."""
        calibration, weights = self.pictures.calibration, Weights() if self._fixed else self.weights.weights
        path = self.agreed_path()
        if path and calibration and weights:
            wish = Int8Wish("static" if self.static.isChecked() else "dynamic", calibration)
            self.quantise_wished.emit(path, wish, weights, self.candidate.isChecked())

    def _explain(self) -> None:
        kinds = QButtonGroup(self)
        for each in (self.static, self.dynamic):
            kinds.addButton(each)
        self.static.setChecked(True)
        self.candidate.setChecked(True)
        self.static.setToolTip(self.tr("Weights and all that is computed in eight bits, as far as ONNX Runtime can"))
        self.dynamic.setToolTip(self.tr("Weights in eight bits; the range of each tensor is looked for in each run"))
        self.candidate.setToolTip(self.tr("It is imported as a variant: measured, and compared with the others"))

    def _lay_out_form(self) -> QFormLayout:
        ranges, weights = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((ranges, (self.static, self.dynamic)), (weights, (self.weights, self._own))):
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part)
        form = QFormLayout()
        form.addRow(self.tr("&File"), self.file)
        form.addRow(self.tr("Ranges"), ranges)
        form.addRow(self.tr("Pictures"), self.pictures)
        form.addRow(self.tr("Weights"), weights)
        form.addRow("", self.candidate)
        return form
