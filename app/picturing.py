"""The drawing on the canvas as a file, at a person's wish."""

from functools import partial

from PySide6.QtCore import QObject

from app.canvas.picture import as_image, as_png, as_svg
from app.document import Document
from app.exports import Exports
from app.main_window import MainWindow
from app.worker import Worker


class Picturing(QObject):
    """Saves the whole network as it is drawn, in the colours of the window."""

    def __init__(self, document: Document, worker: Worker, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._exports = Exports(worker, window)

    def save_svg(self) -> None:
        """Save lines and texts."""
        if self._is_something():
            title = self._document.project.title
            self._exports.save(title, "svg", as_svg(self._window.canvas.drawing, title))

    def save_png(self) -> None:
        """Save pixels."""
        if self._is_something():
            image = as_image(self._window.canvas.drawing)
            self._exports.save(self._document.project.title, "png", partial(as_png, image))

    def _is_something(self) -> bool:
        project = self._document.project
        found = len(project.graph) > 0 or bool(project.notes)
        if not found:
            self._window.hint(self.tr("There is nothing on the canvas to be saved as a picture."))
        return found
