"""The live view of the code: written by the engine whenever it is looked at and the network is another."""

from PySide6.QtCore import QObject, Qt, QTimer

from app.document import Document
from app.main_window import MainWindow
from app.worker import PAPER, Worker
from modelzoo.foreign import fixed_text
from modelzoo.graph import Graph, Size

_QUIET = 250
"""Milliseconds without another edit before the code is written anew."""
_WIDE = 440
"""Pixels: less shows hardly a line of code as a whole."""

Subject = tuple[Graph, Size, str]
"""All that code depends on: a graph, the input size and the title."""


class Coding(QObject):
    """Keeps the panel of code true as long as it is seen."""

    def __init__(self, document: Document, worker: Worker, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._window, self._panel = document, worker, window, window.code
        self._dock = window.docks["Code"]
        self._asked: Subject | None = None
        self._seen = False
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self._renew)
        document.changed.connect(lambda *_: self._wait())
        document.opened.connect(self._forget)
        self._dock.visibilityChanged.connect(self._look)
        self._panel.hint_wished.connect(window.hint)
        window.actions_by_name["show_code"].triggered.connect(self.show)

    def show(self) -> None:
        """Bring the code beside the canvas, with room to be read."""
        self._window.pages.turn_to("canvas")
        self._window.docks.reveal(self._panel)
        if self._dock.width() < _WIDE:
            self._window.resizeDocks([self._dock], [_WIDE], Qt.Orientation.Horizontal)

    def _look(self, seen: bool) -> None:
        self._seen = seen
        if seen:
            self._renew()

    def _wait(self) -> None:
        if self._seen:
            self._pause.start()

    def _renew(self) -> None:
        """Have the code of the network as it stands written, unless that is what is shown or asked for."""
        project = self._document.project
        subject = (project.graph, project.size, project.title)
        if self._seen and subject != self._asked:
            self._asked = subject
            if project.source:
                self._worker.cancel("code")
                self._panel.show_reason(fixed_text(project.source))
                return
            self._worker.submit("code", PAPER, "code", *subject, done=self._panel.show_code, failed=self._tell)

    def _forget(self) -> None:
        """Another project has been opened."""
        self._asked = None
        self._panel.forget()

    def _tell(self, error: Exception) -> None:
        self._asked = None
        self._panel.show_reason(str(error))
