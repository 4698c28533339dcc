"""The clipboard of a real display, which another process reads and writes: an editor's, or another window's."""

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.canvas.view import Canvas
from app.document import Document
from modelzoo.builder import Builder
from modelzoo.clipping import clip, unclip
from modelzoo.graph import Graph
from modelzoo.project import Project
from tests.e2e.conftest import Start

READ = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv)
sys.stdout.write(application.clipboard().text())
"""
PASTE = """
import sys
import modelzoo.zoo
from PySide6.QtWidgets import QApplication
from app.canvas.view import Canvas
from app.document import Document
application = QApplication(sys.argv)
canvas, document = Canvas(), Document()
canvas.edit_wished.connect(document.edit)
canvas.paste_nodes()
sys.stdout.write(repr(document.project.graph))
"""
WRITE = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv)
application.clipboard().setText(sys.argv[1])
sys.stdout.write("written")
sys.stdout.flush()
application.exec()
"""
Run = Callable[..., QProcess]


@pytest.fixture
def run() -> Iterator[Run]:
    """Starts another process with some Python."""
    begun: list[QProcess] = []

    def start(code: str, *words: str) -> QProcess:
        process = QProcess()
        process.start(sys.executable, ["-c", code, *words])
        begun.append(process)
        return process

    yield start
    for process in begun:
        process.kill()
        process.waitForFinished()


def small() -> Graph:
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=8))
    return b.graph


@pytest.fixture
def canvas(start: Start, qtbot: QtBot) -> tuple[Document, Canvas]:
    """The canvas of the program with its document, its window active."""
    session = start(measuring=False)
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    session.document.open(Project(graph=small()))
    return session.document, session.window.canvas


@pytest.mark.parametrize("code", [READ, PASTE], ids=["an editor", "another window"])
def test_what_is_copied_here_is_pasted_in_another_process(
    canvas: tuple[Document, Canvas], run: Run, qtbot: QtBot, code: str
) -> None:
    canvas[1].select(("stem",))
    canvas[1].copy_selected()
    process = run(code)
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.NotRunning, timeout=60_000)
    told = bytes(process.readAllStandardOutput().data()).decode()
    if code is READ:
        assert [node.id for node in unclip(told)[0]] == ["stem"]
    else:
        assert "Node(id='stem', block='conv'" in told


def test_what_another_process_writes_is_pasted_here(canvas: tuple[Document, Canvas], run: Run, qtbot: QtBot) -> None:
    document, view = canvas
    text = clip(small(), ["stem"], {}).replace('"stem"', '"foreign"')
    process = run(WRITE, text)
    qtbot.waitUntil(lambda: process.bytesAvailable() > 0, timeout=60_000)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == text, timeout=20_000)
    view.paste_nodes()
    assert "foreign" in document.project.graph
