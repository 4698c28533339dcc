"""Netron follows the document: the engine exports, the page shows, and both sides know what is selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.document import Document
from app.layer_timing import LayerTiming
from app.main_window import MainWindow
from app.remembered import Remembered
from app.results import Results
from app.worker import PAPER, Worker
from modelzoo.export.attachment import attachment
from modelzoo.exports import Outline
from modelzoo.graph import Size
from modelzoo.jobs import Progress

if TYPE_CHECKING:
    from app.netron.server import Server

QUIET = 400
"""Milliseconds without an edit after which the model is exported anew."""

Key = tuple[str, Size]
"""A model's fingerprint and its input size."""


class Netron(QObject):
    """Keeps Netron's page true as long as it is looked at; until then it costs nothing."""

    rested = Signal()
    """No edit came for a moment: the present model is shown or asked for, if somebody looks."""

    def __init__(
        self, document: Document, worker: Worker, results: Results, timing: LayerTiming, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._results, self._timing = document, worker, results, timing
        self._window, self._page = window, window.netron
        self._known: Remembered[Key, Outline] = Remembered()
        self._shown: Key | None = None
        self._asked: Key | None = None
        self._owners: tuple[tuple[str, str], ...] = ()
        self._server: Server | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._rest)
        document.changed.connect(self._follow)
        window.pages.turned.connect(lambda _: self._renew())
        results.examined.connect(lambda _: self._show_figures())
        timing.changed.connect(self._show_figures)
        self._page.browser_wished.connect(self.browse)
        self._follow()

    def browse(self) -> None:
        """Show the page in the system's browser, as long as the program runs."""
        from app.netron.server import Server  # loads Python's web server, which hardly anybody needs

        if self._server is None:
            self._server = Server(self._page.site)
        if not QDesktopServices.openUrl(QUrl(self._server.url)):
            self._page.show_address(self._server.url)

    def close(self) -> None:
        """End what serves and draws the page."""
        self._quiet.stop()
        self._page.close_view()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _follow(self) -> None:
        self._page.show_blocks(node.id for node in self._document.project.graph)
        self._quiet.start()

    def _rest(self) -> None:
        self._renew()
        self.rested.emit()

    def _renew(self) -> None:
        """Show the model as it stands, if somebody looks and it is another than what is shown."""
        key = self._key()
        if self._window.pages.current != "netron" or key == self._asked:
            return
        if self._asked:
            self._asked = None
            self._worker.cancel("netron")
            self._page.show_settled()
        if key == self._shown:
            return
        if known := self._known.get(key):
            self._show(key, known)
        else:
            self._ask(key)

    def _ask(self, key: Key) -> None:
        self._asked = key
        source = self._document.project.source
        self._page.show_waiting(self.tr("Reading {}…").format(source.name) if source else self.tr("Exporting to ONNX…"))
        self._worker.submit(
            "netron",
            PAPER,
            *(("outline_foreign", source) if source else ("outline", self._document.project.graph, key[1])),
            done=lambda found: self._show(key, found),
            failed=self._tell,
            progress=self._show_progress,
        )

    def _show(self, key: Key, outline: Outline) -> None:
        self._asked, self._shown, self._known[key] = None, key, outline
        self._owners = outline.owners
        self._page.show_outline(outline)
        self._show_figures()

    def _show_figures(self) -> None:
        """What is known of the blocks that are shown."""
        examination = self._results.examination
        if self._shown != self._key() or examination is None or examination.cost is None:
            return
        times = self._timing.times if not self._timing.stale else None
        seconds = {each.node: each.p50 for each in times.nodes if not each.merged} if times else {}
        self._page.show_figures(attachment(self._owners, examination.cost, seconds))

    def _show_progress(self, progress: Progress) -> None:
        self._page.show_waiting(self.tr("Exporting to ONNX: {}").format(progress.text))

    def _tell(self, error: Exception) -> None:
        self._asked = self._shown = None
        self._page.show_reason(str(error))

    def _key(self) -> Key:
        project = self._document.project
        return project.graph.fingerprint, project.size
