"""The real canvas under random strokes of mouse and keyboard: whatever is done, it shows the document's network."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QToolTip

from app.actions import connect_actions, make_actions
from app.canvas import acts
from app.canvas.box_painting import Offer
from app.canvas.items import Box
from app.canvas.ports import Port
from app.canvas.view import Canvas
from app.canvas.wires import Wire
from app.document import Document
from app.params_form import setting
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from modelzoo.results import Examination, Problem
from modelzoo.walk import follow
from tests.app.papers import small
from tests.app.strokes import block

EXAMPLES, STEPS = 60, 50
MOST = 14
"""Nodes beyond which most are deleted, so that boxes stay large enough to be hit and every step stays cheap."""

Key, Modifier, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
NONE, CONTROL, SHIFT, ALT = Modifier.NoModifier, Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier

AT, PORT = st.integers(0, MOST), st.integers(0, 3)
WAYS = st.tuples(*(st.integers(-16, 16).map(lambda each: 20 * each),) * 2)
SPOTS = st.tuples(*(st.integers(1, 19).map(lambda each: each / 20),) * 2)
BLOCKS = st.sampled_from("input conv fire add concat output".split())
ADDING = st.sampled_from([NONE, CONTROL, SHIFT])
ENDINGS = st.sampled_from(["release", "release", "release", "escape", "undo", "edit"])
ARROWS = st.sampled_from([Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down])
KEYS = st.sampled_from(
    [
        (Key.Key_Delete, NONE),
        (Key.Key_Escape, NONE),
        (Key.Key_F, NONE),
        (Key.Key_A, CONTROL),
        (Key.Key_C, CONTROL),
        (Key.Key_X, CONTROL),
        (Key.Key_V, CONTROL),
        (Key.Key_D, CONTROL),
        (Key.Key_L, CONTROL),
        (Key.Key_0, CONTROL),
        (Key.Key_Plus, CONTROL),
        (Key.Key_Minus, CONTROL),
        (Key.Key_Left, ALT | SHIFT),
        (Key.Key_H, ALT | SHIFT),
    ]
)


class CanvasMachine(RuleBasedStateMachine):
    """A window with nothing but a canvas and its actions, and a document that does what it wishes."""

    def __init__(self) -> None:
        super().__init__()
        QGuiApplication.clipboard().clear()
        self.window, self.canvas, self.document = QMainWindow(), Canvas(), Document()
        self.sheet = self.canvas.sheet
        self.bare = len(self.sheet.items())
        self.told: tuple[str, ...] = ()
        self.start = Project("small", small())
        canvas, document = self.canvas, self.document
        canvas.edit_wished.connect(document.edit)
        canvas.selection_changed.connect(self.hear)
        document.changed.connect(lambda before, now: canvas.show_project(now))
        self.window.setCentralWidget(canvas)
        actions = make_actions(self.window)
        names = (
            "cut copy paste duplicate delete select_all add_block begin_wire arrange fit zoom_in zoom_out zoom_actual"
        )
        deeds = (
            *(canvas.cut_selected, canvas.copy_selected, canvas.paste_nodes, canvas.duplicate_selected),
            *(canvas.delete_selected, canvas.select_all, canvas.quick_add.open_here, canvas.begin_wire),
            *(canvas.arrange_all, canvas.fit, canvas.zoom_in, canvas.zoom_out, canvas.zoom_actual),
        )
        connect_actions(actions, dict(zip(names.split(), deeds, strict=True)))
        actions["align_left"].triggered.connect(lambda: canvas.align("left"))
        actions["distribute_across"].triggered.connect(lambda: canvas.distribute("across"))
        for action in actions.values():
            canvas.addAction(action)
        self.window.resize(1000, 1200)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()
        assert self.window.isActiveWindow()
        canvas.setFocus()
        document.open(self.start)
        canvas.fit()

    @rule(at=AT, keys=ADDING)
    def click_a_box(self, at: int, keys: Modifier) -> None:
        if self.sheet.boxes:
            self.click(self.middle(at), keys)

    @rule(spot=SPOTS, keys=ADDING)
    def click_somewhere(self, spot: tuple[float, float], keys: Modifier) -> None:
        self.click(self.spot(spot), keys)

    @rule(at=AT, keys=ADDING)
    def click_a_wire(self, at: int, keys: Modifier) -> None:
        if wire := self.wire(at):
            self.click(self.canvas.mapFromScene(wire.path.pointAtPercent(0.5)), keys)

    @rule(at=AT, way=WAYS, keys=ADDING, ending=ENDINGS)
    def drag_a_box(self, at: int, way: tuple[int, int], keys: Modifier, ending: str) -> None:
        if self.sheet.boxes:
            start = self.middle(at)
            self.drag(start, start + QPoint(*way), keys, ending)

    @rule(start=SPOTS, end=SPOTS, keys=ADDING, ending=ENDINGS)
    def stretch_a_band(self, start: tuple[float, float], end: tuple[float, float], keys: Modifier, ending: str) -> None:
        self.drag(self.spot(start), self.spot(end), keys, ending)

    @rule(source=AT, reader=AT, port=PORT, backwards=st.booleans(), ending=ENDINGS)
    def draw_a_wire(self, source: int, reader: int, port: int, backwards: bool, ending: str) -> None:
        ends = self.port(source), self.port(reader, port)
        if None not in ends:
            start, end = reversed(ends) if backwards else ends
            self.drag(start, end, NONE, ending)

    @rule(at=AT, spot=SPOTS, ending=ENDINGS)
    def pull_a_wire_off(self, at: int, spot: tuple[float, float], ending: str) -> None:
        if wire := self.wire(at):
            port = self.sheet.anchor(Port(wire.target, wire.port)).point
            self.drag(self.canvas.mapFromScene(port), self.spot(spot), NONE, ending)

    @rule(name=BLOCKS, spot=SPOTS, leave=st.booleans())
    def drop_a_block(self, name: str, spot: tuple[float, float], leave: bool) -> None:
        self.drop(name, self.spot(spot), leave)

    @rule(name=BLOCKS, at=AT)
    def drop_a_block_on_a_wire(self, name: str, at: int) -> None:
        if wire := self.wire(at):
            self.drop(name, self.canvas.mapFromScene(wire.path.pointAtPercent(0.5)), leave=False)

    @rule(key=KEYS)
    def press_a_key(self, key: tuple[Key, Modifier]) -> None:
        self.press(*key)

    @rule(arrow=ARROWS, keys=st.sampled_from([NONE, SHIFT, ALT]))
    def press_an_arrow(self, arrow: Key, keys: Modifier) -> None:
        self.press(arrow, keys)

    @rule(
        arrows=st.lists(ARROWS, max_size=3),
        digit=st.integers(1, 3),
        last=st.sampled_from([Key.Key_Return, Key.Key_Escape]),
    )
    def lead_a_wire_by_keys(self, arrows: list[Key], digit: int, last: Key) -> None:
        self.press(Key.Key_W)
        if self.canvas.led_wire is not None:
            for arrow in arrows:
                self.press(arrow)
            self.press(Key(Key.Key_0 + digit))
            self.press(last)

    @rule(
        text=st.sampled_from(["conv", "fire", "add", "no such block"]),
        last=st.sampled_from([Key.Key_Return, Key.Key_Escape]),
    )
    def add_a_block_by_its_name(self, text: str, last: Key) -> None:
        self.press(Key.Key_A)
        line = self.canvas.quick_add.findChild(QLineEdit)
        QTest.keyClicks(line, text)
        QTest.keyClick(line, last)
        if self.canvas.quick_add.isVisible():
            QTest.keyClick(line, Key.Key_Escape)

    @rule()
    def undo(self) -> None:
        self.document.undo.undo()

    @rule()
    def redo(self) -> None:
        self.document.undo.redo()

    @rule(at=AT, out=st.integers(1, 9))
    def change_a_parameter_elsewhere(self, at: int, out: int) -> None:
        id = self.id(at)
        self.document.edit("widen", setting(id, "out", out), f"set:{id}:out")

    @rule(at=AT)
    def delete_a_block_elsewhere(self, at: int) -> None:
        self.document.edit("delete", acts.delete((self.id(at),), (), self.sheet.places))

    @rule()
    def the_figures_arrive(self) -> None:
        project = self.document.project
        steps = list(follow(project.graph, project.size))
        shapes = {step.node.id: step.probe.shape for step in steps if step.probe}
        problems = tuple(Problem(step.node.id, step.reason) for step in steps if step.reason)
        self.canvas.show_examination(Examination(None, shapes, problems))

    @rule(spot=SPOTS, notches=st.integers(-2, 2))
    def turn_the_wheel(self, spot: tuple[float, float], notches: int) -> None:
        at = QPointF(self.spot(spot))
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * notches), Button.NoButton, NONE, phase, False)
        QApplication.sendEvent(self.canvas.viewport(), event)

    @rule(modified=st.booleans())
    def open_another_project(self, modified: bool) -> None:
        self.document.open(replace(self.start, places={} if modified else arrange(self.start.graph, {})))
        self.canvas.fit()

    @precondition(lambda self: len(self.document.project.graph) > MOST)
    @rule()
    def thin_out(self) -> None:
        self.sheet.select([node.id for node in self.document.project.graph.nodes[4:]])
        self.press(Key.Key_Delete)
        assert len(self.document.project.graph) == 4
        self.canvas.fit()

    @invariant()
    def the_canvas_shows_the_documents_network(self) -> None:
        graph, places = self.document.project.graph, self.document.project.places
        sheet = self.sheet
        assert {id: box.node for id, box in sheet.boxes.items()} == {node.id: node for node in graph}
        wires = {(node.id, port): source for node in graph for port, source in enumerate(node.inputs) if source}
        assert {socket: wire.source for socket, wire in sheet.wires.items()} == wires
        assert sheet.pills.keys() == set(wires.values())
        assert places.items() <= sheet.places.items()

    @invariant()
    def nothing_is_left_over_of_a_gesture(self) -> None:
        sheet = self.sheet
        items = self.bare + len(sheet.boxes) + len(sheet.wires) + len(sheet.pills)
        assert len(sheet.items()) == items and self.canvas.led_wire is None
        assert all(box.offer is Offer.NONE and box.opacity() == 1 for box in sheet.boxes.values())
        assert all(wire.isVisible() for wire in sheet.wires.values())

    @invariant()
    def the_selection_is_what_was_told(self) -> None:
        assert self.sheet.selected_ids == self.told

    @invariant()
    def each_wire_runs_from_port_to_port(self) -> None:
        for (target, port), wire in self.sheet.wires.items():
            outputs = [anchor.point for each, anchor in self.sheet.boxes[wire.source].ports() if each.input is None]
            assert wire.path.pointAtPercent(0) in outputs
            end = wire.path.pointAtPercent(1) - self.sheet.anchor(Port(target, port)).point
            assert end.manhattanLength() < 0.1

    def teardown(self) -> None:
        stack = self.document.undo
        last = self.document.project
        while stack.canUndo():
            stack.undo()
            self.the_canvas_shows_the_documents_network()
        while stack.canRedo():
            stack.redo()
        self.the_canvas_shows_the_documents_network()
        assert self.document.project.graph == last.graph or stack.canUndo()
        QToolTip.hideText()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def hear(self, ids: tuple[str, ...]) -> None:
        self.told = ids

    def id(self, at: int) -> str:
        """The name of a node, or of one that does not exist."""
        nodes = self.document.project.graph.nodes
        return nodes[at % len(nodes)].id if nodes else "nobody"

    def wire(self, at: int) -> Wire | None:
        wires = list(self.sheet.wires.values())
        return wires[at % len(wires)] if wires else None

    def middle(self, at: int) -> QPoint:
        return self.canvas.mapFromScene(self.sheet.boxes[self.id(at)].rect().center())

    def spot(self, share: tuple[float, float]) -> QPoint:
        """A point of the view by its share of the width and height."""
        size = self.canvas.viewport().size()
        return QPoint(round(size.width() * share[0]), round(size.height() * share[1]))

    def port(self, at: int, input: int | None = None) -> QPoint | None:
        box: Box | None = self.sheet.boxes.get(self.id(at))
        found = [anchor.point for each, anchor in box.ports() if each.input == input] if box else []
        return self.canvas.mapFromScene(found[0]) if found else None

    def press(self, key: Key, keys: Modifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, keys)

    def click(self, at: QPoint, keys: Modifier) -> None:
        QTest.mouseClick(self.canvas.viewport(), Button.LeftButton, keys, at)

    def drag(self, start: QPoint, end: QPoint, keys: Modifier, ending: str) -> None:
        """A stroke that is ended by letting go, or by something else before."""
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, Button.LeftButton, keys, start)
        QTest.mouseMove(viewport, (start + end) / 2)
        QTest.mouseMove(viewport, end)
        if ending == "escape":
            self.press(Key.Key_Escape)
        elif ending == "undo":
            self.document.undo.undo()
        elif ending == "edit":
            self.delete_a_block_elsewhere(0)
        QTest.mouseRelease(viewport, Button.LeftButton, keys, end)

    def drop(self, name: str, at: QPoint, leave: bool) -> None:
        viewport, data, copy = self.canvas.viewport(), block(name), Qt.DropAction.CopyAction
        for kind in (QDragEnterEvent, QDragMoveEvent):
            QApplication.sendEvent(viewport, kind(at, copy, data, Button.LeftButton, NONE))
        last = QDragLeaveEvent() if leave else QDropEvent(QPointF(at), copy, data, Button.LeftButton, NONE)
        QApplication.sendEvent(viewport, last)


@pytest.fixture
def quiet(qapp: QApplication) -> Iterator[None]:
    yield
    QToolTip.hideText()
    QGuiApplication.clipboard().clear()


def test_thousands_of_strokes_leave_the_canvas_showing_the_document(quiet: None) -> None:
    run_state_machine_as_test(
        CanvasMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # to shrink a failing example takes minutes of strokes: add Phase.shrink by hand
        ),
    )
