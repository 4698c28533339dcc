"""Actions are off where they cannot work, and tell what they need by their tool tips and as their keys are pressed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions import ALIGNMENTS
from app.canvas import acts
from app.main_window import MainWindow
from modelzoo.project import Note, Project
from tests.app.papers import small
from tests.imported import strange

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
OF_BLOCKS = {"cut", "copy", "duplicate", "delete", "group", "ungroup", "fit_selected"}


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.canvas.show_project(Project(graph=small(), notes={"note1": Note("Keep", (300.0, 0.0))}))
    window.canvas.setFocus()
    return window


def working(window: MainWindow) -> set[str]:
    return {name for name, action in window.actions_by_name.items() if action.isEnabled()}


def said(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


@pytest.mark.parametrize(
    ("ids", "works"),
    [
        ((), set()),
        (("conv1",), OF_BLOCKS | {"begin_wire"}),
        (("conv1", "output1"), OF_BLOCKS | {name for name in ALIGNMENTS if name.startswith("align_")}),
        (("input1", "conv1", "output1"), OF_BLOCKS | set(ALIGNMENTS)),
    ],
    ids=["none", "one", "two", "three"],
)
def test_what_works_on_blocks_is_on_as_soon_as_enough_are_selected(
    window: MainWindow, ids: tuple[str, ...], works: set[str]
) -> None:
    window.canvas.sheet.select(set(ids))
    assert working(window) & (OF_BLOCKS | {"begin_wire", "go_inside", *ALIGNMENTS}) == works


def test_a_note_can_be_deleted_and_copied_but_not_grouped(window: MainWindow) -> None:
    window.canvas.sheet.select((), (), {"note1"})
    assert working(window) & OF_BLOCKS == {"cut", "copy", "duplicate", "delete", "fit_selected"}


def test_what_changes_operations_is_off_where_they_are_those_of_an_imported_network(window: MainWindow) -> None:
    found = strange()
    window.canvas.show_project(Project(graph=found.graph, size=found.size, source=found))
    window.canvas.sheet.select({"stem"})
    changing = {"group", "ungroup", "begin_wire", "add_block", "transform"}
    assert not working(window) & changing
    assert "show its editable variant" in window.actions_by_name["transform"].toolTip()
    window.canvas.show_project(Project(graph=small()))
    window.canvas.sheet.select({"conv1"})
    assert working(window) >= changing


def test_a_wire_can_be_deleted_and_nothing_else(window: MainWindow) -> None:
    window.canvas.sheet.select((), {("conv1", 0)})
    assert working(window) & OF_BLOCKS == {"delete"}


def test_a_block_selected_from_another_panel_is_selected_too(window: MainWindow) -> None:
    window.canvas.select({"conv1"})
    assert "delete" in working(window)


@pytest.mark.parametrize(
    ("key", "modifiers", "needs"),
    [
        (Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "Select a block, a wire or a note first."),
        (Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "Select a block, a wire or a note first."),
        (Key.Key_G, CONTROL, "Select one or more blocks first."),
        (Key.Key_D, CONTROL, "Select a block or a note first."),
        (Key.Key_Down, CONTROL, "Select the one named block"),
        (Key.Key_Up, CONTROL, "This is the whole model"),
        (Key.Key_Left, ALT_SHIFT, "Select two or more blocks to align them."),
    ],
)
def test_the_key_of_an_action_that_is_off_says_what_it_needs_and_changes_nothing(
    window: MainWindow, qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier, needs: str
) -> None:
    with qtbot.assertNotEmitted(window.canvas.edit_wished):
        qtbot.keyClick(window.canvas, key, modifiers)
    assert said(window).startswith(needs) and window.canvas.sheet.selected_ids == ()


def test_an_action_that_is_off_tells_in_its_tool_tip_why_and_on_again_what_it_does(window: MainWindow) -> None:
    group = window.actions_by_name["group"]
    assert group.toolTip() == f"{group.statusTip()} (Ctrl+G)\nSelect one or more blocks first."
    window.canvas.sheet.select({"conv1"})
    assert group.toolTip() == f"{group.statusTip()} (Ctrl+G)"


def test_an_action_of_another_page_says_where_it_works(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.turn_to("claims")
    qtbot.keyClick(window, Key.Key_T, CONTROL)
    assert said(window) == "This works on the page Canvas (Ctrl+1)."


def test_a_letter_of_the_canvas_says_nothing_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.turn_to("claims")
    qtbot.keyClick(window, Key.Key_W)
    assert said(window) == ""


def test_what_was_selected_and_is_gone_counts_no_more(window: MainWindow) -> None:
    window.canvas.sheet.select({"conv1"})
    project = window.canvas.project
    window.canvas.show_project(acts.delete({"conv1"}, (), {})(project))
    assert "delete" not in working(window)
