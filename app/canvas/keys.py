"""What the keys do on the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.canvas.walking import WalkWire
from modelzoo.graph import Graph
from modelzoo.layout.arranging import GRID

if TYPE_CHECKING:
    from app.canvas.editor import Editor

_FAR = 5
_ARROWS = {
    Qt.Key.Key_Left: ("left", -GRID, 0),
    Qt.Key.Key_Right: ("right", GRID, 0),
    Qt.Key.Key_Up: ("up", 0, -GRID),
    Qt.Key.Key_Down: ("down", 0, GRID),
}
Modifier = Qt.KeyboardModifier


def press(canvas: "Editor", event: QKeyEvent) -> bool:
    """Do what the key stands for; tells whether it stands for anything.

    Arrows nudge, by more with Shift; with Alt they walk along the wires. While the keyboard leads a wire, arrows lead
    it, digits choose its port and Enter ends it. Enter and F2 write on a selected note.
    """
    if canvas.led_wire is not None and _lead(canvas, canvas.led_wire, event.key()):
        return True
    if event.key() in _ARROWS:
        return _arrow(canvas, event)
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
        return canvas.write_selected()
    if event.key() == Qt.Key.Key_Escape:
        canvas.escape()
        return True
    return False


def neighbour(graph: Graph, id: str | None, along: str) -> str | None:
    """The node one step away: "up" its first input, "down" its first reader, "left" and "right" the one beside it.

    From nowhere, the first node. Beside each other are the readers of the same output.
    """
    if id is None:
        return next((node.id for node in graph), None)
    sources, readers = graph[id].sources, [reader for reader, _ in graph.consumers[id]]
    if along in ("up", "down"):
        return next(iter(sources if along == "up" else readers), None)
    beside = [reader for reader, _ in graph.consumers[sources[0]]] if sources else [id]
    step = 1 if along == "right" else -1
    return beside[(beside.index(id) + step) % len(beside)]


def _lead(canvas: "Editor", wire: WalkWire, key: int) -> bool:
    if key in _ARROWS:
        wire.walk(_ARROWS[Qt.Key(key)][0])
    elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        wire.choose(key - Qt.Key.Key_1)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        canvas.end_wire()
    else:
        return False
    return True


def _arrow(canvas: "Editor", event: QKeyEvent) -> bool:
    """What else an arrow stands for, with Control or with Alt and Shift, the window knows."""
    along, x, y = _ARROWS[Qt.Key(event.key())]
    held = event.modifiers()
    if held & Modifier.ControlModifier or (held & Modifier.AltModifier and held & Modifier.ShiftModifier):
        event.ignore()
        return True
    if event.modifiers() & Modifier.AltModifier:
        canvas.step(along)
    else:
        times = _FAR if event.modifiers() & Modifier.ShiftModifier else 1
        canvas.nudge((x * times, y * times))
    return True
