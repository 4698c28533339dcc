"""Published models side by side as rows of a table, and which of them is the best in a column."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.columns import Column, ColumnsModel, Index
from app.figures import FIGURES
from app.published import Published, input_text
from app.published_columns import ACCURACY, MODEL, cost_column
from modelzoo.results import Appraisal

BEST = Qt.ItemDataRole.UserRole + 2
"""The role that tells whether a cell holds the best figure of its column."""


INPUT: Column[Published] = Column(
    "Input",
    "Channels x height x width",
    lambda model: model.appraisal.input[1:] if model.appraisal else None,
    lambda model: input_text(model.appraisal.input) if model.appraisal else model.missing,
)
_COSTS = tuple(map(cost_column, FIGURES))
COLUMNS = (MODEL, INPUT, *_COSTS, ACCURACY)
_LESS_IS_BETTER = [column for column, each in zip(_COSTS, FIGURES, strict=True) if each.less_is_better]


class ComparedModels(ColumnsModel[Published]):
    """The models that are compared, all at one input size or each at its own."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, tall=True)

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
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.problem:
                return f"{row.name}: {row.problem}"
            if self._is_best(index):
                return f"{text}: the best of its column"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = COLUMNS[index.column()].show(row)
            return f"{shown}, the best of its column" if self._is_best(index) else shown
        return text

    def _is_best(self, index: Index) -> bool:
        """Whether no other is better, and some are worse."""
        column = COLUMNS[index.column()]
        if column is not ACCURACY and column not in _LESS_IS_BETTER:
            return False
        found = [value for value in map(column.read, self.rows) if isinstance(value, int | float)]
        value = column.read(self.rows[index.row()])
        return len(set(found)) > 1 and value == (max(found) if column is ACCURACY else min(found))

    def _change(self, name: str, found: Appraisal | None, problem: str) -> None:
        for at, row in enumerate(self.rows):
            if row.name == name:
                self.rows[at] = replace(row, appraisal=found, problem=problem)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))
