"""The zoo: every published model in a table that filters and sorts, beside it the card of the current one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.figure_table import FigureTable
from app.labels import Label, empty_state
from app.panels.zoo.card import ModelCard
from app.panels.zoo.criteria import Criteria
from app.panels.zoo.filter_bar import FilterBar
from app.panels.zoo.models import FilteredModels, ZooModel
from modelzoo.published import Published
from modelzoo.results import Appraisal


class ZooPage(QWidget):
    """Shows what the catalog holds; figures are told later, model by model."""

    open_wished = Signal(str)
    """A person wants this model on the canvas, as `open_model` reads it."""
    add_wished = Signal(str)
    """A person wants this model on the canvas as one more variant."""
    compare_wished = Signal(object)
    """A person wants these published names side by side: a tuple."""
    board_wished = Signal(object)
    """A person wants these published names on the board: a tuple."""
    sweep_wished = Signal(object)
    """A person wants to sweep these published names: a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = ZooModel()
        self._fitting = FilteredModels(self._models)
        self._filter, self.card = FilterBar(), ModelCard()
        self.table = FigureTable(self._fitting, self.tr("Models"))
        self._empty = empty_state(self.tr("Loading models…"))
        self._stack = QStackedWidget()
        self._count = Label("", "subtext")
        self._compare, self._sweep = QPushButton(self.tr("Com&pare")), QPushButton(self.tr("S&weep"))
        self._board = QPushButton(self.tr("Add to the &board"))
        self._lay_out()
        self._listen()
        self._show_selection()
        self.setFocusProxy(self._filter)

    @property
    def selected(self) -> tuple[str, ...]:
        """The published names of the selected models, from top to bottom."""
        return tuple(self._fitting.model_at(row).name for row in self.table.selected_rows())

    def show_models(self, models: Sequence[Published]) -> None:
        """Show these models and no others."""
        first, current = not self._models.rows, self._current_name()
        self._models.show_rows(models)
        self._filter.show_choices(
            sorted({model.info.family for model in models}, key=str.casefold),
            sorted({model.info.task for model in models}),
        )
        if first:
            self.table.fit_columns("99,999.99")
        self._show_matches()
        self.pick(current)

    def show_appraisal(self, name: str, found: Appraisal) -> None:
        """Show what a model costs."""
        self._change(name, appraisal=found, problem="")

    def show_problem(self, name: str, reason: str) -> None:
        """Show why a model's figures cannot be told."""
        self._change(name, appraisal=None, problem=reason)

    def pick(self, name: str) -> None:
        """Make this model the current one, if the filter lets it be seen; else the first."""
        shown = [self._fitting.model_at(row).name for row in range(self._fitting.rowCount())]
        if shown:
            self.table.choose_row(shown.index(name) if name in shown else 0)
        else:
            self.card.show_model(None)

    def wish_comparison(self) -> None:
        """Wish the selected models side by side."""
        self.compare_wished.emit(self.selected)

    def _lay_out(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._compare.setToolTip(self.tr("Put the figures of the selected models side by side (Ctrl+Shift+C)"))
        self._sweep.setToolTip(self.tr("See the selected models over resolutions, widths and more (Ctrl+Shift+E)"))
        self._board.setToolTip(self.tr("Put the selected models on the board of candidates (Ctrl+Shift+K)"))
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 6, 8, 8)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._compare)
        foot.addWidget(self._sweep)
        foot.addWidget(self._board)
        models = QWidget()
        left = QVBoxLayout(models)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._stack, 1)
        left.addLayout(foot)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(models)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([900, 360])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter)
        layout.addWidget(splitter, 1)

    def _listen(self) -> None:
        self._filter.changed.connect(self._look_for)
        self._filter.table_wished.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._filter.entered.connect(self.card.open)
        self.table.entered.connect(self.card.open)
        self.table.doubleClicked.connect(self.card.open)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.selectionModel().selectionChanged.connect(self._show_selection)
        self._compare.clicked.connect(self.wish_comparison)
        self._sweep.clicked.connect(lambda: self.sweep_wished.emit(self.selected))
        self._board.clicked.connect(lambda: self.board_wished.emit(self.selected))
        self.card.open_wished.connect(self.open_wished)
        self.card.add_wished.connect(self.add_wished)

    def _change(self, name: str, **changes: object) -> None:
        at = self._models.row_of(name)
        self._models.change_row(at, replace(self._models.rows[at], **changes))  # type: ignore[arg-type]
        self._show_matches()
        if name == self._current_name():
            self.card.show_model(self._models.rows[at])

    def _look_for(self, criteria: Criteria) -> None:
        current = self._current_name()
        self._fitting.look_for(criteria)
        self._show_matches()
        self.pick(current)

    def _show_matches(self) -> None:
        models, criteria, fitting = self._models.rows, self._fitting.criteria, self._fitting.rowCount()
        if not models:
            return
        uncounted = [model for model in models if model.appraisal is None and criteria.describes(model)]
        waiting = sum(not model.problem for model in uncounted)
        failed = len(uncounted) - waiting
        parts = [self.tr("{} of {} models").format(fitting, len(models))]
        if waiting:
            parts.append(self.tr("{} still being counted").format(waiting))
        if failed:
            parts.append(self.tr("{} cannot be counted").format(failed))
        self._count.setText(", ".join(parts))
        self._empty.setText(
            "\n\n".join([self.tr("No model fits. Ask for less, or clear the filter (Alt+C)."), *parts[1:]])
        )
        self._stack.setCurrentIndex(1 if fitting else 0)

    def _current_name(self) -> str:
        index = self.table.currentIndex()
        return self._fitting.model_at(index.row()).name if index.isValid() else ""

    def _show_current(self, index: QModelIndex) -> None:
        self.card.show_model(self._fitting.model_at(index.row()) if index.isValid() else None)

    def _show_selection(self) -> None:
        several = len(self.table.selected_rows())
        self._compare.setEnabled(several > 1)
        for button in (self._sweep, self._board):
            button.setEnabled(several > 0)
        text = self.tr("Com&pare {} models").format(several) if several > 1 else self.tr("Com&pare")
        self._compare.setText(text)

    def _offer(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Open"), self.card.open)
        menu.addAction(self.tr("Add as &variant"), self.card.add)
        menu.addAction(self._compare.text(), self.wish_comparison).setEnabled(self._compare.isEnabled())
        menu.addAction(self.tr("S&weep"), self._sweep.click)
        menu.addAction(self.tr("Add to the &board"), self._board.click)
        menu.addAction(self.tr("Copy as a &table"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(at))
