"""Colours for Python, by Python's own tokens."""

import builtins
import io
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.theme import Theme

Kind = Literal["keyword", "string", "number", "comment", "definition", "builtin"]


@dataclass(frozen=True)
class Mark:
    """A part of one line, counted from 0, and what it is."""

    start: int
    length: int
    kind: Kind


Marks = Mapping[int, list[Mark]]
"""What is to be coloured, by lines counted from 0."""


def marks(text: str) -> Marks:
    """What is what in a text of Python that has no mistakes."""
    found: dict[int, list[Mark]] = defaultdict(list)
    lines, before = text.split("\n"), ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if kind := _kind(token, before):
            for line, start, end in _parts(token, lines):
                found[line].append(Mark(start, end - start, kind))
        before = token.string
    return found


def _kind(token: tokenize.TokenInfo, before: str) -> Kind | None:
    if token.type == tokenize.STRING:
        return "string"
    if token.type == tokenize.NUMBER:
        return "number"
    if token.type == tokenize.COMMENT:
        return "comment"
    if token.type != tokenize.NAME:
        return None
    if before in ("def", "class"):
        return "definition"
    if keyword.iskeyword(token.string):
        return "keyword"
    return "builtin" if before != "." and (token.string == "self" or hasattr(builtins, token.string)) else None


def _parts(token: tokenize.TokenInfo, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """The pieces of a token on each of its lines: the line, and from where to where."""
    (first, start), (last, end) = token.start, token.end
    for line in range(first, last + 1):
        yield line - 1, start if line == first else 0, end if line == last else len(lines[line - 1])


class Colouring(QSyntaxHighlighter):
    """Colours a text of which it is told beforehand what is what."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._marks: Marks = {}
        self._formats = _formats(theme)

    def expect(self, text: str) -> None:
        """The document is about to hold this text; lines that it holds already keep their colours."""
        self._marks = marks(text)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of this theme."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        for mark in self._marks.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(mark.start, mark.length, self._formats[mark.kind])


def _formats(theme: Theme) -> dict[Kind, QTextCharFormat]:
    colours: dict[Kind, str] = {
        "keyword": theme.hue("Joining"),
        "string": theme.hue("Pooling"),
        "number": theme.hue("Activations"),
        "comment": theme.subtext,
        "definition": theme.accent,
        "builtin": theme.hue("Normalisation"),
    }
    formats: dict[Kind, QTextCharFormat] = {}
    for kind, colour in colours.items():
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(colour))
    formats["definition"].setFontWeight(QFont.Weight.Bold)
    return formats
