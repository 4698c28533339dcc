"""A share in a table's cell as a bar with its figure."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import theme
from app.columns import SORT, Index


class ShareBar(QStyledItemDelegate):
    """Draws the value that the column sorts by, from 0 to 1; nothing where it is not known."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as ever, and on its left the bar."""
        super().paint(painter, option, index)
        share = index.data(SORT) or 0.0
        cell = option.rect.adjusted(6, 6, -6 - option.fontMetrics.horizontalAdvance("100.0 %"), -6)
        bar = QRect(cell.left(), cell.top(), round(cell.width() * min(share, 1.0)), cell.height())
        if bar.width() > 0:
            selected = option.state & QStyle.StateFlag.State_Selected
            colours = theme.of(option.palette)
            painter.fillRect(bar, QColor(colours.on_accent if selected else colours.accent))
