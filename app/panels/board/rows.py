"""The candidates as rows of a table: which are shown, which of them miss a limit, and how long their bars are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.columns import Column, ColumnsModel, Index, SortedRows
from app.panels.board.column import BoardColumn
from app.panels.board.columns import board_columns, head_columns, kind_text
from modelzoo.board import Board, Range
from modelzoo.entries import Entry

Role = Qt.ItemDataRole

BAR = Role.UserRole + 3
"""The role of a cell's share of the greatest figure in its column, from 0 to 1; None where there is none."""
MISSED = Role.UserRole + 4
"""The role that tells whether the row misses a limit."""
STAR_COLUMN = 1


@dataclass(frozen=True)
class Wanted:
    """Which candidates are looked for: those whose titles hold all of these words, and whose figures lie in ranges."""

    words: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()

    @staticmethod
    def by(board: Board) -> "Wanted":
        """What a board says that is looked for."""
        return Wanted(tuple(board.words.casefold().split()), board.ranges)

    def fits(self, entry: Entry, columns: Mapping[str, BoardColumn]) -> bool:
        """Whether a candidate is one of them; where a figure is not known it lies in no range."""
        told = f"{entry.title} {kind_text(entry)}".casefold()
        return all(word in told for word in self.words) and all(
            self._lies(columns[key].value(entry), least, most) for key, least, most in self.ranges if key in columns
        )

    @staticmethod
    def _lies(value: float | None, least: float | None, most: float | None) -> bool:
        return value is not None and (least is None or value >= least) and (most is None or value <= most)


class Candidates(ColumnsModel[Entry]):
    """The candidates in the order in which they were put there, under the columns that a person chose."""

    def __init__(self) -> None:
        super().__init__(head_columns(Board()), tall=True)
        self.board = Board()
        self.figures: tuple[BoardColumn, ...] = ()
        self._most: dict[str, float] = {}

    @property
    def by_key(self) -> dict[str, BoardColumn]:
        """All figures that there are."""
        return {each.key: each for each in self.figures}

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The figures that have a column, in order."""
        return tuple(each.key for each in self.columns if isinstance(each, BoardColumn))

    def show_entries(self, entries: Sequence[Entry], board: Board) -> bool:
        """Hold these; gives whether rows or columns are others than before."""
        self.board, self.figures = board, board_columns(board, entries)
        shown = self._chosen(board)
        columns: tuple[Column[Entry], ...] = (*head_columns(board), *shown)
        others = [each.key for each in entries] != [row.key for row in self.rows]
        others = others or [each.title for each in columns] != [each.title for each in self.columns]
        if others:
            self.beginResetModel()
        self.columns, self.rows = columns, list(entries)
        self._most = {each.key: self._greatest(each) for each in shown}
        if others:
            self.endResetModel()
        elif entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        return others

    def misses(self, entry: Entry) -> tuple[str, ...]:
        """The names of the figures in which a candidate misses its limit."""
        found, limits = self.by_key, self.board.limits
        return tuple(
            found[key].name for key, limit in limits.items() if key in found and not found[key].keeps(entry, limit)
        )

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """As in every table; and the bar, and whether a limit is missed, which a screen reader is told too."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == BAR:
            return self._share(row, column)
        if role == MISSED:
            return bool(self.misses(row))
        if role == Role.TextAlignmentRole and index.column() == STAR_COLUMN:
            return Qt.AlignmentFlag.AlignCenter
        if role == Role.AccessibleTextRole and index.column() == STAR_COLUMN:
            return self.tr("chosen") if self.board.is_chosen(*row.key) else self.tr("not chosen")
        if index.column() == 0 and role in (Role.AccessibleTextRole, Role.ToolTipRole):
            missed = self.misses(row)
            told = [row.title, *([self.tr("misses the limit of {}").format(", ".join(missed))] if missed else [])]
            return (", " if role == Role.AccessibleTextRole else "\n").join([*told, *filter(None, [row.problem])])
        if role == Role.ToolTipRole and row.problem and isinstance(column, BoardColumn) and row.paper is None:
            return row.problem
        return super().data(index, role)

    def _chosen(self, board: Board) -> tuple[BoardColumn, ...]:
        if not board.columns:
            return tuple(each for each in self.figures if each.usual)
        return tuple(each for each in self.figures if each.key in board.columns)

    def _greatest(self, column: BoardColumn) -> float:
        return max((value for row in self.rows if (value := column.value(row)) is not None), default=0.0)

    def _share(self, row: Entry, column: Column[Entry]) -> float | None:
        if not isinstance(column, BoardColumn):
            return None
        value, most = column.value(row), self._most.get(column.key, 0.0)
        return None if value is None or most <= 0 else max(0.0, value / most)


class FittingCandidates(SortedRows):
    """Those that are looked for, in the order of a column."""

    def __init__(self, source: Candidates) -> None:
        self._candidates = source
        self.wanted = Wanted()
        super().__init__(source)

    def look_for(self, wanted: Wanted) -> None:
        """Show the candidates that fit."""
        self.wanted = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a candidate fits."""
        return self.wanted.fits(self._candidates.rows[row], self._candidates.by_key)

    @property
    def entries(self) -> list[Entry]:
        """The candidates from top to bottom."""
        return [self.entry_at(row) for row in range(self.rowCount())]

    def entry_at(self, row: int) -> Entry:
        """The candidate in a row."""
        return self._candidates.rows[self.mapToSource(self.index(row, 0)).row()]

    def row_of(self, key: object) -> int:
        """Where a candidate stands; -1 where it does not."""
        return next((at for at, entry in enumerate(self.entries) if entry.key == key), -1)
