"""How long models are timed at least: as many runs and seconds as the protocol has, or fewer if a person says so."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from app.settings import LEAST_RUNS, LEAST_SECONDS, MOST_RUNS, MOST_SECONDS
from modelzoo.measurements import PROTOCOL, Extent


class ExtentForm(QWidget):
    """Two numbers, which go below the protocol only behind a tick."""

    chosen = Signal(object)
    """An Extent."""

    def __init__(self) -> None:
        super().__init__()
        self._runs, self._seconds, self._fewer = QSpinBox(), QDoubleSpinBox(), QCheckBox()
        self._runs.setAccessibleName(self.tr("Least runs of each model"))
        self._seconds.setAccessibleName(self.tr("Least seconds of each model"))
        self._seconds.setSingleStep(0.5)
        for box, tip in (
            (self._runs, self.tr("So many runs are timed at least, whatever the seconds")),
            (self._seconds, self.tr("So many seconds are timed at least, whatever the runs")),
        ):
            box.setKeyboardTracking(False)
            box.setToolTip(tip)
            box.valueChanged.connect(self._tell)
        usual = self.tr("{} runs and {:g} s").format(PROTOCOL.runs, PROTOCOL.seconds)
        self._fewer.setText(self.tr("A&ccept fewer than {}").format(usual))
        self._fewer.setToolTip(self.tr("Sooner there, and less certain: it is said beside each such figure"))
        self._fewer.clicked.connect(self._bound)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Least &runs"), self._runs)
        form.addRow(self.tr("Least &seconds"), self._seconds)
        form.addRow(self._fewer)
        self.show_extent(PROTOCOL)

    def show_extent(self, extent: Extent) -> None:
        """What is chosen; tells nobody."""
        blockers = [QSignalBlocker(box) for box in (self._runs, self._seconds)]
        if extent.runs < PROTOCOL.runs or extent.seconds < PROTOCOL.seconds:
            self._fewer.setChecked(True)
        self._bound()
        self._runs.setValue(extent.runs)
        self._seconds.setValue(extent.seconds)
        del blockers

    def _bound(self) -> None:
        """The least that can be chosen: what stands below goes up to it."""
        fewer = self._fewer.isChecked()
        self._runs.setRange(LEAST_RUNS if fewer else PROTOCOL.runs, MOST_RUNS)
        self._seconds.setRange(LEAST_SECONDS if fewer else PROTOCOL.seconds, MOST_SECONDS)

    def _tell(self) -> None:
        self.chosen.emit(Extent(self._runs.value(), self._seconds.value()))
