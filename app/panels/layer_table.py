"""Where the cost sits: every layer's figures in a table that sorts, selects and copies."""

from collections.abc import Collection

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.labels import empty_state
from app.panels.layer_model import COLUMNS, SHARE, SORT, Index, LayerModel
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
        self._table = _Table(self._sorted)
        self._table.setAccessibleName(self.tr("Layers"))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state(self.tr(_NO_FIGURES)))
        self._stack.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._table.selectionModel().selectionChanged.connect(self._tell_selection)

    def show_cost(self, cost: Cost | None) -> None:
        """Show the layers of this cost, or that there are none."""
        first = not self._model.layers
        self._model.show_cost(cost)
        self._stack.setCurrentIndex(1 if self._model.layers else 0)
        if first and cost:
            self._table.fit_columns()
        self.select(self._selected)

    def select(self, ids: Collection[str]) -> None:
        """Select these nodes' rows, and tell nobody."""
        self._selected = frozenset(ids)
        if self._selected == self._rows_selected():
            return
        rows = [row for row, layer in enumerate(self._model.layers) if layer.node in self._selected]
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
        return frozenset(self._model.layers[self._sorted.mapToSource(row).row()].node for row in rows)

    def _tell_selection(self) -> None:
        if not self._quiet:
            self._selected = self._rows_selected()
            in_order = tuple(layer.node for layer in self._model.layers if layer.node in self._selected)
            self.selection_changed.emit(in_order)


class _Table(QTableView):
    """The table itself: whole rows, and a copy that a spreadsheet takes."""

    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(SHARE, _Bar(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setToolTip(self.tr("Click a heading to sort. Ctrl+C copies the selected rows, or all."))

    def fit_columns(self) -> None:
        """Give every column the width of its contents."""
        self.resizeColumnsToContents()
        for column in range(len(COLUMNS)):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, 180))
        self.setColumnWidth(SHARE, max(self.columnWidth(SHARE), 120))

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+C before the window's own Copy gets it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.matches(QKeySequence.StandardKey.Copy))
            if event.isAccepted():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy rows; leave every other key to the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._as_text())
        else:
            super().keyPressEvent(event)

    def _as_text(self) -> str:
        """The selected rows, or all, with all digits, separated by tabs."""
        selected = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = selected or range(self.model().rowCount())
        lines = ["\t".join(column.copied or column.title for column in COLUMNS)]
        lines += ["\t".join(self._cell(row, column) for column in range(len(COLUMNS))) for row in rows]
        return "\n".join(lines) + "\n"

    def _cell(self, row: int, column: int) -> str:
        index = self.model().index(row, column)
        return str(index.data(SORT))


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
