"""Tells screen readers of a canvas: it makes the items' interfaces when they are asked for, and says what changes.

Qt's cache owns every interface that was registered, and learns only of the end of QObjects. An item's interface is
therefore given back here when the item goes, and all that are left when the surface goes. What holds them until then is
the connection to the surface's end, so that no garbage collection can take one that Qt still knows.
"""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QGraphicsItem
from shiboken6 import Shiboken

from app.canvas.spoken import Relation, SpokenItem, SpokenSurface
from app.canvas.wording import Words, ends, spoken

if TYPE_CHECKING:
    from app.canvas.surface import Surface

Event, Flag = QAccessible.Event, QAccessible.RelationFlag
_FEW = 50
"""How many items are told of one by one; of more it is said that the whole has changed."""


class Voice(QObject):
    """What is told of one surface."""

    def __init__(self, surface: "Surface") -> None:
        super().__init__(surface)
        _install()
        self.surface = surface
        self._interfaces: dict[QGraphicsItem, SpokenItem] = {}
        self._known: dict[QGraphicsItem, Words] = {}
        self._selected: tuple[QGraphicsItem, ...] = ()
        self.current: QGraphicsItem | None = None
        surface.destroyed.connect(partial(_give_all_back, self._interfaces))
        surface.sheet.selectionChanged.connect(self._tell_selection)

    @property
    def items(self) -> list[QGraphicsItem]:
        """All that is told of, in the order in which data flows: first the boxes, then the wires into them."""
        return spoken(self.surface.sheet)

    @property
    def made(self) -> int:
        """How many interfaces there are now."""
        return len(self._interfaces)

    @property
    def selected(self) -> list[QGraphicsItem]:
        """The selected items, in the same order."""
        return [item for item in self.items if item.isSelected()]

    def interface(self, item: QGraphicsItem) -> SpokenItem:
        """The interface of an item that is shown, always the same."""
        if item not in self._interfaces:
            made = self._interfaces[item] = SpokenItem(item)
            QAccessible.registerAccessibleInterface(made)
        return self._interfaces[item]

    def relations(self, item: QGraphicsItem, match: QAccessible.RelationFlag) -> list[Relation]:
        """The boxes that feed a box, and those that it feeds; of a wire, the two that it joins."""
        flows = zip((Flag.FlowsFrom, Flag.FlowsTo), ends(item, self.surface.sheet), strict=True)
        return [(self.interface(box), flag) for flag, boxes in flows if flag & match for box in boxes]

    def follow(self) -> None:
        """Tell which items came, went, or are called something else now."""
        items = self.items
        gone = self._interfaces.keys() - set(items)
        for item in gone:
            self._tell(Event.ObjectDestroyed, item)
        _give_back(self._interfaces, gone)
        if self.current not in items:
            self.current = None
        if not QAccessible.isActive():
            return
        before = self._known
        self._known = {item: self.interface(item).words for item in items}
        self._tell_each(Event.ObjectCreated, Event.ObjectReorder, [item for item in items if item not in before])
        for item, now in self._known.items():
            if item in before and before[item].name != now.name:
                self._tell(Event.NameChanged, item)
            elif item in before and before[item] != now:
                self._tell(Event.DescriptionChanged, item)

    def tell_focus(self) -> None:
        """Tell where the keyboard is, after Qt has told that the surface has it."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self, self._tell_current)

    def _tell_selection(self) -> None:
        if not QAccessible.isActive() or not Shiboken.isValid(self.surface):  # a scene at its end lets go of its items
            return
        now, before = tuple(self.selected), self._selected
        self._selected = now
        new = [item for item in now if item not in before]
        if len(new) == 1 or self.current not in now:
            self.current = next(iter(new or now), None)
        old = [item for item in before if Shiboken.isValid(item) and item.scene() is not None and item not in now]
        self._tell_each(Event.SelectionAdd, Event.SelectionWithin, new)
        self._tell_each(Event.SelectionRemove, Event.SelectionWithin, old)
        self._tell_current()

    def _tell_current(self) -> None:
        if self.current is not None and self.surface.hasFocus():
            self._tell(Event.Focus, self.current)

    def _tell_each(
        self, event: QAccessible.Event, together: QAccessible.Event, items: Collection[QGraphicsItem]
    ) -> None:
        if len(items) > _FEW:
            QAccessible.updateAccessibility(QAccessibleEvent(self.surface, together))
            return
        for item in items:
            self._tell(event, item)

    def _tell(self, event: QAccessible.Event, item: QGraphicsItem) -> None:
        QAccessible.updateAccessibility(QAccessibleEvent(self.interface(item), event))


def _give_back(interfaces: dict[QGraphicsItem, SpokenItem], gone: Collection[QGraphicsItem]) -> None:
    """Give the interfaces of these items back to Qt, which deletes them."""
    for item in tuple(gone):
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interfaces[item]))
        del interfaces[item]


def _give_all_back(interfaces: dict[QGraphicsItem, SpokenItem]) -> None:
    """The surface comes to its end, and its items with it."""
    _give_back(interfaces, interfaces.keys())


def _make(_class: str, object: QObject) -> QAccessibleInterface | None:
    """Qt asks for an object's interface, once for each of its classes."""
    voice = getattr(object, "voice", None)
    return SpokenSurface(voice.surface) if isinstance(voice, Voice) else None


_factories: list[object] = []


def _install() -> None:
    if not _factories:
        _factories.append(_make)
        QAccessible.installFactory(_make)
