"""The table of the variants: its rows are renamed and taken away by keys, and moved by keys and by the mouse."""

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.figure_table import RowsTable

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LINE = 3
"""Pixels of the line that shows where a row would come to stand."""


class VariantTable(RowsTable):
    """A table of figures whose rows keep the order that a person gives them, unless a column sorts them."""

    moved = Signal(int, int)
    """A person wants the row of the first position at the second."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__(model, name)
        self._pressed: QPoint | None = None
        self._line: QWidget | None = None
        self.setEditTriggers(self.EditTrigger.EditKeyPressed)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setToolTip(
            self.tr(
                "Enter or a double click shows a variant, F2 renames it, Delete takes it away; "
                "drag it or press Alt and an arrow to move it"
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the key wants done with the row; Escape gives a drag up."""
        at = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Escape and self._line:
            self._end_drag()
        elif event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS and at >= 0:
            self.moved.emit(at, at + _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def rename(self) -> None:
        """Let a person type another title in the current row, whose first cell comes into the open for it."""
        self.horizontalScrollBar().setValue(0)
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(0))
        self.edit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps the beginning of a drag."""
        super().mousePressEvent(event)
        at = event.position().toPoint()
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed = at if plain and self._has_own_order and self.indexAt(at).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would come to stand."""
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif self._line or (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._show_gap(self._gap(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row stand there."""
        if self._line and self._pressed:
            row, gap = self.indexAt(self._pressed).row(), self._gap(event.position().toPoint())
            to = gap - (gap > row)
            self._end_drag()
            if to != row:
                self.moved.emit(row, to)
        self._pressed = None
        super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag ends with the keyboard."""
        super().focusOutEvent(event)
        self._end_drag()

    @property
    def _has_own_order(self) -> bool:
        return self.horizontalHeader().sortIndicatorSection() < 0

    def _gap(self, at: QPoint) -> int:
        """Between which rows a point lies: above this one."""
        rows = range(self.model().rowCount())
        return sum(self.rowViewportPosition(row) + self.rowHeight(row) / 2 < at.y() for row in rows)

    def _show_gap(self, gap: int) -> None:
        if self._line is None:
            self._line = QWidget(self.viewport())
            self._line.setAutoFillBackground(True)
            self._line.setBackgroundRole(QPalette.ColorRole.Highlight)
        last = self.model().rowCount() - 1
        top = self.rowViewportPosition(gap) if gap <= last else self.rowViewportPosition(last) + self.rowHeight(last)
        self._line.setGeometry(0, max(0, top - _LINE // 2 - 1), self.viewport().width(), _LINE)
        self._line.show()

    def _end_drag(self) -> None:
        line, self._line, self._pressed = self._line, None, None
        if line:
            line.hide()
            line.deleteLater()
