"""Blocks, nodes and actions are found by typing, with real keys in the boxes that come up over the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeView
from pytestqt.qtbot import QtBot

from app.canvas.view import Canvas
from app.main_window import MainWindow
from app.search_box import SearchBox
from modelzoo.graph import Graph
from tests.app.papers import Papers, small
from tests.hands import LEFT, NONE, centre

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def canvas(window: MainWindow) -> Canvas:
    return window.canvas


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    return Papers(canvas, small())


def type_into(qtbot: QtBot, box: SearchBox, text: str, *keys: Key) -> None:
    """Type a text into an open box, then press these keys."""
    line = box.findChild(QLineEdit)
    assert line.hasFocus()
    qtbot.keyClicks(line, text)
    for key in keys:
        qtbot.keyClick(line, key)


def titles(box: SearchBox, column: int = 0) -> list[str]:
    model = box.findChild(QTreeView).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


# A block by its name


def test_a_typed_block_is_added_and_wired_behind_the_selected_one(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["conv1"])
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "max po", Key.Key_Return)
    assert papers.graph["max_pool1"].inputs == ("conv1",)
    assert papers.texts == ["add max_pool"] and canvas.sheet.selected_ids == ("max_pool1",)
    assert canvas.quick_add.isHidden() and canvas.hasFocus()


def test_arrows_walk_through_the_blocks_that_are_found(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "depthwise", Key.Key_Down, Key.Key_Down, Key.Key_Up)
    second = titles(canvas.quick_add)[1]
    assert canvas.quick_add.findChild(QLineEdit).accessibleDescription() == second
    qtbot.keyClick(canvas.quick_add.findChild(QLineEdit), Key.Key_Return)
    assert [box.info.title.lower() for box in canvas.sheet.boxes.values()].count(second.lower()) == 1


def test_blocks_are_found_as_the_palette_finds_them(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "squeeze filters")
    assert "Fire" in titles(canvas.quick_add)


def test_where_nothing_is_selected_the_block_stands_in_the_middle(canvas: Canvas, qtbot: QtBot) -> None:
    papers = Papers(canvas, Graph())
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "input", Key.Key_Enter)
    middle = canvas.viewport().rect().center()
    assert (centre(canvas, "input1") - middle).manhattanLength() < 20 and len(papers.graph) == 1


def test_a_double_click_on_nothing_adds_a_block_there(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    at = QPoint(60, 300)
    qtbot.mouseClick(canvas.viewport(), LEFT, NONE, at)
    qtbot.mouseDClick(canvas.viewport(), LEFT, NONE, at)
    type_into(qtbot, canvas.quick_add, "fire", Key.Key_Return)
    assert papers.graph["fire1"].inputs == (None,)
    assert (centre(canvas, "fire1") - at).manhattanLength() < 20


def test_a_double_click_on_a_box_offers_no_blocks(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.zoom_actual()
    at = centre(canvas, "conv1")
    qtbot.mouseDClick(canvas.viewport(), LEFT, NONE, at)
    assert canvas.quick_add.isHidden()


def test_escape_leaves_the_box_and_adds_nothing(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "fire", Key.Key_Escape)
    assert canvas.quick_add.isHidden() and canvas.hasFocus() and papers.texts == []


def test_a_click_elsewhere_leaves_the_box(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    with qtbot.waitSignal(canvas.quick_add.left):
        canvas.window().input_size.setFocus(Qt.FocusReason.MouseFocusReason)
    assert canvas.quick_add.isHidden() and canvas.window().input_size.hasFocus()


def test_a_click_on_a_line_takes_it(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "max pool")
    lines = canvas.quick_add.findChild(QTreeView)
    qtbot.mouseClick(lines.viewport(), LEFT, NONE, lines.visualRect(lines.model().index(0, 0)).center())
    assert "max_pool1" in papers.graph and canvas.quick_add.isHidden()


def test_what_matches_nothing_is_said_and_enter_does_nothing(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.quick_add.open_here()
    type_into(qtbot, canvas.quick_add, "zzz", Key.Key_Return)
    assert [label.text() for label in canvas.quick_add.findChildren(QLabel)] == ["No block matches “zzz”."]
    assert canvas.quick_add.isVisible() and papers.texts == []


@pytest.mark.parametrize("at", [QPoint(-500, -500), QPoint(5000, 5000)], ids=["above", "below"])
def test_a_box_comes_up_within_the_canvas(canvas: Canvas, papers: Papers, at: QPoint) -> None:
    canvas.quick_add.open_at(at)
    assert canvas.rect().contains(canvas.quick_add.geometry())


def test_the_mouse_on_a_box_does_not_reach_the_canvas(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["conv1"])
    canvas.quick_add.open_here()
    qtbot.mouseClick(canvas.quick_add, LEFT, NONE, QPoint(2, 2))
    assert canvas.sheet.selected_ids == ("conv1",) and canvas.quick_add.isVisible()


# A node by its name


def test_what_is_found_is_selected_and_in_view_while_a_person_types(
    canvas: Canvas, papers: Papers, qtbot: QtBot
) -> None:
    canvas.zoom_actual()
    canvas.pan(QPoint(9000, 0))
    canvas.node_search.open_here()
    type_into(qtbot, canvas.node_search, "conv", Key.Key_Down)
    assert canvas.sheet.selected_ids == ("conv2",)
    at = centre(canvas, "conv2")
    assert canvas.viewport().rect().contains(at) and not canvas.node_search.geometry().contains(at)
    qtbot.keyClick(canvas.node_search.findChild(QLineEdit), Key.Key_Return)
    assert canvas.sheet.selected_ids == ("conv2",) and canvas.hasFocus()


def test_leaving_the_search_of_nodes_gives_the_selection_back(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.select(["output1"])
    canvas.node_search.open_here()
    assert canvas.sheet.selected_ids == ("output1",)
    type_into(qtbot, canvas.node_search, "conv1", Key.Key_Escape)
    assert canvas.sheet.selected_ids == ("output1",)


def test_nodes_are_found_by_their_block_too(canvas: Canvas, papers: Papers, qtbot: QtBot) -> None:
    canvas.node_search.open_here()
    type_into(qtbot, canvas.node_search, "convolution")
    assert titles(canvas.node_search) == ["conv1", "conv2"]


def test_the_selected_boxes_fill_the_view(canvas: Canvas, papers: Papers) -> None:
    for _ in range(8):
        canvas.zoom_out()
    canvas.select(["conv1", "conv2"])
    canvas.fit_selected()
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    inner = [canvas.sheet.boxes[id].rect() for id in ("conv1", "conv2")]
    assert canvas.transform().m11() == pytest.approx(1.0)
    assert all(shown.contains(rect) for rect in inner)


def test_without_a_selection_there_is_nothing_to_fit(canvas: Canvas, papers: Papers) -> None:
    before = canvas.transform()
    canvas.fit_selected()
    assert canvas.transform() == before and papers.hints == ["Select the blocks to be shown first."]


# An action by its words


def test_a_typed_action_is_done_and_the_keyboard_is_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.action_search.open_here()
    type_into(qtbot, window.action_search, "zoo every", Key.Key_Return)
    assert window.pages.current == "zoo" and window.action_search.isHidden()


def test_every_action_can_be_searched_with_its_key(window: MainWindow) -> None:
    window.action_search.open_here()
    listed = dict(zip(titles(window.action_search), titles(window.action_search, 2), strict=True))
    for action in window.actions_by_name.values():
        assert listed[action.text().replace("&", "")] == action.shortcut().toString()


def test_an_action_that_is_off_is_shown_and_not_done(window: MainWindow, qtbot: QtBot) -> None:
    done: list[bool] = []
    action = window.actions_by_name["compare"]
    action.triggered.connect(done.append)
    assert not action.isEnabled()
    window.action_search.open_here()
    type_into(qtbot, window.action_search, "selected in the zoo in one table", Key.Key_Return)
    assert titles(window.action_search) == ["Compare models"]
    assert done == [] and window.action_search.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert window.canvas.hasFocus()


def test_an_action_that_is_ticked_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.show_theme("dark")
    window.action_search.open_here()
    type_into(qtbot, window.action_search, "colours")
    listed = dict(zip(titles(window.action_search), titles(window.action_search, 1), strict=True))
    assert (listed["Dark"], listed["Light"]) == ("Colours, on", "Colours")


# The keys


@pytest.mark.parametrize("name", ["add_block", "fit"])
def test_a_letter_is_a_key_on_the_canvas_and_a_letter_elsewhere(window: MainWindow, qtbot: QtBot, name: str) -> None:
    done: list[str] = []
    action = window.actions_by_name[name]
    action.triggered.connect(lambda: done.append(name))
    (key,) = (each for each in [action.shortcut()[0]])
    window.palette_panel.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), key.key(), key.keyboardModifiers())
    assert done == []
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, key.key(), key.keyboardModifiers())
    assert done == [name]
