"""How a cell of the board is drawn: its figure above a bar, faint where the candidate misses a limit."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import theme
from app.columns import Index
from app.panels.board.rows import BAR, MISSED

_PAD, _HEIGHT = 4, 3
"""Pixels beside a bar, and its height: it stands below the figure, so that no text is read on a coloured ground."""


class BarCell(QStyledItemDelegate):
    """Paints cells as ever, and below each figure a bar from 0 to the greatest of its column."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Fainter and slanted where a limit is missed."""
        super().initStyleOption(option, index)
        if index.data(MISSED):
            option.palette.setColor(QPalette.ColorRole.Text, QColor(theme.of(option.palette).subtext))
            option.font.setItalic(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and its bar."""
        super().paint(painter, option, index)
        share = index.data(BAR)
        if not share:
            return
        colours, cell = theme.of(option.palette), option.rect
        selected = option.state & QStyle.StateFlag.State_Selected
        colour = colours.on_accent if selected else colours.border if index.data(MISSED) else colours.accent
        width = max(1, round(share * (cell.width() - 2 * _PAD)))
        painter.fillRect(QRect(cell.left() + _PAD, cell.bottom() - _HEIGHT, width, _HEIGHT), QColor(colour))
