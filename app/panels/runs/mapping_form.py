"""Which metric is which: guessed by the names, and corrected here once for all runs, or for one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from app.labels import Label
from modelzoo.runs.correcting import denied, guessed, held, said
from modelzoo.runs.metrics import GOALS, ROLES, Correction, Direction, Mapping, Role, guess_direction
from modelzoo.runs.run import Run

_GUESS, _NONE = "guess", "none"
_DIRECTIONS: tuple[tuple[Direction, str], ...] = (("min", "low"), ("max", "high"))


class MappingForm(QWidget):
    """A line a role: the metric, and whether low or high is good; of all runs, or of the chosen one alone."""

    changed = Signal(object, str)
    """A person corrected it: the Mapping, and what was done in words."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Run] = ()
        self._chosen: Run | None = None
        self._mapping = Mapping()
        self.only_chosen = QCheckBox(self.tr("&Only in the chosen run"))
        self._metrics = {role: QComboBox() for role in ROLES}
        self._directions = {role: QComboBox() for role in ROLES}
        self._lay_out()
        self.only_chosen.toggled.connect(lambda _: self._show_all())

    def show_mapping(self, runs: Sequence[Run], mapping: Mapping) -> None:
        """Show which metric is which in these runs."""
        self._all, self._mapping = runs, mapping
        self._show_all()

    def show_chosen(self, chosen: Sequence[Run]) -> None:
        """Offer to correct this run alone; several seeds at a time cannot be."""
        before, self._chosen = self._chosen, chosen[0] if len(chosen) == 1 else None
        self.only_chosen.setEnabled(self._chosen is not None)
        if self._chosen is None:
            self.only_chosen.setChecked(False)
        if self._scope and self._chosen is not before:
            self._show_all()

    @property
    def _scope(self) -> str:
        """The run that is spoken of; empty for all of them."""
        return self._chosen.name if self._chosen and self.only_chosen.isChecked() else ""

    @property
    def _runs(self) -> Sequence[Run]:
        return (self._chosen,) if self._chosen and self._scope else self._all

    def _show_all(self) -> None:
        names = list(dict.fromkeys(name for run in self._runs for name in run.series))
        for role in ROLES:
            self._show(role, names)

    def _show(self, role: Role, names: Sequence[str]) -> None:
        metrics, directions, now = self._metrics[role], self._directions[role], self._held(role, self._mapping)
        free = self._held(role, guessed(self._mapping, role, self._scope))
        whence = self.tr("{} (as in all)") if self._scope else self.tr("{} (guessed)")
        choices = [(whence.format(", ".join(free) or "None"), _GUESS), (self.tr("None"), _NONE)]
        choices += [(name, f"={name}") for name in names]
        by_hand = said(self._mapping, role, self._scope)
        wanted = f"={by_hand}" if by_hand else _NONE if free and not now else _GUESS
        if choices != [(metrics.itemText(at), metrics.itemData(at)) for at in range(metrics.count())]:
            with QSignalBlocker(metrics):
                metrics.clear()
                for text, key in choices:
                    metrics.addItem(text, key)
        with QSignalBlocker(metrics):
            metrics.setCurrentIndex(max(0, metrics.findData(wanted)))
        metrics.setToolTip(metrics.currentText())
        told = {self._direction(name) for name in now}
        with QSignalBlocker(directions):
            directions.setCurrentIndex(directions.findData(told.pop()) if len(told) == 1 else -1)
        directions.setEnabled(len(now) == 1)

    def _held(self, role: Role, mapping: Mapping) -> tuple[str, ...]:
        return held(mapping, role, self._runs, self._scope)

    def _direction(self, metric: str) -> Direction | None:
        return self._mapping.direction(metric, self._scope)

    def _choose(self, role: Role) -> None:
        key, run = str(self._metrics[role].currentData()), self._scope
        if key == _NONE:
            self._tell(denied(self._mapping, role, self._runs, run), self.tr("have no {}").format(role))
        elif key == _GUESS:
            self._tell(guessed(self._mapping, role, run), self.tr("guess the {}").format(role))
        else:
            name = key[1:]
            direction = self._direction(name) or guess_direction(name) or GOALS[role]
            mapping = guessed(self._mapping, role, run).corrected(Correction(name, role, direction, run))
            self._tell(mapping, self.tr("{} is the {}").format(name, role))

    def _turn(self, role: Role) -> None:
        (name,) = self._held(role, self._mapping)
        direction: Direction = self._directions[role].currentData()
        words = dict(_DIRECTIONS)[direction]
        mapping = self._mapping.corrected(Correction(name, role, direction, self._scope))
        self._tell(mapping, self.tr("of {}, {} is good").format(name, words))

    def _tell(self, mapping: Mapping, text: str) -> None:
        self.changed.emit(mapping, self.tr("{} in {}").format(text, self._scope) if self._scope else text)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self.only_chosen.setToolTip(
            self.tr("Say what is what in the run that is chosen in the table, where it differs from all others")
        )
        self.only_chosen.setEnabled(False)
        grid.addWidget(self.only_chosen, 0, 0, 1, 2)
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
            grid.addWidget(label, 2 * at + 1, 0, 1, 2)
            grid.addWidget(metrics, 2 * at + 2, 0)
            grid.addWidget(directions, 2 * at + 2, 1)
