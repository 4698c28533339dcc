"""The figures that a project states, found again at a person's wish: by the engine that measures, in its turn."""

from PySide6.QtCore import QObject

from app.document import Document
from app.main_window import MainWindow
from app.panels.verify.dialog import VerifyDialog
from app.worker import MEASURE, Worker
from modelzoo.jobs import Progress
from modelzoo.project import Project
from modelzoo.verifying.checks import Verified

_KIND = "verify"


class Verifying(QObject):
    """What it shows is of the project as it was when that was asked for."""

    def __init__(self, document: Document, worker: Worker, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._window = document, worker, window
        self.dialog = VerifyDialog(window)
        self._lineage: object = None
        document.changed.connect(self._follow)
        self.dialog.verify_wished.connect(self._verify)
        self.dialog.cancel_wished.connect(self._cancel)

    def open(self) -> None:
        """Bring the dialog up."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _verify(self, measure: bool) -> None:
        project = self._document.project
        self._lineage = project.lineage
        self.dialog.show_progress(Progress(0.0, self.tr("waiting for the measuring engine")))
        self._worker.submit(
            _KIND,
            MEASURE,
            "verify",
            project,
            project.title,
            measure,
            done=self._show,
            failed=lambda error: self.dialog.show_failure(str(error)),
            progress=self.dialog.show_progress,
            title=self.tr("The check of {}").format(project.title),
        )

    def _show(self, found: Verified) -> None:
        self.dialog.show_verified(found)
        self._window.hint(found.text)

    def _cancel(self) -> None:
        self._worker.cancel(_KIND)
        self.dialog.show_cancelled()

    def _follow(self, _before: Project, now: Project) -> None:
        """Another project is open: what was found is not of it."""
        if self._lineage is not None and now.lineage is not self._lineage:
            self._lineage = None
            self._worker.cancel(_KIND)
            self.dialog.show_stale()
