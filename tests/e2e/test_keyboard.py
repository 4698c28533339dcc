"""A network is built without the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.graph import Value
from tests.e2e.conftest import LONG, Start

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL_SHIFT = Modifier.ControlModifier | Modifier.ShiftModifier


class Hands:
    """Ten fingers on the keyboard; whatever has the focus gets what they press."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot

    def press(self, key: Key, modifiers: Modifier = Modifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focus, text)
        self.press(Key.Key_Return)

    def add(self, block: str) -> None:
        """Add a block behind the selected one."""
        self.press(Key.Key_A)
        self.type(block)

    def go_to(self, node: str) -> None:
        self.press(Key.Key_F, CONTROL_SHIFT)
        self.type(node)

    def set(self, node: str, **values: str) -> None:
        """Go to a node, with Tab to each of its fields, and back to the canvas."""
        self.go_to(node)
        for name, text in values.items():
            self.tab_to(name)
            if not isinstance(self.focus, QComboBox):
                self.press(Key.Key_A, Modifier.ControlModifier)
            self.type(text)
        self.press(Key.Key_1, Modifier.ControlModifier)
        assert self.focus is self.session.window.canvas

    def tab_to(self, name: str) -> None:
        for _ in range(60):
            if self.focus.accessibleName() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}")

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget()


def test_the_first_stage_of_edgesegnet_is_built_with_the_keyboard_alone(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    hands = Hands(session, qtbot)
    hands.press(Key.Key_1, Modifier.ControlModifier)
    for block in ("input", "convolution", "max pool", "residual bottleneck (edge", "refine"):
        hands.add(block)
    hands.go_to("conv1")
    for block in ("bottleneck reduction", "upsample", "add"):
        hands.add(block)
    hands.go_to("refine1")
    hands.press(Key.Key_W)
    assert "Wire from refine1 to add1, input 2 of 2" in session.window.statusBar().currentMessage()
    hands.press(Key.Key_Return)
    hands.set("conv1", out="13", kernel="7", stride="2", act="none")
    hands.set("max_pool1", kernel="3", padding="1")
    hands.set("upsample1", mode="bilinear_aligned")
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        hands.go_to("add1")
        hands.add("output")
    qtbot.waitUntil(lambda: session.results.examination.cost is not None, timeout=LONG)
    graph, shapes = session.document.project.graph, session.results.examination.shapes

    def given(node: str, *names: str) -> list[Value]:
        return [graph[node].values[name] for name in names]

    assert given("conv1", "out", "kernel", "stride", "act") == [13, 7, 2, "none"]
    assert given("max_pool1", "kernel", "padding") == [3, 1]
    assert graph["add1"].inputs == ("upsample1", "refine1") and graph["bottleneck_reduction1"].inputs == ("conv1",)
    assert shapes["output1"] == (1, 48, 8, 8) and session.results.examination.problems == ()
    built = figures(session, STAGE)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.models.exchange("EdgeSegNet")
    qtbot.waitUntil(lambda: "head" in session.results.examination.shapes, timeout=LONG)
    assert built == figures(session, READY_MADE) and sum(parameters for _, parameters, _, _ in built) > 0


STAGE = ("conv1", "max_pool1", "bottleneck_reduction1", "upsample1", "edge_residual_bottleneck1", "refine1", "add1")
READY_MADE = ("conv1", "pool1", "reduction", "up1", "bottleneck", "refine1", "add1")


def figures(session: Session, nodes: Sequence[str]) -> list[tuple[str, int, int, tuple[int, ...]]]:
    """The kind, parameters, MACs and output of some nodes."""
    cost, shapes = session.results.examination.cost, session.results.examination.shapes
    assert cost is not None
    layers = {layer.node: layer for layer in cost.layers}
    return [(layers[id].block, layers[id].parameters, layers[id].macs, shapes[id]) for id in nodes]
