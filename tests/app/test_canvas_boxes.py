"""Boxes are moved, selected, deleted and copied under real mouse and key events."""

import json

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import (
    QGuiApplication,
)
from pytestqt.qtbot import QtBot

from app.canvas.ports import Port
from app.canvas.view import Canvas
from modelzoo.layout.arranging import GRID
from tests.app.papers import Papers
from tests.app.strokes import (
    Button,
    Key,
    Modifier,
    click,
    drag,
    middle,
    port,
    seen,
)


def test_a_dragged_box_moves_along_the_grid_in_one_step(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    x, y = canvas.sheet.places["conv1"]
    start = middle(canvas, "conv1")
    drag(qtbot, canvas, start, start + QPoint(83, 41))
    moved = papers.project.places["conv1"]
    assert papers.texts == ["move conv1"]
    assert moved != (x, y)
    assert all(value % GRID == 0 for value in moved)
    assert papers.project.places["conv2"] == canvas.sheet.places["conv2"]


def test_from_afar_a_press_near_a_port_takes_the_box(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    for _ in range(6):
        canvas.zoom_out()
    start = port(canvas, "conv1", 0) + QPoint(0, 2)
    drag(qtbot, canvas, start, start + QPoint(50, 0))
    assert papers.texts == ["move conv1"]


def test_all_selected_boxes_move_together(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    before = canvas.sheet.places
    canvas.select(["conv1", "conv2"])
    start = middle(canvas, "conv2")
    drag(qtbot, canvas, start, start + QPoint(60, 0))
    offsets = {id: papers.project.places[id][0] - before[id][0] for id in before}
    assert offsets["conv1"] == offsets["conv2"] > 0
    assert offsets["input1"] == 0
    assert papers.texts == ["move 2 blocks"]


def test_escape_puts_a_dragged_box_back(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    before = canvas.sheet.places
    start = middle(canvas, "conv1")
    drag(qtbot, canvas, start, start + QPoint(90, 0), release=False)
    assert canvas.sheet.places != before
    qtbot.keyClick(canvas, Key.Key_Escape)
    qtbot.mouseRelease(canvas.viewport(), Button.LeftButton, Modifier.NoModifier, start)
    assert canvas.sheet.places == before
    assert papers.texts == []


def test_a_wire_follows_its_box(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    start = middle(canvas, "conv1")
    drag(qtbot, canvas, start, start + QPoint(200, 0), release=False)
    end = canvas.sheet.anchor(Port("conv1", 0)).point
    assert canvas.sheet.wires["conv1", 0].path.currentPosition() == end
    qtbot.mouseRelease(canvas.viewport(), Button.LeftButton, Modifier.NoModifier, start)


def test_clicks_select_and_with_control_they_add_and_remove(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    click(qtbot, canvas, middle(canvas, "conv1"))
    with qtbot.waitSignal(canvas.selection_changed) as told:
        click(qtbot, canvas, middle(canvas, "conv2"), Modifier.ControlModifier)
    assert told.args == [("conv1", "conv2")]
    click(qtbot, canvas, middle(canvas, "conv1"), Modifier.ShiftModifier)
    assert canvas.sheet.selected_ids == ("conv2",)
    click(qtbot, canvas, QPoint(20, 20))
    assert canvas.sheet.selected_ids == ()


def test_a_rubber_band_selects_what_it_touches(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    rect = canvas.sheet.boxes["conv1"].rect().united(canvas.sheet.boxes["conv2"].rect())
    drag(
        qtbot, canvas, seen(canvas, rect.topLeft() - QPointF(60, 10)), seen(canvas, rect.bottomRight() - QPointF(60, 5))
    )
    assert canvas.sheet.selected_ids == ("conv1", "conv2")
    assert papers.texts == []


def test_selected_boxes_are_deleted(canvas: Canvas, papers: Papers) -> None:
    canvas.select(["conv1", "conv2"])
    canvas.delete_selected()
    assert [node.id for node in papers.graph] == ["input1", "concat1", "output1"]
    assert papers.texts == ["delete 2 blocks"]
    assert canvas.sheet.selected_ids == ()


def test_arrow_keys_nudge_and_share_a_key_so_that_they_become_one_step(
    canvas: Canvas, papers: Papers, qtbot: QtBot
) -> None:
    x, y = canvas.sheet.places["conv1"]
    canvas.select(["conv1"])
    qtbot.keyClick(canvas, Key.Key_Right)
    qtbot.keyClick(canvas, Key.Key_Down, Modifier.ShiftModifier)
    assert papers.project.places["conv1"] == (x + GRID, y + 5 * GRID)
    assert len(set(papers.keys)) == 1
    assert papers.keys[0]


def test_alt_and_arrows_walk_along_the_wires(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Up):
        qtbot.keyClick(canvas, key, Modifier.AltModifier)
        walked.append(canvas.sheet.selected_ids)
    assert walked == [("input1",), ("conv1",), ("conv2",), ("concat1",), ("conv2",)]


def test_select_all_selects_every_box(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select_all()
    assert len(canvas.sheet.selected_ids) == len(papers.graph)


# Clipboard


def test_copied_boxes_are_pasted_with_their_wires_and_selected(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["conv1", "conv2"])
    canvas.copy_selected()
    assert json.loads(QGuiApplication.clipboard().text())["format"] == "slimscope nodes"
    canvas.paste_nodes()
    canvas.paste_nodes()
    assert papers.graph["conv4"].inputs == ("conv3",)
    assert papers.graph["conv6"].inputs == ("conv5",)
    assert canvas.sheet.selected_ids == ("conv5", "conv6")
    assert len(set(papers.project.places.values())) == len(papers.graph)


@pytest.mark.parametrize("wish", ["cut_selected", "copy_selected", "duplicate_selected", "delete_selected"])
def test_where_nothing_is_selected_that_is_said(canvas: Canvas, papers: Papers, wish: str) -> None:
    getattr(canvas, wish)()
    assert set(papers.hints) == {"Select something on the canvas first."} and not papers.texts


def test_cut_boxes_are_gone_and_can_be_pasted(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["conv2"])
    canvas.cut_selected()
    assert "conv2" not in papers.graph
    canvas.paste_nodes()
    assert papers.graph["conv2"].inputs == (None,)


def test_a_foreign_clipboard_is_told_of(canvas: Canvas, papers: Papers) -> None:
    QGuiApplication.clipboard().setText("a shopping list")
    canvas.paste_nodes()
    assert papers.hints == ["There are no blocks on the clipboard."]


def test_a_duplicate_leaves_the_clipboard_alone(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("a shopping list")
    canvas.select(["conv1"])
    canvas.duplicate_selected()
    assert papers.graph["conv3"].params == papers.graph["conv1"].params
    assert QGuiApplication.clipboard().text() == "a shopping list"
