"""How a person wants models measured: in which runtimes, threads, pictures and layout, and how long at least."""

import os
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QSpinBox, QVBoxLayout, QWidget

from app.labels import note
from app.panels.latency.extent_form import ExtentForm
from app.panels.latency.wording import layout_text
from app.settings import LAYOUTS, MOST_PICTURES, SetupChoice
from modelzoo.catalog import RuntimeInfo
from modelzoo.errors import ParamError


class SetupForm(QFrame):
    """Opens over the panel; tells each choice at once, and says where two do not go together."""

    chosen = Signal(object)
    """A SetupChoice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._choice = SetupChoice()
        self._runtimes: tuple[RuntimeInfo, ...] = ()
        self._ticks: dict[str, QCheckBox] = {}
        self._threads, self._batch, self._layout, self._extent = QSpinBox(), QSpinBox(), QComboBox(), ExtentForm()
        self._problem = note(tone="warning")
        self._tick_boxes = QVBoxLayout()
        self._lay_out()
        self._threads.valueChanged.connect(lambda threads: self._choose(replace(self._choice, threads=threads)))
        self._batch.valueChanged.connect(lambda batch: self._choose(replace(self._choice, batch=batch)))
        self._extent.chosen.connect(
            lambda extent: self._choose(replace(self._choice, runs=extent.runs, seconds=extent.seconds))
        )
        self._layout.activated.connect(lambda at: self._choose(replace(self._choice, layout=LAYOUTS[at])))

    def show_runtimes(self, runtimes: Iterable[RuntimeInfo]) -> None:
        """Offer these."""
        self._runtimes = tuple(runtimes)
        for box in self._ticks.values():
            self._tick_boxes.removeWidget(box)
            box.deleteLater()
        self._ticks = {info.name: QCheckBox(info.title) for info in self._runtimes}
        for info in self._runtimes:
            box = self._ticks[info.name]
            box.setToolTip(self.tr("Version {}").format(info.version))
            box.clicked.connect(self._choose_runtimes)
            self._tick_boxes.addWidget(box)
        self.show_choice(self._choice)

    def show_choice(self, choice: SetupChoice) -> None:
        """What is measured with; tells nobody."""
        self._choice = choice
        for control, number in ((self._threads, choice.threads), (self._batch, choice.batch)):
            control.blockSignals(True)
            control.setValue(number)
            control.blockSignals(False)
        self._layout.setCurrentIndex(LAYOUTS.index(choice.layout))
        self._extent.show_extent(choice.extent)
        for name, box in self._ticks.items():
            box.setChecked(name in choice.runtimes)
        problem = self._find_problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.adjustSize()

    def _find_problem(self) -> str:
        """Why not everything that is chosen can be measured."""
        if not self._choice.runtimes:
            return self.tr("Without a runtime nothing is measured.")
        setups = {setup.runtime: setup for setup in self._choice.setups}
        try:
            for info in self._runtimes:
                if info.name in setups:
                    info.check(setups[info.name])
        except ParamError as error:
            return str(error)
        return ""

    def _choose_runtimes(self) -> None:
        ticked = tuple(name for name, box in self._ticks.items() if box.isChecked())
        self._choose(replace(self._choice, runtimes=ticked))

    def _choose(self, choice: SetupChoice) -> None:
        self.show_choice(choice)
        self.chosen.emit(choice)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        for box, most in ((self._threads, os.cpu_count() or 1), (self._batch, MOST_PICTURES)):
            box.setRange(1, most)
            box.setKeyboardTracking(False)
        self._layout.addItems([layout_text(each) for each in LAYOUTS])
        self._threads.setAccessibleName(self.tr("Threads to measure with"))
        self._threads.setToolTip(self.tr("More than one needs as many free cores"))
        self._batch.setAccessibleName(self.tr("Batch to measure with"))
        self._batch.setToolTip(self.tr("Pictures in one forward pass"))
        self._layout.setAccessibleName(self.tr("Layout of the tensors"))
        self._layout.setToolTip(self.tr("Whether a tensor's channels lie in memory one after another, or side by side"))
        self._tick_boxes.setSpacing(4)
        form = QFormLayout(self)
        form.addRow(self.tr("Runtimes"), self._tick_boxes)
        form.addRow(self.tr("&Threads"), self._threads)
        form.addRow(self.tr("&Batch"), self._batch)
        form.addRow(self.tr("&Layout"), self._layout)
        form.addRow(self._extent)
        form.addRow(self._problem)
        self.show_choice(self._choice)
