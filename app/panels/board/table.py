"""The board's table: bars below its figures, and keys that choose a candidate or take it away."""

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.figure_table import RowsTable
from app.panels.board.cells import BarCell


class CandidateTable(RowsTable):
    """A table of figures in which a row can be chosen by a key."""

    starred = Signal()

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__(model, name)
        self.setItemDelegate(BarCell(self))
        self.setToolTip(
            self.tr("Space chooses a candidate, Enter opens it, Delete takes a model of the zoo off the board")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the key wants done with the row."""
        if event.key() == Qt.Key.Key_Space:
            self.starred.emit()
        else:
            super().keyPressEvent(event)
