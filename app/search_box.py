"""A box that comes up over the window to choose one of many by typing: blocks to add, nodes to find, actions to do."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget
from shiboken6 import isValid

from app import theme
from app.accessible import announce
from app.choosing import Choice, found
from app.labels import note

_KEY = Qt.ItemDataRole.UserRole
_ROW, _MOST_ROWS, _MARGIN = 26, 10, 12
_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GOING_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus comes back from these: another window, and a menu of the line itself."""


class SearchBox(QWidget):
    """A line to type in above what it finds. The arrows walk, Enter or a click takes, Escape leaves."""

    breadth = 460
    """Its width in pixels, where there is as much room."""

    chosen = Signal(str)
    """A person took a choice: its key. The box is gone and the keyboard where it was."""
    walked = Signal(str)
    """Another choice is the current one: its key."""
    left = Signal()
    """The box is gone and nothing was chosen."""

    def __init__(self, parent: QWidget, name: str, hint: str, nothing: str) -> None:
        """hint: what to type. nothing: what is said where nothing is found, with {} for what was typed."""
        super().__init__(parent)
        self.picture: Callable[[str], QIcon] | None = None
        self._choices: tuple[Choice, ...] = ()
        self._icons: dict[str, QIcon] = {}
        self._nothing, self._over, self._before = nothing, parent, parent
        self._line, self._model, self._none = _Line(), QStandardItemModel(), note()
        self._list = _List(self._model)
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.setToolTip(hint)
        self._list.setAccessibleName(name)
        self._none.setMargin(6)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else a click goes on to what lies behind
        self.setFocusProxy(self._line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        for part in (self._line, self._list, self._none):
            layout.addWidget(part)
        self._listen()
        self.hide()

    def open(self, choices: Iterable[Choice], at: QPoint | None = None) -> None:
        """Come up with these choices, below a point of the parent or at its top, and take the keyboard."""
        self._choices = tuple(choices)
        self._icons = {each.key: self.picture(each.key) for each in self._choices} if self.picture else {}
        self._before = self.window().focusWidget() or self._over
        quiet = self.blockSignals(True)
        self._line.clear()
        self._show_found()
        self.blockSignals(quiet)
        self._settle(at)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go away; nothing is chosen."""
        if self._close():
            self.left.emit()

    @property
    def current(self) -> str:
        """The key of the current choice, or nothing."""
        return str(self._list.currentIndex().data(_KEY) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that are not for typing reach the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _WALK:
            self._list.keyPressEvent(event)
        elif event.key() in _TAKE:
            self._take(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            return super().eventFilter(watched, event)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground that stands out from what lies behind."""
        colours, painter = theme.of(self.palette()), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        painter.setPen(QColor(colours.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What lies behind feels no mouse."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What lies behind feels no wheel."""
        event.accept()

    def _listen(self) -> None:
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._show_found)
        self._line.lost_focus.connect(self.leave)
        self._list.clicked.connect(self._take)
        self._list.selectionModel().currentChanged.connect(self._tell_current)

    def _show_found(self) -> None:
        text = self._line.text().strip()
        matches = found(self._choices, text)
        self._model.removeRows(0, self._model.rowCount())
        dim = QColor(theme.of(self.palette()).subtext)
        for choice in matches:
            self._model.appendRow(_row(choice, self._icons.get(choice.key, QIcon()), dim))
        self._list.setVisible(bool(matches))
        self._none.setText(self._nothing.format(text))
        self._none.setVisible(not matches)
        self._list.settle(len(matches))
        self.resize(self.width(), self.sizeHint().height())
        first = next((row for row, choice in enumerate(matches) if choice.enabled), 0)
        self._list.setCurrentIndex(self._model.index(first, 0))

    def _settle(self, at: QPoint | None) -> None:
        """Stand within the parent, as wide as it allows; the height for all choices is what counts."""
        room = self._over.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        place = QRect(QPoint(), QSize(min(self.breadth, room.width()), self.sizeHint().height()))
        middle = QPoint(room.center().x() - place.width() // 2, room.top() + 2 * _MARGIN)
        place.moveTo(middle if at is None else at)
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveTopLeft(QPoint(max(place.left(), room.left()), max(place.top(), room.top())))
        self.setGeometry(place)

    def _take(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if key and index.flags() & Qt.ItemFlag.ItemIsEnabled and self._close():
            self.chosen.emit(key)

    def _close(self) -> bool:
        """Hide, and give the keyboard back to whoever had it; tells whether there was something to hide."""
        if not self.isVisible():
            return False
        quiet = self._line.blockSignals(True)
        if self._line.hasFocus():
            owner = self._before if isValid(self._before) else self._over
            owner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._line.blockSignals(quiet)
        return True

    def _tell_current(self, index: QModelIndex) -> None:
        title = self._model.index(index.row(), 0).data() if index.isValid() else ""
        self._line.setAccessibleDescription(title or "")
        announce(self._line, title or "")
        if key := self.current:
            self.walked.emit(key)


class _Line(QLineEdit):
    """Tells when the keyboard goes elsewhere for good."""

    lost_focus = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it, unless the focus will come back by itself."""
        super().focusOutEvent(event)
        if event.reason() not in _GOING_AWAY:
            self.lost_focus.emit()


class _List(QTreeView):
    """Titles, where they belong and their keys, in three columns. The keyboard stays in the line above."""

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)

    def settle(self, rows: int) -> None:
        """Be as high as so many rows, or as many as can be shown."""
        self.setFixedHeight(_ROW * min(rows, _MOST_ROWS) + 2)
        if rows:
            modes = (QHeaderView.ResizeMode.Stretch, *[QHeaderView.ResizeMode.ResizeToContents] * 2)
            for column, mode in enumerate(modes):
                self.header().setSectionResizeMode(column, mode)


def _row(choice: Choice, icon: QIcon, dim: QColor) -> list[QStandardItem]:
    cells = [QStandardItem(text) for text in (choice.title, choice.aside, choice.shortcut)]
    cells[0].setIcon(icon)
    cells[0].setSizeHint(QSize(0, _ROW))
    for cell in cells:
        cell.setData(choice.key, _KEY)
        cell.setToolTip(choice.tip)
        cell.setEnabled(choice.enabled)
    for cell in cells[1:]:
        if choice.enabled:
            cell.setForeground(dim)
        cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return cells
