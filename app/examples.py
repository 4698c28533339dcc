"""Projects that are there to begin with: what an article printed, with the models that it is about."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.document import Document
from app.files import Files
from app.main_window import MainWindow
from app.results import Results
from app.run_logs import PAGE
from app.worker import HERE, PAPER, Worker
from modelzoo.examples import joined_tables
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project, Variant
from modelzoo.published import table3_input, table3_names
from modelzoo.results import Examination

Opened = Sequence[tuple[Project, Examination]]
"""Models with what they cost."""


class Examples(QObject):
    """Lets the engine build the models, and opens them as a project once the present work may go."""

    def __init__(self, document: Document, worker: Worker, results: Results, files: Files, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._results = document, worker, results
        self._files, self._window = files, window

    def open_table4(self) -> None:
        """Begin with the article's models and what training them came to."""
        self._files.when_free(self._ask)

    def _ask(self) -> None:
        self._window.hint(self.tr("Opening the models of Table 4…"))
        wanted = table3_names(), table3_input()
        self._worker.submit("example", PAPER, "open_several", *wanted, done=self._arrange, failed=self._tell)

    def _arrange(self, found: Opened) -> None:
        for project, examination in found:
            self._results.learn(project, examination)
        self._worker.submit("example", HERE, _arranged, found, done=self._show, failed=self._tell)

    def _show(self, models: Sequence[Variant]) -> None:
        self._document.open(joined_tables(models))
        self._window.pages.turn_to(PAGE)
        self._window.hint(self.tr("Tables 3 and 4 joined stand on the board (Ctrl+9)."))

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))


def _arranged(found: Opened) -> tuple[Variant, ...]:
    """The models with a place for each box. For the worker's thread."""
    return tuple(replace(project.shown, places=arrange(project.graph, known.shapes)) for project, known in found)
