"""The line above a sweep: presets, one click each, and the sweeps that are kept with the project."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.labels import Label
from modelzoo.presets import Preset, presets

_WIDEST = 520
"""Pixels of the list of what is kept."""


class SweepHead(QWidget):
    """Buttons and a list; both wait while something is measured."""

    preset_wished = Signal(object)
    """A person wants this Preset."""
    kept_wished = Signal(int)
    """A person wants to see a sweep that was kept, by its place in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = QComboBox()
        self._kept.setAccessibleName(self.tr("Sweeps kept with the project"))
        self._kept.setToolTip(self.tr("Sweeps that were measured and are kept with the project"))
        self._kept.setPlaceholderText(self.tr("Kept with the project"))
        self._kept.setMaximumWidth(_WIDEST)
        self._kept.hide()
        self._kept.activated.connect(self.kept_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 4)
        row.setSpacing(6)
        row.addWidget(Label(self.tr("Presets"), "subtext"))
        for each in presets():
            button = QPushButton(each.name)
            button.setToolTip(f"{each.about}\n{each.source}")
            button.clicked.connect(self._wisher(each))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._kept)

    def show_kept(self, titles: Sequence[str], current: int) -> None:
        """Which sweeps the project keeps, and which of them is shown (-1: none)."""
        with QSignalBlocker(self._kept):
            self._kept.clear()
            self._kept.addItems(list(titles))
            self._kept.setCurrentIndex(current)
        self._kept.setVisible(bool(titles))

    def _wisher(self, preset: Preset) -> Callable[[], None]:
        return lambda: self.preset_wished.emit(preset)
