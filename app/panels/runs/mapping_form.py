"""Which metric is which: guessed by the names, and corrected here once for all runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.labels import Label
from modelzoo.runs.metrics import ROLES, Correction, Direction, Mapping, Role, guess_direction
from modelzoo.runs.run import Run

_GUESS, _NONE = "guess", "none"
_USUAL: dict[Role, Direction] = {"train loss": "min", "val loss": "min", "val distance": "min", "accuracy": "max"}
_DIRECTIONS: tuple[tuple[Direction, str], ...] = (("min", "low"), ("max", "high"))


@dataclass(frozen=True)
class _Line:
    """What a role has in the runs: the metrics as mapped, and the one said by hand."""

    held: tuple[str, ...]
    said: str


class MappingForm(QWidget):
    """A line a role: the metric, and whether low or high is good."""

    changed = Signal(object, str)
    """A person corrected it: the Mapping, and what was done in words."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: Sequence[Run] = ()
        self._mapping = Mapping()
        self._metrics = {role: QComboBox() for role in ROLES}
        self._directions = {role: QComboBox() for role in ROLES}
        self._lay_out()

    def show_mapping(self, runs: Sequence[Run], mapping: Mapping) -> None:
        """Show which metric is which in these runs."""
        self._runs, self._mapping = runs, mapping
        names = list(dict.fromkeys(name for run in runs for name in run.series))
        for role in ROLES:
            self._show(role, names)

    def _show(self, role: Role, names: Sequence[str]) -> None:
        line, metrics, directions = self._line(role), self._metrics[role], self._directions[role]
        guessed = _held(role, self._runs, self._guessing(role))
        choices = [(self.tr("{} (guessed)").format(", ".join(guessed) or "None"), _GUESS), (self.tr("None"), _NONE)]
        choices += [(name, f"={name}") for name in names]
        wanted = f"={line.said}" if line.said else _NONE if guessed and not line.held else _GUESS
        if choices != [(metrics.itemText(at), metrics.itemData(at)) for at in range(metrics.count())]:
            with QSignalBlocker(metrics):
                metrics.clear()
                for text, key in choices:
                    metrics.addItem(text, key)
        with QSignalBlocker(metrics):
            metrics.setCurrentIndex(max(0, metrics.findData(wanted)))
        metrics.setToolTip(metrics.currentText())
        told = {self._mapping.direction(name) for name in line.held}
        with QSignalBlocker(directions):
            directions.setCurrentIndex(directions.findData(told.pop()) if len(told) == 1 else -1)
        directions.setEnabled(len(line.held) == 1)

    def _line(self, role: Role) -> _Line:
        by_hand = [each.metric for each in self._mapping.corrections if each.role == role and not each.run]
        return _Line(_held(role, self._runs, self._mapping), by_hand[-1] if by_hand else "")

    def _choose(self, role: Role) -> None:
        key, mapping = str(self._metrics[role].currentData()), self._guessing(role)
        if key == _NONE:
            while held := _held(role, self._runs, mapping):  # what is next best would be guessed then
                mapping = mapping.corrected(Correction(held[0], "", self._mapping.direction(held[0]) or ""))
            self.changed.emit(mapping, self.tr("have no {}").format(role))
        elif key == _GUESS:
            self.changed.emit(self._guessing(role), self.tr("guess the {}").format(role))
        else:
            name = key[1:]
            direction = self._mapping.direction(name) or guess_direction(name) or _USUAL[role]
            self.changed.emit(
                mapping.corrected(Correction(name, role, direction)), self.tr("{} is the {}").format(name, role)
            )

    def _guessing(self, role: Role) -> Mapping:
        """The mapping as it would be if nobody had said who has this role, or who has not."""
        said = self._mapping.guessed(role).corrections
        denied = (each for each in said if not each.role and not each.run)
        freed = {each.metric for each in denied if Mapping().roles([each.metric]).get(role)}
        return Mapping(tuple(each for each in said if each.run or each.metric not in freed))

    def _turn(self, role: Role) -> None:
        (name,) = self._line(role).held
        direction: Direction = self._directions[role].currentData()
        words = dict(_DIRECTIONS)[direction]
        mapping = self._mapping.corrected(Correction(name, role, direction))
        self.changed.emit(mapping, self.tr("of {}, {} is good").format(name, words))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for at, role in enumerate(ROLES):
            metrics, directions = self._metrics[role], self._directions[role]
            label = Label(role.capitalize(), "subtext")
            label.setBuddy(metrics)
            metrics.setAccessibleName(self.tr("Metric that is the {}").format(role))
            metrics.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            metrics.setMinimumContentsLength(8)
            metrics.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
            for direction, words in _DIRECTIONS:
                directions.addItem(self.tr(words), direction)
            directions.setAccessibleName(self.tr("Which {} is good").format(role))
            directions.setToolTip(
                self.tr("Whether low or high is good; where several metrics are guessed, choose one first")
            )
            metrics.activated.connect(lambda _, role=role: self._choose(role))
            directions.activated.connect(lambda _, role=role: self._turn(role))
            grid.addWidget(label, 2 * at, 0, 1, 2)
            grid.addWidget(metrics, 2 * at + 1, 0)
            grid.addWidget(directions, 2 * at + 1, 1)


def _held(role: Role, runs: Sequence[Run], mapping: Mapping) -> tuple[str, ...]:
    """The metrics that have a role in any run."""
    found = (mapping.roles(run.series, run.name).get(role) for run in runs)
    return tuple(dict.fromkeys(name for name in found if name))
