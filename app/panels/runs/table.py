"""Runs in rows: each with the look of its curve and a box to hide it; the best of a column is marked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app import theme
from app.best_mark import BEST, BestMark
from app.columns import ColumnsModel, Index, Role, SortedRows
from app.copy_button import CopyButton
from app.figure_table import FigureTable
from app.panels.runs.columns import Shown, best_rows, columns, tip_of_fit
from app.plots.samples import SAMPLE, sample
from modelzoo.runs.metrics import Mapping as Metrics
from modelzoo.runs.summaries import Summary

Looks = Mapping[str, tuple[int, int]]
"""Colour and style of each curve, by the names of runs."""


class _Rows(ColumnsModel[Summary]):
    """Summaries whose first cells can be ticked."""

    ticked = Signal(str, bool)

    def __init__(self, shown: Sequence[Shown]) -> None:
        super().__init__(shown, tall=True)
        self.hidden: frozenset[str] = frozenset()
        self.looks: Looks = {}
        self.best: Mapping[str, int] = {}
        self.theme = theme.LIGHT

    def renew_rows(self, rows: Sequence[Summary]) -> None:
        """Hold these, of the same runs as before, so that selection and place stay."""
        self.rows = list(rows)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be ticked."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A figure, and of a name its tick and its look."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == BEST:
            return self.best.get(column.title) == index.row()
        if role == Role.AccessibleTextRole and self.best.get(column.title) == index.row():
            return f"{column.show(row)}, best"
        if role == Role.ToolTipRole and column.title == "Fit":
            return tip_of_fit(row)
        if index.column() == 0 and role == Role.CheckStateRole:
            return Qt.CheckState.Unchecked if row.name in self.hidden else Qt.CheckState.Checked
        if index.column() == 0 and role == Role.DecorationRole and row.name in self.looks:
            return sample(self.theme, *self.looks[row.name], row.name in self.hidden)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Tell of a tick; it is set once the curve is shown or hidden."""
        if role == Role.CheckStateRole:
            self.ticked.emit(self.rows[index.row()].name, value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value))
        return False


class RunsTable(QWidget):
    """Sorted by a click on a heading; the menu of a row leaves it alone, or makes it the baseline."""

    toggled = Signal(str, bool)
    """A person wants this run shown (True) or hidden."""
    soloed = Signal(str)
    """A person wants this run alone; all of them where it is empty."""
    chosen = Signal(str)
    """A person looks at this run."""
    baseline_wished = Signal(str)
    """A person wants the others held against this run."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows(())
        self._sorted = SortedRows(self._rows)
        self.table = FigureTable(self._sorted, self.tr("Runs"))
        self.table.setItemDelegate(BestMark(self.table))
        self.table.setIconSize(SAMPLE)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.copy = CopyButton(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_summaries(self, found: Sequence[Summary], mapping: Metrics, hidden: frozenset[str], looks: Looks) -> None:
        """Show these. Where the runs and the columns are the same as before, only the figures change."""
        shown = columns(found)
        heads = [(each.title, each.numeric) for each in shown]
        same = heads == [(each.title, each.numeric) for each in self._rows.columns]
        same &= [each.name for each in found] == [each.name for each in self._rows.rows]
        rows = self._rows if same else _Rows(shown)
        rows.hidden, rows.looks, rows.best = hidden, looks, best_rows(found, mapping)
        rows.theme = theme.of(self.palette())
        if same:
            rows.columns = shown
            rows.renew_rows(found)
        else:
            self._exchange(rows, found)

    def choose(self, name: str) -> None:
        """Make the row of this run the current one."""
        at = next((at for at, row in enumerate(self._rows.rows) if row.name == name), -1)
        row = self._sorted.mapFromSource(self._rows.index(at, 0)).row()
        if at >= 0 and self.table.currentIndex().row() != row:
            self.table.choose_row(row)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rows"):
            self._rows.theme = theme.of(self.palette())
            self._rows.renew_rows(self._rows.rows)

    def _exchange(self, rows: _Rows, found: Sequence[Summary]) -> None:
        """Other rows or columns: the sorting, the selection and the place stay as far as they can."""
        current, place = self._name(self.table.currentIndex()), self.table.verticalScrollBar().value()
        before = self._rows
        rows.show_rows(found)
        rows.ticked.connect(self.toggled)
        with QSignalBlocker(self.table.selectionModel()):
            self._sorted.setSourceModel(rows)
            self._rows = rows
        before.deleteLater()
        self.table.fit_columns("99,999")
        if current:
            self.choose(current)
        self.table.verticalScrollBar().setValue(place)

    def _name(self, index: Index) -> str:
        return self._rows.rows[self._sorted.mapToSource(index).row()].name if index.isValid() else ""

    def _choose(self, index: Index) -> None:
        if name := self._name(index):
            self.chosen.emit(name)

    def _offer(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if name := self._name(index):
            menu.addAction(self.tr("Show &only this"), lambda: self.soloed.emit(name))
            menu.addAction(self.tr("Use as &baseline"), lambda: self.baseline_wished.emit(name))
        menu.addAction(self.tr("Show &all"), lambda: self.soloed.emit(""))
        menu.addAction(self.tr("&Copy"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(at))
