"""Blocks are dropped on the canvas and wired under real mouse events."""

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.canvas.box_painting import Offer
from app.canvas.view import Canvas
from modelzoo.layout.arranging import GRID
from tests.app.papers import Papers
from tests.app.strokes import Button, Modifier, block, click, drag, middle, on_wire, port, simulate_drop


def test_a_block_dropped_on_the_void_is_added_there(canvas: Canvas, papers: Papers) -> None:
    at = QPoint(40, 650)
    assert simulate_drop(canvas, block("fire"), at)
    assert papers.texts == ["add fire"]
    assert papers.graph["fire1"].inputs == (None,)
    centre = canvas.sheet.boxes["fire1"].rect().center()
    assert (centre - canvas.mapToScene(at)).manhattanLength() <= 2 * GRID
    assert canvas.sheet.selected_ids == ("fire1",)


def test_a_block_dropped_on_a_wire_is_put_between(canvas: Canvas, papers: Papers) -> None:
    assert simulate_drop(canvas, block("max_pool"), on_wire(canvas, "conv2", 0))
    assert papers.graph["conv2"].inputs == ("max_pool1",)
    assert papers.graph["max_pool1"].inputs == ("conv1",)
    rects = [box.rect() for box in canvas.sheet.boxes.values()]
    assert not [one for at, one in enumerate(rects) for other in rects[:at] if one.intersects(other)]


def test_while_a_block_is_dragged_its_ghost_and_the_wire_are_seen(canvas: Canvas, papers: Papers) -> None:
    at, none = on_wire(canvas, "conv2", 0) + QPoint(0, 2), Modifier.NoModifier
    before = canvas.grab().toImage()
    data = block("concat")
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(canvas.viewport(), kind(at, Qt.DropAction.CopyAction, data, Button.LeftButton, none))
    assert canvas.grab().toImage() != before
    QApplication.sendEvent(canvas.viewport(), QDragLeaveEvent())
    assert canvas.grab().toImage() == before


def test_a_block_without_input_is_not_put_on_a_wire(canvas: Canvas, papers: Papers) -> None:
    before = papers.graph["conv2"]
    assert simulate_drop(canvas, block("input"), on_wire(canvas, "conv2", 0))
    assert papers.graph["conv2"] == before
    assert "input2" in papers.graph


def test_a_drag_that_leaves_adds_nothing(canvas: Canvas, papers: Papers) -> None:
    items = len(canvas.sheet.items())
    assert simulate_drop(canvas, block("fire"), QPoint(40, 40), leave=True)
    assert papers.texts == []
    assert len(canvas.sheet.items()) == items


def test_anything_else_cannot_be_dropped(canvas: Canvas, papers: Papers) -> None:
    text = QMimeData()
    text.setText("fire")
    assert not simulate_drop(canvas, text, QPoint(40, 40))
    assert not simulate_drop(canvas, block("no such block"), QPoint(40, 40))


def test_a_block_wished_from_the_palette_goes_behind_the_selected_one(canvas: Canvas, papers: Papers) -> None:
    canvas.select(["conv1"])
    canvas.add_block("fire")
    assert papers.graph["fire1"].inputs == ("conv1",)
    canvas.select([])
    canvas.add_block("fire")
    assert papers.graph["fire2"].inputs == (None,)


def test_a_wire_drawn_from_an_output_to_an_input_connects(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "input1"), port(canvas, "concat1", 2))
    assert papers.graph["concat1"].inputs == ("conv2", "conv1", "input1")
    assert papers.texts == ["wire input1 to concat1"]


def test_a_wire_can_be_drawn_backwards(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "concat1", 2), port(canvas, "input1"))
    assert papers.graph["concat1"].inputs == ("conv2", "conv1", "input1")


def test_a_wire_dropped_on_a_box_takes_its_open_port(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "input1"), middle(canvas, "concat1"))
    assert papers.graph["concat1"].inputs == ("conv2", "conv1", "input1")


def test_while_a_wire_is_drawn_only_fitting_boxes_are_offered(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    offers = lambda: {id: box.offer for id, box in canvas.sheet.boxes.items()}  # noqa: E731
    drag(qtbot, canvas, port(canvas, "conv2"), QPoint(30, 30), release=False)
    assert offers() == {
        "input1": Offer.REFUSED,
        "conv1": Offer.REFUSED,
        "conv2": Offer.NONE,
        "concat1": Offer.INPUTS,
        "output1": Offer.INPUTS,
    }
    qtbot.mouseRelease(canvas.viewport(), Button.LeftButton, Modifier.NoModifier, QPoint(30, 30))
    assert set(offers().values()) == {Offer.NONE}
    assert papers.texts == []


def test_a_wire_that_would_close_a_loop_is_refused_with_the_reason(
    canvas: Canvas, papers: Papers, qtbot: QtBot
) -> None:
    before = papers.graph
    drag(qtbot, canvas, port(canvas, "conv2"), port(canvas, "conv1", 0))
    assert papers.graph is before
    assert "close a loop" in papers.hints[0]
    assert QToolTip.text() == papers.hints[0]


def test_two_outputs_cannot_be_wired(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "conv2"), port(canvas, "conv1"))
    assert papers.texts == []
    assert papers.hints == ["Two outputs cannot be wired: a wire runs from an output to an input."]


def test_a_wire_dragged_off_its_port_is_taken_away(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "conv2", 0), QPoint(30, 500))
    assert papers.graph["conv2"].inputs == (None,)


def test_a_wire_can_be_dragged_from_one_port_to_another(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "concat1", 1), port(canvas, "output1", 0))
    assert papers.graph["output1"].inputs == ("conv1",)
    assert papers.graph["concat1"].inputs == ("conv2", None)
    assert len(papers.texts) == 1


def test_a_click_on_a_wired_port_changes_nothing(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    click(qtbot, canvas, port(canvas, "conv2", 0))
    assert papers.texts == []
    assert all(wire.isVisible() for wire in canvas.sheet.wires.values())


def test_a_selected_wire_is_deleted(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    click(qtbot, canvas, on_wire(canvas, "conv2", 0))
    assert canvas.sheet.selected_wires == (("conv2", 0),)
    canvas.delete_selected()
    assert papers.graph["conv2"].inputs == (None,)
