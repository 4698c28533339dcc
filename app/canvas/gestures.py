"""What a hand can do on the canvas, each as an object: it begins where the mouse was pressed, follows it, and ends."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from app.canvas import acts
from app.canvas.items import BOX_LAYER, Box
from app.canvas.note_acts import both, move_notes, unchanged, widen_note
from app.canvas.notes import NoteItem
from app.canvas.sheet import Sheet
from app.canvas.surface import Surface
from app.canvas.wires import Wire
from modelzoo.layout.arranging import GRID
from modelzoo.project import Change

STILL = 4.0
"""A press that moves by less, in scene units, is a click."""


@dataclass(frozen=True)
class Desk:
    """Where gestures work, and whom they tell: `wish` an edit with its text and merge key, `refuse` with a reason."""

    sheet: Sheet
    wish: Callable[[str, Change, str], None]
    refuse: Callable[[str], None]


class Gesture(Protocol):
    """One stroke of the mouse, in scene coordinates."""

    def move(self, at: QPointF) -> None:
        """The mouse is here now."""

    def release(self, at: QPointF) -> None:
        """The button was let go here."""

    def cancel(self) -> None:
        """Put everything back."""


class MoveItems:
    """Selects what is pressed, and drags the selected boxes and notes along a grid."""

    def __init__(self, desk: Desk, item: Box | NoteItem, at: QPointF, adding: bool) -> None:
        self._desk, self._item, self._from = desk, item, at
        self._alone = not adding and item.isSelected()
        sheet = desk.sheet
        if adding:
            ids, notes = own_names(item)
            sheet.select(set(sheet.selected_ids) ^ ids, sheet.selected_wires, set(sheet.notes.selected) ^ notes)
        elif not item.isSelected():
            self._select_alone()
        self._starts = {id: sheet.boxes[id].pos() for id in sheet.selected_ids}
        self._notes = {id: sheet.notes[id].pos() for id in sheet.notes.selected}
        self._start = item.pos()
        self._offset = QPointF()

    def move(self, at: QPointF) -> None:
        """Drag what is selected."""
        if not self._item.isSelected() or (not self._offset and (at - self._from).manhattanLength() < STILL):
            return
        wanted = self._start + at - self._from
        self._shift(QPointF(snapped(wanted.x()), snapped(wanted.y())) - self._start)

    def release(self, at: QPointF) -> None:
        """Wish all to stay where it is now; without a move, select the one that was pressed."""
        self.move(at)
        offset = (self._offset.x(), self._offset.y())
        if any(offset):
            shown = self._desk.sheet.places | {id: (start.x(), start.y()) for id, start in self._starts.items()}
            change = acts.move(dict.fromkeys(self._starts, offset), shown) if self._starts else unchanged
            text = f"move {things_text(self._starts, self._notes)}"
            self._desk.wish(text, both(change, move_notes(self._notes, offset)), "")
        elif self._alone:
            self._select_alone()

    def cancel(self) -> None:
        """Put all back, and the wires as they ran."""
        self._shift(QPointF())
        self._desk.sheet.lay()

    def _select_alone(self) -> None:
        ids, notes = own_names(self._item)
        self._desk.sheet.select(ids, (), notes)

    def _shift(self, offset: QPointF) -> None:
        if offset != self._offset:
            self._offset = offset
            for id, start in self._starts.items():
                self._desk.sheet.boxes[id].setPos(start + offset)
            for id, start in self._notes.items():
                self._desk.sheet.notes[id].setPos(start + offset)
            self._desk.sheet.lay(self._starts.keys())


class WidenNote:
    """Drags the right edge of a note."""

    def __init__(self, desk: Desk, item: NoteItem, at: QPointF) -> None:
        self._desk, self._item, self._from, self._before = desk, item, at, item.width
        desk.sheet.select((), (), {item.id})

    def move(self, at: QPointF) -> None:
        """Break the lines where the edge is now."""
        self._item.show_width(snapped(self._before + at.x() - self._from.x()))

    def release(self, at: QPointF) -> None:
        """Wish the note as wide as it is now."""
        if abs(at.x() - self._from.x()) < STILL:
            self.cancel()
            return
        self.move(at)
        self._desk.wish("widen a note", widen_note(self._item.id, self._item.width), "")

    def cancel(self) -> None:
        """Let the note be as wide as it was."""
        self._item.show_width(self._before)


class PickWire:
    """Selects a wire."""

    def __init__(self, sheet: Sheet, wire: Wire, adding: bool) -> None:
        socket = (wire.target, wire.port)
        if adding:
            sheet.select(sheet.selected_ids, set(sheet.selected_wires) ^ {socket})
        else:
            sheet.select((), {socket})

    def move(self, at: QPointF) -> None:
        """Nothing more to do."""

    def release(self, at: QPointF) -> None:
        """Nothing more to do."""

    def cancel(self) -> None:
        """Nothing to put back."""


class Band:
    """Selects the boxes and notes that a rubber band touches."""

    def __init__(self, sheet: Sheet, at: QPointF, adding: bool) -> None:
        self._sheet, self._from = sheet, at
        self._before = sheet.selected_ids, sheet.selected_wires, sheet.notes.selected
        self._kept = self._before if adding else ((), (), ())
        self._rect = QGraphicsRectItem()
        colour = QColor(sheet.theme.accent)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        self._rect.setPen(pen)
        colour.setAlphaF(0.12)
        self._rect.setBrush(colour)
        self._rect.setZValue(BOX_LAYER + 1)
        sheet.addItem(self._rect)
        sheet.select(*self._kept)

    def move(self, at: QPointF) -> None:
        """Stretch the band."""
        band = QRectF(self._from, at).normalized()
        self._rect.setRect(band)
        touched = {id for id, box in self._sheet.boxes.items() if band.intersects(box.rect())}
        notes = {id for id, note in self._sheet.notes.items() if band.intersects(note.rect())}
        self._sheet.select(touched | set(self._kept[0]), self._kept[1], notes | set(self._kept[2]))

    def release(self, at: QPointF) -> None:
        """Keep what is selected."""
        if self._rect.rect():
            self.move(at)
        self._sheet.removeItem(self._rect)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self._sheet.removeItem(self._rect)
        self._sheet.select(*self._before)


class Pan:
    """Drags the sheet under the window; works in the viewport's pixels."""

    def __init__(self, surface: Surface, at: QPoint) -> None:
        self._surface, self._last = surface, at
        self._cursor = surface.viewport().cursor()
        surface.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF) -> None:
        """Follow the mouse."""
        now = self._surface.mapFromScene(at)
        self._surface.pan(now - self._last)
        self._last = now

    def release(self, at: QPointF) -> None:
        """Let go."""
        self.cancel()

    def cancel(self) -> None:
        """Let go."""
        self._surface.viewport().setCursor(self._cursor)


def snapped(value: float) -> float:
    """The nearest line of the grid."""
    return float(round(value / GRID) * GRID)


def blocks_text(ids: Collection[str]) -> str:
    """One block by its name, several by their number."""
    return next(iter(ids)) if len(ids) == 1 else f"{len(ids)} blocks"


def things_text(ids: Collection[str], notes: Collection[str]) -> str:
    """Blocks and notes by their name or number."""
    of_notes = "a note" if len(notes) == 1 else f"{len(notes)} notes"
    return " and ".join(([blocks_text(ids)] if ids else []) + ([of_notes] if notes else []))


def own_names(item: Box | NoteItem) -> tuple[set[str], set[str]]:
    """The item as the boxes and the notes that it is."""
    return ({item.node.id}, set()) if isinstance(item, Box) else (set(), {item.id})
