"""What a screen reader finds on the canvas, asked as it asks."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from app.canvas.surface import Surface
from app.canvas.view import Canvas
from app.canvas.viewer import Viewer
from modelzoo import edits
from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.project import Project
from tests.hands import centre, on_wire

Event, Flag, Role, Text = QAccessible.Event, QAccessible.RelationFlag, QAccessible.Role, QAccessible.Text
SIZE = (32, 32)


def branched() -> Graph:
    """A convolution whose output is added to its input's."""
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    side = b("conv", stem, id="side", out=8)
    b("output", b("add", stem, side))
    return b.graph


@pytest.fixture
def told(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[QAccessible.Event, str]]]:
    """All that Qt is given to tell a screen reader of items: what happened to what."""
    events: list[tuple[QAccessible.Event, str]] = []

    def note(event: object) -> None:
        events.append((event.type(), event.accessibleInterface().text(Text.Name)))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    QAccessible.setActive(True)
    yield events
    QAccessible.setActive(False)


@pytest.fixture
def canvas(qtbot: QtBot, told: list[tuple[QAccessible.Event, str]]) -> Canvas:
    """A canvas with a network, its shapes known, and the keyboard."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 600)
    with qtbot.waitActive(canvas):
        canvas.show()
        canvas.activateWindow()
    canvas.setFocus()
    show(canvas, branched())
    canvas.fit()
    told.clear()
    return canvas


def show(canvas: Canvas, graph: Graph) -> None:
    canvas.show_project(Project(graph=graph, size=SIZE, places=canvas.sheet.places))
    canvas.show_examination(examine(graph, SIZE))


def asked(canvas: Surface) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(canvas)


def children(canvas: Surface) -> list[QAccessibleInterface]:
    found = asked(canvas)
    return [found.child(at) for at in range(found.childCount())]


def item(canvas: Canvas, name: str) -> QAccessibleInterface:
    return next(each for each in children(canvas) if each.text(Text.Name) == name)


def test_the_canvas_is_a_list_of_its_boxes_and_wires(canvas: Canvas) -> None:
    assert (asked(canvas).role(), asked(canvas).text(Text.Name)) == (Role.List, "Canvas")
    assert [each.text(Text.Name) for each in children(canvas)] == [
        "input1, input",
        "stem, convolution",
        "side, convolution",
        "add1, add",
        "output1, output",
        "Wire from input1 to stem",
        "Wire from stem to side",
        "Wire from stem to add1, input 1 of 2",
        "Wire from side to add1, input 2 of 2",
        "Wire from add1 to output1",
    ]
    assert {each.role() for each in children(canvas)} == {Role.ListItem}


def test_a_child_knows_its_parent_and_the_parent_its_place(canvas: Canvas) -> None:
    for at, child in enumerate(children(canvas)):
        assert child.isValid() and child.parent() is asked(canvas) and asked(canvas).indexOfChild(child) == at
        assert child.window() is canvas.windowHandle() and child.childCount() == 0
    assert asked(canvas).child(99) is None and asked(canvas).child(-1) is None


def test_a_box_tells_its_parameters_its_shape_and_what_it_is_wired_to(canvas: Canvas) -> None:
    description = item(canvas, "stem, convolution").text(Text.Description)
    for words in ("3×3, 8", "Gives 8×32×32", "From input1", "To side, add1"):
        assert words in description
    assert item(canvas, "Wire from stem to side").text(Text.Description) == "Carries 8×32×32"


def test_a_box_that_cannot_work_says_why(canvas: Canvas) -> None:
    show(canvas, edits.set_param(branched(), "side", "out", 9))
    description = item(canvas, "add1, add").text(Text.Description)
    assert "add1" not in description.splitlines()[0] and "9" in description and "8" in description


def test_relations_follow_the_wires(canvas: Canvas) -> None:
    stem, side, add = (item(canvas, name) for name in ("stem, convolution", "side, convolution", "add1, add"))
    assert add.relations() == [
        (stem, Flag.FlowsFrom),
        (side, Flag.FlowsFrom),
        (item(canvas, "output1, output"), Flag.FlowsTo),
    ]
    assert stem.relations(Flag.FlowsTo) == [(side, Flag.FlowsTo), (add, Flag.FlowsTo)]
    assert item(canvas, "Wire from stem to side").relations() == [(stem, Flag.FlowsFrom), (side, Flag.FlowsTo)]


def test_items_are_where_they_are_seen(canvas: Canvas) -> None:
    for name, at in (
        ("side, convolution", centre(canvas, "side")),
        ("Wire from add1 to output1", on_wire(canvas, "add1", "output1")),
    ):
        on_screen = canvas.viewport().mapToGlobal(at)
        assert item(canvas, name).rect().contains(on_screen)
        assert asked(canvas).childAt(on_screen.x(), on_screen.y()) is item(canvas, name)
    outside = canvas.mapToGlobal(QPoint(-5, -5))
    assert asked(canvas).childAt(outside.x(), outside.y()) is None
    canvas.pan(QPoint(0, 5000))
    assert item(canvas, "side, convolution").state().offscreen


def test_what_is_selected_is_told_and_has_the_focus(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    canvas.select(("side",))
    side = item(canvas, "side, convolution")
    assert told == [(Event.SelectionAdd, "side, convolution"), (Event.Focus, "side, convolution")]
    assert side.state().selected and side.state().focused and asked(canvas).focusChild() is side
    told.clear()
    canvas.select(("stem",))
    assert told == [
        (Event.SelectionAdd, "stem, convolution"),
        (Event.SelectionRemove, "side, convolution"),
        (Event.Focus, "stem, convolution"),
    ]
    assert not side.state().selected and not side.state().focused
    canvas.select(())
    assert asked(canvas).focusChild() is asked(canvas)


def test_the_box_with_the_keyboard_is_told_again_when_the_canvas_gets_it_back(
    canvas: Canvas, qtbot: QtBot, told: list[tuple[QAccessible.Event, str]]
) -> None:
    canvas.select(("side",))
    canvas.clearFocus()
    assert not item(canvas, "side, convolution").state().focused
    told.clear()
    canvas.setFocus()
    qtbot.waitUntil(lambda: (Event.Focus, "side, convolution") in told)


def test_a_screen_reader_selects_items(canvas: Canvas) -> None:
    selection = asked(canvas).selectionInterface()
    stem, wire = item(canvas, "stem, convolution"), item(canvas, "Wire from stem to side")
    assert selection.select(stem) and selection.select(wire) and not selection.select(asked(canvas))
    assert canvas.sheet.selected_ids == ("stem",) and canvas.sheet.selected_wires == (("side", 0),)
    assert selection.selectedItems() == [stem, wire] and selection.isSelected(stem)
    assert selection.unselect(stem) and selection.selectedItemCount() == 1
    assert selection.selectedItem(0) is wire and selection.selectedItem(1) is None
    assert selection.selectAll() and selection.selectedItemCount() == len(children(canvas))
    assert selection.clear() and canvas.sheet.selected_ids == ()


def test_a_box_that_comes_is_told(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    graph, id = edits.add_node(branched(), "relu")
    show(canvas, graph)
    assert (Event.ObjectCreated, item(canvas, f"{id}, ReLU").text(Text.Name)) in told


def test_a_box_with_another_name_is_the_same_box(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    before = item(canvas, "side, convolution")
    show(canvas, edits.rename(branched(), "side", "left"))
    assert before.text(Text.Name) == "left, convolution" and (Event.NameChanged, "left, convolution") in told


def test_new_parameters_and_shapes_are_told(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    show(canvas, edits.set_param(branched(), "side", "kernel", 5))
    assert (Event.DescriptionChanged, "side, convolution") in told
    assert (Event.DescriptionChanged, "output1, output") not in told


def test_a_whole_model_is_told_at_once(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    b = Builder()
    x = b("input")
    for _ in range(60):
        x = b("relu", x)
    show(canvas, b.graph)
    assert (Event.ObjectReorder, "Canvas") in told
    assert Event.ObjectCreated not in [event for event, _ in told]


def test_an_item_that_is_gone_is_taken_from_qt(canvas: Canvas, told: list[tuple[QAccessible.Event, str]]) -> None:
    side = item(canvas, "side, convolution")
    number = QAccessible.uniqueId(side)
    canvas.select(("side",))
    show(canvas, edits.remove_nodes(branched(), ["side"]))
    assert Event.ObjectDestroyed in [event for event, _ in told]
    assert QAccessible.accessibleInterface(number) is None and not Shiboken.isValid(side)
    assert len(children(canvas)) == 4 + 3


def test_an_item_off_the_sheet_is_silent_until_it_is_taken_from_qt(canvas: Canvas) -> None:
    side = item(canvas, "side, convolution")
    canvas.sheet.removeItem(canvas.sheet.boxes["side"])
    assert not side.isValid() and side.text(Text.Name) == "" and side.rect().isNull() and side.state().invalid
    assert side.parent() is None and side.window() is None and side.relations() == []
    canvas.sheet.addItem(canvas.sheet.boxes["side"])
    assert side.isValid()


def test_interfaces_end_with_their_canvas(qtbot: QtBot, told: list[tuple[QAccessible.Event, str]]) -> None:
    canvas = Canvas()
    show(canvas, branched())
    number = QAccessible.uniqueId(asked(canvas))
    numbers = [QAccessible.uniqueId(child) for child in children(canvas)]
    assert number in range(2**32) and len(set(numbers)) == 10
    Shiboken.delete(canvas)
    gc.collect()
    assert [QAccessible.accessibleInterface(each) for each in (number, *numbers)] == [None] * 11


def test_a_viewer_that_is_collected_takes_its_interfaces_along(told: list[tuple[QAccessible.Event, str]]) -> None:
    viewer = Viewer("Old")
    viewer.sheet.show_graph(branched(), {})
    numbers = [QAccessible.uniqueId(child) for child in children(viewer)]
    assert len(numbers) == 10
    del viewer
    gc.collect()
    assert [QAccessible.accessibleInterface(each) for each in numbers] == [None] * 10


def test_nothing_is_made_for_those_who_do_not_listen(qtbot: QtBot, qapp: QApplication) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    show(canvas, branched())
    canvas.select(("side",))
    assert not QAccessible.isActive() and canvas.voice.made == 0
