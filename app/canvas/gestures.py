"""What a hand can do on the canvas, each as an object: it begins where the mouse was pressed, follows it, and ends."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem

from app.canvas import acts
from app.canvas.items import BOX_LAYER, Box
from app.canvas.layout import BOX_HEIGHT, BOX_WIDTH, GRID
from app.canvas.ports import Anchor, Port, Side, facing
from app.canvas.routes import curve
from app.canvas.sheet import Sheet, Socket
from app.canvas.surface import Surface
from app.canvas.wires import Wire
from app.canvas.wiring import givers, refusal, takers

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_STILL = 4.0


@dataclass(frozen=True)
class Desk:
    """Where gestures work, and whom they tell: `wish` an edit with its text and merge key, `refuse` with a reason."""

    sheet: Sheet
    wish: Callable[[str, acts.Change, str], None]
    refuse: Callable[[str], None]


class Gesture(Protocol):
    """One stroke of the mouse, in scene coordinates."""

    def move(self, at: QPointF) -> None:
        """The mouse is here now."""

    def release(self, at: QPointF) -> None:
        """The button was let go here."""

    def cancel(self) -> None:
        """Put everything back."""


def begin(desk: Desk, at: QPointF, keys: Qt.KeyboardModifier, reach: float) -> Gesture:
    """The gesture that a press of the left button begins here; `reach` is how near a port must be."""
    sheet, adding = desk.sheet, bool(keys & _ADDING)
    port = sheet.port_at(at, reach)
    if port is not None:
        return _begin_wire(desk, port, at)
    if (box := sheet.box_at(at)) is not None:
        return MoveBoxes(desk, box, at, adding)
    if (wire := sheet.wire_at(at)) is not None:
        return PickWire(sheet, wire, adding)
    return Band(sheet, at, adding)


def _begin_wire(desk: Desk, port: Port, at: QPointF) -> "DrawWire":
    if port.input is not None:
        socket = (port.node, port.input)
        if socket in desk.sheet.wires:
            return DrawWire(desk, Port(desk.sheet.wires[socket].source), at, lifted=socket)
    return DrawWire(desk, port, at)


class MoveBoxes:
    """Selects what is pressed, and drags the selected boxes along a grid."""

    def __init__(self, desk: Desk, box: Box, at: QPointF, adding: bool) -> None:
        self._desk, self._box, self._from = desk, box, at
        self._alone = not adding and box.isSelected()
        chosen = set(desk.sheet.selected_ids)
        if adding:
            desk.sheet.select(chosen ^ {box.node.id}, desk.sheet.selected_wires)
        elif not box.isSelected():
            desk.sheet.select({box.node.id})
        self._starts = {id: desk.sheet.boxes[id].pos() for id in desk.sheet.selected_ids}
        self._offset = QPointF()

    def move(self, at: QPointF) -> None:
        """Drag the boxes."""
        start = self._starts.get(self._box.node.id)
        if start is None or (not self._offset and (at - self._from).manhattanLength() < _STILL):
            return
        wanted = start + at - self._from
        self._shift(QPointF(snapped(wanted.x()), snapped(wanted.y())) - start)

    def release(self, at: QPointF) -> None:
        """Wish the boxes to stay where they are now; without a move, select the one that was pressed."""
        self.move(at)
        offset = (self._offset.x(), self._offset.y())
        if any(offset):
            shown = self._desk.sheet.places | {id: (start.x(), start.y()) for id, start in self._starts.items()}
            change = acts.move(dict.fromkeys(self._starts, offset), shown)
            self._desk.wish(f"move {blocks_text(self._starts)}", change, "")
        elif self._alone:
            self._desk.sheet.select({self._box.node.id})

    def cancel(self) -> None:
        """Put the boxes back."""
        self._shift(QPointF())

    def _shift(self, offset: QPointF) -> None:
        if offset != self._offset:
            self._offset = offset
            for id, start in self._starts.items():
                self._desk.sheet.boxes[id].setPos(start + offset)
            self._desk.sheet.lay(self._starts.keys())


class PickWire:
    """Selects a wire."""

    def __init__(self, sheet: Sheet, wire: Wire, adding: bool) -> None:
        socket = (wire.target, wire.port)
        if adding:
            sheet.select(sheet.selected_ids, set(sheet.selected_wires) ^ {socket})
        else:
            sheet.select((), {socket})

    def move(self, at: QPointF) -> None:
        """Nothing more to do."""

    def release(self, at: QPointF) -> None:
        """Nothing more to do."""

    def cancel(self) -> None:
        """Nothing to put back."""


class Band:
    """Selects the boxes that a rubber band touches."""

    def __init__(self, sheet: Sheet, at: QPointF, adding: bool) -> None:
        self._sheet, self._from = sheet, at
        self._before = sheet.selected_ids, sheet.selected_wires
        self._kept = self._before if adding else ((), ())
        self._rect = QGraphicsRectItem()
        colour = QColor(sheet.theme.accent)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        self._rect.setPen(pen)
        colour.setAlphaF(0.12)
        self._rect.setBrush(colour)
        self._rect.setZValue(BOX_LAYER + 1)
        sheet.addItem(self._rect)
        sheet.select(*self._kept)

    def move(self, at: QPointF) -> None:
        """Stretch the band."""
        band = QRectF(self._from, at).normalized()
        self._rect.setRect(band)
        touched = {id for id, box in self._sheet.boxes.items() if band.intersects(box.rect())}
        self._sheet.select(touched | set(self._kept[0]), self._kept[1])

    def release(self, at: QPointF) -> None:
        """Keep what is selected."""
        if self._rect.rect():
            self.move(at)
        self._sheet.removeItem(self._rect)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self._sheet.removeItem(self._rect)
        self._sheet.select(*self._before)


class DrawWire:
    """Draws a wire from a port; `lifted` is the wire that is being taken off its port."""

    def __init__(self, desk: Desk, fixed: Port, at: QPointF, lifted: Socket | None = None) -> None:
        self._desk, self._fixed, self._lifted = desk, fixed, lifted
        sheet = desk.sheet
        graph = sheet.graph
        self._fitting = takers(graph, fixed.node) if fixed.input is None else givers(graph, fixed.node)
        self._start = sheet.anchor(fixed)
        self._from = at
        self._rubber = QGraphicsPathItem()
        pen = QPen(QColor(sheet.theme.accent), 2.2, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap)
        self._rubber.setPen(pen)
        self._rubber.setZValue(BOX_LAYER + 1)
        sheet.addItem(self._rubber)
        sheet.offer(fixed)

    def move(self, at: QPointF) -> None:
        """Stretch the wire to the mouse, or to the port that it would take."""
        if self._lifted and (at - self._from).manhattanLength() >= _STILL:
            self._desk.sheet.wires[self._lifted].setVisible(False)
        port = self._port_at(at)
        fits = port is not None and port.node in self._fitting and self._faces(port)
        end = self._desk.sheet.anchor(port) if port is not None and fits else self._loose(at)
        self._rubber.setPath(curve(self._start, end))

    def release(self, at: QPointF) -> None:
        """Wish the wire, or say why it cannot be."""
        port = self._port_at(at)
        self.cancel()
        if (at - self._from).manhattanLength() < _STILL:
            return
        if port is None:
            self._end_off_port(self._desk.sheet.box_at(at))
        elif port != self._fixed:
            self._wire_to(port)

    def cancel(self) -> None:
        """Take the rubber wire away."""
        sheet = self._desk.sheet
        if self._lifted:
            sheet.wires[self._lifted].setVisible(True)
        sheet.offer(None)
        sheet.removeItem(self._rubber)

    def _end_off_port(self, box: Box | None) -> None:
        if box is not None and box.node.id != self._fixed.node:
            missing = "input" if self._fixed.input is None else "output"
            self._desk.refuse(f"{box.node.id} has no {missing}.")
        elif box is None and self._lifted is not None:
            change = acts.disconnect(*self._lifted, self._desk.sheet.places)
            self._desk.wish(f"disconnect {self._lifted[0]}", change, "")

    def _wire_to(self, port: Port) -> None:
        if not self._faces(port):
            ends = "outputs" if port.input is None else "inputs"
            self._desk.refuse(f"Two {ends} cannot be wired: a wire runs from an output to an input.")
            return
        source, target = (self._fixed, port) if port.input is not None else (port, self._fixed)
        at = target.input or 0
        if self._lifted == (target.node, at):
            return
        reason = refusal(self._desk.sheet.graph, source.node, target.node, at)
        if reason:
            self._desk.refuse(reason)
            return
        change = acts.connect(source.node, target.node, at, self._desk.sheet.places, self._lifted)
        self._desk.wish(f"wire {source.node} to {target.node}", change, "")

    def _faces(self, port: Port) -> bool:
        return (port.input is None) != (self._fixed.input is None)

    def _port_at(self, at: QPointF) -> Port | None:
        """The port here, or the first that suits on the box here."""
        sheet = self._desk.sheet
        port, box = sheet.port_at(at), sheet.box_at(at)
        if (port is not None and self._faces(port)) or box is None or box.node.id == self._fixed.node:
            return port
        if self._fixed.input is not None:
            return Port(box.node.id) if box.anchors.outputs else port
        suited = [at for at, source in enumerate(box.slots) if source is None] or [0]
        return Port(box.node.id, suited[0]) if box.slots else port

    def _loose(self, at: QPointF) -> Anchor:
        middle = QPointF(BOX_WIDTH, BOX_HEIGHT) / 2
        side = facing(at - middle, self._start.point - middle, Side.TOP)
        return Anchor(at, side)


class Pan:
    """Drags the sheet under the window; works in the viewport's pixels."""

    def __init__(self, surface: Surface, at: QPoint) -> None:
        self._surface, self._last = surface, at
        self._cursor = surface.viewport().cursor()
        surface.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF) -> None:
        """Follow the mouse."""
        now = self._surface.mapFromScene(at)
        self._surface.pan(now - self._last)
        self._last = now

    def release(self, at: QPointF) -> None:
        """Let go."""
        self.cancel()

    def cancel(self) -> None:
        """Let go."""
        self._surface.viewport().setCursor(self._cursor)


def snapped(value: float) -> float:
    """The nearest line of the grid."""
    return float(round(value / GRID) * GRID)


def blocks_text(ids: Collection[str]) -> str:
    """One block by its name, several by their number."""
    return next(iter(ids)) if len(ids) == 1 else f"{len(ids)} blocks"
