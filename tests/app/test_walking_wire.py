"""A wire is drawn with the keyboard alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGraphicsPathItem
from pytestqt.qtbot import QtBot

from app.canvas.box_painting import Offer
from app.canvas.view import Canvas
from app.canvas.walking import nearest
from app.main_window import MainWindow
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from tests.app.papers import Papers
from tests.hands import LEFT

Key = Qt.Key


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.canvas.mode_told.connect(window.show_mode)
    window.actions_by_name["begin_wire"].triggered.connect(window.canvas.begin_wire)
    return window


@pytest.fixture
def canvas(window: MainWindow) -> Canvas:
    return window.canvas


def branched() -> Graph:
    """Two convolutions of one input, an addition with one open port, and a loose pooling."""
    b = Builder()
    x = b("input")
    left, _right = b("conv", x, id="left", out=8), b("conv", x, id="right", out=8)
    b("output", b("add", left))
    b("max_pool")
    return b.graph


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    return Papers(canvas, branched())


def press(qtbot: QtBot, canvas: Canvas, *keys: Key) -> None:
    for key in keys:
        qtbot.keyClick(canvas, key)


def rubbers(canvas: Canvas) -> list[QGraphicsPathItem]:
    return [item for item in canvas.sheet.items() if isinstance(item, QGraphicsPathItem)]


def test_enter_wires_the_nearest_free_port(window: MainWindow, papers: Papers, qtbot: QtBot) -> None:
    window.canvas.select(["right"])
    press(qtbot, window.canvas, Key.Key_W)
    assert "Wire from right to add1, input 2 of 2, which is free." in window.statusBar().currentMessage()
    press(qtbot, window.canvas, Key.Key_Return)
    assert papers.graph["add1"].inputs == ("left", "right") and papers.texts == ["wire right to add1"]
    assert window.statusBar().currentMessage() == "" and rubbers(window.canvas) == []
    assert window.canvas.sheet.selected_ids == ("right",)


def test_digits_choose_the_port(window: MainWindow, papers: Papers, qtbot: QtBot) -> None:
    window.canvas.select(["right"])
    press(qtbot, window.canvas, Key.Key_W, Key.Key_1)
    assert "input 1 of 2, in place of left" in window.statusBar().currentMessage()
    press(qtbot, window.canvas, Key.Key_9, Key.Key_Enter)
    assert papers.graph["add1"].inputs == ("right", None)


def test_arrows_walk_to_another_box(window: MainWindow, papers: Papers, qtbot: QtBot) -> None:
    canvas = window.canvas
    canvas.select(["right"])
    press(qtbot, canvas, Key.Key_W, Key.Key_Down)
    assert "to output1, in place of add1" in window.statusBar().currentMessage()
    press(qtbot, canvas, Key.Key_Up, Key.Key_Return)
    assert papers.graph["add1"].inputs == ("left", "right")


def test_only_boxes_that_close_no_loop_are_offered(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["left"])
    press(qtbot, canvas, Key.Key_W)
    offered = {id for id, box in canvas.sheet.boxes.items() if box.offer is Offer.INPUTS}
    assert offered == {"right", "add1", "output1", "max_pool1"}
    assert len(rubbers(canvas)) == 1 and rubbers(canvas)[0].path().length() > 0


@pytest.mark.parametrize("end", ["escape", "click", "focus", "edit"])
def test_it_can_be_left_without_a_trace(window: MainWindow, papers: Papers, qtbot: QtBot, end: str) -> None:
    canvas = window.canvas
    canvas.select(["right"])
    press(qtbot, canvas, Key.Key_W)
    assert canvas.led_wire is not None
    if end == "escape":
        press(qtbot, canvas, Key.Key_Escape)
    elif end == "click":
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=QPoint(5, 5))
    elif end == "focus":
        window.input_size.setFocus()
    else:
        canvas.delete_selected()
    assert canvas.led_wire is None and rubbers(canvas) == [] and window.statusBar().currentMessage() == ""
    assert all(box.offer is Offer.NONE for box in canvas.sheet.boxes.values())
    assert papers.graph["add1"].inputs == ("left", None)


def test_while_a_wire_is_led_the_arrows_move_no_box(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    before = canvas.sheet.places
    canvas.select(["right"])
    press(qtbot, canvas, Key.Key_W, Key.Key_Down, Key.Key_Left, Key.Key_Escape, Key.Key_Escape)
    assert canvas.sheet.places == before and papers.texts == [] and canvas.sheet.selected_ids == ()


@pytest.mark.parametrize(
    ("selected", "said"),
    [([], "Select the one block"), (["left", "right"], "Select the one block"), (["output1"], "wired from output1")],
    ids=["nothing selected", "several selected", "an end selected"],
)
def test_why_no_wire_can_begin_is_said(
    window: MainWindow, canvas: Canvas, papers: Papers, qtbot: QtBot, selected: list[str], said: str
) -> None:
    canvas.hint_wished.connect(window.hint)
    canvas.select(selected)
    press(qtbot, canvas, Key.Key_W)
    assert canvas.led_wire is None and said in window.statusBar().currentMessage()


def test_what_is_told_is_for_a_screen_reader_too(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["right"])
    press(qtbot, canvas, Key.Key_W)
    assert canvas.accessibleDescription().startswith("Wire from right to add1")


@pytest.mark.parametrize(("along", "found"), [("right", "e"), ("left", "w"), ("up", "n"), ("down", "s")])
def test_the_box_straight_ahead_is_nearer_than_one_aside(along: str, found: str) -> None:
    places = {"m": (0.0, 0.0), "e": (300.0, 0.0), "w": (-300.0, 0.0), "n": (0.0, -90.0), "s": (0.0, 90.0)}
    aside = {"se": (250.0, 80.0), "nw": (-250.0, -80.0), "ne": (250.0, -80.0), "sw": (-250.0, 80.0)}
    assert nearest(places | aside, "m", along) == found


def test_where_there_is_no_box_the_wire_stays() -> None:
    assert nearest({"one": (0.0, 0.0), "other": (0.0, 90.0)}, "one", "left") is None
