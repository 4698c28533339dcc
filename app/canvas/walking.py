"""Drawing a wire with the keyboard: the arrows lead it from box to box, digits choose the port, Enter wires."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from app.canvas import acts
from app.canvas.gestures import Desk
from app.canvas.items import BOX_LAYER, Box
from app.canvas.ports import Port
from app.canvas.routes import curve
from app.canvas.surface import Surface
from app.canvas.wiring import takers
from modelzoo.project import Place

_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_DETOUR = 2
"""How much farther away a box counts for each pixel that it lies aside of the way."""


class WalkWire:
    """A gesture of the keyboard; a press of the mouse ends it. Tells where it is, and nothing once it is over."""

    def __init__(self, desk: Desk, surface: Surface, tell: Callable[[str], None], source: str) -> None:
        """The source has an output, and there is a box that can take it."""
        self._desk, self._surface, self._tell, self._source = desk, surface, tell, source
        sheet = desk.sheet
        self._fitting = takers(sheet.graph, source)
        self._rubber = QGraphicsPathItem()
        self._rubber.setPen(QPen(QColor(sheet.theme.accent), 2.4, Qt.PenStyle.DashLine))
        self._rubber.setZValue(BOX_LAYER + 1)
        sheet.addItem(self._rubber)
        sheet.offer(Port(source))
        here = sheet.boxes[source].pos()
        self._target = min(self._fitting, key=lambda id: _effort(sheet.boxes[id], here))
        self._port = 0
        self._reach(self._target)

    def walk(self, along: str) -> None:
        """Lead the wire to the nearest box this way: "left", "right", "up" or "down"."""
        places = {id: place for id, place in self._desk.sheet.places.items() if id in self._fitting}
        found = nearest(places, self._target, along)
        if found is not None:
            self._reach(found)

    def choose(self, port: int) -> None:
        """Lead the wire to this port of the box, if it has it."""
        if 0 <= port < len(self._desk.sheet.boxes[self._target].slots):
            self._point(port)

    def finish(self) -> None:
        """Wish the wire."""
        source, target, port = self._source, self._target, self._port
        self.cancel()
        change = acts.connect(source, target, port, self._desk.sheet.places)
        self._desk.wish(f"wire {source} to {target}", change, "")

    def move(self, at: QPointF) -> None:
        """The mouse does not lead it."""

    def release(self, at: QPointF) -> None:
        """A click ends it."""
        self.cancel()

    def cancel(self) -> None:
        """Take the rubber wire away."""
        self._desk.sheet.offer(None)
        self._desk.sheet.removeItem(self._rubber)
        self._tell("")

    def _reach(self, target: str) -> None:
        self._target = target
        slots = self._desk.sheet.boxes[target].slots
        self._point(slots.index(None) if None in slots else 0)

    def _point(self, port: int) -> None:
        self._port = port
        sheet = self._desk.sheet
        self._rubber.setPath(curve(sheet.anchor(Port(self._source)), sheet.anchor(Port(self._target, port))))
        self._surface.reveal(sheet.boxes[self._target].rect())
        self._tell(self._words)

    @property
    def _words(self) -> str:
        slots = self._desk.sheet.boxes[self._target].slots
        taken = slots[self._port]
        which = f"input {self._port + 1} of {len(slots)}, " if len(slots) > 1 else ""
        state = f"in place of {taken}" if taken else "which is free"
        keys = "Arrows: another block.{} Enter: wire. Escape: leave.".format(" Digits: another input." if which else "")
        return f"Wire from {self._source} to {self._target}, {which}{state}. {keys}"


def nearest(places: Mapping[str, Place], id: str, along: str) -> str | None:
    """The box that lies nearest this way, boxes straight ahead before those aside; None where there is none."""
    x, y = places[id]
    right, down = _WAYS[along]

    def effort(place: Place) -> float:
        across, ahead = place[0] - x, place[1] - y
        return right * across + down * ahead + _DETOUR * abs(down * across + right * ahead)

    ahead = [each for each, place in places.items() if right * (place[0] - x) + down * (place[1] - y) > 0]
    return min(ahead, key=lambda each: effort(places[each]), default=None)


def _effort(box: Box, start: QPointF) -> tuple[bool, float]:
    """How far a box is, those without a free port after all others."""
    return None not in box.slots, (box.pos() - start).manhattanLength()
