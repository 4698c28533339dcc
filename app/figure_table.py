"""A table of figures as all of them behave: whole rows with their names in sight, sorting by a click, plain copies."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QTableView

from app.columns import FIGURES_SIDE, Index, plain_table
from app.first_column import FirstColumn
from app.units import CHOSEN
from modelzoo.tabular import as_tabs

_WIDEST, _WIDEST_NAME = 180, 240
_ARROW = 22
"""Pixels beside a heading for the arrow of the order."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FigureTable(QTableView):
    """Shows a sorted model."""

    entered = Signal()
    """Enter on the current row."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self._first_column: FirstColumn | None = None
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setToolTip(self.tr("Click a heading to sort. Ctrl+C copies the selected rows, or all."))
        self._first_column = FirstColumn(self)
        CHOSEN.changed.connect(self._make_room)

    def fit_columns(self, figure: str = "") -> None:
        """Give every column the width of its contents, those of figures at least what this figure needs."""
        measure = self.horizontalHeader().fontMetrics()
        for column in range(self.model().columnCount()):
            heading = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            heading_width = max(map(measure.horizontalAdvance, heading.split("\n"))) + _ARROW
            side = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            least = self.fontMetrics().horizontalAdvance(figure) if side == FIGURES_SIDE else 0
            width = min(max(self.sizeHintForColumn(column), least) + 10, _WIDEST if column else _WIDEST_NAME)
            self.setColumnWidth(column, max(heading_width, width))

    def _make_room(self) -> None:
        """Widen the columns whose figures have become longer; no column becomes narrower."""
        for column in range(self.model().columnCount()):
            needed = min(self.sizeHintForColumn(column) + 10, _WIDEST)
            self.setColumnWidth(column, max(self.columnWidth(column), needed))

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard with all digits, separated by tabs."""
        QGuiApplication.clipboard().setText(as_tabs(plain_table(self.model(), self.chosen_rows())))

    def choose_row(self, row: int) -> None:
        """Make this row the current one and the only one selected, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)

    def chosen_rows(self) -> list[int]:
        """The selected rows from top to bottom, or all."""
        return self.selected_rows() or list(range(self.model().rowCount()))

    def selected_rows(self) -> list[int]:
        """The selected rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def updateGeometries(self) -> None:
        """Let the first column follow whatever changes the table's own measures."""
        super().updateGeometries()
        if self._first_column:
            self._first_column.place()

    def scrollTo(self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell in sight; the first of a row always is, and the others not where that covers them."""
        across = self.horizontalScrollBar()
        before = across.value()
        super().scrollTo(index, hint)
        if index.column() == 0:
            across.setValue(before)
        elif self._first_column:
            across.setValue(across.value() - max(0, self._first_column.covered - self.visualRect(index).left()))

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+C before the window's own Copy gets it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.matches(QKeySequence.StandardKey.Copy))
            if event.isAccepted():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy rows, tell Enter; leave every other key to the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class RowsTable(FigureTable):
    """A table of what a person brought together: one row at a time is chosen, and can be taken away."""

    removed = Signal()
    """Delete on the current row."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__(model, name)
        self.setSelectionMode(self.SelectionMode.SingleSelection)

    def event(self, event: QEvent) -> bool:
        """Claim Delete before the window's own takes blocks away."""
        claimed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if claimed and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
