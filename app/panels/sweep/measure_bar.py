"""What a sweep's measurement is doing: the buttons that start, continue and stop it, and how far it has come."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.labels import note
from modelzoo.jobs import Progress


class MeasureBar(QWidget):
    """One measurement at a time."""

    measure_wished = Signal()
    """A person wants what is missing measured."""
    cancel_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._measure, self._cancel = QPushButton(self.tr("Mea&sure")), QPushButton(self.tr("Ca&ncel"))
        self._bar, self._text = QProgressBar(), note()
        self._lay_out()
        self._measure.clicked.connect(self.measure_wished)
        self._cancel.clicked.connect(self.cancel_wished)
        self.show_idle(0, 0, foreign=False)

    def show_idle(self, missing: int, wanted: int, foreign: bool) -> None:
        """Nothing is measured now: of so many values as are wanted these many are missing."""
        self._bar.hide()
        self._cancel.hide()
        self._measure.show()
        self._measure.setEnabled(missing > 0)
        self._measure.setText(self._offer(missing, wanted, foreign))
        self._text.set_tone("subtext")
        self._say("")

    def show_progress(self, progress: Progress) -> None:
        """It has come so far."""
        self._measure.hide()
        self._cancel.show()
        self._bar.show()
        self._bar.setValue(round(1000 * progress.share))
        self._text.set_tone("subtext")
        self._say(self.tr("{}: {:.0%}").format(progress.text, progress.share))

    def show_failure(self, reason: str) -> None:
        """It came to nothing, or a part of it: why."""
        self._text.set_tone("error")
        self._say(reason)

    def _offer(self, missing: int, wanted: int, foreign: bool) -> str:
        if foreign:
            return self.tr("Mea&sure on this machine")
        if not wanted:
            return self.tr("Mea&sure")
        if not missing:
            return self.tr("All values are measured")
        if missing < wanted:
            return self.tr("Mea&sure the missing {} of {}").format(missing, wanted)
        return self.tr("Mea&sure 1 value") if missing == 1 else self.tr("Mea&sure {} values").format(missing)

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def _lay_out(self) -> None:
        self._measure.setToolTip(self.tr("Time all models at each value that is not measured yet, in turns"))
        self._cancel.setToolTip(self.tr("Stop after what is found; the rest can be measured later"))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(self.tr("Progress of the sweep"))
        row = QHBoxLayout()
        row.addWidget(self._measure, 1)
        row.addWidget(self._cancel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 8)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._text)
