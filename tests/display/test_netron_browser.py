"""Netron's page in a browser of its own, as it is where the window cannot show it: served from this machine."""

from dataclasses import replace

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineUrlRequestInfo
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInterceptor as Interceptor
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from app.netron.server import Server
from app.netron.site import Sight, Site
from tests.display.netron import SELECTED, Netron, element
from tests.netron_models import chain


class Witness(Interceptor):
    """Notes down where requests go, and hinders none."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        self.asked.add(info.requestUrl().authority() or info.requestUrl().scheme())


def test_a_browser_shows_the_page_follows_it_and_tells_what_is_selected(qtbot: QtBot) -> None:
    site, outline = Site(), chain(["one", "two"])
    site.put(outline.model, Sight("model-1.onnx"))
    server, witness = Server(site), Witness()
    view, profile = QWebEngineView(), QWebEngineProfile()
    profile.setUrlRequestInterceptor(witness)
    page = QWebEnginePage(profile)
    view.setPage(page)
    view.resize(900, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.load(QUrl(server.url))
    netron = Netron(view, qtbot)
    netron.see("slimscope.missing", [])

    with qtbot.waitSignal(site.said, timeout=20_000, check_params_cb=lambda kind, _: kind == "selected") as told:
        netron.click("one.act/Relu")
    assert told.args == ["selected", ["one.act/Relu"]]

    site.sight = replace(site.sight, selected=("two.act/Relu", "two.conv/Conv"), dark=True)
    netron.see(SELECTED, ["two.act/Relu", "two.conv/Conv"])
    netron.see("getComputedStyle(document.body).backgroundColor", "rgb(64, 64, 64)")
    site.put(chain(["three"]).model, Sight("model-2.onnx"))
    netron.see(f"Boolean({element('three.conv/Conv')})", True)
    assert witness.asked == {QUrl(server.url).authority()}

    view.close()
    for each in (view, page, profile):
        shiboken6.delete(each)
    server.close()
