"""Where the cost sits: every layer's figures in a table that sorts, selects and copies."""

from collections.abc import Collection

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSortFilterProxyModel, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStackedWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app import theme
from app.columns import SORT, Index
from app.figure_table import FigureTable
from app.labels import empty_state
from app.panels.layer_model import COLUMNS, SHARE, LayerModel
from modelzoo.results import Cost

_NO_FIGURES = "No layers to show: open a model, or complete the one on the canvas."


class LayerTable(QWidget):
    """All layers that reach an output; sort and selection outlast a change of the figures."""

    selection_changed = Signal(object)
    """A person selected other rows: a tuple of the nodes' ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._sorted = LayerModel(), QSortFilterProxyModel()
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT)
        self._selected: frozenset[str] = frozenset()
        self._quiet = False
        self._table = FigureTable(self._sorted, self.tr("Layers"))
        self._table.setItemDelegateForColumn(SHARE, _Bar(self._table))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state(self.tr(_NO_FIGURES)))
        self._stack.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._table.selectionModel().selectionChanged.connect(self._tell_selection)

    def show_cost(self, cost: Cost | None) -> None:
        """Show the layers of this cost, or that there are none."""
        first = not self._model.rows
        self._model.show_cost(cost)
        self._stack.setCurrentIndex(1 if self._model.rows else 0)
        if first and cost:
            self._table.fit_columns()
            self._table.setColumnWidth(SHARE, max(self._table.columnWidth(SHARE), 120))
        self.select(self._selected)

    def select(self, ids: Collection[str]) -> None:
        """Select these nodes' rows, and tell nobody."""
        self._selected = frozenset(ids)
        if self._selected == self._rows_selected():
            return
        rows = [row for row, layer in enumerate(self._model.rows) if layer.node in self._selected]
        chosen = QItemSelection()
        for row in rows:
            chosen.merge(QItemSelection(*self._ends(row)), QItemSelectionModel.SelectionFlag.Select)
        self._quiet = True
        self._table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False
        if rows:
            self._table.scrollTo(self._ends(rows[0])[0])

    def _ends(self, row: int) -> tuple[QModelIndex, QModelIndex]:
        """The first and the last cell of a layer's row, as it is sorted now."""
        first, last = self._model.index(row, 0), self._model.index(row, len(COLUMNS) - 1)
        return self._sorted.mapFromSource(first), self._sorted.mapFromSource(last)

    def _rows_selected(self) -> frozenset[str]:
        rows = self._table.selectionModel().selectedRows()
        return frozenset(self._model.rows[self._sorted.mapToSource(row).row()].node for row in rows)

    def _tell_selection(self) -> None:
        if not self._quiet:
            self._selected = self._rows_selected()
            in_order = tuple(layer.node for layer in self._model.rows if layer.node in self._selected)
            self.selection_changed.emit(in_order)


class _Bar(QStyledItemDelegate):
    """A share as a bar with its figure."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as ever, and on its left the bar."""
        super().paint(painter, option, index)
        text = str(index.data())
        share = float(text.split()[0]) / 100
        cell = option.rect.adjusted(6, 6, -6 - option.fontMetrics.horizontalAdvance("100.0 %"), -6)
        bar = QRect(cell.left(), cell.top(), round(cell.width() * share), cell.height())
        if bar.width() > 0:
            selected = option.state & QStyle.StateFlag.State_Selected
            colours = theme.of(option.palette)
            painter.fillRect(bar, QColor(colours.on_accent if selected else colours.accent))
