"""Code to be read: coloured, with some lines marked; a new text keeps the reader's place in the old one."""

import io
from collections.abc import Iterable
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from app import theme
from app.panels.code.colouring import Colouring
from modelzoo.exports import Span

_TINT = 0.16
"""How much of the accent lies behind marked lines."""
_ABOVE = 0.3
"""What share of the view stays above a line that is brought into it."""


class CodeView(QPlainTextEdit):
    """A text that can be walked through and copied, not changed."""

    line_entered = Signal(int)
    """A person put the cursor on this line, counted from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[Span, ...] = ()
        self._showing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._colouring = Colouring(self.document(), theme.of(self.palette()))
        self.cursorPositionChanged.connect(self._tell_line)

    @property
    def line(self) -> int:
        """The line of the cursor, counted from 1."""
        return self.textCursor().blockNumber() + 1

    def show_text(self, text: str) -> None:
        """Show this; what stood at the top of the view stays there where it is still said."""
        before, now = _lines(self.toPlainText()), _lines(text)
        parts = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
        top = self.verticalScrollBar().value()
        top = next((new + top - old for _, old, end, new, _ in parts if old <= top < end), top)
        self._showing = True
        self._colouring.expect(text)
        for kind, old, old_end, new, new_end in parts:
            if kind != "equal":
                self._replace(_length(now[:new]), before[old:old_end], now[new:new_end])
        self._showing = False
        self.verticalScrollBar().setValue(top)

    def mark(self, spans: Iterable[Span]) -> None:
        """Let these lines stand out."""
        self._marked = tuple(spans)
        self._show_marks()

    def attend(self) -> None:
        """Bring the first marked line into view, unless a marked line is there already."""
        top, seen = self.verticalScrollBar().value(), self.viewport().height() // self.fontMetrics().lineSpacing()
        lines = [line for span in self._marked for line in range(span.first - 1, span.last)]
        if lines and not any(top <= line < top + seen for line in lines):
            self.verticalScrollBar().setValue(min(lines) - round(_ABOVE * seen))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colouring"):
            self._colouring.show_theme(theme.of(self.palette()))
            self._show_marks()

    def _replace(self, at: int, before: list[str], now: list[str]) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        cursor.setPosition(at + _length(before), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(now))

    def _show_marks(self) -> None:
        colour = QColor(theme.of(self.palette()).accent)
        colour.setAlphaF(_TINT)
        found: list[QTextEdit.ExtraSelection] = []
        for span in self._marked:
            for line in range(span.first - 1, span.last):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self.document().findBlockByNumber(line))
                mark.format.setBackground(colour)
                mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                found.append(mark)
        self.setExtraSelections(found)

    def _tell_line(self) -> None:
        if not self._showing and not self.textCursor().hasSelection():
            self.line_entered.emit(self.line)


def _lines(text: str) -> list[str]:
    """The lines with their ends."""
    return io.StringIO(text).readlines()


def _length(lines: Iterable[str]) -> int:
    """How long lines are to Qt, which counts signs beyond the usual planes twice."""
    return sum(len(line.encode("utf-16-le")) for line in lines) // 2
