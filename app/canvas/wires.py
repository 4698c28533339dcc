"""Wires, and the shapes that are written on them."""

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform
from PySide6.QtWidgets import QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from app.canvas.distance import FAR, HALFWAY, font, scale_of
from app.canvas.items import PILL_LAYER, WIRE_LAYER, Part
from app.theme import Theme

_HIT_WIDTH = 14.0
_PILL_HEIGHT = 17.0
_PILL_RISE = 23.0
"""From a port to the middle of the shape on its wire: half of the gap to the next row."""
_TEXT_HEIGHT, _TEXT_SEEN = 11, 8.0
"""A shape's text from near in scene units, and the pixels of the window that it is high at least."""
_LARGEST = _TEXT_SEEN / HALFWAY / _TEXT_HEIGHT
_HALVINGS = 12


class Wire(Part):
    """The way from a node's output to an input port of another."""

    def __init__(self, source: str, target: str, port: int, theme: Theme) -> None:
        super().__init__()
        self.source, self.target, self.port = source, target, port
        self._theme = theme
        self._path = QPainterPath()
        self._bounds = QRectF()
        self._hit: QPainterPath | None = None
        self._flat: list[tuple[float, QLineF]] | None = None
        self._hovered = self._marked = self._offered = False
        self.setFlag(self.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self.setZValue(WIRE_LAYER)

    @property
    def path(self) -> QPainterPath:
        """The curve, in scene coordinates."""
        return self._path

    def show_path(self, path: QPainterPath) -> None:
        """Run along this curve."""
        if path != self._path:
            self.prepareGeometryChange()
            self._path = path
            self._bounds = path.boundingRect().adjusted(-_HIT_WIDTH, -_HIT_WIDTH, _HIT_WIDTH, _HIT_WIDTH)
            self._hit = self._flat = None

    def show_marked(self, marked: bool) -> None:
        """Stand out since a box at one of the ends is selected."""
        if marked != self._marked:
            self._marked = marked
            self.redraw()

    def show_offered(self, offered: bool) -> None:
        """Light up since what is dragged can be put here."""
        if offered != self._offered:
            self._offered = offered
            self.redraw()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.redraw()

    def boundingRect(self) -> QRectF:
        """The curve with the room around it that counts as a hit."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """A wide band along the curve."""
        if self._hit is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_HIT_WIDTH)
            self._hit = stroker.createStroke(self._path)
        return self._hit

    @property
    def flat(self) -> list[tuple[float, QLineF]]:
        """The curve as straight lines, as fine as they are seen from afar, each with the length of the whole."""
        if self._flat is None:
            length, points = self._path.length(), _flat_points(self._path)
            self._flat = [(length, QLineF(start, end)) for start, end in pairwise(points)]
        return self._flat

    @property
    def line(self) -> tuple[int, float]:
        """The colour, as a number, and the pixels across that it has from afar."""
        return self._colour.rgb(), 2.0 if self._strong else 1.2

    @property
    def _strong(self) -> bool:
        return self.isSelected() or self._offered

    @property
    def _colour(self) -> QColor:
        return QColor(self._theme.accent if self._strong or self._hovered or self._marked else self._theme.wire)

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show that the mouse is over the wire."""
        self._hovered = True
        self.redraw()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show that it is not."""
        self._hovered = False
        self.redraw()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the curve, stronger where it matters now."""
        colour, lit = self._colour, self._hovered or self._marked
        pen = QPen(colour, 5.0 if self._offered else 3.2 if self._strong else 2.2 if lit else 1.7)
        if scale_of(painter) < HALFWAY:
            pen = QPen(colour, self.line[1])
            pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)


class Pill(Part):
    """The shape of a node's output, written once on the straightest of its wires."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._font = font(_TEXT_HEIGHT)
        self._rect = QRectF()
        self._seat = QPainterPath(), QRectF()
        self.setZValue(PILL_LAYER)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    @property
    def text(self) -> str:
        """What is written."""
        return self._text

    def show_text(self, text: str) -> None:
        """Write this; nothing hides the pill."""
        if text != self._text:
            self.prepareGeometryChange()
            self._text = text
            width = QFontMetricsF(self._font).horizontalAdvance(text) + 14
            self._rect = QRectF(-width / 2, -_PILL_HEIGHT / 2, width, _PILL_HEIGHT)
            self.update()

    def show_on(self, path: QPainterPath) -> None:
        """Stand near the beginning of this curve."""
        if (path, self._rect) != self._seat:
            self._seat = path, self._rect
            at = _near_start(path, self._rect.width() / 2 + 14)
            self.setPos(QPointF(round(at.x()), round(at.y())))

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        """The pill with its edge, as large as it gets from afar."""
        width, height = _LARGEST * self._rect.width() + 2, _LARGEST * self._rect.height() + 2
        return QRectF(-width / 2, -height / 2, width, height)

    def shape(self) -> QPainterPath:
        """Nothing: what lies below takes the mouse."""
        return QPainterPath()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the text on its ground, unless it could not be read."""
        scale = scale_of(painter)
        if not self._text or scale < HALFWAY:
            return
        larger = max(1.0, _TEXT_SEEN / scale / _TEXT_HEIGHT)
        painter.scale(larger, larger)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.dots), 1))
        painter.setBrush(QColor(self._theme.canvas))
        painter.drawRoundedRect(self._rect, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.subtext))
        painter.drawText(self._rect, Qt.AlignmentFlag.AlignCenter, self._text)


def _flat_points(path: QPainterPath) -> list[QPointF]:
    """The corners of a curve that is bent no more finely than can be seen from afar."""
    return [
        point / FAR for points in path.toSubpathPolygons(QTransform.fromScale(FAR, FAR)) for point in points.toList()
    ]


def _near_start(path: QPainterPath, along: float) -> QPointF:
    """Where a shape stands: so far along a flat wire, or halfway to the next row on one that leads up or down."""
    start, end = path.pointAtPercent(0), path.pointAtPercent(1)
    ahead = path.pointAtPercent(path.percentAtLength(4)) - start
    if abs(ahead.x()) > abs(ahead.y()):
        return path.pointAtPercent(path.percentAtLength(min(along, path.length() / 2)))
    rise = min(_PILL_RISE, abs(end.y() - start.y()) / 2)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        low, high = (low, share) if abs(path.pointAtPercent(share).y() - start.y()) >= rise else (share, high)
    return path.pointAtPercent(high)
