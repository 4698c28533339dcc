"""A project's variants as rows of a table: what each is, costs and takes, and what that is beside another."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont

from app import units
from app.columns import Column, ColumnsModel, Index, text_column
from app.figures import FIGURES, MACS, PARAMETERS, Figure
from modelzoo.analysis.trust import doubts
from modelzoo.measurements import Latency
from modelzoo.results import Cost

Role = Qt.ItemDataRole

NOTHING, WAITING = "–", "…"
_MULT_ADDS, _PEAK = (
    next(each for each in FIGURES if each.title.startswith(title)) for title in ("Mult-adds", "Peak activations")
)


@dataclass(frozen=True)
class Reference:
    """What a variant is compared with: the baseline, or the variant that it came from."""

    title: str
    cost: Cost | None = None


@dataclass(frozen=True)
class VariantRow:
    """A variant and what is known of it. Without a cost it is still to be counted, or `problem` says why it cannot be.

    shown: whether it is the one on the canvas. pinned: whether it is the baseline.
    """

    title: str
    history: str
    input: str
    shown: bool = False
    pinned: bool = False
    cost: Cost | None = None
    problem: str = ""
    latency: Latency | None = None
    reference: Reference | None = None

    @property
    def role(self) -> str:
        """What sets it apart from the others, in words."""
        return ", ".join([*(["shown"] if self.shown else []), *(["baseline"] if self.pinned else [])])


def _missing(row: VariantRow) -> str:
    return NOTHING if row.problem else WAITING


def _cost(figure: Figure) -> Column[VariantRow]:
    """A figure on paper."""
    return figure.column(lambda row: row.cost, _missing)


def _change(figure: Figure, word: str) -> Column[VariantRow]:
    """What became of a figure."""

    def pair(row: VariantRow) -> tuple[float, float] | None:
        other = row.reference.cost if row.reference else None
        return (figure.read(row.cost), figure.read(other)) if row.cost and other else None

    def percent(row: VariantRow) -> float | None:
        found = pair(row)
        return 100 * (found[0] / found[1] - 1) if found and found[1] else None

    def show(row: VariantRow) -> str:
        found = pair(row)
        return units.share(*found, figure.show) if found else NOTHING

    def full(row: VariantRow) -> str:
        found = pair(row)
        if found is None or row.reference is None:
            return "There is nothing to compare it with"
        return f"{units.change(*found, figure.show)} against {row.reference.title}"

    tip = f"{figure.title} against the baseline, or else against the variant that it came from"
    return Column(f"Change ({word})", tip, percent, show, full, f"Change of {word} (%)")


def _time(row: VariantRow) -> str:
    if row.latency is None:
        return NOTHING
    return f"{1e3 * row.latency.p50:,.3f}{' ?' if doubts(row.latency) else ''}"


def _full_time(row: VariantRow) -> str:
    found = row.latency
    if found is None:
        return "Not measured on this machine in the main setup of the Latency panel"
    how = f"{found.n:,} runs, {found.setup.runtime}, threads {found.setup.threads}, taken {found.environment.date}"
    return "\n".join([f"p50 {1e3 * found.p50:,.4f} ms, p90 {1e3 * found.p90:,.4f} ms", how, *doubts(found)])


COLUMNS: tuple[Column[VariantRow], ...] = (
    text_column("Variant", "One of the project's models; the bold one is shown", lambda row: row.title),
    _cost(MACS),
    _change(MACS, "MACs"),
    _cost(PARAMETERS),
    _change(PARAMETERS, "parameters"),
    _cost(_PEAK),
    _change(_PEAK, "peak"),
    _cost(_MULT_ADDS),
    Column(
        "p50 (ms)",
        "Median time on this CPU in the main setup of the Latency panel; a question mark where it is in doubt",
        lambda row: row.latency.p50 if row.latency else None,
        _time,
        _full_time,
        "p50 (s)",
    ),
    Column(
        "Input",
        "Height and width in pixels",
        lambda row: row.input,
        lambda row: row.input,
        lambda row: f"{row.input} px",
    ),
    text_column(
        "Compared with",
        "What the changes are measured against: the baseline, or the variant that it came from",
        lambda row: "" if row.reference is None else row.reference.title,
    ),
    text_column("History", "What it was at first, and what was done to it since", lambda row: row.history),
)


class VariantRows(ColumnsModel[VariantRow]):
    """The variants in the project's order; titles can be edited."""

    renamed = Signal(int, str)
    """A person wants a variant, by its position, to have this title."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, tall=True)

    def show_variants(self, rows: Sequence[VariantRow]) -> bool:
        """Hold these; gives whether they are others than before, or stand otherwise."""
        if [row.title for row in rows] != [row.title for row in self.rows]:
            self.show_rows(rows)
            return True
        for at, row in enumerate(rows):
            if row != self.rows[at]:
                self.change_row(at, row)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A title can be edited."""
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """As in every table; the one that is shown stands out, and a screen reader is told which it is."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.FontRole and row.shown:
            font = QFont()
            font.setBold(True)
            return font
        if index.column() == 0:
            if role == Role.EditRole:
                return row.title
            if role == Role.AccessibleTextRole:
                return ", ".join(filter(None, (row.title, row.role)))
            if role == Role.ToolTipRole:
                role_text = f" ({row.role})" if row.role else ""
                return f"{row.title}{role_text}\n{row.history}".strip()
        if role == Role.ToolTipRole and row.problem and column.full and column.read(row) is None:
            return row.problem
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Wish another title; it stands here once the project has it."""
        title = str(value).strip()
        if role == Role.EditRole and title != self.rows[index.row()].title:
            self.renamed.emit(index.row(), title)
        return False
