"""Where the cost and the time sit: every layer's figures in a table that sorts, selects and copies."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSignalBlocker, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.breakdown import Breakdown
from app.columns import SortedRows
from app.figure_table import FigureTable
from app.icons import action_icon
from app.labels import Label, Tone, empty_state, note
from app.panels.layer_model import COLUMNS, SHARES, LayerModel
from app.share_bar import ShareBar
from app.time_words import full_text, sum_text, taken_text
from modelzoo.analysis.trust import doubts
from modelzoo.catalog import CATALOG
from modelzoo.measurements import Setup

_NO_FIGURES = "No layers to show: open a model, or complete the one on the canvas."
_SHARE_WIDTH = 120


class LayerTable(QWidget):
    """All layers that reach an output; sort and selection outlast a change of the figures."""

    selection_changed = Signal(object)
    """A person selected other rows: a tuple of the nodes' ids."""
    setup_wished = Signal(object)
    """A person wants the times of this Setup."""
    times_wished = Signal()
    """A person wants the times taken anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LayerModel()
        self._sorted = SortedRows(self._model)
        self._selected: frozenset[str] = frozenset()
        self._quiet = self._has_times = False
        self._table = FigureTable(self._sorted, self.tr("Layers"))
        for column in SHARES:
            self._table.setItemDelegateForColumn(column, ShareBar(self._table))
        self._times, self._taken = note(), Label(tone="subtext")
        self._setup, self._again = QComboBox(), QToolButton()
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state(self.tr(_NO_FIGURES)))
        self._stack.addWidget(self._with_times())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._table.selectionModel().selectionChanged.connect(self._tell_selection)
        self._again.clicked.connect(self.times_wished)
        self._setup.activated.connect(lambda at: self.setup_wished.emit(self._setup.itemData(at)))

    def show_breakdown(self, breakdown: Breakdown) -> None:
        """Show these layers, or that there are none."""
        first, timed = not self._model.rows, self._has_times
        self._model.show_breakdown(breakdown)
        self._has_times = breakdown.times is not None
        self._stack.setCurrentIndex(1 if self._model.rows else 0)
        if self._model.rows and (first or timed is not self._has_times):
            self._table.fit_columns()
            for column in SHARES:
                self._table.setColumnWidth(column, max(self._table.columnWidth(column), _SHARE_WIDTH))
        self.select(self._selected)
        if breakdown.times:
            stale = self.tr("Before the last change: ") if breakdown.stale else ""
            doubtful = bool(doubts(breakdown.times.whole))
            doubt = self.tr(", doubtful") if doubtful else ""
            self.say(f"{stale}{sum_text(breakdown.times)}{doubt}", "warning" if doubtful else "subtext")
            self._taken.setText(taken_text(breakdown.times))
            for label in (self._times, self._taken):
                label.setToolTip(full_text(breakdown.times))
        self._taken.setVisible(breakdown.times is not None)
        self._again.setVisible(breakdown.times is not None)

    def say(self, text: str, tone: Tone = "subtext") -> None:
        """What there is to know of the times, or why there are none."""
        self._times.setText(text)
        self._times.set_tone(tone)
        self._times.setVisible(bool(text))

    def show_setups(self, setups: Sequence[Setup], chosen: Setup) -> None:
        """Offer the times of these."""
        with QSignalBlocker(self._setup):
            self._setup.clear()
            for each in setups:
                info = CATALOG.runtimes.get(each.runtime)
                self._setup.addItem(info.title if info else each.runtime, each)
            self._setup.setCurrentIndex(setups.index(chosen) if chosen in setups else -1)
        self._setup.setEnabled(len(setups) > 1)
        self._setup.setVisible(bool(setups))

    def select(self, ids: Collection[str]) -> None:
        """Select these nodes' rows, and tell nobody."""
        self._selected = frozenset(ids)
        if self._selected == self._rows_selected():
            return
        rows = [row for row, each in enumerate(self._model.rows) if each.layer.node in self._selected]
        chosen = QItemSelection()
        for row in rows:
            chosen.merge(QItemSelection(*self._ends(row)), QItemSelectionModel.SelectionFlag.Select)
        self._quiet = True
        self._table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False
        if rows:
            self._table.scrollTo(self._ends(rows[0])[0])

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._again.setIcon(action_icon("measure", self.palette().color(QPalette.ColorRole.ButtonText)))

    def _ends(self, row: int) -> tuple[QModelIndex, QModelIndex]:
        """The first and the last cell of a layer's row, as it is sorted now."""
        first, last = self._model.index(row, 0), self._model.index(row, len(COLUMNS) - 1)
        return self._sorted.mapFromSource(first), self._sorted.mapFromSource(last)

    def _rows_selected(self) -> frozenset[str]:
        rows = self._table.selectionModel().selectedRows()
        return frozenset(self._model.rows[self._sorted.mapToSource(row).row()].layer.node for row in rows)

    def _tell_selection(self) -> None:
        if not self._quiet:
            self._selected = self._rows_selected()
            in_order = tuple(row.layer.node for row in self._model.rows if row.layer.node in self._selected)
            self.selection_changed.emit(in_order)

    def _with_times(self) -> QWidget:
        """The table, and below it what is to be said of the times."""
        self._setup.setAccessibleName(self.tr("Runtime of the times"))
        self._again.setAccessibleName(self.tr("Time again"))
        self._again.setToolTip(self.tr("Take the times of the blocks anew"))
        for widget in (self._setup, self._times, self._taken, self._again):
            widget.hide()
        self._taken.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again.setAutoRaise(True)
        self._again.setIcon(action_icon("measure", self.palette().color(QPalette.ColorRole.ButtonText)))
        row = QHBoxLayout()
        row.addWidget(self._setup)
        row.addWidget(self._taken, 1)
        row.addWidget(self._again)
        below = QVBoxLayout()
        below.setContentsMargins(8, 2, 8, 2)
        below.setSpacing(0)
        below.addWidget(self._times)
        below.addLayout(row)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._table, 1)
        layout.addLayout(below)
        return whole
