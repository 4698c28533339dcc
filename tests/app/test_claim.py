"""Two windows of one project: the second one says so, and is left the choice."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.claim import Claim
from app.document import Document
from app.files import Files
from app.worker import Worker
from modelzoo.project import Project
from modelzoo.project_file import load, save

Answer = QMessageBox.StandardButton

CRASH = """
import os, sys
from pathlib import Path
from app.claim import Claim
claim = Claim(Path(sys.argv[1]))
claim.take(Path(sys.argv[2]))
os._exit(9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.slimscope"
    save(Project("shared"), path)
    return path


@pytest.fixture
def other(tmp_path: Path, path: Path) -> Iterator[Claim]:
    """Another window that works on the file."""
    other = Claim(tmp_path / "open")
    other.take(path)
    yield other
    other.release()


@pytest.fixture
def files(document: Document, qtbot: QtBot, tmp_path: Path) -> Iterator[Files]:
    window, worker = QWidget(), Worker()
    qtbot.addWidget(window)
    files = Files(document, worker, window, Claim(tmp_path / "open"))
    yield files
    worker.stop()
    files.close()


def answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[str]:
    """Answer every question so; gives all that they say, and their buttons."""
    asked: list[str] = []

    def reply(box: QMessageBox) -> int:
        asked.append("\n".join([box.text(), box.informativeText(), *(each.text() for each in box.buttons())]))
        return int(answer.value)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return asked


def test_a_second_window_says_which_process_has_worked_on_the_file_and_since_when(
    files: Files, document: Document, path: Path, other: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Answer.Cancel)
    files.open(path)
    holder = files._claim.holder(path)
    assert holder and datetime.now() - holder.since < timedelta(minutes=5)
    since = holder.since.strftime("%d %B %Y, %H:%M")
    (said,) = asked
    assert "a.slimscope is open in another window already." in said
    assert f"Process {os.getpid()} on {socket.gethostname()} has worked on it since {since}." in said
    assert "Open &anyway" in said and "Open a &copy" in said
    assert document.path is None and document.project.title == "Untitled"


def test_it_opens_anyway_where_a_person_wants_it(
    files: Files, document: Document, qtbot: QtBot, path: Path, other: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, Answer.Open)
    with qtbot.waitSignal(files.used):
        files.open(path)
    assert document.path == path and not document.modified
    assert other.holder(path) is None


def test_a_copy_has_no_file_yet_and_counts_as_unsaved(
    files: Files, document: Document, qtbot: QtBot, path: Path, other: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, Answer.Apply)
    with qtbot.waitSignal(document.opened):
        files.open(path)
    assert document.project.title == "shared copy" and document.path is None and document.modified
    assert load(path).title == "shared"


def test_whichever_of_two_windows_saves_last_is_asked(
    files: Files, document: Document, qtbot: QtBot, path: Path, other: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Answer.Open)
    with qtbot.waitSignal(files.used):
        files.open(path)
    save(Project("of the other window"), path)
    document.put("rename", Project("of this window", lineage=document.project.lineage))
    answered = answering(monkeypatch, Answer.Cancel)
    files.save()
    qtbot.waitUntil(lambda: len(answered) == 1)
    assert "was changed by another program" in answered[0] and load(path).title == "of the other window" and asked


def test_the_file_of_this_window_opens_again_unasked(
    files: Files, document: Document, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Answer.Cancel)
    for _ in range(2):
        with qtbot.waitSignal(files.used):
            files.open(path)
    assert not asked and document.path == path


def test_a_file_is_given_up_when_another_is_opened_or_the_window_closes(
    files: Files, document: Document, path: Path, tmp_path: Path
) -> None:
    elsewhere = Claim(tmp_path / "open")
    document.open(Project(), path)
    assert elsewhere.holder(path)
    document.open(Project(), tmp_path / "b.slimscope")
    assert elsewhere.holder(path) is None and elsewhere.holder(tmp_path / "b.slimscope")
    files.close()
    assert elsewhere.holder(tmp_path / "b.slimscope") is None


def test_a_link_to_a_file_is_the_same_file(path: Path, other: Claim, tmp_path: Path) -> None:
    (tmp_path / "link.slimscope").symlink_to(path)
    assert Claim(tmp_path / "open").holder(tmp_path / "link.slimscope")


def test_nothing_is_left_beside_the_file_and_a_dead_process_holds_nothing(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    done = subprocess.run([sys.executable, "-c", CRASH, str(folder), str(path)], check=False)
    assert done.returncode == 9 and len([*folder.iterdir()]) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.slimscope", "open"]
    claim = Claim(folder)
    assert claim.holder(path) is None and not [*folder.iterdir()]
