"""What stands in the way of a model that runs."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.icons import action_icon
from app.labels import empty_state
from modelzoo.results import Problem

_NODE = Qt.ItemDataRole.UserRole
_UNFINISHED = Qt.ItemDataRole.UserRole + 1


class ProblemList(QWidget):
    """Errors and what is still unfinished, one line each."""

    node_wished = Signal(str)
    """A person wants to see the node that a problem is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Problem, ...] = ()
        self._list = _List()
        self._list.setAccessibleName(self.tr("Problems"))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state(self.tr("No problems.")))
        self._stack.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._list.itemClicked.connect(self._wish)
        self._list.entered_on.connect(self._wish)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show these problems; the current line stays at the same node."""
        found = tuple(problems)
        if found == self._shown:
            return
        current = self._list.currentItem()
        node = current.data(_NODE) if current else ""
        self._shown = found
        self._list.clear()
        for problem in found:
            item = self._item(problem)
            self._list.addItem(item)
            if node and problem.node == node:
                self._list.setCurrentItem(item)
        self._stack.setCurrentIndex(1 if found else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in range(self._list.count()):
                item = self._list.item(row)
                item.setIcon(self._icon(item.data(_UNFINISHED)))

    def _item(self, problem: Problem) -> QListWidgetItem:
        kind = self.tr("Unfinished") if problem.unfinished else self.tr("Error")
        item = QListWidgetItem(self._icon(problem.unfinished), f"{kind} · {problem}")
        item.setData(_NODE, problem.node)
        item.setData(_UNFINISHED, problem.unfinished)
        if problem.node:
            item.setToolTip(self.tr("Click or press Enter to see {} on the canvas").format(problem.node))
        return item

    def _icon(self, unfinished: bool) -> QIcon:
        colours = theme.of(self.palette())
        if unfinished:
            return action_icon("unfinished", QColor(colours.warning))
        return action_icon("error", QColor(colours.error))

    def _wish(self, item: QListWidgetItem) -> None:
        if node := item.data(_NODE):
            self.node_wished.emit(node)


class _List(QListWidget):
    """A list that tells Enter."""

    entered_on = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setIconSize(QSize(18, 18))
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter; leave every other key to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.entered_on.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
