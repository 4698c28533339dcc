"""What stands in the way of a model that runs, and what would take it away."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
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
from modelzoo.labels import crossed
from modelzoo.results import Fix, Problem

_NODE = Qt.ItemDataRole.UserRole
_KIND = Qt.ItemDataRole.UserRole + 1
_FIX = Qt.ItemDataRole.UserRole + 2
_TONES = {"error": "error", "unfinished": "warning", "mend": "accent"}
"""The icon of each kind of line, and its tone."""


class ProblemList(QWidget):
    """Errors and what is still unfinished, one line each; below each a line for each way to mend it."""

    node_wished = Signal(str)
    """A person wants to see the node that a problem is about."""
    fix_wished = Signal(object)
    """A person wants this Fix done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._fixes: tuple[Fix, ...] = ()
        self._list = _List()
        self._list.setAccessibleName(self.tr("Problems"))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state(self.tr("No problems.")))
        self._stack.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._list.itemClicked.connect(self._click)
        self._list.entered_on.connect(self._enter)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show these problems; the current line stays at the same node."""
        self._show(tuple(problems), self._fixes)

    def show_fixes(self, fixes: Iterable[Fix]) -> None:
        """Offer these below their problems."""
        self._show(self._problems, tuple(fixes))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in range(self._list.count()):
                self._tint(self._list.item(row))

    def _show(self, problems: tuple[Problem, ...], fixes: tuple[Fix, ...]) -> None:
        if (problems, fixes) == (self._problems, self._fixes):
            return
        current = self._list.currentItem()
        node, kind = (current.data(_NODE), current.data(_KIND)) if current else ("", "")
        self._problems, self._fixes = problems, fixes
        self._list.clear()
        for problem in problems:
            for item in (self._line(problem), *map(self._offer, self._for(problem))):
                self._list.addItem(item)
                if node and item.data(_NODE) == node and (not self._list.currentItem() or item.data(_KIND) == kind):
                    self._list.setCurrentItem(item)
        self._stack.setCurrentIndex(1 if problems else 0)

    def _for(self, problem: Problem) -> list[Fix]:
        return [fix for fix in self._fixes if fix.problem == problem]

    def _line(self, problem: Problem) -> QListWidgetItem:
        kind = self.tr("Unfinished") if problem.unfinished else self.tr("Error")
        item = self._item(f"{kind} · {problem}", problem.node, "unfinished" if problem.unfinished else "error")
        tips = [self.tr("Click to see {} on the canvas").format(problem.node)] if problem.node else []
        if fixes := self._for(problem):
            item.setData(_FIX, fixes[0])
            tips.append(crossed(self.tr("Press Enter to {}").format(fixes[0].text)))
        item.setToolTip("\n".join(tips))
        return item

    def _offer(self, fix: Fix) -> QListWidgetItem:
        item = self._item(fix.offer, fix.problem.node, "mend")
        item.setData(_FIX, fix)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, crossed(self.tr("To mend it: {}").format(fix.text)))
        item.setToolTip(crossed(self.tr("Click or press Enter to {}").format(fix.text)))
        font = item.font()
        font.setUnderline(True)
        item.setFont(font)
        return item

    def _item(self, text: str, node: str, kind: str) -> QListWidgetItem:
        item = QListWidgetItem(crossed(text))
        item.setData(_NODE, node)
        item.setData(_KIND, kind)
        self._tint(item)
        return item

    def _tint(self, item: QListWidgetItem) -> None:
        colours, kind = theme.of(self.palette()), item.data(_KIND)
        item.setIcon(action_icon(kind, QColor(getattr(colours, _TONES[kind]))))
        if kind == "mend":
            item.setForeground(QBrush(QColor(colours.accent)))

    def _click(self, item: QListWidgetItem) -> None:
        if item.data(_KIND) == "mend":
            self.fix_wished.emit(item.data(_FIX))
        elif node := item.data(_NODE):
            self.node_wished.emit(node)

    def _enter(self, item: QListWidgetItem) -> None:
        if fix := item.data(_FIX):
            self.fix_wished.emit(fix)
        else:
            self._click(item)


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
