"""What a screen reader finds on a canvas: a list, whose children are the boxes, the wires and what lies over them.

The items are no QObjects, so their interfaces are ours to make and to give back; `Voice` does both.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QGraphicsItem, QScrollBar, QWidget
from shiboken6 import Shiboken

from app.canvas.wording import Words, words

if TYPE_CHECKING:
    from app.canvas.surface import Surface

Relation = tuple[QAccessibleInterface, QAccessible.RelationFlag]
_NOTHING = Shiboken.VoidPtr(0)
"""What an interface answers in C++ where Python would say None, which PySide does not turn into a null pointer."""


class SpokenItem(QAccessibleInterface):
    """One item. It may outlive the item, and is then not valid and silent."""

    def __init__(self, item: QGraphicsItem) -> None:
        super().__init__()
        self.item = item

    @property
    def surface(self) -> "Surface | None":
        """Where the item is shown; None once it is gone."""
        sheet = self.item.scene() if Shiboken.isValid(self.item) else None
        return cast("Surface | None", sheet.parent()) if sheet is not None else None

    @property
    def words(self) -> Words:
        """What is said of it."""
        surface = self.surface
        return words(self.item, surface.sheet) if surface is not None else Words("", "", QAccessible.Role.NoRole)

    def isValid(self) -> bool:
        """Whether the item is still there."""
        return self.surface is not None

    def object(self) -> QObject:
        """None: an item is no object of Qt's."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """The canvas."""
        surface = self.surface
        return None if surface is None else QAccessible.queryAccessibleInterface(surface)  # type: ignore[return-value]

    def child(self, index: int) -> QAccessibleInterface:
        """None: an item has no parts."""
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        """None of them."""
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """None: an item has no parts."""
        return None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Nothing is a part of an item."""
        return -1

    def relations(self, match: QAccessible.RelationFlag = QAccessible.RelationFlag.AllRelations) -> list[Relation]:
        """What flows from where and to where."""
        surface = self.surface
        return [] if surface is None else surface.voice.relations(self.item, match)

    def rect(self) -> QRect:
        """Where it is on the screen."""
        surface = self.surface
        if surface is None:
            return QRect()
        seen = surface.mapFromScene(self.item.sceneBoundingRect()).boundingRect()
        return QRect(surface.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def role(self) -> QAccessible.Role:
        """What kind of thing it is."""
        return self.words.role

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, or what more there is to say."""
        if kind is QAccessible.Text.Name:
            return self.words.name
        return self.words.description if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing: names are changed by edits."""

    def state(self) -> QAccessible.State:
        """Whether it is selected, the one with the keyboard, and in view."""
        state = QAccessible.State()
        surface = self.surface
        if surface is None:
            state.invalid = state.invisible = True
            return state
        state.selectable = state.focusable = state.movable = True
        state.selected = self.item.isSelected()
        state.focused = surface.hasFocus() and surface.voice.current is self.item
        whole = QRect(surface.viewport().mapToGlobal(QPoint()), surface.viewport().size())
        state.offscreen = not whole.intersects(self.rect())
        return state

    def window(self) -> QWindow:
        """The window of the canvas."""
        surface = self.surface
        return None if surface is None else surface.window().windowHandle()  # type: ignore[return-value]


class SpokenSurface(QAccessibleWidget):
    """The canvas itself: a list in which several items can be selected."""

    def __init__(self, surface: "Surface") -> None:
        super().__init__(surface, QAccessible.Role.List)
        self._selection = _Selection(self)

    @property
    def surface(self) -> "Surface":
        """The widget."""
        return cast("Surface", self.object())

    def childCount(self) -> int:
        """How many items and panels there are."""
        return len(self.surface.voice.items) + len(_panels(self.surface))

    def child(self, index: int) -> QAccessibleInterface:
        """The items in the order in which data flows, then the panels that lie over them."""
        items, panels = self.surface.voice.items, _panels(self.surface)
        if 0 <= index < len(items):
            return self.surface.voice.interface(items[index])
        if 0 <= index - len(items) < len(panels):
            return QAccessible.queryAccessibleInterface(panels[index - len(items)])
        return None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of an item or a panel; -1 for what is not here."""
        items, panels = self.surface.voice.items, _panels(self.surface)
        if isinstance(child, SpokenItem):
            return items.index(child.item) if child.item in items else -1
        widget = child.object()
        return len(items) + panels.index(widget) if isinstance(widget, QWidget) and widget in panels else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """What lies under a point of the screen."""
        surface = self.surface
        at = surface.viewport().mapFromGlobal(QPoint(x, y))
        for panel in _panels(surface):
            if panel.geometry().contains(at):
                return QAccessible.queryAccessibleInterface(panel)
        if not surface.viewport().rect().contains(at):
            return None  # type: ignore[return-value]
        sheet, place = surface.sheet, surface.mapToScene(at)
        found = sheet.box_at(place) or sheet.wire_at(place) or sheet.notes.at(place)
        return None if found is None else surface.voice.interface(found)  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        """The item with the keyboard, or else the canvas."""
        surface = self.surface
        if surface.hasFocus() and surface.voice.current is not None:
            return surface.voice.interface(surface.voice.current)
        return super().focusChild()

    def state(self) -> QAccessible.State:
        """That of a widget in which several can be selected."""
        state = super().state()
        state.multiSelectable = state.extSelectable = True
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The part of the interface that selects, or what a widget has."""
        if kind is QAccessible.InterfaceType.SelectionInterface:
            return Shiboken.VoidPtr(Shiboken.getCppPointer(self._selection)[0])  # type: ignore[return-value]
        return super().interface_cast(kind) or _NOTHING  # type: ignore[return-value]


class _Selection(QAccessibleSelectionInterface):
    """Lets a screen reader select items."""

    def __init__(self, owner: SpokenSurface) -> None:
        super().__init__()
        self._owner = owner

    def selectedItemCount(self) -> int:
        return len(self._owner.surface.voice.selected)

    def selectedItems(self) -> list[QAccessibleInterface]:
        voice = self._owner.surface.voice
        return [voice.interface(item) for item in voice.selected]

    def selectedItem(self, index: int) -> QAccessibleInterface:
        items = self.selectedItems()
        return items[index] if 0 <= index < len(items) else None  # type: ignore[return-value]

    def isSelected(self, child: QAccessibleInterface) -> bool:
        return isinstance(child, SpokenItem) and child.isValid() and child.item.isSelected()

    def select(self, child: QAccessibleInterface) -> bool:
        return self._mark(child, True)

    def unselect(self, child: QAccessibleInterface) -> bool:
        return self._mark(child, False)

    def selectAll(self) -> bool:
        for item in self._owner.surface.voice.items:
            item.setSelected(True)
        return True

    def clear(self) -> bool:
        self._owner.surface.sheet.clearSelection()
        return True

    def _mark(self, child: QAccessibleInterface, selected: bool) -> bool:
        ours = isinstance(child, SpokenItem) and child.surface is self._owner.surface
        if ours:
            cast(SpokenItem, child).item.setSelected(selected)
        return ours


def _panels(surface: "Surface") -> list[QWidget]:
    """What lies over the sheet, such as a legend."""
    inside = (each for each in surface.children() if isinstance(each, QWidget) and each.isVisibleTo(surface))
    hidden = surface.viewport(), surface.horizontalScrollBar().parent(), surface.verticalScrollBar().parent()
    return [each for each in inside if each not in hidden and not each.isWindow() and not isinstance(each, QScrollBar)]
