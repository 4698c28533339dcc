"""Whether the document's file still holds what this window read from it or wrote to it."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from app.document import Document
from app.worker import HERE, Worker
from modelzoo.errors import ProjectError
from modelzoo.files import Held, look
from modelzoo.project import Project
from modelzoo.project_file import save

State = Literal["same", "other", "gone"]

_QUIET = 200
"""Milliseconds without another sign of change before the file is looked at: programs write in several steps."""


class ChangedError(ProjectError):
    """A file was not written, since another program has changed it; `found` is what it holds now."""

    def __init__(self, path: str, found: Held) -> None:
        super().__init__(path, "was changed by another program.")
        self.found = found


class OnDisk(QObject):
    """Looks at the file when the system tells of a change there, when the window gets the focus, and before a save.

    The system tells nothing of what others do on a network share; there the focus and the save have to serve.
    """

    turned = Signal(str)
    """The file holds the "same" again, something "other", or is "gone"."""

    def __init__(self, document: Document, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._worker = document, worker
        self.path: Path | None = None
        self._held: dict[Path, Held] = {}
        self._state: State = "same"
        self._watcher = QFileSystemWatcher(self)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _: self._quiet.start())
        self._watcher.directoryChanged.connect(lambda _: self._quiet.start())
        document.file_changed.connect(self._follow)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._return)

    @property
    def held(self) -> Held | None:
        """What the file held when this window last read or wrote it; None where it did neither."""
        return self._held.get(self.path) if self.path else None

    def expect(self, path: Path | None, held: Held | None) -> None:
        """The document's file is, or will at once be, this one, and holds this."""
        if path and held:
            self._held[path] = held
        elif path:
            self._held.pop(path, None)
        self.adopt(path)

    def adopt(self, path: Path | None) -> None:
        """The document's file is this one, and holds what is known of it."""
        self.path = path
        self._turn("same")

    def save(self, project: Project, path: Path, over: Held | None = None) -> None:
        """Save, in the worker, unless the file holds something else than it held last, or than `over`.

        Raises ChangedError, or another ProjectError.
        """
        known = over or self._held.get(path)
        if known and (found := look(path, known)) and found != known:
            raise ChangedError(str(path), found)
        self._held[path] = save(project, path)

    def accept(self) -> None:
        """What the file holds by now is known: the next save may put an end to it unasked."""
        if path := self.path:
            self._worker.submit("accept", HERE, look, path, done=partial(self._accept, path), failed=_never)

    def look(self) -> None:
        """Look at the file, in the background."""
        if (path := self.path) and self.held:
            self._worker.submit("look", HERE, look, path, self.held, done=partial(self._judge, path), failed=_never)

    def _follow(self) -> None:
        """Watch the document's file, and its folder: a file that is replaced is another one to the system."""
        if self._document.path != self.path:
            self.expect(self._document.path, None)
        wanted = {str(self.path), str(self.path.parent)} if self.path else set()
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths([*gone])
        if new := [each for each in wanted - watched if Path(each).exists()]:
            self._watcher.addPaths(new)

    def _return(self, focused: QWindow | None) -> None:
        """Look when a person comes back to the window."""
        if focused:
            self.look()

    def _judge(self, path: Path, found: Held | None) -> None:
        if path != self.path:
            return
        state: State = "gone" if found is None else "same" if found == self.held else "other"
        if found and state == "same":
            self._held[path] = found  # touched, and still the same
        self._follow()
        self._turn(state)

    def _accept(self, path: Path, found: Held | None) -> None:
        if path == self.path:
            self.expect(path, found or self.held)

    def _turn(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.turned.emit(state)


def _never(error: Exception) -> None:
    """Looking at a file fails only by a fault of ours."""
    raise error
