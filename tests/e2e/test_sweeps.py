"""A sweep from the first model to the reopened file, through the real window and the real engines."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.panels.sweep.page import SweepPage
from app.session import Session
from tests.app.looking import button, visible_text
from tests.e2e.conftest import LONG, Start


def typed(page: SweepPage, qtbot: QtBot, name: str, text: str) -> None:
    """Write into the line of this name, and press Enter."""
    (line,) = (each for each in page.findChildren(QLineEdit) if each.accessibleName() == name)
    line.clear()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def figures(session: Session) -> list[str]:
    """All cells of the page's table."""
    model = session.window.sweeps.table.table.model()
    return [model.index(row, at).data() for row in range(model.rowCount()) for at in range(1, model.columnCount() - 1)]


def test_two_blocks_are_counted_measured_saved_and_shown_again(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start()
    page = session.window.sweeps
    qtbot.keyClick(session.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert session.window.pages.current == "sweeps"
    for block in ("block/conv:out=8", "block/separable_conv:out=8"):
        typed(page, qtbot, "Model to add", block)
    typed(page, qtbot, "Values", "4,8")
    qtbot.waitUntil(lambda: len(figures(session)) == 4 and "–" not in figures(session), timeout=LONG)
    assert figures(session) == ["0.0737", "0.0174", "0.295", "0.0696"]

    button(page, "&Measure on this CPU").click()
    button(page, "Mea&sure 2 values").click()
    qtbot.waitUntil(lambda: len(session.document.project.record.sweeps) == 1, timeout=LONG)
    button(page, "Ca&ncel").click()
    assert session.document.project.record.sweeps[0].missing == (8,) and session.measuring.rests is False
    button(page, "Mea&sure the missing 1 of 2").click()
    qtbot.waitUntil(lambda: not session.document.project.record.sweeps[0].missing, timeout=LONG)
    taken = figures(session)
    assert len(taken) == 4 and "–" not in taken and "Measured on" in visible_text(page)

    path = tmp_path / "mine.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()
    session.close()

    again = start()
    with qtbot.waitSignal(again.files.used, timeout=LONG):
        again.files.open(path)
    again.window.pages.turn_to("sweeps")
    qtbot.waitUntil(lambda: figures(again) == taken, timeout=LONG)
    assert "Measured on" in visible_text(again.window.sweeps)
