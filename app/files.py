"""Opening and saving: asks before work is lost, does the reading and writing in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.document import Document
from app.worker import HERE, Worker
from modelzoo.project import SUFFIX, Project, load, save

Ask = QMessageBox.StandardButton


class Files(QObject):
    """The document's file."""

    used = Signal(str)
    """A file was opened or saved: its path."""
    failed = Signal(str)
    """A file could not be read or written: why."""

    def __init__(self, document: Document, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._worker, self._window = document, worker, window

    def new(self) -> None:
        """An empty project, once the present one may go."""
        self._when_free(lambda: self._document.open(Project()))

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
        self._when_free(lambda: self._read(path))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the document's file, asking for one where there is none; `then` runs once it is on the disk."""
        if self._document.path:
            self._write(self._document.path, then)
        else:
            self.save_as(then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file, and save to it."""
        start = str(self._document.path or f"{self._document.project.title}{SUFFIX}")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the project"), start, self.tr("Slimscope projects (*.slimscope)")
        )
        if path:
            self._write(Path(path) if Path(path).suffix else Path(path + SUFFIX), then)

    def may_go(self, then: Callable[[], None]) -> bool:
        """Whether the present work may be given up, asking where some is unsaved; `then` runs once it is saved."""
        if not self._document.modified:
            return True
        answer = self._ask()
        if answer is Ask.Save:
            self.save(then)
        return answer is Ask.Discard

    def _when_free(self, then: Callable[[], None]) -> None:
        if self.may_go(then):
            then()

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
