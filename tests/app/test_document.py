"""The document: one way in, one way back."""

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from modelzoo import variants
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.graph import Graph
from modelzoo.project import Project, Variant
from modelzoo.record import Record
from tests.zoo.timing import timed


@pytest.fixture
def document(qapp: QCoreApplication) -> Document:
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=8))
    document = Document()
    document.open(Project("small", b.graph))
    return document


def widen(document: Document, out: int, key: str = "") -> bool:
    return document.edit(
        f"set out to {out}", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)), key
    )


def test_undo_brings_the_very_same_project_back(document: Document) -> None:
    before = document.project
    widen(document, 16)
    assert document.project.graph["stem"].values["out"] == 16
    document.undo.undo()
    assert document.project is before


def test_undo_is_named_after_the_edit(document: Document) -> None:
    widen(document, 128)
    assert document.undo.undoText() == "set out to 128"


def test_edits_with_one_key_are_one_step_back(document: Document) -> None:
    before = document.project
    for out in (9, 10, 11):
        widen(document, out, "set:stem:out")
    assert document.undo.count() == 1
    document.undo.undo()
    assert document.project is before


def test_an_edit_that_comes_back_to_where_it_began_leaves_no_step(document: Document) -> None:
    widen(document, 9, "set:stem:out")
    widen(document, 8, "set:stem:out")
    assert document.undo.count() == 0 or not document.undo.canUndo()


def test_a_refused_edit_changes_nothing_and_says_why(document: Document, qtbot: QtBot) -> None:
    before = document.project
    with qtbot.waitSignal(document.refused) as told:
        assert not widen(document, 0)
    assert document.project is before and not document.modified
    assert told.args and "from 1 to" in told.args[0]


def test_the_same_again_is_no_edit(document: Document) -> None:
    widen(document, 8)
    assert not document.modified and document.undo.count() == 0


def test_saved_is_unmodified_until_the_next_edit(document: Document, tmp_path: Path) -> None:
    widen(document, 16)
    assert document.modified
    document.saved_as(document.project, tmp_path / "a.slimscope")
    assert not document.modified
    document.undo.undo()
    assert document.modified


def test_what_was_saved_meanwhile_does_not_mark_newer_edits_as_saved(document: Document, tmp_path: Path) -> None:
    widen(document, 16)
    being_saved = document.project
    widen(document, 32)
    document.saved_as(being_saved, tmp_path / "a.slimscope")
    assert document.modified and document.path == tmp_path / "a.slimscope"


def test_opening_forgets_the_steps_of_the_last_project(document: Document) -> None:
    widen(document, 16)
    document.open(Project("empty", Graph()))
    assert not document.undo.canUndo() and not document.modified
    document.open(Project("left by a crash", Graph()), modified=True)
    assert document.modified


def measure(document: Document, milliseconds: float, unsaved: bool = False) -> Record:
    """Keep a latency of this much; gives the record that it is in."""
    document.record(lambda record: record.with_latencies(timed([milliseconds, milliseconds])), unsaved)
    return document.project.record


def test_what_was_measured_is_no_step_back_and_none_loses_or_brings_it(document: Document) -> None:
    widen(document, 16)
    first = measure(document, 1.0)
    widen(document, 32)
    assert document.project.record is first and document.undo.count() == 2
    newest = measure(document, 2.0)
    document.undo.undo()
    document.undo.undo()
    assert document.project.graph["stem"].values["out"] == 8 and document.project.record is newest
    newest = measure(document, 3.0)
    document.undo.redo()
    assert document.project.graph["stem"].values["out"] == 16 and document.project.record is newest


def test_another_model_in_its_place_keeps_what_was_measured(document: Document) -> None:
    record = measure(document, 1.0)
    document.put("open other", Project("other", Graph()))
    assert document.project.record is record


def test_variants_come_and_go_and_are_renamed_within_one_work_until_the_only_one_is_exchanged(
    document: Document, tmp_path: Path
) -> None:
    document.saved_as(document.project, tmp_path / "a.slimscope")
    document.edit("rename", lambda now: variants.rename(now, 0, "another name"))
    widen(document, 16)
    document.edit("duplicate", lambda now: variants.duplicate(now, 0))
    document.edit("delete", lambda now: variants.remove(now, 0))
    assert not document.is_another_model
    document.edit("open", lambda now: variants.exchange(now, Variant("other")))
    assert document.is_another_model
    document.undo.undo()
    assert not document.is_another_model


def test_to_look_at_another_variant_is_no_unsaved_work(document: Document, tmp_path: Path) -> None:
    document.edit("duplicate", lambda now: variants.duplicate(now, 0))
    document.saved_as(document.project, tmp_path / "a.slimscope")
    document.edit("show", lambda now: variants.show(now, 0))
    assert document.project.title == "small" and not document.modified
    widen(document, 16)
    assert document.modified


def test_a_latency_taken_by_itself_is_told_but_is_no_unsaved_work(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.recorded), qtbot.assertNotEmitted(document.changed):
        measure(document, 1.0)
    assert not document.modified
    widen(document, 16)
    document.undo.undo()
    assert not document.modified


def test_a_measurement_that_was_asked_for_is_unsaved_until_a_file_holds_it(document: Document, tmp_path: Path) -> None:
    measure(document, 1.0, unsaved=True)
    being_saved = document.project
    assert document.modified
    measure(document, 2.0, unsaved=True)
    document.saved_as(being_saved, tmp_path / "a.slimscope")
    assert document.modified
    document.saved_as(document.project, tmp_path / "a.slimscope")
    assert not document.modified
    widen(document, 16)
    document.undo.undo()
    assert not document.modified


def test_opening_brings_its_own_measurements_and_leaves_the_others(document: Document) -> None:
    measure(document, 1.0, unsaved=True)
    other = Project("other", record=Record().with_latencies(timed([5.0, 5.0])))
    document.open(other)
    assert document.project.record is other.record and not document.modified
    document.open(Project("fresh"))
    assert document.project.record == Record()


def test_an_edit_after_a_save_is_a_step_of_its_own_though_a_latency_came_meanwhile(
    document: Document, tmp_path: Path
) -> None:
    widen(document, 9, "set:stem:out")
    being_saved = document.project
    measure(document, 1.0)
    document.saved_as(being_saved, tmp_path / "a.slimscope")
    widen(document, 10, "set:stem:out")
    document.undo.undo()
    assert document.project == being_saved and not document.modified


def test_a_document_that_nobody_needs_gives_its_steps_up_before_it_goes() -> None:
    document = Document()
    again: list[object] = []
    document.edit("rename", lambda now: replace(now, title="another"))
    again.append((document, again))
    steps = document.undo
    del document, again
    gc.collect()
    assert steps.count() == 0
