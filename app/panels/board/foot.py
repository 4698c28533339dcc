"""Below the board: measuring all that is missing, the reward's terms, and why the chosen candidate was chosen."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.labels import Label
from app.panels.board.columns import CHOSEN_MARK
from modelzoo.board import Board
from modelzoo.jobs import Progress
from modelzoo.reward import FORMULA, SOURCE, Reward

_LONGEST, _STEEPEST = 1e5, 10.0


class MeasureRow(QWidget):
    """The button that measures what is missing, or stops that, and how far it has come."""

    measure_wished = Signal()
    stop_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.measure, self._text, self._bar = QPushButton(), Label("", "subtext"), QProgressBar()
        self._running = False
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(100, 6)
        self._bar.setAccessibleName(self.tr("Progress of the measurement"))
        self.measure.setToolTip(
            self.tr(
                "Time in turns what no time is known of, in the setups of the Latency panel; a stop keeps what has been"
                " run often enough by then"
            )
        )
        self.measure.clicked.connect(lambda: (self.stop_wished if self._running else self.measure_wished).emit())
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        for part in (self.measure, self._bar, self._text):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.show_idle(0, "")

    def show_idle(self, missing: int, text: str) -> None:
        """Nothing is measured now; so many times are missing."""
        self._running = False
        self._bar.hide()
        offer = self.tr("&Measure all missing ({})").format(missing) if missing else self.tr("All is measured")
        self.measure.setText(offer)
        self.measure.setEnabled(missing > 0)
        self._text.set_tone("subtext")
        self._text.setText(text)

    def show_progress(self, progress: Progress) -> None:
        """It has come so far."""
        self._running = True
        self.measure.setText(self.tr("&Stop"))
        self.measure.setEnabled(True)
        self._bar.show()
        self._bar.setValue(round(1000 * progress.share))
        self._text.set_tone("subtext")
        self._text.setText(progress.text)

    def show_failure(self, reason: str) -> None:
        """It came to nothing, or a part of it: why."""
        self._text.set_tone("error")
        self._text.setText(reason)


class RewardRow(QWidget):
    """The terms of MnasNet's reward."""

    changed = Signal(object)
    """A person wants another Reward."""

    def __init__(self) -> None:
        super().__init__()
        self.target, self.exponent = QDoubleSpinBox(), QDoubleSpinBox()
        self.target.setRange(0.001, _LONGEST)
        self.target.setDecimals(3)
        self.target.setSuffix(self.tr(" ms"))
        self.target.setAccessibleName(self.tr("Latency aimed at, T"))
        self.exponent.setRange(-_STEEPEST, 0.0)
        self.exponent.setDecimals(3)
        self.exponent.setSingleStep(0.01)
        self.exponent.setAccessibleName(self.tr("Exponent of the latency, w"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (Label(self.tr("Reward {}   T").format(FORMULA), "subtext"), self.target, Label("w", "subtext")):
            row.addWidget(part)
        row.addWidget(self.exponent)
        self.setToolTip(self.tr("{}. An accuracy and a time must be known; else there is no reward.").format(SOURCE))
        for box in (self.target, self.exponent):
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda _: self.changed.emit(self.reward))

    @property
    def reward(self) -> Reward:
        """The terms as they stand."""
        return Reward(self.target.value() / 1e3, self.exponent.value())

    def show_reward(self, reward: Reward) -> None:
        """Show these terms."""
        for box, value in ((self.target, 1e3 * reward.target), (self.exponent, reward.exponent)):
            with QSignalBlocker(box):
                box.setValue(value)


class ChoiceRow(QWidget):
    """The chosen candidate, and a note of why."""

    why_wished = Signal(str)
    """A person wrote another note."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self.why = Label("", bold=True), QPlainTextEdit()
        self.why.setTabChangesFocus(True)
        self.why.setAccessibleName(self.tr("Why this candidate was chosen"))
        self.why.setPlaceholderText(self.tr("Why this one? The note is kept in the project."))
        self.why.setFixedHeight(3 * self.fontMetrics().height() + 10)
        self.why.textChanged.connect(lambda: self.why_wished.emit(self.why.toPlainText()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self.why)

    def show_choice(self, board: Board, present: bool) -> None:
        """Show what is chosen, and whether it is on the board."""
        choice = board.choice
        if choice is None:
            self._title.setText(self.tr("No candidate is chosen yet: Space on a row, or a click on its star."))
        else:
            gone = "" if present else self.tr(" (no longer on the board)")
            self._title.setText(self.tr("{} Chosen: {}{}").format(CHOSEN_MARK, choice.title, gone))
        self.why.setEnabled(choice is not None)
        why = choice.why if choice else ""
        if self.why.toPlainText() != why:
            with QSignalBlocker(self.why):
                self.why.setPlainText(why)
