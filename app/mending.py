"""What to do about problems: the engine finds and tries it, the panel and the canvas offer it, one edit does it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from app.canvas.placing import place_new
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.remembered import Remembered
from app.results import Results
from app.worker import PAPER, Worker
from modelzoo.errors import GraphError
from modelzoo.graph import Given, Graph
from modelzoo.labels import crossed
from modelzoo.project import Project
from modelzoo.results import Examination, Fix

Key = tuple[str, tuple[object, ...]]


@dataclass(frozen=True)
class _Offers:
    """What there is to do, and the network that it was found for."""

    graph: Graph
    fixes: tuple[Fix, ...] = ()


class Mending(QObject):
    """Asks for fixes whenever a model is examined, and does the one that a person chooses.

    The panel offers those of the whole model; the canvas those of what it shows, which may be the inside of a block.
    """

    def __init__(
        self, document: Document, worker: Worker, results: Results, inside: Inside, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._inside, self._window = document, worker, inside, window
        self._known: Remembered[Key, tuple[Fix, ...]] = Remembered()
        self._whole = self._within = _Offers(Graph())
        results.examined.connect(self._ask)
        results.examining.connect(lambda: worker.cancel("fixes"))
        inside.examined.connect(self._ask_within)
        inside.changed.connect(self._show_on_canvas)
        window.canvas.fix_wished.connect(self.apply)
        window.problems.fix_wished.connect(self.apply)
        window.actions_by_name["mend"].triggered.connect(window.canvas.mend_selected)

    def apply(self, fix: Fix) -> None:
        """Do this, if the network is still the one that it was found for."""
        within, canvas = fix in self._within.fixes, self._window.canvas
        found = self._within if within else self._whole
        if not within:
            self._inside.go_to(0)

        def change(now: Project) -> Project:
            if now.graph != found.graph:
                raise GraphError("The network has changed meanwhile: see what there is to mend now.")
            return replace(now, graph=fix.graph, places=place_new(fix.graph, canvas.sheet.places | dict(now.places)))

        canvas.wish(crossed(fix.text), change)

    def _ask(self, found: Examination) -> None:
        project = self._document.project
        self._find("fixes", found, project.graph, project.size, self._show)

    def _ask_within(self, found: Examination) -> None:
        if self._inside.path:
            self._find("fixes within", found, self._inside.graph, self._inside.coming, self._show_within)

    def _find(self, kind: str, found: Examination, graph: Graph, given: Given, show: Callable[[_Offers], None]) -> None:
        """Show what there is to do about the problems, as soon as it is known."""
        key = (graph.fingerprint, given if isinstance(given, tuple) else tuple(given.items()))
        if not found.problems or key in self._known:
            self._worker.cancel(kind)
            show(_Offers(graph, self._known.get(key, ())))
            return

        def keep(fixes: tuple[Fix, ...]) -> None:
            self._known[key] = fixes
            show(_Offers(graph, fixes))

        self._worker.submit(kind, PAPER, "fixes", graph, given, done=keep, failed=self._tell)

    def _show(self, found: _Offers) -> None:
        self._whole = found
        self._window.problems.show_fixes(found.fixes)
        self._show_on_canvas()

    def _show_within(self, found: _Offers) -> None:
        self._within = found
        self._show_on_canvas()

    def _show_on_canvas(self) -> None:
        """Offer what is of the network that the canvas shows."""
        found = self._within if self._inside.path else self._whole
        self._window.canvas.show_fixes(found.fixes if found.graph == self._inside.graph else ())

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))
