"""The network as it is seen from afar: patches for boxes and lines for wires, drawn at once instead of one by one.

A large network seen whole has thousands of items, each of which costs more to be asked than to be drawn.
"""

from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.acts import Socket
from app.canvas.distance import FAR, HALFWAY, scale_of
from app.canvas.items import WIRE_LAYER, Box, Part
from app.canvas.wires import Pill, Wire

_SHORT = 3.0
"""Pixels of the window below which a wire would only fill the gap between two patches."""


class Overview(QGraphicsItem):
    """One item in place of all boxes and wires, which keep feeling the mouse; told to `renew` when one of them changes.

    From halfway the shapes on the wires are left out too.
    """

    def __init__(self, boxes: Mapping[str, Box], wires: Mapping[Socket, Wire], pills: Mapping[str, Pill]) -> None:
        super().__init__()
        self._boxes, self._wires, self._pills = boxes, wires, pills
        self._bounds = QRectF()
        self._stale = True
        self._patches: dict[int, list[QRectF]] = {}
        self._lines: dict[tuple[int, float], list[tuple[float, QLineF]]] = {}
        self._special: list[Box] = []
        self._scale = 1.0
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(WIRE_LAYER)
        self.hide()

    def see_from(self, scale: float) -> None:
        """Take the place of what is too small to be drawn by itself at this scale."""
        before, self._scale = self._scale, scale
        if (scale < FAR) is not (before < FAR):
            self.setVisible(scale < FAR)
            for part in (*self._boxes.values(), *self._wires.values()):
                self.stand_for(part)
        if (scale < HALFWAY) is not (before < HALFWAY):
            for pill in self._pills.values():
                self.stand_for(pill)

    def stand_for(self, part: Part) -> None:
        """Let a part draw itself or not, as the others of its kind do."""
        least = HALFWAY if isinstance(part, Pill) else FAR
        part.setFlag(self.GraphicsItemFlag.ItemHasNoContents, self._scale < least)

    def renew(self, bounds: QRectF | None = None) -> None:
        """Something looks or lies otherwise; `bounds` are those of the network, where they have changed."""
        self._stale = True
        if bounds is not None and bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole network."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """Nothing: boxes and wires take the mouse."""
        return QPainterPath()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the lines, on them the patches of one colour after the other, and last the boxes that are more."""
        if self._stale:
            self._gather()
        scale = scale_of(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (colour, width), lines in self._lines.items():
            pen = QPen(QColor(colour), width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawLines([line for length, line in lines if length * scale >= _SHORT])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, patches in self._patches.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(patches)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._special:
            painter.save()
            painter.translate(box.pos())
            painter.setOpacity(box.opacity())
            box.paint(painter, option)
            painter.restore()

    def _gather(self) -> None:
        """Sort all that is to be drawn by its colour."""
        patches: dict[int, list[QRectF]] = defaultdict(list)
        lines: dict[tuple[int, float], list[tuple[float, QLineF]]] = defaultdict(list)
        self._special = []
        for box in self._boxes.values():
            colour = box.patch
            if colour is None:
                self._special.append(box)
            else:
                patches[colour.rgb()].append(box.rect())
        for wire in self._wires.values():
            if wire.isVisible():
                lines[wire.line].extend(wire.flat)
        self._patches, self._lines, self._stale = patches, lines, False
