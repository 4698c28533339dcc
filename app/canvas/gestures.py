"""What a hand can do on the canvas, each as an object: it begins where the mouse was pressed, follows it, and ends."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from app.canvas import acts
from app.canvas.items import BOX_LAYER, Box
from app.canvas.layout import GRID
from app.canvas.sheet import Sheet
from app.canvas.surface import Surface
from app.canvas.wires import Wire
from modelzoo.project import Change

STILL = 4.0
"""A press that moves by less, in scene units, is a click."""


@dataclass(frozen=True)
class Desk:
    """Where gestures work, and whom they tell: `wish` an edit with its text and merge key, `refuse` with a reason."""

    sheet: Sheet
    wish: Callable[[str, Change, str], None]
    refuse: Callable[[str], None]


class Gesture(Protocol):
    """One stroke of the mouse, in scene coordinates."""

    def move(self, at: QPointF) -> None:
        """The mouse is here now."""

    def release(self, at: QPointF) -> None:
        """The button was let go here."""

    def cancel(self) -> None:
        """Put everything back."""


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
        if start is None or (not self._offset and (at - self._from).manhattanLength() < STILL):
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
