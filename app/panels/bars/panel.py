"""The blocks as bars of one quantity, in the network's order or the largest first."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.breakdown import Breakdown, LayerRow
from app.labels import empty_state
from app.panels.bars.rows import Bar, BarLine, BarModel
from app.quantities import QUANTITIES, TIME, Quantity

_NO_BLOCKS = "No blocks to show: open a model, or complete the one on the canvas."


class Bars(QWidget):
    """One line a block; the selection outlasts a change of the figures."""

    selection_changed = Signal(object)
    """A person selected other lines: a tuple of the nodes' ids."""
    quantity_wished = Signal(str)
    """A person wants bars of the quantity of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._breakdown, self._quantity = Breakdown(), TIME
        self._selected: frozenset[str] = frozenset()
        self._quiet = False
        self._model, self._list = BarModel(), QListView()
        self._line = BarLine(self._list)
        self._quantities, self._order, self._stack = QComboBox(), QComboBox(), QStackedWidget()
        self._lay_out()
        self._quantities.activated.connect(lambda at: self.quantity_wished.emit(QUANTITIES[at].name))
        self._order.currentIndexChanged.connect(self._show)
        self._list.selectionModel().selectionChanged.connect(self._tell_selection)

    def show_breakdown(self, breakdown: Breakdown, quantity: Quantity) -> None:
        """Show this quantity of these blocks."""
        self._breakdown, self._quantity = breakdown, quantity
        self._quantities.setCurrentIndex(QUANTITIES.index(quantity))
        self._show()

    def select(self, ids: Collection[str]) -> None:
        """Select these nodes' lines, and tell nobody."""
        self._selected = frozenset(ids)
        if self._selected == self._lines_selected():
            return
        chosen = QItemSelection()
        lines = [at for at, bar in enumerate(self._model.bars) if bar.node in self._selected]
        for at in lines:
            chosen.select(self._model.index(at), self._model.index(at))
        self._quiet = True
        self._list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if lines:
            first = self._model.index(lines[0])
            self._list.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._list.scrollTo(first)
        self._quiet = False

    def _show(self) -> None:
        bars = _bars(self._breakdown.rows, self._quantity)
        if self._order.currentIndex():
            bars.sort(key=lambda bar: -1.0 if bar.share is None else bar.share, reverse=True)
        self._quiet = True
        self._model.show_bars(bars)
        self._quiet = False
        self._line.fit(bars, self._list.fontMetrics())
        self._list.setAccessibleName(self.tr("Blocks by {}").format(self._quantity.title.lower()))
        self._stack.setCurrentIndex(1 if bars else 0)
        self.select(self._selected)

    def _lines_selected(self) -> frozenset[str]:
        return frozenset(self._model.bars[index.row()].node for index in self._list.selectedIndexes())

    def _tell_selection(self) -> None:
        if not self._quiet:
            self._selected = self._lines_selected()
            in_order = (row.layer.node for row in self._breakdown.rows)
            self.selection_changed.emit(tuple(node for node in in_order if node in self._selected))

    def _lay_out(self) -> None:
        self._list.setModel(self._model)
        self._list.setAccessibleName(self.tr("Blocks as bars"))
        self._list.setItemDelegate(self._line)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._quantities.addItems([each.title for each in QUANTITIES])
        self._order.addItems([self.tr("In network order"), self.tr("Largest first")])
        self._quantities.setAccessibleName(self.tr("Quantity of the bars"))
        self._order.setAccessibleName(self.tr("Order of the bars"))
        above = QHBoxLayout()
        above.setContentsMargins(8, 4, 8, 4)
        for widget in (self._quantities, self._order):
            above.addWidget(widget)
        above.addStretch(1)
        self._stack.addWidget(empty_state(self.tr(_NO_BLOCKS)))
        self._stack.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self._stack, 1)


def _bars(rows: Sequence[LayerRow], quantity: Quantity) -> list[Bar]:
    values = [quantity.read(row) for row in rows]
    most = max((value for value in values if value), default=1)
    return [
        Bar(
            row.layer.node,
            quantity.text(row),
            None if value is None else value / most,
            row.stale and quantity is TIME,
        )
        for row, value in zip(rows, values, strict=True)
    ]
