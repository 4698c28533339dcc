"""The check of the texts' claims: asked of the engine when a person wants it, shown on its page."""

from PySide6.QtCore import QObject

from app.panels.claims_page import ClaimsPage
from app.worker import PAPER, Worker
from modelzoo.jobs import Progress


class ClaimsJob(QObject):
    """One check at a time."""

    def __init__(self, worker: Worker, page: ClaimsPage) -> None:
        super().__init__(page)
        self._worker, self._page = worker, page
        page.run_wished.connect(self.run)
        page.cancel_wished.connect(self.cancel)

    def run(self) -> None:
        """Work out every claim."""
        self._page.show_progress(Progress(0.0, self.tr("Waiting for the analysis engine…")))
        self._worker.submit(
            "claims",
            PAPER,
            "claims",
            done=self._page.show_findings,
            failed=lambda error: self._page.show_failure(str(error)),
            progress=self._page.show_progress,
            background=True,
        )

    def cancel(self) -> None:
        """Give it up."""
        self._worker.cancel("claims")
