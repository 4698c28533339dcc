"""The pictures by which the ranges of whole numbers are found, and the file is held against fp32."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from app.labels import note
from app.panels.export.path_row import PathRow
from modelzoo.exports import Calibration

_RANDOM, _FOLDER, _FILE = range(3)
_USUAL = Calibration()


class PicturesChooser(QWidget):
    """Random ones from a seed, a folder of the user's, or a file of numpy's."""

    changed = Signal()
    """Other pictures are chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.path = QComboBox(), PathRow(self.tr("Pictures"), self._choose)
        self.seed = QSpinBox(maximum=2**31 - 1)
        self.count = QSpinBox(minimum=1, maximum=100_000, value=_USUAL.count)
        self.mean, self.deviation, self._told = QLineEdit("0"), QLineEdit("1"), note()
        self.source.addItems([self.tr("Random, from seed"), self.tr("A folder of pictures"), self.tr("A .npy file")])
        self._explain()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.source)
        form.addRow(self.tr("Seed"), self.seed)
        form.addRow(self.tr("Path"), self.path)
        form.addRow(self.tr("Number"), self.count)
        form.addRow(self.tr("Less mean"), self.mean)
        form.addRow(self.tr("Divided by"), self.deviation)
        form.addRow(self._told)
        self._form = form
        self._words = (
            self.tr("Values from 0 to 1. Pictures of the task find better ranges, and tell more of the outputs."),
            self.tr("png, jpg or bmp, also in folders below: resized to the input, their values from 0 to 1."),
            self.tr("Pictures that are ready, N × channels × height × width, taken as they are."),
        )
        self.source.currentIndexChanged.connect(lambda _: self._show_kind())
        for line in (self.path.line, self.mean, self.deviation):
            line.textChanged.connect(lambda _: self._consider())
        self._show_kind()

    @property
    def calibration(self) -> Calibration | None:
        """What is chosen; None while something is missing or is no number."""
        kind, mean, deviation = self.source.currentIndex(), _numbers(self.mean), _numbers(self.deviation)
        path = self.path.path if kind != _RANDOM else ""
        if not mean or not deviation or min(deviation) <= 0 or (kind != _RANDOM and not path):
            return None
        return Calibration(path, self.count.value(), self.seed.value(), mean, deviation)

    def _show_kind(self) -> None:
        kind = self.source.currentIndex()
        for part, shown in (
            (self.seed, kind == _RANDOM),
            (self.path, kind != _RANDOM),
            (self.mean, kind != _FILE),
            (self.deviation, kind != _FILE),
        ):
            self._form.setRowVisible(part, shown)
        self._consider()

    def _consider(self) -> None:
        """Tell what the pictures are to be like, or what is wrong."""
        scaled = self.source.currentIndex() != _FILE
        deviation = _numbers(self.deviation)
        if scaled and not (_numbers(self.mean) and deviation and min(deviation) > 0):
            self._told.setText(self.tr("Mean and deviation are numbers with commas between them, the latter above 0."))
            self._told.set_tone("error")
        else:
            self._told.setText(self._words[self.source.currentIndex()])
            self._told.set_tone("subtext")
        self.changed.emit()

    def _choose(self, start: str) -> str:
        if self.source.currentIndex() == _FOLDER:
            return QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of pictures"), start)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose pictures"), start, self.tr("Arrays (*.npy)"))
        return path

    def _explain(self) -> None:
        self.source.setAccessibleName(self.tr("Where the pictures come from"))
        self.seed.setAccessibleName(self.tr("Seed of the pictures"))
        self.count.setAccessibleName(self.tr("The most pictures"))
        self.count.setToolTip(
            self.tr("The most that are taken, from all over a folder: more find better ranges and take longer")
        )
        self.mean.setToolTip(
            self.tr("What is taken off: one number, or one a channel with commas, as 0.485, 0.456, 0.406")
        )
        self.deviation.setToolTip(
            self.tr("What they are divided by then: one number, or one a channel, as 0.229, 0.224, 0.225")
        )
        self.mean.setAccessibleName(self.tr("Mean that is taken off"))
        self.deviation.setAccessibleName(self.tr("Deviation that is divided by"))


def _numbers(line: QLineEdit) -> tuple[float, ...]:
    """The numbers that are written there; none where it holds anything else."""
    try:
        return tuple(float(each) for each in line.text().split(","))
    except ValueError:
        return ()
