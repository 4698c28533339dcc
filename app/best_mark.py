"""How the best figure of a column is marked: bold, and with a star, since not everybody tells colours apart."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import theme
from app.columns import Index
from app.icons import paint_action

BEST = Qt.ItemDataRole.UserRole + 2
"""The role that tells whether a figure is the best of its column."""
STAR = 12
"""Pixels."""


class BestMark(QStyledItemDelegate):
    """Paints cells as ever, save the best."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Bold for the best."""
        super().initStyleOption(option, index)
        if index.data(BEST):
            option.font.setBold(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the star."""
        hint = super().sizeHint(option, index)
        return hint + QSize(2 * STAR, 0) if index.data(BEST) else hint

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and a star before its figure."""
        super().paint(painter, option, index)
        if not index.data(BEST):
            return
        selected = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.HighlightedText
        colour = option.palette.color(role) if selected else QColor(theme.of(option.palette).good)
        bold = QFont(option.font)
        bold.setBold(True)
        right = option.rect.right() - QFontMetrics(bold).horizontalAdvance(str(index.data())) - STAR
        at = QRect(right - STAR, option.rect.center().y() - STAR // 2, STAR, STAR)
        paint_action(painter, at, "best", colour)
