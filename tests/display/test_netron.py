"""Netron's own page in a web view of ours: what it shows, what it asks for, and that both sides know the selection."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.heat import Heat, Warmth
from app.netron import web
from app.netron.page import NetronPage
from tests.app.looking import visible_text
from tests.display.netron import PATIENCE, SELECTED, Netron, element
from tests.netron_models import BLOCKS, chain

asked: list[tuple[str, bool]] = []
"""Every request of every page: its scheme, and whether it got out."""


class Witness(web.Gate):
    """The gate, which notes down what it is asked."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        super().interceptRequest(info)
        asked.append((info.requestUrl().scheme(), not info.changed()))


@pytest.fixture(scope="module")
def page(qapp: QApplication) -> Iterator[NetronPage]:
    """One page for all tests, which takes longest to begin."""
    theme.apply(qapp, theme.LIGHT)
    gate, web.Gate = web.Gate, Witness  # type: ignore[misc]
    page = NetronPage()
    page.resize(1200, 800)
    page.show_blocks(["input1", "output1", *BLOCKS])
    page.show()
    page.show_outline(chain())
    yield page
    web.Gate = gate  # type: ignore[misc]
    page.close_view()
    page.hide()
    page.deleteLater()


@pytest.fixture
def netron(page: NetronPage, qtbot: QtBot) -> Netron:
    """The page once Netron has drawn the first model, with nothing selected."""
    netron = Netron(page, qtbot)
    netron.see("document.body.classList.contains('default')", True)
    netron.see("Array.isArray(slimscope.missing)", True)
    page.show_heat(None)
    page.select(())
    netron.show(chain())
    netron.see(SELECTED, [])
    return netron


NAMES = "__view__.activeTarget.nodes.map((each) => each.name)"


def test_the_model_is_drawn_at_once_without_a_question_and_whatever_the_day(netron: Netron) -> None:
    assert netron.ask(NAMES) == [name for name, _ in chain().owners]
    assert netron.ask("getComputedStyle(document.getElementById('message')).display") == "none"
    assert netron.ask("[document.querySelector('meta[name=version]').content, document.cookie]") == [
        "0.0.0",
        "consent=1",
    ]
    built = netron.page.site.answer("index.html")
    assert built is not None and b'name="date"' in built.body
    today = netron.ask("new Date().toISOString().slice(0, 10)")
    assert netron.ask("document.querySelector('meta[name=date]').content.slice(0, 10)") == today


def test_every_private_name_of_netron_that_the_bridge_uses_is_there(netron: Netron) -> None:
    assert netron.ask("slimscope.missing") == []


def test_netron_asks_for_nothing_outside_and_what_would_be_asked_is_blocked(netron: Netron) -> None:
    netron.click("block1.conv/Conv")
    netron.see("document.getElementById('sidebar-title').textContent", "Node Properties")
    assert asked and {scheme for scheme, _ in asked} <= {"slimscope", "blob", "data"}
    tried = """(() => {
        window.tried = [];
        for (const url of ['https://example.com/', 'http://127.0.0.1:1/', 'ftp://example.com/', 'file:///etc/passwd']) {
            fetch(url).then(() => window.tried.push('got'), () => window.tried.push('refused'));
        }
        new Image().src = 'https://example.com/picture.png';
        location.href = 'https://example.com/';
    })()"""
    netron.ask(tried)
    netron.see("window.tried", ["refused"] * 4)
    assert netron.ask("location.protocol") == "slimscope:"
    assert all(not got_out for scheme, got_out in asked if scheme not in ("slimscope", "blob", "data"))
    asked.clear()


def test_a_click_on_a_node_selects_its_block(netron: Netron) -> None:
    with netron.qtbot.waitSignal(netron.page.selection_changed, timeout=PATIENCE) as told:
        netron.click("block2.act/Relu")
    assert told.args == [("block2",)]
    assert netron.ask(SELECTED) == ["block2.act/Relu"]


def test_a_block_selected_elsewhere_is_selected_and_brought_into_view(netron: Netron) -> None:
    with netron.qtbot.assertNotEmitted(netron.page.selection_changed):
        netron.page.select(("block20",))
        netron.see(SELECTED, ["block20.act/Relu", "block20.conv/Conv"])
        _, top = netron.place("block20.conv/Conv")
        assert 0 < top < netron.page.height()
        netron.page.select(("input1",))
        netron.see(SELECTED, ["input1"])
        netron.page.select(())
        netron.see(SELECTED, [])


