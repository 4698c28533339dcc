"""What sets two models apart as rows of a table, one a node: what became of it, and what that costs or saves."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app import theme, units
from app.canvas.marks import SIGNS, Mark
from app.columns import Column, ColumnsModel, Index, text_column
from app.prose import spoken
from app.units import CHOSEN, Scale, Units
from modelzoo.diff import Row
from modelzoo.tabular import titled

Role = Qt.ItemDataRole


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign, as it is in a table: +1,024 or −0.35."""
    rounded = round(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{abs(rounded):,.{decimals}f}"


def _delta(
    title: str, tip: str, read: Callable[[Row], float | None], scale: Callable[[Units], Scale], unit: str
) -> Column[Row]:
    """How much more a node costs than before, in the heading's unit."""

    def show(row: Row) -> str:
        value, now = read(row), scale(CHOSEN.units)
        return "–" if value is None else signed(value / now.factor, now.decimals)

    def full(row: Row) -> str:
        value = read(row)
        return "not known" if value is None else f"{signed(value, 0 if isinstance(value, int) else 6)} {unit}"

    plain = title if unit == title.lower() else titled(title, unit)
    return Column(title, tip, read, show, full, plain, scale)


_PAPER: tuple[Column[Row], ...] = (
    Column(
        "Change", "What became of the node", lambda row: row.kind, lambda row: f"{SIGNS.get(row.kind, '=')} {row.kind}"
    ),
    text_column("Node", "The node's name, before and after where it has another now", lambda row: row.name),
    text_column("Block", "The kind of block, as it is now or was", lambda row: spoken(row.node.block)),
    text_column(
        "What differs", "Parameters and inputs that are others now", lambda row: ", ".join(map(str, row.edits))
    ),
    _delta(
        "Parameters",
        "By how much the node's parameters grow",
        lambda row: row.delta.parameters,
        lambda _: Scale(""),
        "parameters",
    ),
    _delta("MACs", "By how much the node's MACs grow", lambda row: row.delta.macs, Units.millions, "MACs"),
    _delta(
        "Activations",
        "By how much what the node writes grows, fp32",
        lambda row: row.delta.activation_bytes,
        Units.kilobytes,
        "bytes",
    ),
)
WORDS = 3
"""The column of words that takes the room that is left."""
_TIME = _delta(
    "Time",
    "By how much the node's median time grows on this CPU",
    lambda row: row.delta.seconds,
    lambda _: Scale("ms", 1e-3, 3),
    "s",
)


def columns(rows: Iterable[Row]) -> tuple[Column[Row], ...]:
    """The columns for these rows; of times only where there are some of both models."""
    timed = any(row.delta.seconds is not None for row in rows if row.before and row.after)
    return (*_PAPER, _TIME) if timed else _PAPER


class DiffRows(ColumnsModel[Row]):
    """The rows of a difference, what became of each in its colour."""

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """As in every table, with the kind's colour."""
        if role == Role.ForegroundRole and index.column() == 0:
            mark = Mark.of(self.rows[index.row()])
            return mark.colour(theme.of(QGuiApplication.palette())) if mark else None
        return super().data(index, role)


TOTALS: tuple[tuple[str, str, units.Show], ...] = (
    ("Parameters", "parameters", units.count),
    ("MACs", "macs", units.count),
    ("Activations", "activation_bytes", units.size),
    ("Peak activations", "peak_activation_bytes", units.size),
    ("Time", "seconds", units.duration),
)
"""The totals that are shown: their titles, what `Figures` calls them, and how they are written."""
