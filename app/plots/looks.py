"""How lines are told apart: by colours that colour-blind people tell apart too, by dashes and by marks."""

from PySide6.QtCore import Qt

from app.theme import Theme

Dash = Qt.PenStyle

LIGHT = ("#1a3cf0", "#e8350a", "#1d9a76", "#9f4e9c", "#721300", "#20242c")
DARK = ("#00c3ff", "#cd5d1a", "#009570", "#b428e5", "#ffce28", "#f2f2f2")
"""Found by a search: as far apart as can be in normal sight and in each of the three kinds of colour-blindness."""

DASHES = (Dash.SolidLine, Dash.DashLine, Dash.DotLine, Dash.DashDotLine)
MARKS = ("o", "s", "t", "d", "star", "x")
"""By pyqtgraph's names: circle, square, triangle, diamond, star, cross."""


def colour(theme: Theme, number: int) -> str:
    """The colour of this number, over and over."""
    colours = DARK if theme.dark else LIGHT
    return colours[number % len(colours)]


def dash(number: int) -> Dash:
    """The line style of this number, over and over."""
    return DASHES[number % len(DASHES)]


def mark(number: int) -> str:
    """The mark of this number, over and over."""
    return MARKS[number % len(MARKS)]
