"""Every act is on the disk before the next one can begin."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Document
from app.files import Files
from app.recovery import Leftover, Recovery
from app.worker import HERE, Worker
from modelzoo.errors import ProjectError

_AFTERWARDS = 1000
"""Milliseconds from an edit to what is left to do for it: the disk, when it is waited for, holds up the next edits."""


class Keeping(QObject):
    """Follows the document with its recovery file; made before any view, so that none can fail before it is written."""

    failed = Signal(str)
    """Nothing can be kept for recovery: why. Not said again until it has worked once more."""

    mended = Signal()
    """It works again, or there is nothing to keep any more."""

    def __init__(self, document: Document, worker: Worker, files: Files, recovery: Recovery, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._worker, self._files, self._recovery = document, worker, files, recovery
        self._failing = False
        self._complete: Callable[[], None] = _nothing
        self._afterwards = QTimer(self, singleShot=True, interval=_AFTERWARDS)
        self._afterwards.timeout.connect(self.settle)
        document.changed.connect(lambda *_: self._keep())
        document.file_changed.connect(lambda: self._keep())
        document.recorded.connect(lambda: self._keep())
        document.opened.connect(lambda: self._keep())

    def recover(self, leftover: Leftover) -> None:
        """Take up work that a crash left behind; it counts as unsaved until it is saved."""
        self._worker.cancel("open")
        self._files.disk.expect(leftover.path, leftover.held)
        self._document.open(leftover.project, leftover.path, modified=True)
        self.settle(then=leftover.forget)
        self._files.disk.look()

    def settle(self, then: Callable[[], None] = lambda: None) -> None:
        """Have done at once, in the worker, what is left to do for the last edit; and then something else."""
        complete, self._complete = self._complete, _nothing
        self._afterwards.stop()

        def finish() -> None:
            complete()
            then()

        if complete is not _nothing:
            self._worker.submit("recovery", HERE, finish, done=lambda _: self._note(), failed=self._tell)

    def _keep(self) -> None:
        document = self._document
        if not document.modified and not self._files.saving:
            self._complete = _nothing
            self._recovery.forget()
            self._note()
            return
        try:
            self._complete = self._recovery.write(document.project, document.path, self._files.disk.held)
        except ProjectError as error:
            self._complete = _nothing
            self._tell(error)
        else:
            if not self._afterwards.isActive():
                self._afterwards.start()

    def _note(self) -> None:
        if self._failing:
            self._failing = False
            self.mended.emit()

    def _tell(self, error: Exception) -> None:
        if not self._failing:
            self._failing = True
            self.failed.emit(str(error))


def _nothing() -> None:
    """What is left to do where there is nothing to recover."""
