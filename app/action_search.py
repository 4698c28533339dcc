"""Every action of the menus, to be found by words and done with Enter."""

from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app.actions import without_mark
from app.choosing import Choice
from app.search_box import SearchBox


class ActionSearch(SearchBox):
    """Chooses among the actions; those that are off are shown, since they are there, and cannot be taken."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window, "Search actions", "Type what you want to do", "No action matches “{}”.")
        self._bar = window.menuBar()
        self._actions: list[QAction] = []
        self.chosen.connect(lambda at: self._actions[int(at)].trigger())

    def open_here(self) -> None:
        """Come up with the actions as they are now."""
        listed = list(_listed(self._bar, ""))
        self._actions = [action for action, _ in listed]
        self.open(_choice(str(at), action, menu) for at, (action, menu) in enumerate(listed))


def _listed(parent: QWidget, menu: str) -> Iterator[tuple[QAction, str]]:
    """The actions of a menu bar or a menu and of all menus in it, each with the menu it stands in."""
    for action in parent.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _listed(inner, without_mark(inner.title()))
        elif not action.isSeparator() and action.isVisible():
            yield action, menu


def _choice(key: str, action: QAction, menu: str) -> Choice:
    return Choice(
        key,
        without_mark(action.text()),
        f"{menu}, on" if action.isChecked() else menu,
        action.statusTip(),
        action.statusTip(),
        action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        action.isEnabled(),
    )
