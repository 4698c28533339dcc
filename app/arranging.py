"""Lays large networks out in the background, so that the window stays alive meanwhile."""

from functools import partial

from PySide6.QtCore import QObject

from app.canvas.view import Canvas
from app.main_window import MainWindow
from app.worker import HERE, Worker
from modelzoo.graph import Graph, Shape
from modelzoo.layout.arranging import arrange


class Arranging(QObject):
    """Answers the canvas when it wishes a layout; of several wishes the last."""

    def __init__(self, worker: Worker, window: MainWindow) -> None:
        super().__init__(window)
        self._worker, self._window = worker, window
        window.canvas.layouts.wished.connect(self._lay_out)

    def _lay_out(self, graph: Graph, shapes: dict[str, Shape]) -> None:
        canvas: Canvas = self._window.canvas
        done = partial(canvas.show_layout, graph, shapes)
        self._worker.submit("layout", HERE, arrange, graph, shapes, done=done, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))
