"""An overview of the whole network in a corner of the canvas, with a frame around the part that is in view."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app import theme
from app.accessible import Role, give_role
from app.canvas import heat
from app.canvas.items import Box
from app.canvas.notes import edge_colour
from app.canvas.surface import Surface

_LARGEST = QSize(178, 138)
_PAD, _INSIDE = 10, 6
_ROOM = QSize(480, 360)
"""The least canvas that an overview is worth covering a part of."""


class Minimap(QWidget):
    """Hidden while everything is in view. A press or a drag brings that place into the middle of the canvas."""

    def __init__(self, canvas: Surface, go: Callable[[QPointF], None]) -> None:
        super().__init__(canvas)
        self._canvas, self._go = canvas, go
        self._wanted = False
        self._picture: QPixmap | None = None
        self._ground = QRectF()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Minimap"))
        give_role(self, Role.Graphic)
        self.setAccessibleDescription(self.tr("An overview of the network; press to go there"))
        self.setToolTip(self.tr("Press or drag to go there"))
        self.hide()

    def show_wanted(self, wanted: bool) -> None:
        """Whether it is shown whenever there is something out of sight."""
        self._wanted = wanted
        self.follow()

    def renew(self) -> None:
        """What is drawn on the canvas has changed."""
        self._picture = None
        self._ground = self._canvas.sheet.bounds()
        self.follow()

    def follow(self) -> None:
        """Another part of the canvas is in view, or it has another size."""
        shown = self._wanted and self._is_worth_it()
        if shown:
            self._settle()
            self.update()
        self.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture of the network, and the frame."""
        colours = theme.of(self.palette())
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self._to_map(self._seen).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        light = QColor(colours.accent)
        light.setAlphaF(0.14)
        painter.fillRect(frame, light)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor(colours.wire), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self._to_scene(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(self._to_scene(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""

    @property
    def _seen(self) -> QRectF:
        return self._canvas.mapToScene(self._canvas.viewport().rect()).boundingRect()

    @property
    def _scale(self) -> float:
        inner = QRectF(self.rect()).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
        return min(inner.width() / max(1.0, self._ground.width()), inner.height() / max(1.0, self._ground.height()))

    def _is_worth_it(self) -> bool:
        room = self._canvas.viewport().size()
        large = room.width() >= _ROOM.width() and room.height() >= _ROOM.height()
        return large and not self._ground.isEmpty() and not self._seen.contains(self._ground)

    def _settle(self) -> None:
        """Stand in the lower right corner, in the shape of the network."""
        inner = self._ground.size().scaled(_LARGEST.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
        size = inner.expandedTo(QSize(48, 48)).grownBy(QMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE))
        room = self._canvas.viewport().rect()
        place = QRect(QPoint(room.width() - size.width() - _PAD, room.height() - size.height() - _PAD), size)
        if place != self.geometry():
            if place.size() != self.size():
                self._picture = None
            self.setGeometry(place)

    def _drawn(self) -> QPixmap:
        """Every box as a patch in the colour that it has from afar, behind them the notes."""
        sheet, colours, ratio = self._canvas.sheet, theme.of(self.palette()), self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(colours.base))
        patches: dict[str, list[QRectF]] = {edge_colour(colours).name(): sheet.notes.areas}
        for box in sheet.boxes.values():
            patches.setdefault(self._colour(box), []).append(box.rect())
        painter = QPainter(picture)
        painter.translate(QRectF(self.rect()).center())
        painter.scale(self._scale, self._scale)
        painter.translate(-self._ground.center())
        for colour, rects in patches.items():
            painter.setBrush(QColor(colour))
            painter.setPen(QPen(QColor(colour), 0))
            painter.drawRects(rects)
        painter.end()
        return picture

    def _colour(self, box: Box) -> str:
        colours, shown = theme.of(self.palette()), self._canvas.sheet.heat
        if shown is None:
            return colours.hue(box.info.group)
        share = shown.of(box.node.id).share
        return colours.border if share is None else heat.colour(share).name()

    def _to_map(self, rect: QRectF) -> QRectF:
        scale, middle, ground = self._scale, QRectF(self.rect()).center(), self._ground.center()
        corner = middle + (rect.topLeft() - ground) * scale
        return QRectF(corner, rect.size() * scale)

    def _to_scene(self, at: QPointF) -> QPointF:
        return self._ground.center() + (at - QRectF(self.rect()).center()) / self._scale
