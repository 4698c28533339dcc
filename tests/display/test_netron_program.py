"""Netron within the whole program: it follows the canvas, is plain where it is another, and ends with the program."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.netron.page import NetronPage
from app.netron.site import package_folder
from modelzoo.edits import set_param
from tests.app.looking import visible_text
from tests.display.netron import SELECTED, Netron, element
from tests.e2e.conftest import LONG, Start
from tests.netron_models import chain

ROOT = Path(__file__).parents[2]


def test_the_page_follows_the_model_and_both_sides_know_what_is_selected(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    window, canvas, page = session.window, session.window.canvas, session.window.netron
    with qtbot.waitSignal(session.models.arrived, timeout=LONG):
        session.models.exchange("SqueezeNet 1.1")
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.current == "netron"
    qtbot.waitUntil(lambda: page.view is not None, timeout=LONG)
    netron = Netron(page, qtbot)
    netron.see("Array.isArray(slimscope.missing)", True)

    with qtbot.waitSignal(page.selection_changed, timeout=LONG):
        netron.click("fire2.squeeze.0/Conv")
    assert canvas.sheet.selected_ids == ("fire2",)
    netron.see("document.getElementById('sidebar-content').innerText.includes('fire2 (fire)')", True)

    canvas.sheet.select({"fire3"})
    netron.see(f"{SELECTED}.every((each) => each.startsWith('fire3')) && {SELECTED}.length", 6)

    before = netron.ask("slimscope.model")
    session.document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "fire2", "squeeze", 24)))
    qtbot.waitUntil(lambda: netron.ask("slimscope.model") != before, timeout=LONG)
    netron.see(f"{element('fire2.squeeze.0/Conv')}.textContent.includes('24')", True)


def test_an_unknown_netron_stays_plain_and_still_follows(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package_folder()
    assert folder is not None
    for each in folder.iterdir():
        (tmp_path / each.name).symlink_to(each)
    (tmp_path / "view.js").unlink()
    script = (folder / "view.js").read_text()
    (tmp_path / "view.js").write_text(script.replace("scrollTo(selection, behavior)", "bringTo(selection, behavior)"))
    monkeypatch.setattr("app.netron.site.package_folder", lambda: tmp_path)
    page = NetronPage()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    netron = Netron(page, qtbot)
    for blocks in (["first", "second"], ["third"]):
        page.show_outline(chain(blocks))
        netron.see("slimscope.missing", ["view.target.scrollTo"])
        netron.see(f"Boolean({element(f'{blocks[0]}.conv/Conv')})", True)
    qtbot.waitUntil(lambda: "This version of Netron is not known" in visible_text(page))
    page.close_view()


PROGRAM = """
import sys
import psutil
from PySide6.QtCore import QTimer
from app import gui

def begin(session, model):
    def end(kind, value):
        print(*(each.pid for each in psutil.Process().children(recursive=True)), flush=True)
        QTimer.singleShot(0, session.window, session.window.close)
    session.window.netron.site.said.connect(end)
    session.models.arrived.connect(lambda: session.window.pages.turn_to("netron"))
    session.open("SqueezeNet 1.1")

gui.begin = begin
sys.exit(gui.run("", "", "light"))
"""


def test_the_web_views_processes_end_with_the_program(tmp_path: Path) -> None:
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=os.environ | folders, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Expect troubles" not in done.stderr and "Traceback" not in done.stderr
    children = [int(pid) for pid in done.stdout.split()]
    assert len(children) >= 3
    _, alive = psutil.wait_procs([psutil.Process(pid) for pid in children if psutil.pid_exists(pid)], timeout=20)
    assert not alive
