"""The layers of a model as rows of a table, one a node."""

from PySide6.QtCore import Qt

from app import units
from app.columns import SORT, Column, ColumnsModel, Index, text_column
from app.prose import spoken
from modelzoo.graph import shape_text
from modelzoo.results import Cost, LayerCost

Role = Qt.ItemDataRole

COLUMNS: tuple[Column[LayerCost], ...] = (
    text_column("Name", "The block's name on the canvas", lambda layer: layer.node),
    text_column("Block", "The kind of block", lambda layer: spoken(layer.block)),
    text_column("Output", "Channels x height x width", lambda layer: shape_text(layer.output)),
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
    text_column(
        "Input", "Channels x height x width of each input", lambda layer: ", ".join(map(shape_text, layer.inputs))
    ),
)
SHARE = next(at for at, column in enumerate(COLUMNS) if column.title == "Share of MACs")


class LayerModel(ColumnsModel[LayerCost]):
    """The layers of one cost."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._macs = 0

    def show_cost(self, cost: Cost | None) -> None:
        """Hold this cost's layers; the rows stay where the nodes are the same."""
        layers, self._macs = (cost.layers, cost.macs) if cost else ((), 0)
        if [layer.node for layer in layers] != [layer.node for layer in self.rows]:
            self.show_rows(layers)
            return
        self.rows = list(layers)
        if layers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(layers) - 1, len(COLUMNS) - 1))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """As in every table; the share is of all MACs."""
        if index.column() == SHARE and role in (Role.DisplayRole, SORT):
            share = self.share(index.row())
            return share if role == SORT else units.percent(share)
        return super().data(index, role)

    def share(self, row: int) -> float:
        """The layer's part of all MACs, from 0 to 1."""
        return self.rows[row].macs / self._macs if self._macs else 0.0
