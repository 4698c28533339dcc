"""Rows of values as a table: each column knows how it reads, shows, sorts and copies its part of a row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from app.units import CHOSEN, Scale, Units
from modelzoo.tabular import Table, titled

Row = TypeVar("Row")
Shown = TypeVar("Shown", contravariant=True)
"""A row as a column takes it: a column of all models is one of models that are compared, too."""

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SORT = Role.UserRole
"""The role of the value that a column sorts by and a copy writes; None where nothing is known."""
COPIED = Role.UserRole + 1
"""The role of the heading of that value."""

FIGURES_SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Shown]):
    """A heading with its unit, an explanation, and how a row's value is found, written, and written in full.

    full: only for figures, which stand flush right. copied: the heading of the plain value that a copy writes, where
    it differs. scale: how the figures are written in the units that a person chose; its unit joins the title.
    """

    title: str
    tip: str
    read: Callable[[Shown], object]
    show: Callable[[Shown], str]
    full: Callable[[Shown], str] | None = None
    copied: str = ""
    scale: Callable[[Units], Scale] | None = None

    @property
    def numeric(self) -> bool:
        """Whether it holds figures."""
        return self.full is not None

    @property
    def heading(self) -> str:
        """The title with the unit in which the figures are written now."""
        return titled(self.title, self.scale(CHOSEN.units).unit) if self.scale else self.title


def text_column(title: str, tip: str, read: Callable[[Row], str]) -> Column[Row]:
    """A column of words, which are shown as they are."""
    return Column(title, tip, read, read)


def scaled_column(
    title: str,
    tip: str,
    read: Callable[[Row], float],
    scale: Callable[[Units], Scale],
    full: Callable[[Row], str],
    copied: str,
) -> Column[Row]:
    """A column of figures in the units that a person chose."""
    return Column(title, tip, read, lambda row: scale(CHOSEN.units).text(read(row)), full, copied, scale)


class ColumnsModel(QAbstractTableModel, Generic[Row]):
    """The rows that were last shown. Tall headings break before their units, and so let the columns be narrow."""

    def __init__(self, columns: Sequence[Column[Row]], tall: bool = False) -> None:
        super().__init__()
        self.columns, self.rows = tuple(columns), list[Row]()
        self._break = "\n(" if tall else " ("
        CHOSEN.changed.connect(self._write_anew)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Hold these rows and no others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def change_row(self, at: int, row: Row) -> None:
        """Hold this row in place of the one that stands there."""
        self.rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a value."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a figure."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """A column's title, and as a tooltip what it means."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Role.TextAlignmentRole:
            return FIGURES_SIDE if column.numeric else WORDS_SIDE
        if role == COPIED:
            return column.copied or column.heading
        title = column.heading.replace(" (", self._break)
        return {Role.DisplayRole: title, Role.ToolTipRole: f"{column.tip}."}.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A figure as it is shown, sorted by, told in full, or aligned."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Role.DisplayRole:
                return column.show(row)
            case Role.ToolTipRole:
                return column.full(row) if column.full else column.show(row)
            case Role.TextAlignmentRole:
                return FIGURES_SIDE if column.numeric else WORDS_SIDE
            case _ if role == SORT:
                return column.read(row)
        return None

    def _write_anew(self) -> None:
        """The figures and their headings are written otherwise than before."""
        if self.columns and self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)


class SortedRows(QSortFilterProxyModel):
    """The rows in the order of a column; what is not known stands last, up or down."""

    def __init__(self, source: QAbstractTableModel) -> None:
        super().__init__()
        self.setSourceModel(source)
        self.setSortRole(SORT)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Whether the left value comes first in ascending order."""
        one, other = left.data(SORT), right.data(SORT)
        if one is None or other is None:
            last_is_less = self.sortOrder() == Qt.SortOrder.DescendingOrder
            return (one is None and other is not None) if last_is_less else (one is not None and other is None)
        return bool(_key(one) < _key(other))


def shown_table(model: QAbstractItemModel, rows: Iterable[int]) -> Table:
    """These rows of a model as a person sees them."""
    return _table(model, rows, Role.DisplayRole, Role.DisplayRole)


def plain_table(model: QAbstractItemModel, rows: Iterable[int]) -> Table:
    """These rows, figures with every digit and no unit but that of the heading, for a spreadsheet."""
    return _table(model, rows, COPIED, SORT)


def _table(model: QAbstractItemModel, rows: Iterable[int], heading: int, figure: int) -> Table:
    across = range(model.columnCount())
    headings = (str(model.headerData(at, Qt.Orientation.Horizontal, heading)) for at in across)
    sides = (model.headerData(at, Qt.Orientation.Horizontal, Role.TextAlignmentRole) for at in across)
    figures = tuple(side == FIGURES_SIDE for side in sides)
    roles = [figure if numeric else Role.DisplayRole for numeric in figures]
    cells = tuple(tuple(_text(model.index(row, at).data(role)) for at, role in enumerate(roles)) for row in rows)
    return Table(tuple(each.replace("\n", " ") for each in headings), cells, figures)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
