"""A search box above a list in groups: what the palette and the transforms have in common."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QIcon, QKeyEvent, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.accessible import make_clearable, name_buttons
from app.grouped_entries import KEY, Entries, Entry, Index, Matches
from app.icons import action_icon
from app.labels import empty_state
from app.prose import searchable

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GroupedList(QWidget):
    """Entries under the headings of their groups, those that contain every word of the search."""

    wished = Signal(str)
    """Enter or a double click on an entry: its key."""
    highlighted = Signal(str)
    """Another entry is the current one: its key."""

    def __init__(self, hint: str, loading: str, what: str, mime_type: str = "") -> None:
        super().__init__()
        self._what, self._collapsed = what, set[str]()
        self._entries = Entries(mime_type)
        self._filter = Matches(self._entries)
        self._search = self._make_search(hint)
        self.tree = _Tree(self._filter)
        self.tree.setAccessibleName(hint)
        self.tree.setDragEnabled(bool(mime_type))
        self._empty = empty_state(loading)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(_indented(self._search))
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self._search)
        self._listen()

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these entries, in the order of their groups' first appearance."""
        current = self.current
        self._entries.fill(entries)
        self._show_matches(self._search.text())
        self.highlight(current)

    def show_icons(self, make: Callable[[str], QIcon]) -> None:
        """Give every entry the icon that is made from its key, as soon as the entry comes into sight."""
        self.tree.icons.show(make)
        self.tree.viewport().update()

    def set_drag_picture(self, make: Callable[[str], QPixmap]) -> None:
        """Let a drag carry the picture that is made from the entry's key."""
        self.tree.picture = make

    def highlight(self, key: str) -> None:
        """Make this entry the current one, if the search lets it be seen."""
        for item in self._entries.leaves():
            if item.data(KEY) == key:
                self.tree.setCurrentIndex(self._filter.mapFromSource(item.index()))

    @property
    def current(self) -> str:
        """The key of the current entry, or nothing."""
        return str(self.tree.currentIndex().data(KEY) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Enter in the search box reach the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() in _ENTER:
                self._wish(self.tree.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the magnifying glass anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_glass()

    def _make_search(self, hint: str) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(hint)
        search.setAccessibleName(hint)
        search.setToolTip(hint)
        make_clearable(search)
        search.installEventFilter(self)
        self._glass = QAction(search)
        search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        name_buttons(search, hint)
        self._paint_glass()
        return search

    def _paint_glass(self) -> None:
        self._glass.setIcon(action_icon("search", self.palette().color(QPalette.ColorRole.PlaceholderText)))

    def _listen(self) -> None:
        self._search.textChanged.connect(self._show_matches)
        self.tree.entered_on.connect(self._wish)
        self.tree.doubleClicked.connect(self._wish)
        self.tree.collapsed.connect(self._note_collapsed)
        self.tree.expanded.connect(self._note_expanded)
        self.tree.selectionModel().currentChanged.connect(self._tell_current)

    def _show_matches(self, text: str) -> None:
        self._filter.set_words(searchable(text).split())
        groups = [self._filter.index(row, 0) for row in range(self._filter.rowCount())]
        for group in groups:
            self.tree.setExpanded(group, bool(text) or group.data() not in self._collapsed)
        if self._entries.rowCount():
            self._empty.setText(self.tr("No {} matches “{}”. Clear the search to see all.").format(self._what, text))
            self._stack.setCurrentIndex(1 if groups else 0)
        if text and groups:
            self.tree.setCurrentIndex(self._best_match(groups, searchable(text)))

    def _best_match(self, groups: Sequence[QModelIndex], text: str) -> QModelIndex:
        """The first entry whose title begins with the text, else the first that holds it, else the first of all."""
        leaves = [self._filter.index(row, 0, group) for group in groups for row in range(self._filter.rowCount(group))]
        return min(leaves, key=lambda leaf: _distance(searchable(str(leaf.data())), text))

    def _note_collapsed(self, group: QModelIndex) -> None:
        self._collapsed.add(group.data())

    def _note_expanded(self, group: QModelIndex) -> None:
        if not self._search.text():
            self._collapsed.discard(group.data())

    def _wish(self, index: QModelIndex) -> None:
        if key := index.data(KEY):
            self.wished.emit(key)

    def _tell_current(self, index: QModelIndex) -> None:
        if key := index.data(KEY):
            self.highlighted.emit(key)


def _distance(title: str, text: str) -> int:
    """How far a title is from being what was typed."""
    return 0 if title.startswith(text) else 1 if text in title else 2


def _indented(widget: QWidget) -> QHBoxLayout:
    """The widget with some room on its sides; the list below reaches from edge to edge."""
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(widget)
    return row


class _Tree(QTreeView):
    """The list itself: Enter is told, and what is dragged has a picture."""

    entered_on = Signal(QModelIndex)

    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.picture: Callable[[str], QPixmap] | None = None
        self.icons = _Icons(self)
        self.setItemDelegate(self.icons)
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setIconSize(QSize(20, 20))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter; leave every other key to the list."""
        if event.key() in _ENTER:
            self.entered_on.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the current entry with its picture."""
        index = self.currentIndex()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        if self.picture:
            drag.setPixmap(self.picture(index.data(KEY)))
        drag.exec(Qt.DropAction.CopyAction)


class _Icons(QStyledItemDelegate):
    """Paints entries with icons that are made only for those that are painted, each of them once."""

    def __init__(self, parent: QTreeView) -> None:
        super().__init__(parent)
        self._make: Callable[[str], QIcon] | None = None
        self._made: dict[str, QIcon] = {}

    def show(self, make: Callable[[str], QIcon]) -> None:
        """Make the icons in this way from now on."""
        self._make, self._made = make, {}

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The icon before the title, if it is that of an entry."""
        super().initStyleOption(option, index)
        key = index.data(KEY)
        if self._make and key:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = self._made.get(key) or self._made.setdefault(key, self._make(key))
