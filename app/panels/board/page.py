"""The board: every candidate with what it costs, takes and came to, beside a plot of any two of its figures."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.copy_button import CopyButton
from app.labels import empty_state
from app.panels.board.foot import ChoiceRow, MeasureRow, RewardRow
from app.panels.board.head import BoardHead
from app.panels.board.plot import ParetoPlot
from app.panels.board.rows import STAR_COLUMN, Candidates, FittingCandidates, Wanted
from app.panels.board.table import CandidateTable
from app.units import CHOSEN
from modelzoo.board import Board, Range
from modelzoo.entries import Entry

_NOTHING = "Nothing to compare yet. Draw a model, open one of the zoo, or type its name above (Model of the zoo)."
_NO_MATCH = "No candidate fits. Ask for less, or clear the filter."


class BoardPage(QWidget):
    """Shows candidates; wishes another Board for all that a person decides."""

    board_wished = Signal(str, object)
    """A person decided something: what, in words, and the Board that it makes."""
    add_wished = Signal(str)
    """A person wants this model on the board, by its name."""
    open_wished = Signal(object)
    """A person wants to see this Entry."""
    measure_wished = Signal()
    stop_wished = Signal()
    export_wished = Signal(str, bytes)
    hint_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._entries = Board(), tuple[Entry, ...]()
        self._dragged: Board | None = None
        self._model = Candidates()
        self._fitting = FittingCandidates(self._model)
        self.table = CandidateTable(self._fitting, self.tr("Candidates"))
        self.head, self.plot = BoardHead(), ParetoPlot()
        self.measuring, self.reward, self.choice = MeasureRow(), RewardRow(), ChoiceRow()
        self.copy_button, self._stack = CopyButton(self.table), QStackedWidget()
        self._empty = empty_state(self.tr(_NOTHING))
        self._lay_out()
        self._listen()
        self.show_board((), Board())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table, or to the box that fills it."""
        (self.table if self._fitting.rowCount() else self.head.add).setFocus(event.reason())

    def show_board(self, entries: Sequence[Entry], board: Board) -> None:
        """Show these candidates and what was decided about them."""
        self._entries, self._board, self._dragged = tuple(entries), board, None
        self._show(board)
        self.head.show_figures(self._model.figures, self._model.shown_keys)
        self._show_wanted()
        self._show_matches()
        self.reward.show_reward(board.reward)
        self.reward.setVisible("reward" in self._model.by_key)
        self.choice.show_choice(board, any(board.is_chosen(*each.key) for each in entries))

    def choose(self) -> None:
        """Wish the current candidate to be the chosen one."""
        if entry := self.current:
            self.board_wished.emit(f"choose {entry.title}", self._board.choosing(*entry.key))

    @property
    def current(self) -> Entry | None:
        """The candidate of the current row."""
        index = self.table.currentIndex()
        return self._fitting.entry_at(index.row()) if index.isValid() else None

    def _show(self, board: Board) -> None:
        """Show the candidates with these limits, the current row where it was."""
        current, sorted_by = self.current, self._sorted_by()
        if self._model.show_entries(self._entries, board):
            self._sort_by(*sorted_by)
            self.table.fit_columns("99,999.99")
        at = max(0, self._fitting.row_of(current.key)) if current else 0
        if self._fitting.rowCount() and self.table.currentIndex().row() != at:
            self.table.choose_row(at)
        self._show_matches()

    def _write_anew(self) -> None:
        """Figures are written in other units than before."""
        self.show_board(self._entries, self._board)

    def _sorted_by(self) -> tuple[str, Qt.SortOrder]:
        at, columns = self._fitting.sortColumn(), self._model.columns
        return (columns[at].title if 0 <= at < len(columns) else ""), self._fitting.sortOrder()

    def _sort_by(self, title: str, order: Qt.SortOrder) -> None:
        titles = [each.title for each in self._model.columns]
        self.table.sortByColumn(titles.index(title) if title in titles else -1, order)

    def _show_matches(self) -> None:
        self._empty.setText(self.tr(_NO_MATCH if self._entries else _NOTHING))
        self._stack.setCurrentIndex(1 if self._fitting.rowCount() else 0)
        self._show_plot()

    def _show_plot(self) -> None:
        model, entries = self._model, self._fitting.entries
        missing = {each.key for each in entries if model.misses(each)}
        current = self.current.key if self.current else None
        self.plot.show_entries(entries, model.figures, model.board, missing, current)

    def _look_for(self, words: str, ranges: tuple[Range, ...]) -> None:
        current = self.current
        self._board = replace(self._board, words=words, ranges=ranges)
        self._show_wanted()
        if self._fitting.rowCount():
            self.table.choose_row(max(0, self._fitting.row_of(current.key)) if current else 0)
        self._show_matches()
        self.board_wished.emit(self.tr("look for candidates"), self._board)

    def _show_wanted(self) -> None:
        self.head.show_wanted(self._board)
        if (wanted := Wanted.by(self._board)) != self._fitting.wanted:
            self._fitting.look_for(wanted)

    def _limit(self, key: str, limit: float | None, final: bool) -> None:
        """Show a limit while it is dragged, and wish it once it is let go or typed."""
        before = self._dragged or self._board
        after = before.with_budget(key, limit) if key else before
        if not final:
            self._dragged = after
            self._show(after)
            return
        self._dragged = None
        if after != self._board:
            self.board_wished.emit(self.tr("set a limit"), after)

    def _pick(self, key: object) -> None:
        self.table.choose_row(self._fitting.row_of(key))

    def _remove(self) -> None:
        entry = self.current
        if entry and entry.model:
            self.board_wished.emit(f"take {entry.title} off the board", self._board.without_model(entry.model))
        elif entry:
            self.hint_wished.emit(
                self.tr("Only models of the zoo can be taken off the board; this is the project's own.")
            )

    def _open(self) -> None:
        if entry := self.current:
            self.open_wished.emit(entry)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == STAR_COLUMN:
            self.choose()

    def _double_click(self, index: QModelIndex) -> None:
        if index.column() != STAR_COLUMN:
            self._open()

    def _offer(self, point: QPoint) -> None:
        if not self.table.indexAt(point).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Choose"), self.choose)
        menu.addAction(self.tr("&Open"), self._open)
        removable = bool(self.current and self.current.model)
        menu.addAction(self.tr("Take &off the board"), self._remove).setEnabled(removable)
        menu.addAction(self.tr("Copy as a &table"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(point))

    def _wish(self, text: str, change: Callable[[Board], Board]) -> None:
        self.board_wished.emit(text, change(self._board))

    def _listen(self) -> None:
        self.head.changed.connect(self._look_for)
        self.head.add_wished.connect(self.add_wished)
        self.head.columns_wished.connect(
            lambda keys: self._wish(self.tr("choose columns"), lambda board: replace(board, columns=keys))
        )
        self.plot.axes_wished.connect(
            lambda axes: self._wish(self.tr("choose axes"), lambda board: replace(board, axes=axes))
        )
        self.plot.turn_wished.connect(
            lambda key: self._wish(self.tr("turn a figure"), lambda board: board.turning(key))
        )
        self.plot.log_wished.connect(
            lambda key, log: self._wish(self.tr("choose axes"), lambda board: board.with_log(key, log))
        )
        self.plot.limit_wished.connect(self._limit)
        self.plot.chosen.connect(self._pick)
        self.plot.exported.connect(self.export_wished)
        self.reward.changed.connect(
            lambda reward: self._wish(self.tr("set the reward"), lambda board: replace(board, reward=reward))
        )
        self.choice.why_wished.connect(lambda why: self._wish(self.tr("say why"), lambda board: board.because(why)))
        self.measuring.measure_wished.connect(self.measure_wished)
        self.measuring.stop_wished.connect(self.stop_wished)
        self.copy_button.copied.connect(self.hint_wished)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_plot())
        self.table.starred.connect(self.choose)
        self.table.removed.connect(self._remove)
        self.table.entered.connect(self._open)
        self.table.doubleClicked.connect(self._double_click)
        self.table.clicked.connect(self._click)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        CHOSEN.changed.connect(self._write_anew)

    def _lay_out(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self.measuring.row.addWidget(self.copy_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 6, 8, 8)
        foot.setSpacing(6)
        reward = QHBoxLayout()
        reward.addWidget(self.reward)
        reward.addStretch(1)
        foot.addWidget(self.measuring)
        foot.addLayout(reward)
        foot.addWidget(self.choice)
        column.addLayout(foot)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.plot)
        splitter.setSizes([700, 580])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
