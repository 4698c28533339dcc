"""What to do about problems: the engine finds and tries it, the panel and the canvas offer it, one edit does it."""

from dataclasses import replace

from PySide6.QtCore import QObject

from app.canvas.placing import place_new
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.remembered import Remembered
from app.results import Results
from app.worker import PAPER, Worker
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Size
from modelzoo.project import Project
from modelzoo.results import Examination, Fix


class Mending(QObject):
    """Asks for fixes whenever a model is examined, and does the one that a person chooses.

    They are those of the whole model: inside of a named block its boxes have none.
    """

    def __init__(
        self, document: Document, worker: Worker, results: Results, inside: Inside, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._inside, self._window = document, worker, inside, window
        self._known: Remembered[tuple[str, Size], tuple[Fix, ...]] = Remembered()
        self._graph = Graph()
        self._fixes: tuple[Fix, ...] = ()
        results.examined.connect(self._ask)
        results.examining.connect(lambda: worker.cancel("fixes"))
        inside.changed.connect(self._show_on_canvas)
        window.canvas.fix_wished.connect(self.apply)
        window.problems.fix_wished.connect(self.apply)
        window.actions_by_name["mend"].triggered.connect(window.canvas.mend_selected)

    def apply(self, fix: Fix) -> None:
        """Do this, if the network is still the one that it was found for."""
        before, canvas = self._graph, self._window.canvas
        self._inside.go_to(0)

        def change(now: Project) -> Project:
            if now.graph != before:
                raise GraphError("The network has changed meanwhile: see what there is to mend now.")
            return replace(now, graph=fix.graph, places=place_new(fix.graph, canvas.sheet.places | dict(now.places)))

        canvas.wish(fix.text, change)

    def _ask(self, found: Examination) -> None:
        project = self._document.project
        graph, key = project.graph, (project.graph.fingerprint, project.size)
        if not found.problems or key in self._known:
            self._worker.cancel("fixes")
            self._show(graph, self._known.get(key, ()))
            return

        def keep(fixes: tuple[Fix, ...]) -> None:
            self._known[key] = fixes
            self._show(graph, fixes)

        self._worker.submit("fixes", PAPER, "fixes", graph, project.size, done=keep, failed=self._tell)

    def _show(self, graph: Graph, fixes: tuple[Fix, ...]) -> None:
        self._graph, self._fixes = graph, fixes
        self._window.problems.show_fixes(fixes)
        self._show_on_canvas()

    def _show_on_canvas(self) -> None:
        self._window.canvas.show_fixes(() if self._inside.path else self._fixes)

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))
