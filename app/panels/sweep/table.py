"""The figures of a sweep in rows: what to think of each, copies for others to read, and a value measured anew."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.columns import ColumnsModel, SortedRows
from app.copy_button import CopyButton
from app.figure_table import FigureTable
from app.labels import Label
from app.panels.sweep.columns import Entry, columns
from app.panels.sweep.figures import SweepFigure
from modelzoo.graph import Value
from modelzoo.params import value_text
from modelzoo.presets import Printed
from modelzoo.sweep_tables import SweepResult


class SweepTable(QWidget):
    """Rows are values, or models where there is one value only."""

    redo_wished = Signal(object)
    """A person wants these values measured again: a tuple."""
    hint_wished = Signal(str)
    """Something was done that cannot be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[Value, ...] = ()
        self._measurable = False
        self._model = ColumnsModel[Entry]((), tall=True)
        self._sorted = SortedRows(self._model)
        self.table = FigureTable(self._sorted, self.tr("Figures of the sweep"))
        self._again, self._copy = QPushButton(self.tr("Measure a&gain")), CopyButton(self.table)
        self._lay_out()
        self._listen()

    def show_figures(self, found: SweepResult, figure: SweepFigure, printed: Printed, measurable: bool) -> None:
        """Show these; `measurable` says whether a value can be measured again now."""
        reading, shown = columns(found, figure, printed)
        entries = range(len(reading.names))
        by_name = {value_text(value): value for value in found.sweep.values}
        self._values = found.sweep.values if reading.by_model else tuple(by_name[name] for name in reading.names)
        self._measurable = measurable
        current = self.table.currentIndex().row()
        model = ColumnsModel[Entry](shown, tall=True)
        model.show_rows(entries)
        self._sorted.setSourceModel(model)
        self._model = model
        self.table.fit_columns("99,999.99")
        if 0 <= current < len(entries):
            self.table.choose_row(current)
        self._show_selection()

    def wish_again(self) -> None:
        """Wish the selected values measured again, or all where none is selected."""
        if self._measurable:
            self.redo_wished.emit(self._chosen())

    def _chosen(self) -> tuple[Value, ...]:
        if len(self._values) == 1:
            return self._values
        rows = (self._sorted.mapToSource(self._sorted.index(row, 0)).row() for row in self.table.selected_rows())
        return tuple(self._values[row] for row in sorted(rows)) or self._values

    def _show_selection(self) -> None:
        count = len(self._chosen())
        text = self.tr("Measure 1 value a&gain") if count == 1 else self.tr("Measure {} values a&gain").format(count)
        self._again.setText(text)
        self._again.setEnabled(self._measurable and count > 0)

    def _offer(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._again.text(), self.wish_again).setEnabled(self._again.isEnabled())
        menu.addAction(self.tr("Copy as a &table"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _lay_out(self) -> None:
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._copy.copied.connect(self.hint_wished)
        self._again.setToolTip(self.tr("Measure the selected values anew, or all; the others stay"))
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(Label(self.tr("A question mark: in doubt, see the remarks"), "subtext"), 1)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _listen(self) -> None:
        self._again.clicked.connect(self.wish_again)
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.selectionModel().selectionChanged.connect(self._show_selection)
