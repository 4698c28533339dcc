"""A shape error says what to do, and a click does it; notes are written and come back with the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.builder import Builder
from modelzoo.project import Project
from modelzoo.project_file import load
from tests.e2e.conftest import LONG, Start

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def torn() -> Project:
    b = Builder()
    skip = b("conv", b("input"), out=64)
    b("output", b("add", b("conv", skip, out=128), skip))
    return Project("torn", b.graph)


def lines(session: Session) -> QListWidget:
    return session.window.problems.findChild(QListWidget)


def test_a_sum_of_unlike_channels_is_mended_by_a_click_and_again_by_a_key(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    session.document.open(torn())
    qtbot.waitUntil(lambda: lines(session).count() == 3, timeout=LONG)
    session.window.docks.reveal(session.window.problems)
    QApplication.processEvents()  # the panel takes its width only now
    lines(session).doItemsLayout()
    place = lines(session).visualItemRect(lines(session).item(1)).center()
    qtbot.mouseClick(lines(session).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.document.undo.undoText() == "insert a 1×1 convolution between conv1 and add1"
    qtbot.waitUntil(lambda: session.results.examination is not None, timeout=LONG)
    assert session.results.examination.cost is not None

    session.document.undo.undo()
    qtbot.waitUntil(lambda: lines(session).count() == 3, timeout=LONG)
    session.window.canvas.setFocus()
    qtbot.keyClick(session.window.canvas, Key.Key_M)
    assert session.document.undo.undoText() == "insert a 1×1 convolution between conv1 and add1"


def test_notes_are_written_by_the_keyboard_and_come_back_with_the_file(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(measuring=False)
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    canvas = session.window.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Key.Key_N)
    qtbot.keyClicks(canvas.note_editor, "No skips: fewer bytes")
    qtbot.keyClick(canvas.note_editor, Key.Key_Return, Modifier.ControlModifier)
    qtbot.keyClick(canvas, Key.Key_Right, Modifier.ShiftModifier)
    (note,) = session.document.project.notes.values()
    assert note.text == "No skips: fewer bytes"

    path = tmp_path / "noted.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    session.files.save()
    qtbot.waitUntil(lambda: not session.document.modified, timeout=LONG)
    assert list(load(path).notes.values()) == [note]
