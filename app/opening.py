"""Opening composite blocks in place: the engine finds their layers, the worker places them, one edit puts them in."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.canvas.gestures import blocks_text
from app.canvas.opening import place_opened
from app.canvas.view import Canvas
from app.inside import Inside
from app.worker import HERE, PAPER, Worker
from modelzoo.errors import GraphError
from modelzoo.graph import Graph
from modelzoo.project import Place, Project
from modelzoo.results import Ungrouped


class Opening(QObject):
    """Follows a wish to open the selected blocks until the document is edited, or tells why not."""

    hinted = Signal(str)
    """What a person should know in passing."""

    def __init__(self, worker: Worker, inside: Inside, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker, self._inside, self._canvas = worker, inside, canvas

    def open_selected(self) -> None:
        """Ask for the layers of the selected blocks."""
        ids, graph = self._canvas.sheet.selected_ids, self._inside.graph
        if not ids:
            self.hinted.emit(self.tr("Select the block to open first."))
            return

        def place(opened: Ungrouped) -> None:
            shown = self._canvas.sheet.places
            self._worker.submit(
                "place opened",
                HERE,
                place_opened,
                opened,
                shown,
                done=lambda places: self._put(graph, opened, places),
                failed=self._tell,
            )

        self._worker.submit("ungroup", PAPER, "ungroup", graph, ids, self._inside.coming, done=place, failed=self._tell)

    def _put(self, before: Graph, opened: Ungrouped, places: dict[str, Place]) -> None:
        def change(now: Project) -> Project:
            if now.graph != before:
                raise GraphError("The network has changed meanwhile: open the block again.")
            return replace(now, graph=opened.graph, places=places)

        self._canvas.wish(f"open {blocks_text(tuple(opened.parts))}", change)

    def _tell(self, error: Exception) -> None:
        self.hinted.emit(str(error))
