"""Netron's page: what is asked for and when, what is served, and what happens without a web view."""

import http.client
import json
import subprocess
import sys
from dataclasses import replace
from urllib.parse import quote, urlsplit

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from app.canvas.heat import Heat, Warmth
from app.document import Document
from app.main_window import MainWindow
from app.netron.following import Netron
from app.netron.page import NetronPage
from app.netron.server import Server
from app.netron.site import Sight, Site
from modelzoo.analysis.cost import examine
from modelzoo.edits import set_param
from modelzoo.errors import ZooError
from modelzoo.project import Project
from tests.app.desk import Desk, small
from tests.app.looking import button, visible_text
from tests.netron_models import chain

WIDE = set_param(small(), "stem", "out", 16)
OUTLINE = chain(["stem"])


class Results(QObject):
    examined = Signal(object)
    examination = None


class Timing(QObject):
    changed = Signal()
    times, stale = None, False


class Work:
    """The controller with a real window and page, and a desk instead of engines."""

    def __init__(self, qtbot):
        self.desk, self.window = Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.page = self.window.netron
        self.document, self.results = Document(self.window), Results(self.window)
        self.netron = Netron(self.document, self.desk, self.results, Timing(self.window), self.window)
        self.document.open(Project("a model", small(), (64, 64)))
        with qtbot.waitExposed(self.window):
            self.window.show()

    def look(self):
        self.window.actions_by_name["page_netron"].trigger()

    def answer(self):
        self.desk.asked.pop("netron").done(OUTLINE)

    def widen(self):
        self.document.edit("widen", lambda now: replace(now, graph=WIDE))


