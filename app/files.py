"""Opening and saving: asks before work is lost, does the reading and writing in the background."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.claim import Claim
from app.document import Document
from app.on_disk import ChangedError, OnDisk
from app.questions import Answer, ask_replace, ask_salvage, ask_save_over, ask_shared, ask_unsaved
from app.worker import HERE, Worker
from modelzoo.files import SUFFIX, Held
from modelzoo.project import Project
from modelzoo.project_file import read, read_what_can_be


class Files(QObject):
    """The document's file, which this window claims for itself as long as no other window works on it.

    saving: whether a save is under way, and so nobody knows what the file holds just now.
    """

    used = Signal(str)
    """A file was opened or saved: its path."""
    failed = Signal(str)
    """A file, or a part of one, could not be read or written: why."""

    def __init__(self, document: Document, worker: Worker, window: QWidget, claim: Claim) -> None:
        super().__init__(window)
        self._document, self._worker, self._window, self._claim = document, worker, window, claim
        self.disk = OnDisk(document, worker, window)
        self.begin: Callable[[], Project] = Project
        self.saving = False
        document.opened.connect(self._forget_save)
        document.file_changed.connect(lambda: claim.take(document.path))

    def new(self) -> None:
        """An empty project, once the present one may go."""
        self.when_free(lambda: self._document.open(self.begin()))

    def ask_open(self) -> None:
        """Let the person choose a file, and open it."""
        where = str(self._document.path.parent) if self._document.path else ""
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a project"), where, self.tr("Slimscope projects (*.slimscope);;All files (*)")
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Open a file, once the present work may go. A file that cannot be read changes nothing."""
        holder = self._claim.holder(path)
        answer = ask_shared(self._window, path, holder) if holder else Answer.Open
        if answer is not Answer.Cancel:
            self.when_free(lambda: self._read(path, as_copy=answer is Answer.Apply))

    def reload(self) -> None:
        """Go over to what the file holds by now; a step to undo, so that what was there before is not lost."""
        path = self._document.path

        def show(found: tuple[Project, Held]) -> None:
            project, held = found
            if path and path == self._document.path:
                self.disk.expect(path, held)
                self._document.reload(project, path)

        if path:
            self._worker.submit("open", HERE, read, path, done=show, failed=self._tell)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the document's file, asking for one where there is none; `then` runs once it is on the disk."""
        if self._document.path and not self._document.is_another_model:
            self._write(self._document.path, then)
        else:
            self.save_as(then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file, and save to it."""
        here = self._document.path.parent if self._document.path else Path()
        start = str(here / f"{self._document.project.title}{SUFFIX}")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the project"), start, self.tr("Slimscope projects (*.slimscope)")
        )
        if path.endswith(SUFFIX):
            self._write(Path(path), then)
        elif path and self._may_replace(Path(path + SUFFIX)):
            self._write(Path(path + SUFFIX), then)

    def when_free(self, then: Callable[[], None]) -> None:
        """Do what gives the present work up, unless the person would rather keep it."""
        if self.may_go(then):
            then()

    def may_go(self, then: Callable[[], None]) -> bool:
        """Whether the present work may be given up, asking where some is unsaved; `then` runs once it is saved."""
        if not self._document.modified:
            return True
        answer = ask_unsaved(self._window, self._document.project.title)
        if answer is Answer.Save:
            self.save(then)
        return answer is Answer.Discard

    def close(self) -> None:
        """Give the file up."""
        self._claim.release()

    def _may_replace(self, path: Path) -> bool:
        return not path.exists() or ask_replace(self._window, path)

    def _read(self, path: Path, as_copy: bool) -> None:
        def show(found: tuple[Project, Held]) -> None:
            project, held = found
            if as_copy:
                self._document.open(replace(project, title=self.tr("{} copy").format(project.title)), modified=True)
            else:
                self.disk.expect(path, held)
                self._document.open(project, path)
                self.used.emit(str(path))
            if unread := len(project.record.unread):
                text = self.tr("{}: {} of its measurements cannot be read. They are not shown, and stay in the file.")
                self.failed.emit(text.format(path, unread))

        self._worker.submit("open", HERE, read, path, done=show, failed=lambda _: self._salvage(path))

    def _salvage(self, path: Path) -> None:
        """The file is not whole: offer what can be read of it, as a project of its own; the file stays as it is."""

        def offer(found: tuple[Project, tuple[str, ...]]) -> None:
            project, lost = found
            if ask_salvage(self._window, path, lost) is Answer.Open:
                self._document.open(project, modified=True)

        self._worker.submit("open", HERE, read_what_can_be, path, done=offer, failed=self._tell)

    def _write(self, path: Path, then: Callable[[], None] | None, over: Held | None = None) -> None:
        """over: what another program has put there, which a person wants to put an end to."""
        project = self._document.project

        def note(_: None) -> None:
            self.saving = False
            self.disk.adopt(path)
            self._document.saved_as(project, path)
            self.used.emit(str(path))
            if then:
                then()

        def fail(error: Exception) -> None:
            self.saving = False
            self._document.disown()  # an earlier save may have come through unheard
            if isinstance(error, ChangedError):
                self._ask_over(path, error.found, then)
            else:
                self._tell(error)

        self.saving = True
        self._worker.submit("save", HERE, self.disk.save, project, path, over, done=note, failed=fail)

    def _forget_save(self) -> None:
        """What is still being saved is not what the document holds now."""
        self._worker.cancel("save")
        self.saving = False

    def _ask_over(self, path: Path, found: Held, then: Callable[[], None] | None) -> None:
        match ask_save_over(self._window, path):
            case Answer.Save:
                self._write(path, then, over=found)
            case Answer.SaveAll:
                self.save_as(then)

    def _tell(self, error: Exception) -> None:
        self.failed.emit(str(error))
