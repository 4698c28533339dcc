"""Where a note is written: a field on its place, as large on the screen as can be read."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from app.canvas.distance import font
from app.canvas.notes import BAR, PAD, TEXT_HEIGHT, edge_colour
from app.canvas.surface import Surface

_FRAME = 2
_LEAST_LETTERS, _LEAST_WIDTH, _LEAST_HEIGHT = 12, 180, 40
_STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the keyboard may be elsewhere for a moment."""


class NoteEditor(QPlainTextEdit):
    """Writes one note at a time; Escape gives up, Ctrl+Enter keeps, as does a click elsewhere."""

    written = Signal(str)
    """The text is to be kept."""
    left = Signal()
    """The writing is over, whether or not anything is kept."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._around = QRectF()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Write a note: Ctrl+Enter keeps it, Escape gives up"))
        self.setAccessibleName(self.tr("Text of the note"))
        self.document().setDocumentMargin(PAD - _FRAME)
        self.textChanged.connect(self.settle)
        self.hide()

    def write(self, around: QRectF, text: str) -> None:
        """Begin to write on this place of the scene."""
        self._around = around
        self._dress()
        self.setPlainText(text)
        self.selectAll()
        self.show()
        self.settle()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, keep: bool) -> None:
        """End the writing."""
        if self.isVisible():
            self.hide()
            if keep:
                self.written.emit(self.toPlainText())
            self.left.emit()

    def settle(self) -> None:
        """Stand on the note, wherever it is seen now, as high as the text."""
        if not self.isVisible():
            return
        scale = self._surface.transform().m11()
        letters = font(max(_LEAST_LETTERS, round(TEXT_HEIGHT * scale)))
        if letters != self.font():
            self.setFont(letters)
        seen = self._surface.mapFromScene(self._around).boundingRect()
        self.resize(max(_LEAST_WIDTH, seen.width()), self.height())
        lines = sum(max(1, self._lines(at)) for at in range(self.blockCount()))
        height = round(lines * self.fontMetrics().lineSpacing() + 2 * PAD)
        self.setGeometry(seen.x(), seen.y(), self.width(), max(_LEAST_HEIGHT, seen.height(), height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up, Ctrl+Enter keeps."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._leave(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere keeps what was written."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYING:
            self.finish(keep=True)

    def _leave(self, keep: bool) -> None:
        self.finish(keep)
        self._surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, block: int) -> int:
        self.document().documentLayout()
        return self.document().findBlockByNumber(block).layout().lineCount()

    def _dress(self) -> None:
        colours = self._surface.sheet.theme
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: {_FRAME}px solid {edge_colour(colours).name()}; border-radius: 5px; "
            f"background: {colours.note}; color: {colours.text}; padding-left: {BAR:.0f}px; }}"
        )
