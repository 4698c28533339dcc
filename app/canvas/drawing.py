"""Drawing a wire from port to port, and taking one off."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from app.canvas import acts
from app.canvas.acts import Socket
from app.canvas.gestures import STILL, Desk
from app.canvas.items import BOX_LAYER, Box
from app.canvas.ports import Anchor, Port, Side, facing
from app.canvas.routes import curve
from app.canvas.wiring import givers, refusal, takers
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH


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
        pen = QPen(QColor(sheet.theme.accent), 2.4)
        self._rubber.setPen(pen)
        self._rubber.setZValue(BOX_LAYER + 1)
        sheet.addItem(self._rubber)
        sheet.offer(fixed)

    def move(self, at: QPointF) -> None:
        """Stretch the wire to the mouse, or to the port that it would take."""
        if self._lifted and (at - self._from).manhattanLength() >= STILL:
            self._desk.sheet.wires[self._lifted].setVisible(False)
        port = self._port_at(at)
        fits = port is not None and port.node in self._fitting and self._faces(port)
        end = self._desk.sheet.anchor(port) if port is not None and fits else self._loose(at)
        self._rubber.setPath(curve(self._start, end))

    def release(self, at: QPointF) -> None:
        """Wish the wire, or say why it cannot be."""
        port = self._port_at(at)
        self.cancel()
        if (at - self._from).manhattanLength() < STILL:
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
