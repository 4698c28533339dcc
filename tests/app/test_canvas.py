"""What the canvas shows, and from where."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import (
    QContextMenuEvent,
)
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.items import Box
from app.canvas.ports import Side
from app.canvas.view import Canvas
from modelzoo.builder import Builder
from modelzoo.edits import rename, set_param
from modelzoo.graph import Graph
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from modelzoo.results import Examination, Problem
from tests.app.papers import Papers
from tests.app.strokes import Button, Key, Modifier, block, drag, examined, middle, port, seen, simulate_drop, wheel


def test_a_network_without_places_is_arranged(canvas: Canvas, papers: Papers) -> None:
    assert canvas.sheet.places == arrange(papers.graph, {})


def test_a_network_is_folded_once_its_shapes_are_known(canvas: Canvas) -> None:
    b = Builder()
    x = b("conv", b("input"), id="skip")
    b("output", b("concat", b("upsample", b("max_pool", x)), x))
    papers = Papers(canvas, b.graph)
    canvas.show_examination(examined(papers.project))
    assert canvas.sheet.places["concat1"][1] == canvas.sheet.places["skip"][1]
    joint = canvas.sheet.boxes["concat1"]
    assert [anchor.side for anchor in joint.anchors.inputs[:2]] == [Side.BOTTOM, Side.LEFT]


def test_an_edit_keeps_the_very_same_boxes_and_the_selection(canvas: Canvas, papers: Papers) -> None:
    boxes, wires = dict(canvas.sheet.boxes), dict(canvas.sheet.wires)
    canvas.select(["conv1"])
    papers.show(Project(graph=set_param(papers.graph, "conv1", "out", 99)))
    assert all(canvas.sheet.boxes[id] is box for id, box in boxes.items())
    assert all(canvas.sheet.wires[key] is wire for key, wire in wires.items())
    assert canvas.sheet.selected_ids == ("conv1",)
    assert "99" in canvas.sheet.boxes["conv1"].description


def test_a_renamed_node_keeps_its_box_and_place(canvas: Canvas, papers: Papers) -> None:
    box = canvas.sheet.boxes["conv1"]
    canvas.select(["conv1"])
    papers.show(Project(graph=rename(papers.graph, "conv1", "stem"), places={"input1": (0.0, 0.0)}))
    assert canvas.sheet.boxes["stem"] is box
    assert canvas.sheet.selected_ids == ("stem",)


def test_a_node_without_a_place_among_placed_ones_stands_below_its_input(canvas: Canvas, papers: Papers) -> None:
    places = {id: place for id, place in canvas.sheet.places.items() if id != "conv2"}
    other = Canvas()
    other.show_project(Project(graph=papers.graph, places=places))
    assert other.sheet.places["conv2"][1] > places["conv1"][1]
    assert {id: other.sheet.places[id] for id in places} == places
    other.deleteLater()


def test_each_output_tells_its_shape_once(canvas: Canvas, papers: Papers) -> None:
    canvas.show_examination(examined(papers.project))
    texts = {id: pill.text for id, pill in canvas.sheet.pills.items()}
    assert texts == {"input1": "3×64×64", "conv1": "8×64×64", "conv2": "16×64×64", "concat1": "24×64×64"}


def test_a_problem_is_told_on_its_box_until_it_is_gone(canvas: Canvas, papers: Papers) -> None:
    canvas.show_examination(Examination(None, {}, (Problem("conv2", "cannot be."),)))
    assert "cannot be." in canvas.sheet.boxes["conv2"].toolTip()
    canvas.show_examination(Examination(None, {}, ()))
    assert "cannot be." not in canvas.sheet.boxes["conv2"].toolTip()


def test_a_variadic_block_has_a_spare_port_and_an_output_block_no_output(canvas: Canvas, papers: Papers) -> None:
    assert canvas.sheet.boxes["concat1"].slots == ("conv2", "conv1", None)
    assert len(canvas.sheet.boxes["concat1"].anchors.inputs) == 3
    assert canvas.sheet.boxes["output1"].anchors.outputs == ()


def test_no_wire_runs_behind_a_box_that_it_does_not_join(canvas: Canvas, papers: Papers) -> None:
    for wire in canvas.sheet.wires.values():
        others = [box for id, box in canvas.sheet.boxes.items() if id not in (wire.source, wire.target)]
        points = [wire.path.pointAtPercent(share / 200) for share in range(201)]
        assert not [point for point in points for box in others if box.rect().contains(point)]


def test_selecting_from_outside_is_not_told_back(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.select(["conv1", "conv2"])
    assert canvas.sheet.selected_ids == ("conv1", "conv2")
    assert "conv2" in canvas.accessibleDescription()


def test_the_canvas_takes_the_colours_of_a_new_palette(canvas: Canvas, papers: Papers) -> None:
    light = canvas.grab().toImage().pixelColor(3, 3)
    canvas.setPalette(theme.palette(theme.DARK))
    assert light.name() == theme.LIGHT.canvas
    assert canvas.grab().toImage().pixelColor(3, 3).name() == theme.DARK.canvas


@pytest.mark.parametrize("scale", [0.1, 0.4, 1.0, 3.0])
def test_boxes_are_drawn_at_every_scale(canvas: Canvas, papers: Papers, scale: float) -> None:
    canvas.resetTransform()
    canvas.scale(scale, scale)
    box = canvas.sheet.boxes["conv1"]
    canvas.centerOn(box)
    pixel = canvas.grab().toImage().pixelColor(seen(canvas, box.rect().center() - QPointF(85, 20)))
    assert pixel.name() != theme.LIGHT.canvas


def test_the_wheel_zooms_about_the_mouse(canvas: Canvas, papers: Papers) -> None:
    at = QPoint(200, 300)
    below, scale = canvas.mapToScene(at), canvas.transform().m11()
    wheel(canvas, at, notches=2)
    assert canvas.transform().m11() > scale
    assert (canvas.mapToScene(at) - below).manhattanLength() < 3
    for _ in range(60):
        wheel(canvas, at, notches=-1)
    assert canvas.transform().m11() == pytest.approx(0.04)


def test_two_fingers_on_a_trackpad_pan(canvas: Canvas, papers: Papers) -> None:
    before, scale = canvas.mapToScene(QPoint(0, 0)), canvas.transform().m11()
    wheel(canvas, QPoint(200, 300), pixels=QPoint(0, 50))
    assert canvas.transform().m11() == scale
    assert canvas.mapToScene(QPoint(0, 0)).y() < before.y()


@pytest.mark.parametrize("space", [True, False], ids=["space and left button", "middle button"])
def test_a_hand_drags_the_sheet(canvas: Canvas, papers: Papers, qtbot: QtBot, space: bool) -> None:
    before = canvas.mapToScene(QPoint(0, 0))
    button = Button.LeftButton if space else Button.MiddleButton
    if space:
        qtbot.keyPress(canvas, Key.Key_Space)
    qtbot.mousePress(canvas.viewport(), button, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas.viewport(), QPoint(150, 130))
    qtbot.mouseRelease(canvas.viewport(), button, pos=QPoint(150, 130))
    if space:
        qtbot.keyRelease(canvas, Key.Key_Space)
    shift = before - canvas.mapToScene(QPoint(0, 0))
    assert shift.x() * canvas.transform().m11() == pytest.approx(50, abs=2)
    assert papers.texts == []


def test_fit_shows_every_box_also_after_the_window_has_changed(canvas: Canvas, papers: Papers) -> None:
    canvas.zoom_actual()
    assert canvas.transform().m11() == pytest.approx(1.0)
    canvas.zoom_in()
    canvas.fit()
    canvas.resize(400, 300)
    room = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert all(room.contains(box.rect()) for box in canvas.sheet.boxes.values())


def test_an_empty_canvas_is_begun_at_its_natural_size(canvas: Canvas, papers: Papers) -> None:
    canvas.resize(200, 150)
    canvas.fit()
    assert canvas.transform().m11() < 1.0
    papers.show(Project())
    canvas.fit()
    assert canvas.transform().m11() == pytest.approx(1.0)


def test_arranging_brings_boxes_back_in_one_step(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    start = middle(canvas, "conv1")
    drag(qtbot, canvas, start, start + QPoint(200, 90))
    canvas.arrange_all()
    assert dict(papers.project.places) == arrange(papers.graph, {})
    assert papers.texts[-1] == "arrange all blocks"


def test_the_menu_offers_the_actions_for_the_box_under_the_mouse(canvas: Canvas, papers: Papers) -> None:
    canvas.addAction("Do it")
    at = middle(canvas, "conv1")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), event)
    (menu,) = canvas.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Do it"] and canvas.sheet.selected_ids == ("conv1",)
    menu.close()


def test_an_empty_canvas_says_what_to_do(canvas: Canvas, qtbot: QtBot) -> None:
    papers = Papers(canvas, Graph())
    empty = canvas.grab().toImage()
    assert simulate_drop(canvas, block("input"), QPoint(450, 60))
    canvas.select([])
    full = canvas.grab().toImage()
    line = range(300, 600)
    assert {empty.pixelColor(x, 350).name() for x in line} != {full.pixelColor(x, 350).name() for x in line}
    assert len(papers.graph) == 1


def test_an_edit_from_elsewhere_ends_a_gesture(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    drag(qtbot, canvas, port(canvas, "conv2"), QPoint(30, 30), release=False)
    papers.show(Project(graph=Graph(papers.graph.nodes[:2])))
    qtbot.mouseRelease(canvas.viewport(), Button.LeftButton, Modifier.NoModifier, QPoint(30, 30))
    assert [type(item) for item in canvas.sheet.items() if isinstance(item, Box)] == [Box, Box]
    assert all(box.opacity() == 1.0 for box in canvas.sheet.boxes.values())
