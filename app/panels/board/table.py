"""The board's table: bars below its figures, and keys that choose a candidate or take it away."""

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.figure_table import FigureTable
from app.panels.board.cells import BarCell


class CandidateTable(FigureTable):
    """A table of figures in which a row can be chosen and taken away by keys."""

    starred = Signal()
    removed = Signal()

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__(model, name)
        self.setItemDelegate(BarCell(self))
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setToolTip(
            self.tr("Space chooses a candidate, Enter opens it, Delete takes a model of the zoo off the board")
        )

    def event(self, event: QEvent) -> bool:
        """Claim Delete before the window's own takes blocks away."""
        claimed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if claimed and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the key wants done with the row."""
        if event.key() == Qt.Key.Key_Space:
            self.starred.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