def test_the_sidebar_of_a_node_has_our_figures_as_they_become_known(netron: Netron) -> None:
    netron.click("block1.conv/Conv")
    sidebar = "document.getElementById('sidebar-content').innerText.replace(/\\s+/g, ' ')"
    for macs in (4321, 98765):
        figure = {"kind": "node", "target": "block1.conv/Conv", "name": "block MACs", "value": macs}
        netron.page.show_figures(json.dumps({"signature": "netron:attachment", "metadata": [], "metrics": [figure]}))
        netron.see(f"{sidebar}.includes('{macs}')", True)
    assert "block MACs" in netron.ask(
        f"{sidebar} + [...document.querySelectorAll('.sidebar-item-name input')].map((each) => each.value)"
    )


def test_nodes_wear_the_colours_of_a_quantity_also_after_an_edit(netron: Netron) -> None:
    fill = f"getComputedStyle({element('block1.conv/Conv')}.querySelector('.node-item-type path')).fill"
    usual = netron.ask(fill)
    netron.page.show_heat(Heat("MACs", "0", "9 M", "unknown", {"block1": Warmth(1.0, "9 M")}))
    netron.see(fill, "rgb(255, 234, 70)")
    assert netron.ask(fill.replace("block1.conv", "block2.conv")) == "rgba(0, 0, 0, 0)"
    netron.show(chain(channels=16))
    assert netron.ask(fill) == "rgb(255, 234, 70)"
    netron.page.show_heat(None)
    netron.see(fill, usual)


def test_the_place_and_the_zoom_are_kept_when_the_model_changes_a_little(netron: Netron) -> None:
    netron.page.select(("block12",))
    netron.see(SELECTED, ["block12.act/Relu", "block12.conv/Conv"])
    netron.ask("(() => { __view__.target.zoom = 0.8; })()")
    place = netron.place("block12.conv/Conv")
    netron.show(chain([each for each in BLOCKS if each != "block3"]))
    assert netron.place("block12.conv/Conv") == pytest.approx(place, abs=2)
    assert netron.ask("__view__.target.zoom") == pytest.approx(0.8)
    assert netron.ask(SELECTED) == ["block12.act/Relu", "block12.conv/Conv"]


def test_netrons_menu_offers_what_works_here_and_nothing_else(netron: Netron) -> None:
    netron.ask("document.getElementById('menu-button').click()")
    labels = (
        "[...document.querySelectorAll('.menu-command')].filter((each) => each.offsetParent)"
        ".map((each) => each.querySelector('.menu-label').textContent)"
    )
    netron.see(f"{labels}.includes('Export as SVG')", True)
    shown = netron.ask(labels)
    assert {"Export as PNG", "Find..."} <= set(shown)
    assert not [each for each in shown if each.startswith(("Open", "Report"))]
    netron.ask("document.getElementById('menu-button').click()")


def test_a_drawing_of_netron_is_saved_where_a_person_says(
    netron: Netron, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "drawn.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    netron.ask("(() => { __view__.export('model.svg'); })()")
    qtbot.waitUntil(lambda: path.exists() and b"</svg>" in path.read_bytes(), timeout=PATIENCE)
    assert b"block24.conv/Conv" in path.read_bytes()


def test_another_model_is_seen_from_its_beginning(netron: Netron) -> None:
    netron.ask("(() => { __view__.target.zoom = 0.8; })()")
    netron.show(chain(["one", "two", "three"]))
    assert netron.ask("__view__.target.zoom") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("colours", "computed", "painted"),
    [(theme.DARK, "rgb(64, 64, 64)", "#404040"), (theme.LIGHT, "rgb(255, 255, 255)", "#ffffff")],
    ids=["dark", "light"],
)
def test_the_page_is_light_or_dark_as_the_window_is(
    netron: Netron, qtbot: QtBot, qapp: QApplication, colours: theme.Theme, computed: str, painted: str
) -> None:
    theme.apply(qapp, colours)
    netron.see("getComputedStyle(document.body).backgroundColor", computed)
    picture = QPoint(60, 400)
    qtbot.waitUntil(lambda: netron.page.grab().toImage().pixelColor(picture) == QColor(painted), timeout=PATIENCE)


def test_a_page_whose_process_is_killed_says_so_and_comes_back(netron: Netron, qtbot: QtBot) -> None:
    os.kill(netron.view.page().renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: "process that draws Netron's page ended" in visible_text(netron.page), timeout=PATIENCE)
    netron.show(chain(["again"]))
    netron.see(NAMES, ["again.conv/Conv", "again.act/Relu"])
    assert netron.view.isVisible()
