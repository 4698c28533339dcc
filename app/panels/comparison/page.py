"""Published models side by side: a table of what they cost on paper, for a look, a spreadsheet or a paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.columns import SortedRows, plain_table, shown_table
from app.figure_table import FigureTable
from app.labels import Label, empty_state
from app.panels.comparison.marking import BestMark
from app.panels.comparison.rows import ComparedModels
from app.published import Published
from modelzoo.errors import ParamError
from modelzoo.results import Appraisal
from modelzoo.sizes import parse_size
from modelzoo.tabular import Table, as_csv, as_latex, as_markdown

_NOTHING = "Select two or more models in the zoo (Ctrl+2) with Ctrl or Shift held, and choose Compare."
_FORMATS = {"&CSV": as_csv, "&Markdown": as_markdown, "&LaTeX (booktabs)": as_latex}


class ComparisonPage(QWidget):
    """Shows models at one input size or each at its own; wishes what it needs, and copies what it shows."""

    size_wished = Signal(str)
    """A person wants all models at this input size ("64", "64x96"); empty: each at its own."""
    open_wished = Signal(str)
    """A person wants this model on the canvas: its published name."""
    hint_wished = Signal(str)
    """Something was done that cannot be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = ComparedModels()
        self._sorted = SortedRows(self._models)
        self._size = ""
        self.table = FigureTable(self._sorted, self.tr("Compared models"))
        self.table.setItemDelegate(BestMark(self.table))
        self._input, self._complaint = QLineEdit(), Label("", "error")
        self._open, self._copy = QPushButton(self.tr("&Open")), QPushButton(self.tr("&Copy as"))
        self._bar, self._progress = QProgressBar(), Label("", "subtext")
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self._show_progress()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table."""
        self.table.setFocus(event.reason())

    def show_models(self, models: Sequence[Published], size: str) -> None:
        """Show these models, all at this size or (empty) each at its own, as far as their figures are known."""
        first = not self._models.rows
        self._size = size
        self._input.setText(size)
        self._models.show_rows(models)
        if first:
            self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        if models:
            self.table.choose_row(0)
        self._show_progress()

    def show_appraisal(self, name: str, found: Appraisal) -> None:
        """Show what a model costs."""
        self._models.show_appraisal(name, found)
        self._show_progress()

    def show_problem(self, name: str, reason: str) -> None:
        """Show why a model has no figures at this size."""
        self._models.show_problem(name, reason)
        self._show_progress()

    @property
    def names(self) -> tuple[str, ...]:
        """The published names that are compared."""
        return tuple(row.name for row in self._models.rows)

    def open(self) -> None:
        """Wish the current model onto the canvas."""
        index = self.table.currentIndex()
        if index.isValid():
            self.open_wished.emit(self._models.rows[self._sorted.mapToSource(index).row()].name)

    def _lay_out(self) -> None:
        self._stack.addWidget(empty_state(self.tr(_NOTHING)))
        self._stack.addWidget(self.table)
        label = Label(self.tr("&Input size"))
        label.setBuddy(self._input)
        self._input.setPlaceholderText(self.tr("each its own"))
        self._input.setAccessibleName(self.tr("Input size of all models in pixels"))
        self._input.setToolTip(
            self.tr("All models at one size: 64, or height x width such as 64x96. Empty: each its own")
        )
        self._input.setClearButtonEnabled(True)
        self._input.setFixedWidth(self.fontMetrics().horizontalAdvance("each its own") + 44)
        self._open.setToolTip(self.tr("Put the current model on the canvas in place of the present one"))
        self._copy.setToolTip(self.tr("Copy the selected rows, or all, in the order shown"))
        menu = QMenu(self._copy)
        for title, write in _FORMATS.items():
            menu.addAction(title, partial(self._copy_as, title, write))
        menu.addAction(self.tr("&Plain text (Ctrl+C)"), self.table.copy)
        self._copy.setMenu(menu)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        head = _row(label, self._input, Label(self.tr("px"), "subtext"), self._complaint)
        head.addStretch(1)
        for button in (self._copy, self._open):
            head.addWidget(button)
        foot = _row(self._legend(), self._progress, self._bar)
        foot.insertStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _legend(self) -> Label:
        return Label(self.tr("A star and bold figures mark the best of a column. Batch 1, fp32."), "subtext")

    def _listen(self) -> None:
        self._input.editingFinished.connect(self._wish_size)
        self._input.textChanged.connect(lambda text: None if text else self._wish_size())
        self._open.clicked.connect(self.open)
        self.table.entered.connect(self.open)
        self.table.doubleClicked.connect(self.open)

    def _wish_size(self) -> None:
        text = self._input.text().strip()
        try:
            if text:
                parse_size(text)
        except ParamError as error:
            self._complaint.setText(str(error))
            return
        self._complaint.clear()
        if text != self._size:
            self.size_wished.emit(text)

    def _copy_as(self, title: str, write: Callable[[Table], str]) -> None:
        rows = self.table.chosen_rows()
        take = plain_table if write is as_csv else shown_table
        QGuiApplication.clipboard().setText(write(take(self._sorted, rows)))
        said = self.tr("1 row is") if len(rows) == 1 else self.tr("{} rows are").format(len(rows))
        self.hint_wished.emit(self.tr("{} on the clipboard as {}.").format(said, title.replace("&", "")))

    def _show_progress(self) -> None:
        wanted, counted = len(self._models.rows), self._models.counted
        self._stack.setCurrentIndex(1 if wanted else 0)
        if counted == wanted:
            self.table.fit_columns("99,999.99")
        for control in (self._input, self._open, self._copy):
            control.setEnabled(bool(wanted))
        for part in (self._bar, self._progress):
            part.setVisible(counted < wanted)
        self._bar.setRange(0, max(1, wanted))
        self._bar.setValue(counted)
        self._progress.setText(self.tr("Counting: {} of {}").format(counted, wanted))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 8, 10, 8)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row
