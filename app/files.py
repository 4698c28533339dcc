"""Opening and saving: asks before work is lost, does the reading and writing in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.document import Document
from app.worker import HERE, Worker
from modelzoo.files import SUFFIX
from modelzoo.project import Project
from modelzoo.project_file import load, save

Ask = QMessageBox.StandardButton


class Files(QObject):
    """The document's file."""

    used = Signal(str)
    """A file was opened or saved: its path."""
    failed = Signal(str)
    """A file, or a part of one, could not be read or written: why."""

    def __init__(self, document: Document, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._worker, self._window = document, worker, window
        self.begin: Callable[[], Project] = Project

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
        self.when_free(lambda: self._read(path))

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
        answer = self._ask()
        if answer is Ask.Save:
            self.save(then)
        return answer is Ask.Discard

    def _may_replace(self, path: Path) -> bool:
        """Ask before a file is overwritten that the dialog did not know of: the suffix was added to what was typed."""
        text = self.tr("{} exists already. Replace it?").format(path.name)
        return not path.exists() or QMessageBox.question(self._window, self.tr("Save the project"), text) == Ask.Yes

    def _ask(self) -> Ask:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved work"))
        box.setText(self.tr("Save the changes to “{}”?").format(self._document.project.title))
        box.setInformativeText(self.tr("What is not saved is lost."))
        box.setStandardButtons(Ask.Save | Ask.Discard | Ask.Cancel)
        box.setDefaultButton(Ask.Save)
        return Ask(box.exec())

    def _read(self, path: Path) -> None:
        def show(project: Project) -> None:
            self._document.open(project, path)
            self.used.emit(str(path))
            if unread := len(project.record.unread):
                text = self.tr("{}: {} of its measurements cannot be read. They are not shown, and stay in the file.")
                self.failed.emit(text.format(path, unread))

        self._worker.submit("open", HERE, load, path, done=show, failed=self._tell)

    def _write(self, path: Path, then: Callable[[], None] | None) -> None:
        project = self._document.project

        def note(_: None) -> None:
            self._document.saved_as(project, path)
            self.used.emit(str(path))
            if then:
                then()

        self._worker.submit("save", HERE, save, project, path, done=note, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        self.failed.emit(str(error))
