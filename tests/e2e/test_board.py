"""A board from its first candidates to the chosen one, measured by the real engines and reopened from its file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from modelzoo.measurements import Setup
from tests.app.boards import column
from tests.app.looking import button
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, cell, click

OWN, ZOO = "block/fire:squeeze=8", "block/fire:squeeze=16"


def test_candidates_are_added_measured_chosen_saved_and_reopened(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(measuring=False)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.open(OWN)
    session.measuring.choose((Setup(),))
    page = session.window.board
    qtbot.keyClick(session.window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.head.add, ZOO)
    qtbot.keyClick(page.head.add, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "…" not in column(page, "MACs (M)"), timeout=LONG)
    assert column(page, "Candidate") == [OWN, ZOO]

    qtbot.mouseClick(button(page, "&Measure all missing (2)"), LEFT)
    qtbot.waitUntil(lambda: bool(session.document.project.record.latencies), timeout=LONG)
    assert len({each.session for each in session.document.project.record.latencies}) == 1
    times = column(page, "p50 eager, 1 thread (ms)")
    assert all(float(each.split()[0]) > 0 for each in times)

    click(qtbot, page.table, cell(page.table, ZOO))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClicks(page.choice.why, "wide enough")
    path = tmp_path / "board.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()
    session.close()

    again = start(measuring=False)
    with qtbot.waitSignal(again.files.used, timeout=LONG):
        again.files.open(path)
    again.window.pages.turn_to("board")
    qtbot.waitUntil(lambda: "…" not in column(again.window.board, "MACs (M)"), timeout=LONG)
    assert column(again.window.board, "★") == ["☆", "★"]
    assert column(again.window.board, "p50 eager, 1 thread (ms)") == times
    assert again.window.board.choice.why.toPlainText() == "wide enough"
