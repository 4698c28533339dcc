"""What of a box's texts fits into it. The cuts are kept: a zoom draws the same ones again and again."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from app.canvas.distance import font
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH

TILE = 40.0
"""The width of the coloured part that has the glyph."""
TEXT = QRectF(TILE + 10, 0, BOX_WIDTH - TILE - 18, BOX_HEIGHT)
_MIDDLE = Qt.TextElideMode.ElideMiddle
"""Names are told apart by their ends."""
_KEPT = 4096


@lru_cache(_KEPT)
def large_name(name: str, pixels: int) -> tuple[QFont, str]:
    """The font at this size, or as much smaller as the name needs, down to two thirds; and what then fits of it."""
    width = TEXT.width() + 6
    share = max(2 / 3, min(1.0, width / _advance(name, font(pixels, bold=True))))
    fitting = font(int(pixels * share), bold=True)
    return fitting, _elided(name, fitting, width, _MIDDLE)


@lru_cache(_KEPT)
def short_name(name: str, pixels: int) -> str:
    """What fits of a name from near."""
    return _elided(name, font(pixels, bold=True), TEXT.width(), _MIDDLE)


@lru_cache(_KEPT)
def fitted(title: str, details: str, named: bool, pixels: int) -> str:
    """The title gives way to the details: it goes where the box is named so or little would remain, else it is cut."""
    width, small = TEXT.width(), font(pixels)
    if details and _advance(f"{title} {details}", small) > width:
        short = _elided(title, small, max(width - _advance(f" {details}", small), width / 3))
        title = "" if named or len(short) <= len(title) / 2 else short
    return _elided(f"{title} {details}".strip(), small, width)


def _advance(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _elided(text: str, font: QFont, width: float, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    return QFontMetricsF(font).elidedText(text, where, width)
