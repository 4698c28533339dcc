"""How a sweep's models are run where they are measured: the runtimes side by side, threads, batch and layout."""

import os
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from app.labels import Label
from modelzoo.catalog import CATALOG
from modelzoo.measurements import Layout, Setup
from modelzoo.sweeps import BATCH, OF_A_RUN, THREADS

_MAIN = "eager"


class RunChoices(QWidget):
    """Whether to measure, and how."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._measured, self._details = QCheckBox(self.tr("&Measure on this CPU")), QWidget()
        self._runtimes: dict[str, QCheckBox] = {}
        self._boxes = QVBoxLayout()
        self._threads, self._batch, self._layout = QSpinBox(), QSpinBox(), QComboBox()
        self._lay_out()
        self._measured.toggled.connect(self._show_details)
        self._measured.toggled.connect(self.changed)
        for number in (self._threads, self._batch):
            number.valueChanged.connect(self.changed)
        self._layout.currentIndexChanged.connect(self.changed)

    @property
    def setups(self) -> tuple[Setup, ...]:
        """One for each runtime; none where nothing is to be measured."""
        if not self._measured.isChecked():
            return ()
        return tuple(
            Setup(name, self._threads.value(), self._batch.value(), self._layout.currentData())
            for name, box in self._runtimes.items()
            if box.isChecked()
        )

    @property
    def measured(self) -> bool:
        """Whether times are wanted."""
        return self._measured.isChecked()

    def show_runtimes(self) -> None:
        """Offer the runtimes of the catalog, those ticked that were, the main one at first."""
        ticked = {name for name, box in self._runtimes.items() if box.isChecked()} or {_MAIN}
        for box in self._runtimes.values():
            box.deleteLater()
        self._runtimes = {}
        for name, info in CATALOG.runtimes.items():
            box = self._runtimes[name] = QCheckBox(info.title)
            box.setToolTip(f"{info.title} {info.version}")
            box.setChecked(name in ticked)
            box.toggled.connect(self.changed)
            self._boxes.addWidget(box)

    def show_setups(self, setups: tuple[Setup, ...]) -> None:
        """Choose as these setups are; tells nobody."""
        self.blockSignals(True)
        self._measured.setChecked(bool(setups))
        for first in setups[:1]:
            self._threads.setValue(first.threads)
            self._batch.setValue(first.batch)
            self._layout.setCurrentIndex(self._layout.findData(first.layout))
            for name, box in self._runtimes.items():
                box.setChecked(name in {setup.runtime for setup in setups})
        self.blockSignals(False)

    def leave_out(self, over: str) -> None:
        """What is swept over is no choice here."""
        self._threads.setEnabled(over != THREADS)
        self._batch.setEnabled(over != BATCH)

    def _show_details(self, shown: bool) -> None:
        self._details.setVisible(shown)

    def _lay_out(self) -> None:
        self._measured.setToolTip(self.tr("Time the models value by value, beside their figures on paper"))
        self._threads.setRange(1, os.cpu_count() or 1)
        self._batch.setRange(1, int(OF_A_RUN[BATCH].maximum or 1))
        for layout in get_args(Layout):
            self._layout.addItem(layout.replace("_", " "), layout)
        for widget, name in (
            (self._threads, self.tr("Threads")),
            (self._batch, self.tr("Batch")),
            (self._layout, self.tr("Layout")),
        ):
            widget.setAccessibleName(name)
        self._threads.setToolTip(self.tr("How many threads the runtime uses"))
        self._batch.setToolTip(self.tr("How many pictures one run takes"))
        self._layout.setToolTip(self.tr("How a picture lies in memory"))
        form = QFormLayout(self._details)
        form.setContentsMargins(18, 0, 0, 0)
        form.addRow(Label(self.tr("Runtimes"), "subtext"), self._boxes)
        form.addRow(Label(self.tr("Threads"), "subtext"), self._threads)
        form.addRow(Label(self.tr("Batch"), "subtext"), self._batch)
        form.addRow(Label(self.tr("Layout"), "subtext"), self._layout)
        self._details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._measured)
        column.addWidget(self._details)
