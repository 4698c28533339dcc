"""From how far away a canvas is seen, and in which letters it is written."""

from functools import cache

from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

FAR, HALFWAY = 0.22, 0.55
"""Below these scales a box is a plain patch of colour, or only its name in large letters."""


def scale_of(painter: QPainter) -> float:
    """By how much things appear smaller (below 1) or larger than they are."""
    return QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())


@cache
def font(pixels: int, bold: bool = False) -> QFont:
    """The application's font at a size in scene units."""
    made = QFont()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made
