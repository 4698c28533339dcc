"""What one run belongs to: its network, its teacher, its candidate, and whether the others are held against it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.labels import Label, note
from modelzoo.runs.pairing import NONE, Pair, Pairing, guess_model, guess_teacher
from modelzoo.runs.run import Run

_GUESS = ""


class PairForm(QWidget):
    """Guesses are shown as such; what a person chooses stands from then on."""

    changed = Signal(object, str)
    """A person said what a run belongs to: the Pairing, and what was done in words."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[Run, ...] = ()
        self._pairing = Pairing()
        self._name, self._model, self._teacher = note(tone="text"), QComboBox(), QComboBox()
        self._candidate, self._baseline = QLineEdit(), QCheckBox(self.tr("&Baseline of all others"))
        self._lay_out()
        self._model.activated.connect(self._choose_model)
        self._teacher.activated.connect(self._choose_teacher)
        self._candidate.editingFinished.connect(self._name_candidate)
        self._baseline.clicked.connect(self._choose_baseline)

    def show_pair(self, chosen: Sequence[Run], runs: Sequence[Run], pairing: Pairing, models: Sequence[str]) -> None:
        """Show what is said or guessed of the runs that are chosen: one, or the seeds of a candidate."""
        self._runs, self._pairing = tuple(chosen), pairing
        for part in (self._model, self._teacher, self._candidate, self._baseline):
            part.setEnabled(bool(chosen))
        if not chosen:
            self._name.setText(self.tr("Choose a run in the table to say what it belongs to."))
            self._show_none()
            return
        run, pair = chosen[0], pairing.of(chosen[0])
        self._name.setText(", ".join(each.name for each in chosen))
        model, teacher = guess_model(run, models), guess_teacher(run, runs)
        _fill(self._model, model, models, pair.model)
        _fill(
            self._teacher,
            teacher.name if teacher else None,
            [each.name for each in runs if each not in chosen],
            pair.teacher,
        )
        if not self._candidate.hasFocus():
            self._candidate.setText(pair.candidate)
        with QSignalBlocker(self._baseline):
            self._baseline.setChecked(pairing.baseline == run.name)

    def _show_none(self) -> None:
        self._model.clear()
        self._teacher.clear()
        self._candidate.clear()
        self._baseline.setChecked(False)

    def _choose_model(self) -> None:
        key = str(self._model.currentData())
        said = self.tr("pair {} with {}").format(self._runs[0].name, key or self.tr("what is guessed"))
        self._say(said, model=key)

    def _choose_teacher(self) -> None:
        key = str(self._teacher.currentData())
        said = self.tr("teacher of {}: {}").format(self._runs[0].name, key or self.tr("as guessed"))
        self._say(said, teacher=key)

    def _name_candidate(self) -> None:
        name = self._candidate.text().strip()
        if self._runs and name != self._pairing.of(self._runs[0]).candidate:
            self._say(self.tr("{} is of candidate {}").format(self._runs[0].name, name or "–"), candidate=name)

    def _choose_baseline(self, on: bool) -> None:
        name = self._runs[0].name if on else ""
        said = self.tr("hold runs against {}").format(name) if on else self.tr("hold runs against none")
        self.changed.emit(self._pairing.held_against(name), said)

    def _say(self, text: str, **said: str) -> None:
        pairing = self._pairing
        for run in self._runs:
            pair: Pair = replace(pairing.of(run), **said)
            pairing = pairing.paired(pair)
        self.changed.emit(pairing, text)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._name)
        parts = (
            (
                self.tr("Architecture"),
                self._model,
                self.tr("The model of the zoo or variant of the project it is"),
            ),
            (self.tr("Teacher"), self._teacher, self.tr("The run that this one learnt from")),
            (self.tr("Candidate"), self._candidate, self.tr("Runs of the same name here are seeds of one candidate")),
        )
        for title, part, tip in parts:
            label = Label(title, "subtext")
            label.setBuddy(part)
            part.setAccessibleName(title)
            part.setToolTip(tip)
            column.addWidget(label)
            column.addWidget(part)
        for box in (self._model, self._teacher):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self._candidate.setPlaceholderText(self.tr("As its name and settings tell"))
        self._baseline.setToolTip(self.tr("Further columns tell how the other runs stand beside this one"))
        column.addSpacing(4)
        column.addWidget(self._baseline)


def _fill(box: QComboBox, guess: str | None, names: Sequence[str], said: str) -> None:
    choices = [(f"{guess or 'None'} (guessed)", _GUESS), ("None", NONE), *((name, name) for name in names)]
    with QSignalBlocker(box):
        if choices != [(box.itemText(at), box.itemData(at)) for at in range(box.count())]:
            box.clear()
            for text, key in choices:
                box.addItem(text, key)
        if said and box.findData(said) < 0:
            box.addItem(f"{said} (not here)", said)
        box.setCurrentIndex(max(0, box.findData(said)))
