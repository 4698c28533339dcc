"""The lines of a list in groups, and those among them that a search lets through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from app.prose import searchable

KEY = Qt.ItemDataRole.UserRole
"""The role of what an entry is known by; a group has none."""
_WORDS = Qt.ItemDataRole.UserRole + 1
_ROW = QSize(0, 25)

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line of the list: the key it is known by, the text it is found by, and what it shows."""

    key: str
    title: str
    group: str
    words: str
    tip: str


class Entries(QStandardItemModel):
    """Groups with their entries below them; an entry's drag carries its key."""

    def __init__(self, mime_type: str) -> None:
        super().__init__()
        self._mime_type = mime_type

    def fill(self, entries: Iterable[Entry]) -> None:
        """Hold these entries and no others."""
        self.clear()
        groups: dict[str, QStandardItem] = {}
        for entry in entries:
            if entry.group not in groups:
                groups[entry.group] = _heading(entry.group)
                self.appendRow(groups[entry.group])
            groups[entry.group].appendRow(_leaf(entry))

    def leaves(self) -> list[QStandardItem]:
        """The entries of all groups."""
        groups = [self.item(row) for row in range(self.rowCount())]
        return [group.child(row) for group in groups for row in range(group.rowCount())]

    def mimeTypes(self) -> list[str]:
        """The one type that a drag has."""
        return [self._mime_type]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The first entry's key."""
        mime = QMimeData()
        mime.setData(self._mime_type, str(indexes[0].data(KEY)).encode())
        return mime


class Matches(QSortFilterProxyModel):
    """Lets through the entries that contain every word, and the groups of those."""

    def __init__(self, source: Entries) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(source)

    def set_words(self, words: list[str]) -> None:
        """Look for these words from now on."""
        self._words = words
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether an entry has all words; groups follow their entries."""
        text = self.sourceModel().index(row, 0, parent).data(_WORDS)
        return text is not None and all(word in text for word in self._words)


def _heading(title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setSizeHint(_ROW)
    return item


def _leaf(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    item.setData(entry.key, KEY)
    item.setData(searchable(f"{entry.title} {entry.group} {entry.words}"), _WORDS)
    item.setToolTip(entry.tip)
    item.setSizeHint(_ROW)
    return item
