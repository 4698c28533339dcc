"""The document's file and other programs: what they do to it is noticed, and nothing is overwritten unasked."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.document import Document
from app.recovery import Leftover
from app.session import Session
from modelzoo.builder import Builder
from modelzoo.files import look
from modelzoo.project import Project
from modelzoo.project_file import dumps, load, save
from tests.hands import LEFT
from tests.zoo.timing import timed

Answer = QMessageBox.StandardButton


@pytest.fixture
def session(session: Session, qtbot: QtBot, tmp_path: Path) -> Session:
    """A window on a file of its own."""
    save(work("mine"), file(tmp_path))
    with qtbot.waitSignal(session.files.used):
        session.files.open(file(tmp_path))
    return session


def file(folder: Path) -> Path:
    (folder / "work").mkdir(exist_ok=True)
    return folder / "work" / "a.slimscope"


def work(title: str) -> Project:
    b = Builder()
    b("output", b("conv", b("input")))
    return Project(title, b.graph)


def resize(document: Document, side: int) -> None:
    document.edit(f"set input size to {side}", lambda now: replace(now, size=(side, side)))


def told(session: Session, qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: text in session.window.notice.text)


def press(session: Session, qtbot: QtBot, label: str) -> None:
    buttons = session.window.notice.findChildren(QAbstractButton)
    (found,) = (each for each in buttons if each.text() == label and not each.isHidden())
    qtbot.mouseClick(found, LEFT)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> list[str]:
    """Answer the questions so, one after the other; gives the questions."""
    asked: list[str] = []

    def reply(box: QMessageBox) -> int:
        asked.append(box.text())
        return int(answers[len(asked) - 1].value)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return asked


def written_in_place(path: Path, text: str) -> None:
    path.write_text(text)


def put_in_its_place(path: Path, text: str) -> None:
    """As editors save: a new file takes the name of the old one."""
    path.with_name("other").write_text(text)
    path.with_name("other").replace(path)


@pytest.mark.parametrize("write", [written_in_place, put_in_its_place])
def test_what_another_program_writes_is_noticed_and_shown_on_a_click_as_a_step_to_undo(
    session: Session, qtbot: QtBot, tmp_path: Path, write: object
) -> None:
    document, before = session.document, session.document.project
    assert callable(write)
    for title in ("theirs", "theirs again"):
        write(file(tmp_path), dumps(work(title)))
        told(session, qtbot, "a.slimscope was changed by another program.")
        press(session, qtbot, "&Reload")
        qtbot.waitUntil(lambda title=title: document.project.title == title)
        assert not document.modified and session.window.notice.text == ""
    document.undo.undo()
    document.undo.undo()
    assert document.project == before and document.modified and not document.is_another_model


def test_what_was_measured_here_stays_when_the_file_is_read_again(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    here, there = timed([1.0, 2.0]), replace(timed([3.0, 4.0]), fingerprint="another")
    session.document.record(lambda record: record.with_latencies(here), unsaved=True)
    theirs = work("theirs")
    save(replace(theirs, record=theirs.record.with_latencies(there)), file(tmp_path))
    told(session, qtbot, "was changed")
    press(session, qtbot, "&Reload")
    qtbot.waitUntil(lambda: session.document.project.title == "theirs")
    assert session.document.project.record.latencies == (there, here) and session.document.modified


def test_a_save_of_this_window_is_not_taken_for_another_programs(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    for side in (32, 48, 96):
        resize(session.document, side)
        with qtbot.waitSignal(session.files.used):
            session.files.save()
        with qtbot.assertNotEmitted(session.files.disk.turned, wait=400):
            os.utime(file(tmp_path))
    assert session.window.notice.text == ""


def test_a_save_over_what_another_program_wrote_asks_first(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file(tmp_path).with_name("b.slimscope")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    asked = answering(monkeypatch, Answer.Cancel, Answer.Save, Answer.SaveAll)
    resize(session.document, 32)
    save(work("theirs"), file(tmp_path))
    session.files.save()
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert load(file(tmp_path)).title == "theirs" and session.document.modified
    with qtbot.waitSignal(session.files.used):
        session.files.save()
    assert load(file(tmp_path)).size == (32, 32) and not session.document.modified
    resize(session.document, 48)
    save(work("theirs"), file(tmp_path))
    with qtbot.waitSignal(session.files.used):
        session.files.save()
    assert asked == ["a.slimscope was changed by another program."] * 3
    assert load(file(tmp_path)).title == "theirs" and load(other).size == (48, 48)


def test_who_keeps_their_own_work_is_not_asked_again_and_saves_over_the_other(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    save(work("theirs"), file(tmp_path))
    told(session, qtbot, "was changed")
    press(session, qtbot, "&Keep mine")
    assert session.document.modified and session.window.notice.text == ""
    qtbot.waitUntil(lambda: session.files.disk.held == look(file(tmp_path)))
    with qtbot.waitSignal(session.files.used):
        session.files.save()
    assert load(file(tmp_path)).title == "mine"


def test_a_file_that_is_moved_away_is_noticed_and_written_again_on_a_click(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    file(tmp_path).rename(file(tmp_path).with_name("moved"))
    told(session, qtbot, "a.slimscope is no longer there")
    assert session.document.modified
    with qtbot.waitSignal(session.files.used):
        press(session, qtbot, "&Save again")
    assert load(file(tmp_path)).title == "mine" and session.window.notice.text == ""
    written_in_place(file(tmp_path), dumps(work("theirs")))
    told(session, qtbot, "was changed")


def test_a_file_that_comes_back_as_it_was_is_no_matter_any_more(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    text = file(tmp_path).read_text()
    written_in_place(file(tmp_path), "being written")
    told(session, qtbot, "was changed")
    put_in_its_place(file(tmp_path), text)
    qtbot.waitUntil(lambda: session.window.notice.text == "")
    assert not session.document.modified


def test_a_file_that_cannot_be_read_again_is_told_and_the_work_stays(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    before = session.document.project
    written_in_place(file(tmp_path), "no project")
    told(session, qtbot, "was changed")
    with qtbot.waitSignal(session.files.failed) as failed:
        press(session, qtbot, "&Reload")
    assert failed.args and "is not a Slimscope project" in failed.args[0] and session.document.project is before


def test_another_projects_file_is_watched_and_the_last_ones_no_more(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "b.slimscope"
    save(work("second"), other)
    with qtbot.waitSignal(session.files.used):
        session.files.open(other)
    with qtbot.assertNotEmitted(session.files.disk.turned, wait=400):
        file(tmp_path).unlink()
    written_in_place(other, dumps(work("theirs")))
    told(session, qtbot, "b.slimscope was changed")


def test_a_change_while_the_program_was_gone_is_noticed_with_the_work_that_was_left_behind(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    held = look(file(tmp_path))
    save(work("theirs"), file(tmp_path))
    session.recover(Leftover(work("left behind"), file(tmp_path), held, 0.0, ()))
    told(session, qtbot, "a.slimscope was changed by another program.")
    assert session.document.project.title == "left behind" and session.document.modified
