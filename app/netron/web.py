"""Netron in a web view: the page comes from memory on a scheme of its own, and nothing else is ever fetched.

To import this module is to load Qt WebEngine, which takes a while and may not be installed: that is left until somebody
looks at the page.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QFileDialog, QWidget

from app.netron.site import HOME, Sight, Site

SCHEME = "slimscope"
START = QUrl(f"{SCHEME}://netron/{HOME}")
INNER = (SCHEME, "blob", "data")
"""The schemes that lead nowhere outside."""


class NetronView(QWebEngineView):
    """The page in a view; its parts are children in the order in which they can be deleted."""

    died = Signal()
    """The process that draws the page is gone."""

    def __init__(self, site: Site, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _know_scheme()
        before = QObject(self)
        profile = QWebEngineProfile(self)
        self.gate, self._files = Gate(profile), _Files(site, profile)
        profile.setUrlRequestInterceptor(self.gate)
        profile.installUrlSchemeHandler(SCHEME.encode(), self._files)
        profile.downloadRequested.connect(self._save)
        page = _Page(profile, before)
        page.renderProcessTerminated.connect(self._note_end)
        self.setPage(page)

    def start(self) -> None:
        """Load the page anew."""
        self.page().setBackgroundColor(self.palette().color(self.backgroundRole()))
        self.load(START)

    def show_sight(self, sight: Sight) -> None:
        """Let the page show this, if its bridge is there."""
        self.page().runJavaScript(f"window.slimscope && window.slimscope.show({sight.text})")

    def _save(self, drawing: QWebEngineDownloadRequest) -> None:
        """Let a person say where a drawing goes that Netron made."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the drawing"), drawing.suggestedFileName())
        if path:
            drawing.setDownloadDirectory(str(Path(path).parent))
            drawing.setDownloadFileName(Path(path).name)
            drawing.accept()

    def _note_end(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.died.emit()


class Gate(QWebEngineUrlRequestInterceptor):
    """Blocks every request that leads outside."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let pass what we answer ourselves."""
        if info.requestUrl().scheme() not in INNER:
            info.block(True)


class _Files(QWebEngineUrlSchemeHandler):
    """Answers from the site."""

    def __init__(self, site: Site, parent: QObject) -> None:
        super().__init__(parent)
        self._site = site

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Give what is at the path."""
        url = job.requestUrl()
        query = url.query(QUrl.ComponentFormattingOption.FullyEncoded)
        answer = self._site.answer(url.path().removeprefix("/"), query)
        if answer is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        body = QBuffer(job)
        body.setData(answer.body)
        job.reply(answer.kind.encode(), body)


class _Page(QWebEnginePage):
    """Stays where it is, and keeps its remarks to itself."""

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        """Only our own page is gone to."""
        return QUrl(url).scheme() == SCHEME

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, old: Sequence[str], kinds: Sequence[str]
    ) -> list[str]:
        """No other model is opened here."""
        return []

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, text: str, line: int, source: str
    ) -> None:
        """Nobody reads them."""


def _know_scheme() -> None:
    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name():
        scheme = QWebEngineUrlScheme(SCHEME.encode())
        scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
        flags = QWebEngineUrlScheme.Flag
        scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
        QWebEngineUrlScheme.registerScheme(scheme)
