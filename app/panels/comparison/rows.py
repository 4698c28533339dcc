"""Published models side by side as rows of a table, and which of them is the best in a column."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from PySide6.QtCore import Qt

from app.best_mark import BEST
from app.columns import Column, ColumnsModel, Index
from app.figures import FIGURES
from app.panels.comparison.times import Compared, Timed, doubts_column, time_columns
from app.published_columns import ACCURACY, MODEL, cost_column
from modelzoo.labels import sides_label
from modelzoo.measurements import Setup
from modelzoo.published import Published
from modelzoo.results import Appraisal

INPUT: Column[Published] = Column(
    "Input",
    "Channels x height x width",
    lambda model: model.appraisal.input[1:] if model.appraisal else None,
    lambda model: sides_label(model.appraisal.input) if model.appraisal else model.missing,
)
_COSTS = tuple(map(cost_column, FIGURES))
_LESS_IS_BETTER = [column for column, each in zip(_COSTS, FIGURES, strict=True) if each.less_is_better]


class ComparedModels(ColumnsModel[Compared]):
    """The models that are compared, all at one input size or each at its own, with their times where any are known."""

    def __init__(self) -> None:
        super().__init__((MODEL, INPUT, *_COSTS, ACCURACY), tall=True)

    def show_models(self, models: Sequence[Published]) -> None:
        """Hold these models and no others, none of them timed."""
        known = [field.name for field in fields(Published)]
        self._put([Compared(**{name: getattr(model, name) for name in known}) for model in models], ())

    def show_times(self, setups: Sequence[Setup], times: Mapping[str, Mapping[Setup, Timed]], reference: str) -> None:
        """Show what the models, by their names, take in these setups, beside the one that is the reference."""
        rows = [
            replace(row, times=times.get(row.name, {}), is_reference=bool(setups) and row.name == reference)
            for row in self.rows
        ]
        self._put(rows, setups)

    def show_appraisal(self, name: str, found: Appraisal) -> None:
        """Show what a model costs."""
        self._change(name, found, "")

    def show_problem(self, name: str, reason: str) -> None:
        """Show why a model has no figures here."""
        self._change(name, None, reason)

    @property
    def counted(self) -> int:
        """How many models are no longer waited for."""
        return sum(row.appraisal is not None or bool(row.problem) for row in self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As in every table; and whether a figure is the best of its column."""
        if role == BEST:
            return self._is_best(index)
        text = super().data(index, role)
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.problem and column in _COSTS:
                return f"{row.name}: {row.problem}"
            if self._is_best(index):
                return f"{text}: the best of its column"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = column.show(row)
            return f"{shown}, the best of its column" if self._is_best(index) else shown
        return text

    def _put(self, rows: list[Compared], setups: Sequence[Setup]) -> None:
        """Hold these rows, under as many columns as there is something to say of."""
        columns: list[Column[Compared]] = [MODEL, INPUT]
        for setup in setups:
            columns += time_columns(setup)
        if any(row.timed(setup).doubts for row in rows for setup in setups):
            columns.append(doubts_column(setups))
        self.beginResetModel()
        self.columns, self.rows = (*columns, *_COSTS, ACCURACY), rows
        self.endResetModel()

    def _is_best(self, index: Index) -> bool:
        """Whether no other is better, and some are worse. Of measured times a verdict tells, no rank."""
        column = self.columns[index.column()]
        if column is not ACCURACY and column not in _LESS_IS_BETTER:
            return False
        found = [value for value in map(column.read, self.rows) if isinstance(value, int | float)]
        value = column.read(self.rows[index.row()])
        return len(set(found)) > 1 and value == (max(found) if column is ACCURACY else min(found))

    def _change(self, name: str, found: Appraisal | None, problem: str) -> None:
        for at, row in enumerate(self.rows):
            if row.name == name:
                self.rows[at] = replace(row, appraisal=found, problem=problem)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
