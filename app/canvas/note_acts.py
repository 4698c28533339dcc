"""What a person does with notes, as changes of a project; Qt-free."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from modelzoo.graph import free_id
from modelzoo.project import Change, Note, Place, Project

NARROWEST, WIDEST = 80.0, 900.0
"""How wide a note can be made."""


def add_note(text: str, place: Place) -> Change:
    """Put a note here; one without a text is none."""

    def change(project: Project) -> Project:
        if not text.strip():
            return project
        return _with(project, {free_id(project.notes, "note"): Note(text.strip(), place)})

    return change


def write_note(id: str, text: str) -> Change:
    """Let a note say this; one that says nothing goes. Nothing happens where the note is gone meanwhile."""

    def change(project: Project) -> Project:
        if id not in project.notes:
            return project
        if not text.strip():
            return remove_notes({id})(project)
        return _with(project, {id: replace(project.notes[id], text=text.strip())})

    return change


def move_notes(ids: Collection[str], offset: Place) -> Change:
    """Shift notes by (x, y)."""

    def change(project: Project) -> Project:
        moved = {id: project.notes[id] for id in ids if id in project.notes}
        return _with(project, {id: _shifted(note, offset) for id, note in moved.items()})

    return change


def widen_note(id: str, width: float) -> Change:
    """Let the lines of a note be so wide."""

    def change(project: Project) -> Project:
        if id not in project.notes:
            return project
        return _with(project, {id: replace(project.notes[id], width=fit_width(width))})

    return change


def fit_width(width: float) -> float:
    """The nearest width that a note can have."""
    return min(max(width, NARROWEST), WIDEST)


def remove_notes(ids: Collection[str]) -> Change:
    """Take notes away."""
    return lambda project: replace(project, notes={id: note for id, note in project.notes.items() if id not in ids})


def paste_notes(notes: Mapping[str, Note], offset: Place) -> Change:
    """Add copies of notes under free names, shifted by (x, y)."""

    def change(project: Project) -> Project:
        for id, note in notes.items():
            name = id if id not in project.notes else free_id(project.notes, "note")
            project = _with(project, {name: _shifted(note, offset)})
        return project

    return change


def unchanged(project: Project) -> Project:
    """No change at all."""
    return project


def both(first: Change, second: Change) -> Change:
    """One change after the other, as one."""
    return lambda project: second(first(project))


def _with(project: Project, notes: Mapping[str, Note]) -> Project:
    return replace(project, notes={**project.notes, **notes}) if notes else project


def _shifted(note: Note, offset: Place) -> Note:
    return replace(note, place=(note.place[0] + offset[0], note.place[1] + offset[1]))
