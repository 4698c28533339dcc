"""Files that a person wants of what is shown: asked for by a dialog, written in the background."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.document import Document
from app.main_window import MainWindow
from app.worker import HERE, Worker
from modelzoo.errors import ProjectError

_KINDS = {
    "svg": "SVG picture (*.svg)",
    "png": "PNG picture (*.png)",
    "csv": "CSV table (*.csv)",
    "py": "Python code (*.py)",
}


def free_path(document: Document, ending: str, folder: Path | None = None) -> str:
    """A path to begin with: the project's name where its file is, else in a folder that was used before."""
    name = re.sub(r'[\\/:*?"<>|\s]+', "_", document.project.title).strip("_.") or "network"
    return str((document.path.parent if document.path else folder or Path.home()) / f"{name}{ending}")


class Exports(QObject):
    """Saves one file at a time."""

    def __init__(self, worker: Worker, window: MainWindow) -> None:
        super().__init__(window)
        self._worker, self._window = worker, window

    def save(self, name: str, ending: str, content: bytes | Callable[[], bytes]) -> None:
        """Let the person choose a file, and write it; content that is not made yet is made in the background."""
        dialog = QFileDialog(self._window, self.tr("Save as a file"), f"{name}.{ending}", self.tr(_KINDS[ending]))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        if dialog.exec():
            (path,) = dialog.selectedFiles()
            self._worker.submit("export", HERE, _write, Path(path), content, done=self._tell, failed=self._tell)
        dialog.deleteLater()

    def _tell(self, outcome: object) -> None:
        self._window.hint(str(outcome))


def _write(path: Path, content: bytes | Callable[[], bytes]) -> str:
    made = content() if callable(content) else content
    try:
        path.write_bytes(made)
    except OSError as error:
        raise ProjectError(str(path), f"cannot be written: {error.strerror or error}.") from error
    return f"Saved as {path}."
