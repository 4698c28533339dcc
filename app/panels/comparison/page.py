"""Published models side by side: a table of what they cost and take, for a look, a spreadsheet or a paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.accessible import make_clearable
from app.best_mark import BestMark
from app.columns import SortedRows
from app.copy_button import CopyButton
from app.figure_table import FigureTable
from app.labels import Label, empty_state
from app.panels.comparison.foot import Foot
from app.panels.comparison.rows import ComparedModels
from app.panels.comparison.times import Timed
from modelzoo.errors import ParamError
from modelzoo.jobs import Progress
from modelzoo.measurements import Setup
from modelzoo.published import Published
from modelzoo.results import Appraisal
from modelzoo.sizes import parse_size

_NOTHING = (
    "Select two or more models in the zoo (Ctrl+2) with Ctrl or Shift held, and choose Compare.\n"
    "Variants and imported networks stand side by side on the board (Ctrl+9), two of them on the page Diff (Ctrl+6)."
)


class ComparisonPage(QWidget):
    """Shows models at one input size or each at its own; wishes what it needs, and copies what it shows."""

    size_wished = Signal(str)
    """A person wants all models at this input size ("64", "64x96"); empty: each at its own."""
    open_wished = Signal(str)
    """A person wants this model on the canvas: its published name."""
    measure_wished = Signal()
    """A person wants all models measured in turns."""
    stop_wished = Signal()
    """A person wants the measurement to end."""
    reference_wished = Signal(str)
    """A person wants the others compared with this model: its published name."""
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
        self._open, self._copy = QPushButton(self.tr("&Open")), CopyButton(self.table)
        self._measure, self._reference = QPushButton(), QPushButton(self.tr("Compare &with this"))
        self._measuring, self._foot = False, Foot()
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self.show_measuring(None)
        self._show_progress()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table."""
        self.table.setFocus(event.reason())

    def show_models(self, models: Sequence[Published], size: str) -> None:
        """Show these models, all at this size or (empty) each at its own, as far as their figures are known."""
        first = not self._models.rows
        self._size = size
        self._input.setText(size)
        self._models.show_models(models)
        if first:
            self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        if models:
            self.table.choose_row(0)
        self._foot.show_timed(False)
        self._show_progress()

    def show_times(self, setups: Sequence[Setup], times: Mapping[str, Mapping[Setup, Timed]], reference: str) -> None:
        """Show what the models, by their names, take in these setups, beside the one that is the reference."""
        current, across = self._current(), self._models.columnCount()
        self._models.show_times(setups, times, reference)
        if self._models.columnCount() != across:
            self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        if current:
            self.table.choose_row(self._sorted.mapFromSource(self._models.index(self.names.index(current), 0)).row())
        self._foot.show_timed(bool(setups))
        self._show_progress()

    def show_measuring(self, progress: Progress | None) -> None:
        """A measurement of the models has come so far; None where there is none."""
        self._measuring = progress is not None
        self._measure.setText(self.tr("&Stop") if self._measuring else self.tr("Mea&sure these"))
        self._foot.show_measuring(progress)

    def show_failure(self, reason: str) -> None:
        """The measurement came to nothing: why."""
        self.show_measuring(None)
        self._foot.show_failure(reason)

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
        if current := self._current():
            self.open_wished.emit(current)

    def _current(self) -> str:
        """The published name of the current row, if there is one."""
        index = self.table.currentIndex()
        return self._models.rows[self._sorted.mapToSource(index).row()].name if index.isValid() else ""

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
        make_clearable(self._input)
        self._input.setFixedWidth(self.fontMetrics().horizontalAdvance("each its own") + 44)
        self._open.setToolTip(self.tr("Put the current model on the canvas in place of the present one"))
        self._measure.setToolTip(self.tr("Time all models in turns, in the runtimes that the Latency panel names"))
        self._reference.setToolTip(self.tr("Compare the times of the others with those of the current model"))
        self._copy.copied.connect(self.hint_wished)
        head = _row(label, self._input, Label(self.tr("px"), "subtext"), self._complaint)
        head.addStretch(1)
        for button in (self._measure, self._reference, self._copy, self._open):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)

    def _listen(self) -> None:
        self._input.editingFinished.connect(self._wish_size)
        self._input.textChanged.connect(lambda text: None if text else self._wish_size())
        self._open.clicked.connect(self.open)
        self._measure.clicked.connect(lambda: (self.stop_wished if self._measuring else self.measure_wished).emit())
        self._reference.clicked.connect(lambda: self.reference_wished.emit(self._current()))
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

    def _show_progress(self) -> None:
        wanted, counted = len(self._models.rows), self._models.counted
        self._stack.setCurrentIndex(1 if wanted else 0)
        if counted == wanted:
            self.table.fit_columns("99,999.99")
        for control in (self._input, self._measure, self._reference, self._open, self._copy):
            control.setEnabled(bool(wanted))
        self._foot.show_counted(counted, wanted)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 8, 10, 8)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row
