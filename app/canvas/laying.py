"""Lays the wires of a sheet from box to box, and seats on each output's shortest wire the shape that runs through."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from app.canvas.acts import Socket
from app.canvas.items import Box
from app.canvas.ports import Anchor, Anchors, anchors, facing
from app.canvas.routes import Router
from app.canvas.wires import Wire

if TYPE_CHECKING:
    from app.canvas.sheet import Sheet


def lay(sheet: "Sheet", moved: Collection[str] | None = None) -> None:
    """Lay the wires; `moved` limits the work to those of these boxes, and of boxes whose ports make room for them."""
    sockets = set(sheet.wires) if moved is None else _sockets(sheet, moved)
    ends = {end for at in sockets for end in (sheet.wires[at].source, sheet.wires[at].target)}
    touched = sheet.boxes if moved is None else ends
    shifted = [id for id in touched if sheet.boxes[id].show_anchors(_anchors(sheet, sheet.boxes[id]))]
    if moved is not None:
        sockets |= _sockets(sheet, shifted)
    wires = sorted((sheet.wires[socket] for socket in sockets), key=lambda wire: _span(sheet, wire))
    router = Router(box.pos() for box in sheet.boxes.values())
    for wire in wires:
        start, end = _ends(sheet, wire)
        wire.show_path(router.route(wire.source, start, end))
    seat_pills(sheet, {wire.source for wire in wires})


def seat_pills(sheet: "Sheet", sources: Iterable[str]) -> None:
    """Put the shapes of these outputs on the shortest of their wires."""
    for id in sources:
        wires = (sheet.wires[end] for end in sheet.graph.consumers[id])
        sheet.pills[id].show_on(min(wires, key=lambda wire: _span(sheet, wire)).path)


def _sockets(sheet: "Sheet", ids: Iterable[str]) -> set[Socket]:
    """The ports of all wires from and to these boxes."""
    graph = sheet.graph
    fed = {(id, port) for id in ids for port, source in enumerate(graph[id].inputs) if source is not None}
    return fed | {end for id in ids for end in graph.consumers[id]}


def _anchors(sheet: "Sheet", box: Box) -> Anchors:
    sources = [sheet.boxes[id].pos() if id is not None else None for id in box.node.inputs]
    targets = [sheet.boxes[id].pos() for id, _ in sheet.graph.consumers[box.node.id]]
    return anchors(box.pos(), sources, targets, spare=box.has_spare, ends=box.ends)


def _ends(sheet: "Sheet", wire: Wire) -> tuple[Anchor, Anchor]:
    source, target = sheet.boxes[wire.source], sheet.boxes[wire.target]
    side = facing(source.pos(), target.pos(), source.anchors.outputs[0].side)
    return source.in_scene(source.anchors.output(side)), target.in_scene(target.anchors.inputs[wire.port])


def _span(sheet: "Sheet", wire: Wire) -> tuple[float, str, int]:
    reach = sheet.boxes[wire.target].pos() - sheet.boxes[wire.source].pos()
    return abs(reach.x()) + abs(reach.y()), wire.target, wire.port
