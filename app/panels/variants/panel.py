"""The variants of a project, one a row: what each costs, which one is shown, and what a person wants done with them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QVBoxLayout, QWidget

from app.columns import SortedRows
from app.panels.variants.rows import VariantRow, VariantRows
from app.panels.variants.table import VariantTable

_WIDEST_TITLE = 190
"""Pixels, so that the first figures are seen in a narrow panel too; titles are cut in their middle."""


class VariantsPanel(QWidget):
    """Shows the variants; tells positions in the project's order, however the rows are sorted."""

    show_wished = Signal(int)
    """A person wants this variant on the canvas."""
    rename_wished = Signal(int, str)
    """A person wants it to have this title."""
    remove_wished = Signal(int)
    """A person wants it taken away."""
    move_wished = Signal(int, int)
    """A person wants it at another position."""
    duplicate_wished = Signal(int)
    """A person wants a copy of it."""
    pin_wished = Signal(int)
    """A person wants it to be the baseline."""
    diff_wished = Signal(str)
    """A person wants the one that is shown beside the variant of this title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = VariantRows()
        self._sorted = SortedRows(self._model)
        self.table = VariantTable(self._sorted, self.tr("Variants"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._model.renamed.connect(self.rename_wished)
        self.table.entered.connect(partial(self._tell, self.show_wished.emit))
        self.table.doubleClicked.connect(lambda _: self._tell(self.show_wished.emit))
        self.table.removed.connect(partial(self._tell, self.remove_wished.emit))
        self.table.moved.connect(self._move)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table."""
        self.table.setFocus(event.reason())

    def show_variants(self, rows: Sequence[VariantRow]) -> None:
        """Show these; the current row stays with its variant, or goes to the one that has come to be shown."""
        shown = next((row.title for row in self._model.rows if row.shown), "")
        current = self._model.rows[self._at(self.table.currentIndex())].title if self._has_current else shown
        others = self._model.show_variants(rows)
        if others:
            self.table.fit_columns("99,999.99")
            self.table.setColumnWidth(0, min(_WIDEST_TITLE, self.table.columnWidth(0)))
            self.table.resizeColumnToContents(self._model.columnCount() - 1)
        titles, now = [row.title for row in rows], next(row.title for row in rows if row.shown)
        if others or now != shown:
            self._choose(titles.index(now if now != shown or current not in titles else current))

    def rename(self, at: int) -> None:
        """Let a person type another title for a variant."""
        self._choose(at)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.rename()

    @property
    def _has_current(self) -> bool:
        return self.table.currentIndex().isValid()

    def _at(self, index: QModelIndex) -> int:
        return self._sorted.mapToSource(index).row()

    def _choose(self, at: int) -> None:
        self.table.choose_row(self._sorted.mapFromSource(self._model.index(at, 0)).row())

    def _tell(self, wish: Callable[[int], None]) -> None:
        if self._has_current and self.table.state() != QAbstractItemView.State.EditingState:
            wish(self._at(self.table.currentIndex()))

    def _move(self, row: int, to: int) -> None:
        if self.table.state() != QAbstractItemView.State.EditingState:
            at = self._at(self._sorted.index(row, 0))
            self.move_wished.emit(at, at + to - row)

    def _offer(self, point: QPoint) -> None:
        index = self.table.indexAt(point)
        if not index.isValid():
            return
        at = self._at(index)
        row = self._model.rows[at]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Show"), lambda: self.show_wished.emit(at)).setEnabled(not row.shown)
        menu.addAction(self.tr("D&uplicate"), lambda: self.duplicate_wished.emit(at))
        menu.addAction(self.tr("&Rename"), lambda: self.rename(at))
        menu.addAction(self.tr("&Pin as baseline"), lambda: self.pin_wished.emit(at)).setEnabled(not row.pinned)
        diff = menu.addAction(self.tr("D&iff with the one shown"), lambda: self.diff_wished.emit(row.title))
        diff.setEnabled(not row.shown)
        menu.addSeparator()
        menu.addAction(self.tr("Move &up"), lambda: self.move_wished.emit(at, at - 1)).setEnabled(at > 0)
        last = len(self._model.rows) - 1
        menu.addAction(self.tr("Move d&own"), lambda: self.move_wished.emit(at, at + 1)).setEnabled(at < last)
        menu.addSeparator()
        menu.addAction(self.tr("&Delete"), lambda: self.remove_wished.emit(at)).setEnabled(last > 0)
        menu.addAction(self.tr("Copy as a &table"), self.table.copy)
        menu.popup(self.table.viewport().mapToGlobal(point))
