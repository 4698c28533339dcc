"""The blocks as bars of one quantity: what stands in each line, and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

BAR = Role.UserRole
_PAD, _MARGIN = 8, 4
_NAMES = 0.34
"""The share of a line that its name may take at most."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Bar:
    """One block: its value in words, and its share of the greatest; None where it has no value.

    stale: the value is of the model before an edit.
    """

    node: str
    text: str
    share: float | None
    stale: bool = False

    @property
    def faint(self) -> bool:
        """Whether it says less than the others."""
        return self.stale or self.share is None


class BarModel(QAbstractListModel):
    """Bars from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[Bar] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Hold these; the lines stay where the blocks are the same."""
        same = [bar.node for bar in bars] == [bar.node for bar in self.bars]
        if not same:
            self.beginResetModel()
        self.bars = list(bars)
        if not same:
            self.endResetModel()
        elif bars:
            self.dataChanged.emit(self.index(0), self.index(len(bars) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a block."""
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The line in words, and what is drawn."""
        bar = self.bars[index.row()]
        if role == BAR:
            return bar
        return f"{bar.node}: {bar.text}" if role in (Role.DisplayRole, Role.ToolTipRole) else None


class BarLine(QStyledItemDelegate):
    """Draws a line: the block's name, its bar on a scale that all lines share, and its value."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = self._values = 0

    def fit(self, bars: Sequence[Bar], fonts: QFontMetrics) -> None:
        """Let the bars begin behind the longest name and end before the longest value."""
        self._names = max((fonts.horizontalAdvance(bar.node) for bar in bars), default=0) + 1
        self._values = max((fonts.horizontalAdvance(bar.text) for bar in bars), default=0) + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a line of text needs, as wide as there is room."""
        return QSize(0, option.fontMetrics.height() + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and value at the ends, the bar between them."""
        bar: Bar = index.data(BAR)
        colours = theme.of(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text = QColor(colours.on_accent if selected else colours.text)
        less = QColor(colours.on_accent if selected else colours.subtext)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.accent if selected else colours.raised))
        line = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        names = min(self._names, round(_NAMES * line.width()))
        painter.setPen(text)
        painter.drawText(line, _LEFT, option.fontMetrics.elidedText(bar.node, Qt.TextElideMode.ElideMiddle, names))
        painter.setPen(less if bar.faint else text)
        painter.drawText(line, _RIGHT, bar.text)
        if bar.share:
            room = line.adjusted(names + _PAD, _MARGIN, -self._values - _PAD, -_MARGIN)
            room.setWidth(max(1, round(room.width() * bar.share)))
            painter.fillRect(room, less if selected or bar.faint else QColor(colours.accent))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
