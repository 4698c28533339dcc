"""Opening, saving and closing: nothing is lost unasked, and a failure says why and changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.claim import Claim
from app.document import Document
from app.files import Files
from app.worker import Worker
from modelzoo.builder import Builder
from modelzoo.project import Project
from modelzoo.project_file import load, save
from modelzoo.record import Record
from tests.zoo.timing import timed

Answer = QMessageBox.StandardButton


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def document(qapp: QApplication) -> Document:
    b = Builder()
    b("output", b("conv", b("input")))
    document = Document()
    document.open(Project("small", b.graph))
    return document


@pytest.fixture
def files(document: Document, worker: Worker, qtbot: QtBot, tmp_path: Path) -> Iterator[Files]:
    window = QWidget()
    qtbot.addWidget(window)
    files = Files(document, worker, window, Claim(tmp_path / "open"))
    yield files
    files.close()


def resize(document: Document, side: int) -> None:
    document.edit(f"set input size to {side}", lambda now: replace(now, size=(side, side)))


def answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[str]:
    """Answer every question so; gives the questions."""
    asked: list[str] = []

    def reply(box: QMessageBox) -> int:
        asked.append(box.text())
        return int(answer.value)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return asked


def test_saving_writes_the_project_and_clears_the_mark(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resize(document, 32)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    with qtbot.waitSignal(files.used):
        files.save()
    assert load(tmp_path / "a.slimscope") == document.project and not document.modified


def test_a_save_that_fails_says_why_and_leaves_the_work_unsaved(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.open(document.project, tmp_path / "no folder" / "a.slimscope", modified=True)
    with qtbot.waitSignal(files.failed) as told:
        files.save()
    assert told.args and "cannot be written" in told.args[0] and document.modified


def test_a_file_that_cannot_be_read_changes_nothing(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    before = document.project
    (tmp_path / "a.slimscope").write_text("not a project")
    with qtbot.waitSignal(files.failed) as told:
        files.open(tmp_path / "a.slimscope")
    assert told.args and "is not a Slimscope project" in told.args[0] and document.project is before


def test_unsaved_work_stays_when_the_question_is_cancelled(
    files: Files, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    resize(document, 32)
    before = document.project
    asked = answering(monkeypatch, Answer.Cancel)
    files.new()
    assert asked == ["Save the changes to “small”?"] and document.project is before
    assert not files.may_go(lambda: None)


def test_unsaved_work_goes_when_it_is_discarded(
    files: Files, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    resize(document, 32)
    answering(monkeypatch, Answer.Discard)
    files.new()
    assert len(document.project.graph) == 0 and not document.modified


def test_unsaved_work_is_on_the_disk_before_another_file_is_opened(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(Project("second"), tmp_path / "second.slimscope")
    document.open(document.project, tmp_path / "first.slimscope")
    resize(document, 32)
    answering(monkeypatch, Answer.Save)
    files.open(tmp_path / "second.slimscope")
    qtbot.waitUntil(lambda: document.project.title == "second")
    assert load(tmp_path / "first.slimscope").size == (32, 32)


def test_saved_work_asks_nothing(files: Files, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, Answer.Cancel)
    files.new()
    assert not asked and len(document.project.graph) == 0


def test_another_model_is_not_saved_over_the_file_unasked(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.slimscope", tmp_path / "second.slimscope"
    save(document.project, first)
    document.open(document.project, first)
    document.put("open another", Project("another", document.project.graph))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(second), ""))
    with qtbot.waitSignal(files.used):
        files.save()
    assert load(first).title == "small" and load(second).title == "another" and document.path == second


def test_a_suffix_that_was_added_overwrites_nothing_unasked(
    files: Files, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "net 1.1.slimscope"
    save(Project("precious"), taken)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "net 1.1"), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Answer.No)
    files.save()
    assert load(taken).title == "precious" and document.path is None


def test_edits_made_during_a_save_stay_unsaved_whichever_way_they_are_undone(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.open(document.project, tmp_path / "a.slimscope")
    resize(document, 32)
    with qtbot.waitSignal(files.used):
        files.save()
        resize(document, 48)
    assert document.modified
    document.undo.undo()
    assert not document.modified
    document.undo.undo()
    assert document.modified


def test_what_was_measured_is_saved_and_comes_back(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.open(document.project, tmp_path / "a.slimscope")
    document.record(lambda record: record.with_latencies(timed([1.0, 2.0])), unsaved=True)
    with qtbot.waitSignal(files.used):
        files.save()
    assert not document.modified
    record = document.project.record
    files.new()
    assert document.project.record == Record()
    with qtbot.waitSignal(files.used):
        files.open(tmp_path / "a.slimscope")
    assert document.project.record == record and record.latencies[0].p50 == 1.5


def test_a_damaged_measurement_is_told_and_stays_in_the_file(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.slimscope"
    save(Project("measured", document.project.graph, record=Record().with_latencies(timed([1.0, 2.0]))), path)
    path.write_text(path.read_text().replace('"samples":[', '"samples":["damaged",'))
    with qtbot.waitSignal(files.failed) as told:
        files.open(path)
    assert told.args == [f"{path}: 1 of its measurements cannot be read. They are not shown, and stay in the file."]
    assert document.project.title == "measured" and not document.project.record.latencies
    with qtbot.waitSignal(files.used):
        files.save()
    assert '"samples":["damaged",' in path.read_text()


def test_what_can_be_read_of_a_damaged_file_is_offered_as_a_project_without_a_file(
    files: Files, document: Document, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.slimscope"
    save(document.project, path)
    damaged = path.read_text().replace('"conv"', '"of another program"')
    path.write_text(damaged)
    before, asked = document.project, answering(monkeypatch, Answer.Cancel)
    files.open(path)
    qtbot.waitUntil(lambda: asked == ["a.slimscope is damaged."])
    assert document.project is before
    answering(monkeypatch, Answer.Open)
    with qtbot.waitSignal(document.opened):
        files.open(path)
    assert [node.id for node in document.project.graph] == ["input1", "output1"]
    assert document.modified and document.path is None and path.read_text() == damaged
