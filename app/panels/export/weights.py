"""Where the numbers of an exported network come from, and how a file of them would fit."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFormLayout, QRadioButton, QSpinBox, QWidget

from app.labels import note
from app.panels.export.path_row import PathRow
from modelzoo.exports import Fit, Weights

_KINDS = "State dicts (*.pt *.pth *.bin *.ckpt *.safetensors);;All files (*)"
_NAMED = 4
"""Names that are told of each kind before they are only counted; the tool tip has all."""


class WeightsChooser(QWidget):
    """Random numbers from a seed, a file of the user's, or what the network came with from outside."""

    numbers_wished = Signal(str)
    """The numbers that came with the network that this text names are to be read."""
    fit_wished = Signal(str)
    """How the file of this path would fit is to be told."""
    changed = Signal()
    """Other weights are chosen, or more is known of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.random, self.of_file = QRadioButton(self.tr("&Random, from seed")), QRadioButton(self.tr("From a fi&le"))
        self.seed, self.file = QSpinBox(maximum=2**31 - 1), PathRow(self.tr("File of weights"), self._choose)
        self.of_origin = QRadioButton()
        self._told, self._fits, self._origin, self._numbers = note(), False, "", ""
        self._kinds = QButtonGroup(self)
        for each in (self.of_origin, self.random, self.of_file):
            self._kinds.addButton(each)
        self.seed.setAccessibleName(self.tr("Seed of the weights"))
        self.seed.setToolTip(self.tr("The same seed gives the same weights, bit for bit"))
        self.of_origin.setToolTip(self.tr("What the network was trained to, as far as its layers are still the same"))
        self.of_file.setToolTip(self.tr("Tensors are loaded by name; nothing in the file is ever run"))
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addRow(self.of_origin)
        layout.addRow(self.random, self.seed)
        layout.addRow(self.of_file, self.file)
        layout.addRow(self._told)
        self.random.setChecked(True)
        self._kinds.buttonToggled.connect(lambda _, chosen: self.consider() if chosen else None)
        self.file.settled.connect(lambda _: self.consider())
        self.offer_origin("", "", False)

    @property
    def weights(self) -> Weights | None:
        """What is chosen; None while it is not known to fit."""
        if self.random.isChecked():
            return Weights(self.seed.value())
        path = self._numbers if self.of_origin.isChecked() else self.file.path
        return Weights(self.seed.value(), path) if self._fits else None

    def offer_origin(self, origin: str, name: str, usual: bool) -> None:
        """The network came from outside ("": it did not); `usual`: what it came with is chosen unless a person does."""
        self.of_origin.setText(self.tr("The n&umbers of {}").format(name.replace("&", "&&")))
        self.of_origin.setVisible(bool(origin))
        if origin != self._origin:
            self._origin, self._numbers = origin, ""
            self._kinds.blockSignals(True)
            (self.of_origin if origin and usual else self.random).setChecked(True)
            self._kinds.blockSignals(False)
        self._enable()

    def show_numbers(self, path: str) -> None:
        """What the network came with lies in this file."""
        self._numbers = path
        self.consider()

    def consider(self) -> None:
        """Find out anew how the file fits, if one is chosen."""
        self._fits = False
        self._enable()
        path = self._numbers if self.of_origin.isChecked() else self.file.path
        if self.random.isChecked():
            self._tell("")
        elif path:
            self._tell(self.tr("Reading the file…"))
            self.fit_wished.emit(path)
        elif self.of_file.isChecked():
            self._tell(self.tr("Choose a state dict: .pt or .safetensors."))
        else:
            self._tell(self.tr("Reading the network anew…"))
            self.numbers_wished.emit(self._origin)
        self.changed.emit()

    def show_fit(self, fit: Fit) -> None:
        """Tell how the file fits; what it leaves out is drawn from the seed."""
        self._fits = True
        every = len(fit.loaded) + len(fit.missing) + len(fit.misshapen)
        lines = [self.tr("{} of {} tensors of the network are in the file.").format(len(fit.loaded), every)]
        lines += _listed(self.tr("Not in the file"), fit.missing)
        lines += _listed(self.tr("Of another shape"), (name for name, _, _ in fit.misshapen))
        lines += _listed(self.tr("Of no use here"), fit.unexpected)
        if fit.missing or fit.misshapen:
            lines.append(self.tr("What is not loaded is drawn from the seed."))
        self._tell("\n".join(lines), _all(fit))
        self._told.set_tone("good" if fit.whole else "warning")
        self.changed.emit()

    def show_reason(self, reason: str) -> None:
        """Tell why the file is of no use."""
        self._tell(reason)
        self._told.set_tone("error")
        self.changed.emit()

    def _tell(self, text: str, tip: str = "") -> None:
        self._told.setText(text)
        self._told.setToolTip(tip)
        self._told.setVisible(bool(text))
        self._told.set_tone("subtext")

    def _enable(self) -> None:
        self.file.setEnabled(self.of_file.isChecked())

    def _choose(self, start: str) -> str:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose weights"), start, self.tr(_KINDS))
        return path


def _listed(title: str, names: Iterable[str]) -> list[str]:
    """A line of a report that has something to name."""
    every = list(names)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return [f"{title}: {', '.join(every[:_NAMED])}{more}."] if every else []


def _all(fit: Fit) -> str:
    """Every name of what does not fit, with the shapes where those are at fault."""
    shapes = [f"{name}: {own} in the network, {given} in the file" for name, own, given in fit.misshapen]
    return "\n".join([*fit.missing, *shapes, *fit.unexpected])
