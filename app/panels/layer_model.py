"""The layers of a model as a table: one row a node, each column knowing how it reads, sorts and writes its figure."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app import units
from app.prose import spoken
from modelzoo.graph import shape_text
from modelzoo.results import Cost, LayerCost

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SORT = Role.UserRole
"""The role of the value that a column sorts by and a copy writes."""


@dataclass(frozen=True)
class Column:
    """A heading with its unit, an explanation, and how a layer's value is found, written, and written in full.

    copied: the heading of the plain value that a copy writes, where it differs.
    """

    title: str
    tip: str
    read: Callable[[LayerCost], object]
    show: Callable[[LayerCost], str]
    full: Callable[[LayerCost], str] | None = None
    copied: str = ""

    @property
    def numeric(self) -> bool:
        """Whether it holds figures, which stand flush right."""
        return self.full is not None


def _text(title: str, tip: str, read: Callable[[LayerCost], str]) -> Column:
    return Column(title, tip, read, read)


COLUMNS = (
    _text("Name", "The block's name on the canvas", lambda layer: layer.node),
    _text("Block", "The kind of block", lambda layer: spoken(layer.block)),
    _text("Output", "Channels x height x width", lambda layer: shape_text(layer.output)),
    Column(
        "Share of MACs",
        "The layer's part of all MACs",
        lambda layer: layer.macs,
        lambda layer: "",
        lambda layer: f"{units.exact(layer.macs)} MACs",
    ),
    Column(
        "MACs (M)",
        "Millions of exact multiply-adds of convolutions, transposed convolutions, linear layers and matrix products",
        lambda layer: layer.macs,
        lambda layer: f"{layer.macs / 1e6:,.3f}",
        lambda layer: f"{units.exact(layer.macs)} MACs",
        "MACs",
    ),
    Column(
        "Parameters",
        "Values that training changes",
        lambda layer: layer.parameters,
        lambda layer: units.exact(layer.parameters),
        lambda layer: f"{units.exact(layer.parameters)} parameters",
    ),
    Column(
        "Mult-adds (M, torchinfo)",
        "Millions of mult-adds as torchinfo counts them",
        lambda layer: layer.mult_adds,
        lambda layer: f"{layer.mult_adds / 1e6:,.3f}",
        lambda layer: f"{units.exact(layer.mult_adds)} mult-adds",
        "Mult-adds (torchinfo)",
    ),
    Column(
        "Activations (kB)",
        "Thousands of bytes of all tensors that the block writes, fp32",
        lambda layer: layer.activation_bytes,
        lambda layer: f"{layer.activation_bytes / 1e3:,.1f}",
        lambda layer: f"{units.exact(layer.activation_bytes)} bytes",
        "Activations (bytes)",
    ),
    Column(
        "Intensity (FLOP/B)",
        "Arithmetic per byte moved, by the operations that MACs count, with cold caches between them",
        lambda layer: layer.intensity,
        lambda layer: f"{layer.intensity:,.1f}",
        lambda layer: f"{layer.intensity:.4f} FLOP per byte",
    ),
    _text("Input", "Channels x height x width of each input", lambda layer: ", ".join(map(shape_text, layer.inputs))),
)
SHARE = next(at for at, column in enumerate(COLUMNS) if column.title == "Share of MACs")


class LayerModel(QAbstractTableModel):
    """The layers of one cost."""

    def __init__(self) -> None:
        super().__init__()
        self.layers: tuple[LayerCost, ...] = ()
        self._macs = 0

    def show_cost(self, cost: Cost | None) -> None:
        """Hold this cost's layers; the rows stay where the nodes are the same."""
        layers, self._macs = (cost.layers, cost.macs) if cost else ((), 0)
        if [layer.node for layer in layers] == [layer.node for layer in self.layers]:
            self.layers = layers
            if layers:
                self.dataChanged.emit(self.index(0, 0), self.index(len(layers) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.layers = layers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a layer."""
        return 0 if parent.isValid() else len(self.layers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a figure."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """A column's title, and as a tooltip what it means."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        return {Role.DisplayRole: column.title, Role.ToolTipRole: f"{column.tip}."}.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A figure as it is shown, sorted by, told in full, or aligned."""
        layer, column = self.layers[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole if index.column() == SHARE:
                return units.percent(self.share(index.row()))
            case Role.DisplayRole:
                return column.show(layer)
            case Role.ToolTipRole:
                return column.full(layer) if column.full else column.show(layer)
            case Role.TextAlignmentRole:
                return _alignment(column)
            case _ if role == SORT:
                return self.share(index.row()) if index.column() == SHARE else column.read(layer)
        return None

    def share(self, row: int) -> float:
        """The layer's part of all MACs, from 0 to 1."""
        return self.layers[row].macs / self._macs if self._macs else 0.0


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
