"""Notes by hand and by keyboard: put down, written on, gone through from one to the next."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.canvas.bench import Bench
from app.canvas.gestures import own_names, snapped
from app.canvas.items import Box
from app.canvas.note_acts import add_note, write_note
from app.canvas.note_editor import NoteEditor
from app.canvas.notes import NoteItem
from app.canvas.placing import Area, on_free_ground
from app.canvas.walking import nearest
from modelzoo.project import Note, Place

_FIRST_HEIGHT, _ROOM = 40.0, 80.0
"""How high a new note is, and how high the ground is that is kept free for what is written on it."""
_NOTE = "note "
"""Before a note's name where it stands beside those of nodes, which have no spaces."""


class Writer(Bench):
    """A bench with notes that can be written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = ""
        self._new: Place = (0.0, 0.0)
        self._notes_allowed = True
        self.note_editor = NoteEditor(self)
        self.note_editor.written.connect(self._keep)
        self.note_editor.left.connect(self._show_written)

    def allow_notes(self, allowed: bool) -> None:
        """Let new notes be written, or not: they stand beside the whole model only."""
        self._notes_allowed = allowed

    @property
    def is_inside(self) -> bool:
        """Whether the inside of a block is shown."""
        return not self._notes_allowed

    def add_note(self) -> None:
        """Write a new note on free ground near the mouse, or where that is elsewhere near what is selected or seen."""
        self.cancel_gesture()
        if not self._notes_allowed:
            self.hint_wished.emit(self.tr("Notes stand beside the whole model: go out of the block first."))
            return
        items: tuple[Box | NoteItem, ...] = (*self.sheet.boxes.values(), *self.sheet.notes.values())
        taken = [_edges(item.rect()) for item in items]
        self._written, self._new = "", on_free_ground(self._wished_place, (Note.width, _ROOM), taken)
        paper = QRectF(QPointF(*self._new), QSizeF(Note.width, _FIRST_HEIGHT))
        self.reveal(paper)
        self.note_editor.write(paper, "")

    def write_note(self, id: str) -> None:
        """Write on this note."""
        self.cancel_gesture()
        item = self.sheet.notes[id]
        self.sheet.select((), (), {id})
        self.attend()
        self._written = id
        item.setVisible(False)
        self.note_editor.write(item.rect(), item.note.text)

    def write_selected(self) -> bool:
        """Write on the one note that is selected; tells whether there is one."""
        notes = self.sheet.notes.selected
        if len(notes) != 1 or self.sheet.selected_ids:
            return False
        self.write_note(notes[0])
        return True

    def next_note(self) -> None:
        """Select the next note, and bring it into view."""
        notes, selected = list(self.sheet.notes), self.sheet.notes.selected
        if not notes:
            self.hint_wished.emit(self.tr("There is no note yet: press N to write one."))
            return
        at = notes.index(selected[-1]) + 1 if selected else 0
        self.sheet.select((), (), {notes[at % len(notes)]})
        self.attend()

    def step_from_note(self, id: str, along: str) -> None:
        """Select the box or note that lies nearest this way: "left", "right", "up" or "down"."""
        sheet = self.sheet
        items: dict[str, Box | NoteItem] = {**sheet.boxes, **{f"{_NOTE}{id}": note for id, note in sheet.notes.items()}}
        centres = {name: item.rect().center() for name, item in items.items()}
        found = nearest({name: (at.x(), at.y()) for name, at in centres.items()}, f"{_NOTE}{id}", along)
        if found is not None:
            ids, notes = own_names(items[found])
            sheet.select(ids, (), notes)
            self.attend()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write on the note that is here."""
        at = event.position().toPoint()
        item = self.itemAt(at)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(item, NoteItem):
            self.write_note(item.id)
        else:
            super().mouseDoubleClickEvent(event)

    @property
    def _wished_place(self) -> Place:
        """Where a new note had best stand: at the mouse, beside what is selected, or in the middle of the window."""
        around = self._around_selected()
        if self.viewport().underMouse() and not self._hand.isNull():
            at = self.mapToScene(self.viewport().mapFromGlobal(self._hand))
        elif around.isNull():
            at = self.mapToScene(self.viewport().rect().center())
        else:
            at = around.topRight()
        return snapped(at.x()), snapped(at.y())

    def _keep(self, text: str) -> None:
        if not self._written:
            self.wish("add a note", add_note(text, self._new))
        elif text.strip() != self.sheet.notes[self._written].note.text:
            self.wish("write a note" if text.strip() else "delete a note", write_note(self._written, text))

    def _show_written(self) -> None:
        if item := self.sheet.notes.get(self._written):
            item.setVisible(True)


def _edges(area: QRectF) -> Area:
    return area.left(), area.top(), area.right(), area.bottom()
