"""What actions and keys do on the canvas: each works on the selected boxes, and wishes an edit."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.canvas import acts, keys
from app.canvas.aligning import Edge, Way, aligned, distributed
from app.canvas.drops import place_around
from app.canvas.gestures import blocks_text, things_text
from app.canvas.node_search import NodeSearch
from app.canvas.note_acts import both, move_notes, remove_notes, unchanged
from app.canvas.quick_add import QuickAdd
from app.canvas.walking import WalkWire
from app.canvas.wiring import takers
from app.canvas.writing import Writer
from modelzoo.clipping import clip, looks_clipped
from modelzoo.grouping import is_named_block
from modelzoo.layout.arranging import GRID
from modelzoo.project import Place

_CASCADE = 3.0 * GRID


class Editor(Writer):
    """A bench with all that can be done without the mouse."""

    inside_wished = Signal(str)
    """A person wants to see what this named block is made of."""
    mode_told = Signal(str)
    """What the keys do for now, until it is told that they do nothing special: an empty text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted = 0
        self.quick_add, self.node_search = QuickAdd(self), NodeSearch(self)
        self.quick_add.chosen.connect(lambda name: self.add_block(name, self.quick_add.point))

    def add_block(self, key: str, at: QPointF | None = None) -> None:
        """Wish a block here, else behind the selected one, else in the middle of the window."""
        selected, shown, info = self.sheet.selected_ids, self.sheet.places, self.offers[key]
        if at is None and len(selected) == 1 and self.sheet.boxes[selected[0]].anchors.outputs and info.ports:
            change = acts.append(info, selected[0], shown)
        else:
            middle = self.mapToScene(self.viewport().rect().center())
            change = acts.drop(info, place_around(middle if at is None else at), shown)
        self.wish(f"add {info.called}", change)

    def copy_selected(self) -> None:
        """Put the selected boxes and notes on the clipboard."""
        if self.sheet.selected_ids or self.sheet.notes.selected:
            self._pasted = 0
            QGuiApplication.clipboard().setText(self._copied())
        else:
            self._ask_selection()

    def cut_selected(self) -> None:
        """Put the selected boxes and notes on the clipboard and take them away."""
        self.copy_selected()
        self.delete_selected()

    def paste_nodes(self) -> None:
        """Wish copies of what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not looks_clipped(text):
            self.hint_wished.emit(self.tr("There are no blocks on the clipboard."))
            return
        self._pasted += 1
        way = self._pasted * _CASCADE
        self.wish("paste", acts.paste(text, (way, way), self.sheet.places))

    def duplicate_selected(self) -> None:
        """Wish copies of the selected boxes and notes."""
        ids, notes = self.sheet.selected_ids, self.sheet.notes.selected
        if ids or notes:
            change = acts.paste(self._copied(), (_CASCADE, _CASCADE), self.sheet.places)
            self.wish(f"duplicate {things_text(ids, notes)}", change)
        else:
            self._ask_selection()

    def delete_selected(self) -> None:
        """Wish the selected boxes, wires and notes away."""
        ids, wires, notes = self.sheet.selected_ids, self.sheet.selected_wires, self.sheet.notes.selected
        if ids or wires or notes:
            what = things_text(ids, notes) or ("wire" if len(wires) == 1 else f"{len(wires)} wires")
            change = acts.delete(ids, wires, self.sheet.places) if ids or wires else unchanged
            self.wish(f"delete {what}", both(change, remove_notes(notes)))
        else:
            self._ask_selection()

    def select_all(self) -> None:
        """Select every box and every note."""
        self.sheet.select(self.sheet.boxes.keys(), (), self.sheet.notes.keys())

    def nudge(self, offset: Place) -> None:
        """Wish the selected boxes and notes a little aside; nudges in a row are one step."""
        ids, notes = self.sheet.selected_ids, self.sheet.notes.selected
        if ids or notes:
            change = acts.move(dict.fromkeys(ids, offset), self.sheet.places) if ids else unchanged
            text = f"move {things_text(ids, notes)}"
            self.wish(text, both(change, move_notes(notes, offset)), f"nudge {' '.join((*ids, *notes))}")

    def step(self, along: str) -> None:
        """Select the neighbour of the selected node: its first input ("up"), reader ("down"), or the one beside it.

        From a note, the nearest box or note this way.
        """
        ids, notes = self.sheet.selected_ids, self.sheet.notes.selected
        if notes and not ids:
            self.step_from_note(notes[0], along)
            return
        found = keys.neighbour(self.sheet.graph, ids[0] if ids else None, along)
        if found is not None:
            self.sheet.select({found})
            self.attend()

    def align(self, edge: Edge) -> None:
        """Wish the selected boxes in line."""
        chosen = self._chosen_places(2, self.tr("Select two or more blocks to align them."))
        self._wish_places("align", chosen, aligned(chosen, edge) if chosen else {})

    def distribute(self, way: Way) -> None:
        """Wish the selected boxes equally far apart."""
        chosen = self._chosen_places(3, self.tr("Select three or more blocks to distribute them."))
        self._wish_places("distribute", chosen, distributed(chosen, way) if chosen else {})

    def begin_wire(self) -> None:
        """Begin a wire at the selected box, to be led by the keyboard."""
        self.cancel_gesture()
        ids = self.sheet.selected_ids
        if len(ids) != 1:
            self.hint_wished.emit(self.tr("Select the one block from which the wire is to start."))
        elif not takers(self.sheet.graph, ids[0]):
            self.hint_wished.emit(self.tr("There is no block that could be wired from {}.").format(ids[0]))
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._gesture = WalkWire(self._desk, self, self._tell_mode, ids[0])

    def end_wire(self) -> None:
        """Wish the wire that the keyboard leads."""
        gesture, self._gesture = self._gesture, None
        if isinstance(gesture, WalkWire):
            gesture.finish()

    @property
    def led_wire(self) -> WalkWire | None:
        """The wire that the keyboard leads now."""
        return self._gesture if isinstance(self._gesture, WalkWire) else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Offer blocks to be added where nothing is; go into a named block."""
        at = event.position().toPoint()
        box = self.sheet.box_at(self.mapToScene(at))
        if event.button() == Qt.MouseButton.LeftButton and self.itemAt(at) is None:
            self.quick_add.open_at(at)
        elif event.button() == Qt.MouseButton.LeftButton and box is not None and is_named_block(box.node):
            self.inside_wished.emit(box.node.id)
        else:
            super().mouseDoubleClickEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A wire that the keyboard led ends with the keyboard."""
        super().focusOutEvent(event)
        if self.led_wire is not None:
            self.cancel_gesture()

    def _chosen_places(self, least: int, otherwise: str) -> dict[str, Place]:
        """Where the selected boxes stand; nothing, and a hint, where they are too few."""
        ids = self.sheet.selected_ids
        if len(ids) < least:
            self.hint_wished.emit(otherwise)
            return {}
        return {id: self.sheet.places[id] for id in ids}

    def _wish_places(self, act: str, before: Mapping[str, Place], after: Mapping[str, Place]) -> None:
        if after != before:
            self.wish(f"{act} {blocks_text(before)}", acts.place(after, self.sheet.places))

    def _ask_selection(self) -> None:
        self.hint_wished.emit(self.tr("Select something on the canvas first."))

    def _copied(self) -> str:
        sheet = self.sheet
        notes = {id: note for id, note in sheet.notes.shown.items() if id in sheet.notes.selected}
        return clip(sheet.graph, sheet.selected_ids, sheet.places, notes)

    def _tell_mode(self, text: str) -> None:
        self.mode_told.emit(text)
        self.setAccessibleDescription(text)
