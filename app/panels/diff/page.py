"""Two models set side by side: what was added, removed and changed, and what each of that costs or saves."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.canvas.pairing import Drawing
from app.columns import SortedRows
from app.copy_button import CopyButton
from app.figure_table import FigureTable
from app.labels import Label, empty_state
from app.panels.diff.columns import WORDS, DiffRows, columns
from app.panels.diff.drawings import Drawings
from app.panels.diff.sides import SideChooser
from app.panels.diff.totals import Totals
from modelzoo.diff import Difference, Row
from modelzoo.measurements import Latency

_NOTHING = "Choose two models above, and what sets them apart stands here."


class DiffPage(QWidget):
    """Shows a difference as drawings and as a table, which select together; wishes models and a size."""

    wished = Signal(str, str, str)
    """A person wants these two models, as their choosers tell them, at this size; empty: each at its own."""
    file_wished = Signal(int)
    """A person wants to choose a project's file for the first (0) or the second (1) model."""
    hint_wished = Signal(str)
    """Something was done that cannot be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._difference = Difference(())
        self._model = DiffRows(columns(()))
        self._sorted = SortedRows(self._model)
        self._quiet = False
        self.table = FigureTable(self._sorted, self.tr("What differs"))
        self.drawings, self._totals = Drawings(), Totals()
        self.sides = SideChooser(self.tr("Model before")), SideChooser(self.tr("Model after"))
        self._swap, self._copy = QPushButton(self.tr("S&wap")), CopyButton(self.table)
        self._size, self._only = QLineEdit(), QCheckBox(self.tr("&Only differences"))
        self._waiting, self._reason, self._stack = QProgressBar(), empty_state(self.tr(_NOTHING)), QStackedWidget()
        self._lay_out()
        self._listen()
        self._waiting.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table, or to where a model is chosen."""
        (self.table if self._stack.currentIndex() else self.sides[0]).setFocus(event.reason())

    def show_variants(self, titles: Sequence[str]) -> None:
        """The project has these variants."""
        for chooser in self.sides:
            chooser.show_variants(titles)

    def show_wish(self, before: str, after: str, size: str) -> None:
        """These models are wanted, at this size; what is shown is not of them until they are there."""
        for chooser, text in zip(self.sides, (before, after), strict=True):
            chooser.show_side(text)
        self._size.setText(size)
        self._waiting.show()
        self._stack.setEnabled(False)

    def show_pair(self, before: Drawing, after: Drawing, found: Difference, times: Sequence[Latency] = ()) -> None:
        """Show what sets the second apart from the first, and how the times of both were taken if they were."""
        self._settle(1)
        self._difference = found
        self._totals.show_difference(found, times)
        self.drawings.show_pair(before, after, found.rows)
        self._show_rows()

    def show_reason(self, reason: str) -> None:
        """Say why there is nothing to be seen."""
        self._reason.setText(reason)
        self._settle(0)

    def _settle(self, page: int) -> None:
        self._waiting.hide()
        self._stack.setEnabled(True)
        self._stack.setCurrentIndex(page)

    def _show_rows(self) -> None:
        """Fill the table, with all rows or only with those that differ."""
        only = self._only.isChecked()
        rows = [row for row in self._difference.rows if not only or row.kind != "unchanged"]
        model = DiffRows(columns(self._difference.rows))
        model.show_rows(rows)
        self._quiet = True
        self._sorted.setSourceModel(model)
        self._model, self._quiet = model, False
        self.table.fit_columns("+99,999.99")
        self.table.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.drawings.show_only_differences(only)

    def _select_rows(self, rows: Sequence[Row]) -> None:
        """Select these rows of the table, those that are shown, and tell nobody."""
        wanted, chosen = set(map(id, rows)), QItemSelection()
        at = [at for at, row in enumerate(self._model.rows) if id(row) in wanted]
        for index in (self._sorted.mapFromSource(self._model.index(row, 0)) for row in at):
            last = index.siblingAtColumn(self._sorted.columnCount() - 1)
            chosen.merge(QItemSelection(index, last), QItemSelectionModel.SelectionFlag.Select)
            self.table.scrollTo(index)
        self._quiet = True
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False

    def _follow_table(self) -> None:
        if not self._quiet:
            selected = (self._sorted.index(row, 0) for row in self.table.selected_rows())
            self.drawings.select([self._model.rows[self._sorted.mapToSource(index).row()] for index in selected])

    def _tell(self) -> None:
        self.wished.emit(*(chooser.currentText().strip() for chooser in self.sides), self._size.text().strip())

    def _wish_swapped(self) -> None:
        before, after = (chooser.currentText() for chooser in self.sides)
        for chooser, text in zip(self.sides, (after, before), strict=True):
            chooser.show_side(text)
        self._tell()

    def _lay_out(self) -> None:
        self._swap.setToolTip(self.tr("Exchange the two models"))
        self._only.setToolTip(self.tr("Leave out what both have alike; on the drawings it steps back"))
        self._size.setPlaceholderText(self.tr("each its own"))
        self._size.setAccessibleName(self.tr("Input size of both models in pixels"))
        self._size.setToolTip(
            self.tr("Both models at one size: 64, or height x width such as 64x96. Empty: each its own")
        )
        self._size.setFixedWidth(self.fontMetrics().horizontalAdvance("each its own") + 24)
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setFixedHeight(4)
        self._waiting.setAccessibleName(self.tr("The models are being compared"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._totals)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.drawings)
        split.addWidget(below)
        split.setSizes([380, 270])
        split.setChildrenCollapsible(False)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self._waiting)
        layout.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        before, after, size = Label(self.tr("&Before")), Label(self.tr("&After")), Label(self.tr("&Input size"))
        for label, control in ((before, self.sides[0]), (after, self.sides[1]), (size, self._size)):
            label.setBuddy(control)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        parts: tuple[QWidget, ...] = (before, self.sides[0], after, self.sides[1], self._swap, size, self._size)
        for widget in (*parts, Label(self.tr("px"), "subtext"), self._only, self._copy):
            row.addWidget(widget)
        row.insertStretch(row.indexOf(size), 1)
        return row

    def _listen(self) -> None:
        for at, chooser in enumerate(self.sides):
            chooser.wished.connect(lambda _: self._tell())
            chooser.file_wished.connect(lambda at=at: self.file_wished.emit(at))
        self._size.editingFinished.connect(self._tell)
        self._swap.clicked.connect(self._wish_swapped)
        self._only.toggled.connect(self._show_rows)
        self._copy.copied.connect(self.hint_wished)
        self.drawings.selection_changed.connect(self._select_rows)
        self.table.selectionModel().selectionChanged.connect(self._follow_table)
