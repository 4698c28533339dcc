"""What is said of the items of a canvas to those who hear it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGraphicsItem

from app.canvas.items import Box
from app.canvas.notes import NoteItem
from app.canvas.wires import Wire

if TYPE_CHECKING:
    from app.canvas.sheet import Sheet


@dataclass(frozen=True)
class Words:
    """The name of an item, what more there is to say of it, and what kind of thing it is."""

    name: str
    description: str
    role: QAccessible.Role = QAccessible.Role.ListItem


def spoken(sheet: "Sheet") -> list[QGraphicsItem]:
    """All that is told of, in the order in which data flows: the boxes, the wires into them, and the notes."""
    boxes: list[QGraphicsItem] = [sheet.boxes[node.id] for node in sheet.graph if node.id in sheet.boxes]
    ports = ((node.id, port) for node in sheet.graph for port in range(len(node.inputs)))
    return [*boxes, *(sheet.wires[socket] for socket in ports if socket in sheet.wires), *sheet.notes.values()]


def words(item: QGraphicsItem, sheet: "Sheet") -> Words:
    """What is said of an item."""
    if isinstance(item, Box):
        return _of_box(item, sheet)
    if isinstance(item, NoteItem):
        return Words(item.description, item.tip, QAccessible.Role.Note)
    assert isinstance(item, Wire)
    return _of_wire(item, sheet)


def ends(item: QGraphicsItem, sheet: "Sheet") -> tuple[list[Box], list[Box]]:
    """The boxes that feed a box and those that it feeds; of a wire, the two that it joins."""
    if isinstance(item, Wire):
        return [sheet.boxes[item.source]], [sheet.boxes[item.target]]
    if not isinstance(item, Box):
        return [], []
    sources = dict.fromkeys(item.node.sources)
    return [sheet.boxes[id] for id in sources], [sheet.boxes[id] for id in _readers(item, sheet)]


def _of_box(box: Box, sheet: "Sheet") -> Words:
    sources, readers = box.node.sources, _readers(box, sheet)
    shape = _shape(box.node.id, sheet)
    parts = (
        box.explanation,
        f"Gives {shape}" if shape else "",
        f"From {', '.join(sources)}" if sources else "",
        f"To {', '.join(readers)}" if readers else "",
    )
    return Words(f"{box.node.id}, {box.info.title}", "\n".join(filter(None, parts)))


def _of_wire(wire: Wire, sheet: "Sheet") -> Words:
    inputs = len(sheet.boxes[wire.target].node.inputs)
    which = f", input {wire.port + 1} of {inputs}" if inputs > 1 else ""
    shape = _shape(wire.source, sheet)
    return Words(f"Wire from {wire.source} to {wire.target}{which}", f"Carries {shape}" if shape else "")


def _readers(box: Box, sheet: "Sheet") -> tuple[str, ...]:
    return tuple(dict.fromkeys(reader for reader, _ in sheet.graph.consumers.get(box.node.id, ())))


def _shape(id: str, sheet: "Sheet") -> str:
    pill = sheet.pills.get(id)
    return pill.text if pill else ""
