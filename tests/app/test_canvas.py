"""The canvas under real mouse, key, wheel and drop events."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from app import mime, theme
from app.canvas.box_painting import Offer
from app.canvas.items import Box
from app.canvas.layout import GRID, arrange
from app.canvas.ports import Port, Side
from app.canvas.view import Canvas
from modelzoo.builder import Builder
from modelzoo.edits import rename, set_param
from modelzoo.graph import Graph
from modelzoo.project import Project
from modelzoo.results import Examination, Problem
from modelzoo.walk import follow
from tests.app.papers import Papers, small

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    canvas.show()
    yield canvas
    QToolTip.hideText()


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    return Papers(canvas, small())


def examined(project: Project) -> Examination:
    steps = list(follow(project.graph, project.size))
    shapes = {step.node.id: step.probe.shape for step in steps if step.probe}
    return Examination(None, shapes, tuple(Problem(step.node.id, step.reason) for step in steps if step.reason))


def seen(canvas: Canvas, at: QPointF) -> QPoint:
    return canvas.mapFromScene(at)


def middle(canvas: Canvas, id: str) -> QPoint:
    return seen(canvas, canvas.sheet.boxes[id].rect().center())


def port(canvas: Canvas, id: str, input: int | None = None) -> QPoint:
    return seen(canvas, canvas.sheet.anchor(Port(id, input)).point)


def on_wire(canvas: Canvas, target: str, at: int) -> QPoint:
    path = canvas.sheet.wires[target, at].path
    return seen(canvas, path.pointAtPercent(0.5))


def drag(
    qtbot: QtBot, canvas: Canvas, start: QPoint, end: QPoint, keys: Modifier = Modifier.NoModifier, release: bool = True
) -> None:
    viewport = canvas.viewport()
    qtbot.mousePress(viewport, Button.LeftButton, keys, start)
    qtbot.mouseMove(viewport, (start + end) / 2)
    qtbot.mouseMove(viewport, end)
    if release:
        qtbot.mouseRelease(viewport, Button.LeftButton, keys, end)


def click(qtbot: QtBot, canvas: Canvas, at: QPoint, keys: Modifier = Modifier.NoModifier) -> None:
    qtbot.mouseClick(canvas.viewport(), Button.LeftButton, keys, at)


def simulate_drop(canvas: Canvas, data: QMimeData, at: QPoint, leave: bool = False) -> bool:
    viewport, copy, none = canvas.viewport(), Qt.DropAction.CopyAction, Modifier.NoModifier
    enter = QDragEnterEvent(at, copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, move)
    last = QDragLeaveEvent() if leave else QDropEvent(QPointF(at), copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, last)
    return move.isAccepted() and (leave or last.isAccepted())


def block(name: str) -> QMimeData:
    data = QMimeData()
    data.setData(mime.BLOCK, name.encode())
    return data


def wheel(canvas: Canvas, at: QPoint, notches: int = 0, pixels: QPoint | None = None) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.viewport().mapToGlobal(at)),
        pixels or QPoint(),
        QPoint(0, 120 * notches),
        Button.NoButton,
        Modifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


# What is shown


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


# Drops


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


# Wires


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


# Boxes


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


# Zoom


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