@pytest.fixture
def no_web_view(monkeypatch):
    """As where Qt WebEngine is not installed."""
    monkeypatch.delitem(sys.modules, "app.netron.web", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtWebEngineCore", None)


@pytest.fixture
def work(qtbot, no_web_view):
    work = Work(qtbot)
    yield work
    work.netron.close()


@pytest.fixture
def page(qtbot, no_web_view):
    page = NetronPage()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def site():
    site = Site()
    site.put(OUTLINE.model, Sight("model-1.onnx", selected=("stem.conv/Conv",)))
    return site


@pytest.fixture
def server(site):
    server = Server(site)
    yield server
    server.close()


def get(server, path=None, **headers):
    """The status and the body at a path of the server, or at its secret one."""
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", parts.path if path is None else path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_page_that_nobody_turns_to_asks_for_nothing_and_loads_nothing(work, qtbot):
    work.widen()
    with qtbot.waitSignal(work.netron.rested):
        pass
    assert "netron" not in work.desk.asked and work.page.view is None


def test_a_window_is_built_without_loading_the_web_engine_or_a_web_server():
    code = "import sys, app.session, app.netron.following, app.netron.page\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "app.netron.page" in loaded
    assert loaded.isdisjoint({"PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "http.server", "netron"})


def test_the_model_is_exported_when_the_page_is_turned_to_and_once_an_edit_has_settled(work, qtbot):
    work.look()
    wish = work.desk.asked["netron"]
    assert wish.job == "outline" and wish.args == (small(), (64, 64))
    work.answer()
    work.widen()
    assert "netron" not in work.desk.asked
    with qtbot.waitSignal(work.netron.rested):
        pass
    assert work.desk.asked["netron"].args == (WIDE, (64, 64))


def test_a_model_that_was_shown_before_is_not_exported_again(work, qtbot):
    work.look()
    work.answer()
    work.widen()
    with qtbot.waitSignal(work.netron.rested):
        work.document.undo.undo()
    assert "netron" not in work.desk.asked


def test_an_edit_that_is_undone_before_its_export_came_leaves_the_model_that_is_shown(work, qtbot):
    work.look()
    work.answer()
    work.widen()
    with qtbot.waitSignal(work.netron.rested):
        pass
    assert "Exporting to ONNX" in visible_text(work.page)
    with qtbot.waitSignal(work.netron.rested):
        work.document.undo.undo()
    assert "netron" not in work.desk.asked and "Exporting to ONNX" not in visible_text(work.page)
    assert work.page.site.sight.model == "model-1.onnx"


def test_figures_wait_for_the_model_they_are_of(work):
    work.results.examination = examine(small(), (64, 64))
    work.look()
    work.results.examined.emit(work.results.examination)
    assert work.page.site.sight.attachment == ""
    work.answer()
    metrics = json.loads(work.page.site.sight.attachment)["metrics"]
    shown = {each["name"]: each["value"] for each in metrics if each["target"] == "stem.conv/Conv"}
    stem = next(each for each in work.results.examination.cost.layers if each.node == "stem")
    assert shown["block MACs"] == stem.macs and shown["block parameters"] == stem.parameters


def test_a_model_that_has_no_onnx_form_says_why_and_is_asked_for_again(work):
    work.look()
    work.desk.asked.pop("netron").failed(ZooError("stem: aten.odd has no ONNX form."))
    assert "stem: aten.odd has no ONNX form." in visible_text(work.page)
    work.window.actions_by_name["page_canvas"].trigger()
    work.look()
    assert "netron" in work.desk.asked


def test_without_a_web_view_a_notice_offers_the_browser_which_is_served_as_long_as_the_program_runs(work, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    work.look()
    work.answer()
    assert "Qt WebEngine cannot be loaded" in visible_text(work.page)
    button(work.page, "&Open in the browser").click()
    button(work.page, "&Open in the browser").click()
    assert len(set(opened)) == 1
    parts = urlsplit(opened[0])
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", f"{parts.path}model-1.onnx")
    assert connection.getresponse().read() == OUTLINE.model
    connection.close()
    work.netron.close()
    with pytest.raises(ConnectionRefusedError):
        connection.request("GET", parts.path)


def test_where_no_browser_opens_the_address_is_told(work, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    work.look()
    work.answer()
    button(work.page, "&Open in the browser").click()
    assert "http://127.0.0.1:" in visible_text(work.page)


def test_without_the_netron_package_the_page_says_so(page, monkeypatch):
    monkeypatch.setattr("app.netron.page.package_folder", lambda: None)
    page.show_outline(OUTLINE)
    assert "Netron is not installed" in visible_text(page)
    assert not any(each.isVisible() for each in page.findChildren(QPushButton))


def test_the_page_for_the_browser_is_netrons_own_with_our_bridge_first(server):
    answer, body = get(server)
    assert answer.status == 200 and answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    page = body.decode()
    assert "<title>Netron</title>" in page and '<meta name="file" content="model-1.onnx">' in page
    assert page.index('src="slimscope.js"') < page.index('src="index.js"')
    for name in ("slimscope.js", "view.js", "grapher.css", "sight.json", "model-1.onnx"):
        answer, body = get(server, urlsplit(server.url).path + name)
        assert answer.status == 200 and body


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/wrong/index.html", "/favicon.ico", "/{long}/", "/{short}/", "/said", "/../{short}/view.js"],
)
def test_who_does_not_know_the_secret_path_gets_nothing(server, path):
    secret = urlsplit(server.url).path.strip("/")
    answer, body = get(server, path.format(long=f"{secret}x", short=secret[:-1]))
    assert answer.status == 404 and b"Netron" not in body


@pytest.mark.parametrize(
    "name", ["server.py", "__init__.py", "../site.py", "%2e%2e/x.js", "model-2.onnx", "/etc/passwd"]
)
def test_only_what_the_page_is_made_of_is_served(server, name):
    answer, _ = get(server, urlsplit(server.url).path + name)
    assert answer.status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:{}", "127.0.0.1:1"])
def test_a_request_under_another_hosts_name_gets_nothing(server, host):
    answer, _ = get(server, Host=host.format(urlsplit(server.url).port))
    assert answer.status == 404


def test_the_server_is_there_for_this_machine_only(server):
    assert urlsplit(server.url).hostname == "127.0.0.1"
    assert len(urlsplit(server.url).path.strip("/")) >= 32


def test_what_the_page_says_in_a_browser_is_heard_in_the_window(server, site, qtbot):
    with qtbot.waitSignal(site.said) as heard:
        said = quote(json.dumps(["selected", ["stem.conv/Conv"]]))
        answer, _ = get(server, f"{urlsplit(server.url).path}said?{said}")
    assert answer.status == 200 and heard.args == ["selected", ["stem.conv/Conv"]]
    answer, _ = get(server, f"{urlsplit(server.url).path}said?nonsense")
    assert answer.status == 404


def test_a_selected_block_is_all_its_nodes_and_a_selected_node_is_its_blocks(page):
    merged = replace(OUTLINE, owners=(*OUTLINE.owners, ("stem.conv/Conv", "norm")))
    page.show_outline(merged)
    page.show_blocks(("input1", "stem", "norm"))
    page.select(("stem",))
    assert set(page.site.sight.selected) >= {"stem.conv/Conv", "stem.act/Relu"}
    told = []
    page.selection_changed.connect(told.append)
    for names in (["stem.conv/Conv"], ["stem.act/Relu"], ["input1"], []):
        page.site.said.emit("selected", names)
    assert told == [("stem", "norm"), ("stem",), ("input1",), ()]


def test_nodes_are_coloured_by_the_quantity_of_their_blocks(page):
    page.show_outline(OUTLINE)
    assert page.site.sight.colours is None
    page.show_heat(Heat("MACs", "0", "9 M", "not known", {"stem": Warmth(1.0, "9 M")}))
    assert page.site.sight.colours == dict.fromkeys(("stem.conv/Conv", "stem.act/Relu"), ("#ffea46", "#000000"))
    assert "9 M" in visible_text(page)
    page.show_heat(None)
    assert page.site.sight.colours is None
