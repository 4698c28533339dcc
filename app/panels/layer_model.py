"""The layers of a model as rows of a table, one a node."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from app import units
from app.breakdown import Breakdown, LayerRow
from app.columns import Column, ColumnsModel, Index, scaled_column, text_column
from app.figures import NO_TORCHINFO
from app.prose import spoken
from app.units import CHOSEN, Scale, Units
from modelzoo.labels import shape_label

Role = Qt.ItemDataRole
_NOTHING = "–"


def _known(title: str, tip: str, read: Callable[[LayerRow], float | None], scale: float, full: str) -> Column[LayerRow]:
    """A figure that is not always known; its column is in `scale` of what `full` writes."""

    def show(row: LayerRow) -> str:
        value = read(row)
        return _NOTHING if value is None else f"{value * scale:,.{3 if scale == 1e3 else 1}f}"

    def tell(row: LayerRow) -> str:
        value = read(row)
        return "not known" if value is None else full.format(value * scale)

    return Column(title, tip, lambda row: None if (value := read(row)) is None else value * scale, show, tell)


def _millions(chosen: Units) -> Scale:
    """A block has few of them."""
    return chosen.millions(3)


def _percent(share: float | None) -> str:
    return _NOTHING if share is None else units.percent(share)


def _time(row: LayerRow) -> str:
    if row.time and row.time.merged:
        return "merged"
    return _NOTHING if row.time is None else f"{row.time.p50 * 1e3:,.3f}"


def _full_time(row: LayerRow) -> str:
    if row.time is None:
        return "not timed"
    if row.time.merged:
        return "The runtime does this block's work within the operations of other blocks"
    stale = ", before the last change" if row.stale else ""
    return f"p50 {row.time.p50 * 1e3:,.4f} ms, p90 {row.time.p90 * 1e3:,.4f} ms{stale}"


TIMES: tuple[Column[LayerRow], ...] = (
    Column(
        "Time (ms)",
        "The block's own median time on this CPU, as set up below",
        lambda row: None if row.seconds is None else row.seconds * 1e3,
        _time,
        _full_time,
    ),
    Column(
        "Share of time",
        "The block's part of the whole model's median time",
        lambda row: row.time_share,
        lambda row: _percent(row.time_share),
        _full_time,
    ),
)

COLUMNS: tuple[Column[LayerRow], ...] = (
    text_column("Name", "The block's name on the canvas", lambda row: row.layer.node),
    text_column("Block", "The kind of block", lambda row: spoken(row.layer.block)),
    *TIMES,
    Column(
        "Share of MACs",
        "The layer's part of all MACs",
        lambda row: row.macs_share,
        lambda row: _percent(row.macs_share),
        lambda row: f"{units.exact(row.layer.macs)} MACs",
    ),
    scaled_column(
        "MACs",
        "Exact multiply-adds of convolutions, transposed convolutions, linear layers and matrix products",
        lambda row: row.layer.macs,
        _millions,
        lambda row: f"{units.exact(row.layer.macs)} MACs",
        "MACs",
    ),
    text_column("Output", "Channels x height x width", lambda row: shape_label(row.layer.output)),
    Column(
        "Parameters",
        "Values that training changes",
        lambda row: row.layer.parameters,
        lambda row: units.exact(row.layer.parameters),
        lambda row: f"{units.exact(row.layer.parameters)} parameters",
    ),
    Column(
        "Mult-adds (torchinfo)",
        "Mult-adds as torchinfo counts them",
        lambda row: row.layer.mult_adds if row.as_torchinfo else None,
        lambda row: _millions(CHOSEN.units).text(row.layer.mult_adds) if row.as_torchinfo else _NOTHING,
        lambda row: f"{units.exact(row.layer.mult_adds)} mult-adds" if row.as_torchinfo else NO_TORCHINFO,
        "Mult-adds (torchinfo)",
        _millions,
    ),
    scaled_column(
        "Activations",
        "Memory of all tensors that the block writes, fp32",
        lambda row: row.layer.activation_bytes,
        Units.kilobytes,
        lambda row: f"{units.exact(row.layer.activation_bytes)} bytes",
        "Activations (bytes)",
    ),
    Column(
        "Intensity (FLOP/B)",
        "Arithmetic per byte moved, by the operations that MACs count, with cold caches between them",
        lambda row: row.layer.intensity,
        lambda row: f"{row.layer.intensity:,.1f}",
        lambda row: f"{row.layer.intensity:.4f} FLOP per byte",
    ),
    _known(
        "Speed (GFLOP/s)",
        "Arithmetic per second that was reached, a multiply-add being two",
        lambda row: row.speed,
        1e-9,
        "{:,.3f} GFLOP/s",
    ),
    _known(
        "Bound (ms)",
        "The least time that this machine's roofs allow, with cold caches; known once the roofs are measured",
        lambda row: row.bound,
        1e3,
        "{:,.4f} ms",
    ),
    _known(
        "Efficiency (%)",
        "The bound over the measured time; beyond 100 where tensors came from a cache",
        lambda row: row.efficiency,
        100,
        "{:,.2f} %",
    ),
    text_column(
        "Input",
        "Channels x height x width of each input",
        lambda row: ", ".join(map(shape_label, row.layer.inputs)),
    ),
)
SHARES = tuple(at for at, column in enumerate(COLUMNS) if column.title.startswith("Share of"))


class LayerModel(ColumnsModel[LayerRow]):
    """The layers of one model; times of the model before an edit are grey."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def show_breakdown(self, breakdown: Breakdown) -> None:
        """Hold these layers; the rows stay where the nodes are the same."""
        if [row.layer.node for row in breakdown.rows] != [row.layer.node for row in self.rows]:
            self.show_rows(breakdown.rows)
            return
        self.rows = list(breakdown.rows)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """As in every table, stale times in the tone of what counts less."""
        if role == Role.ForegroundRole and self.rows[index.row()].stale and COLUMNS[index.column()] in TIMES:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return super().data(index, role)
