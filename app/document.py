"""The one place where work changes: swaps one immutable project for another, and remembers how to go back."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from weakref import finalize, ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from modelzoo.errors import ZooError
from modelzoo.foreign import fixed_text
from modelzoo.project import Change, Project
from modelzoo.record import Record

MERGE_WITHIN = 1.0
"""Seconds within which edits with the same key become one step back."""


class Document(QObject):
    """A project, its file, and all that was done to it."""

    changed = Signal(object, object)
    """The project before and the project now."""
    opened = Signal()
    """Another project was started with."""
    refused = Signal(str)
    """Why an edit could not be."""
    file_changed = Signal()
    """The path is another, or what its file holds."""
    recorded = Signal()
    """What was measured was kept with the project."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project()
        self.path: Path | None = None
        self._saved: Project | None = self.project
        self._unsaved_record = False
        self.undo = QUndoStack()
        finalize(self, self.undo.clear).atexit = False  # else the collector may delete the commands before their stack

    @property
    def modified(self) -> bool:
        """Whether there is work that no file holds; to look at another variant is none."""
        return self._unsaved_record or self._saved is None or not self.project.is_same_work(self._saved)

    @property
    def is_another_model(self) -> bool:
        """Whether the file holds other work than that which this came from, which a save would put an end to."""
        return self._saved is not None and self._saved.lineage is not self.project.lineage

    def edit(self, text: str, change: Change, key: str = "") -> bool:
        """Apply a change as one undo step; quick ones with the same key become one. Tells a refusal by signal."""
        try:
            after = change(self.project)
            after.check_source()
        except ZooError as error:
            self.refused.emit(str(error))
            return False
        self.put(text, after, key)
        return True

    def refuses_change(self) -> bool:
        """Whether what is shown is not ours to change, which is told then."""
        if self.project.source:
            self.refused.emit(fixed_text(self.project.source))
        return self.project.source is not None

    def put(self, text: str, after: Project, key: str = "") -> None:
        """Make this the project, as one undo step; nothing happens where it is the same."""
        if after != self.project:
            self.undo.push(_Swap(text, key, self, after))

    def record(self, change: Callable[[Record], Record], unsaved: bool = False) -> None:
        """Keep measurements with the project, which is no step to undo: no step back or forth loses or brings any.

        unsaved: whether it took a person's wish and time, and so counts as work that no file holds.
        """
        self.project = replace(self.project, record=change(self.project.record))
        self._unsaved_record |= unsaved
        self.recorded.emit()

    def open(self, project: Project, path: Path | None = None, modified: bool = False) -> None:
        """Start afresh with this project; `modified` marks work that no file holds yet."""
        self.undo.clear()
        self.path, self._saved, self._unsaved_record = path, None if modified else project, False
        self._show(project)
        self.file_changed.emit()
        self.opened.emit()

    def reload(self, project: Project, path: Path) -> None:
        """Go over to what the file holds by now, as a step to undo; what either measured stays."""
        project = replace(project, lineage=self.project.lineage)
        self.record(project.record.joined)
        self.put(f"reload {path.name}", project)
        self.saved_as(project, path)

    def disown(self) -> None:
        """No file holds this work any more: it is gone, or holds something else."""
        self._saved = None
        self.file_changed.emit()

    def saved_as(self, project: Project, path: Path) -> None:
        """Note that this file now holds the project; later edits stay unsaved."""
        self.path, self._saved = path, project
        if project.record is self.project.record:
            self._unsaved_record = False
        if project == self.project:
            self.undo.setClean()  # so that no later edit melts into the step that led here
        self.file_changed.emit()

    def swap(self, project: Project) -> None:
        """Show this project with what has been measured until now."""
        record = self.project.record
        self._show(project if project.record is record else replace(project, record=record))

    def _show(self, project: Project) -> None:
        before, self.project = self.project, project
        self.changed.emit(before, project)


class _Swap(QUndoCommand):
    """The only undo command: it knows the project before and after."""

    def __init__(self, text: str, key: str, document: Document, after: Project) -> None:
        super().__init__(text)
        self.key, self.before, self.after = key, document.project, after
        self.at = time.monotonic()
        self._document = ref(document)  # whose end empties the stack that owns this

    def redo(self) -> None:
        self._show(self.after)

    def undo(self) -> None:
        self._show(self.before)

    def _show(self, project: Project) -> None:
        if document := self._document():
            document.swap(project)

    def id(self) -> int:
        return hash(self.key) & 0x7FFFFFFF if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Swap) or other.key != self.key or other.at - self.at > MERGE_WITHIN:
            return False
        self.after, self.at = other.after, other.at
        self.setText(other.text())
        self.setObsolete(self.after == self.before)
        return True
