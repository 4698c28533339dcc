"""How a box is drawn: its glyph, name, key parameters and ports, with less the farther away it is."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.canvas import heat
from app.canvas.box_texts import TEXT, TILE, fitted, large_name, short_name
from app.canvas.distance import FAR, HALFWAY, font, scale_of
from app.canvas.heat import Warmth
from app.canvas.ports import Anchor, Anchors
from app.icons import paint_glyph
from app.theme import Theme
from modelzoo.block_info import BlockInfo
from modelzoo.graph import Node
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH
from modelzoo.results import Problem

BODY = QRectF(0, 0, BOX_WIDTH, BOX_HEIGHT)

_NAME_SEEN, _DETAILS_SEEN = 11.5, 9.0
"""Pixels of the window that a box's texts are high at least, as long as they fit into the box."""
_NAME, _DETAILS, _LARGEST = 13, 11, 36
"""The same in scene units from near, and a name's from far."""
_RADIUS = 7.0
_PORT, _PORT_LIT = 4.5, 7.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_UNCLIPPED = _LEFT | Qt.TextFlag.TextDontClip
_GLYPH = QRectF((TILE - 24) / 2, (BOX_HEIGHT - 24) / 2, 24, 24)
_FRAME = 3.0
"""Pixels of the frame of a patch that is selected or has a problem."""


def _rounded() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(BODY, _RADIUS, _RADIUS)
    return path


def _left_tile() -> QPainterPath:
    path = QPainterPath()
    path.addRect(0, 0, TILE, BOX_HEIGHT)
    return _ROUNDED.intersected(path)


_ROUNDED = _rounded()
_SHADOW, _LEFT_TILE = _ROUNDED.translated(0, 2), _left_tile()


class Offer(Enum):
    """What a box shows while a wire is drawn: nothing special, ports that fit, or that it is out of question."""

    NONE = auto()
    INPUTS = auto()
    OUTPUT = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class Face:
    """All that a box's picture depends on. slots: what feeds each input. warmth: None to be coloured by its kind."""

    node: Node
    info: BlockInfo
    details: str
    slots: tuple[str | None, ...]
    anchors: Anchors
    theme: Theme
    offer: Offer
    problem: Problem | None
    warmth: Warmth | None
    hovered: bool
    selected: bool

    @property
    def hue(self) -> QColor:
        """The colour of its kind of block."""
        return QColor(self.theme.hue(self.info.group))

    @property
    def heat(self) -> QColor | None:
        """The colour of its value; None where it has none, or is not to be coloured by it."""
        share = self.warmth.share if self.warmth else None
        return None if share is None else heat.colour(share)

    @property
    def unknown(self) -> bool:
        """Whether it should be coloured by its value and has none."""
        return self.warmth is not None and self.warmth.share is None

    def ink(self, otherwise: str) -> QColor:
        """What to write in on the body: this colour, unless the body is coloured by a value."""
        return heat.ink(self.heat) if self.heat else QColor(otherwise)

    @property
    def edge(self) -> QPen:
        """The line around the body."""
        if self.problem:
            pen = QPen(QColor(self.theme.warning if self.problem.unfinished else self.theme.error), 1.6)
        else:
            pen = QPen(QColor(self.theme.subtext if self.hovered else self.theme.border), 1.2)
        return QPen(QColor(self.theme.accent), 2.4) if self.selected else pen


def paint_box(painter: QPainter, face: Face) -> None:
    """Draw as much as can be seen at this scale."""
    scale = scale_of(painter)
    if scale < FAR:
        _paint_patch(painter, face, scale)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_body(painter, face, scale)
    if scale < HALFWAY:
        _paint_name(painter, face, scale)
    else:
        _paint_texts(painter, face, scale)
        _paint_ports(painter, face)
    if face.problem:
        _paint_badge(painter, face)


def patch_colour(face: Face) -> QColor | None:
    """What a box is from afar, if that is a patch of one colour."""
    marked = face.selected or face.problem is not None
    if face.warmth is None:
        return face.edge.color() if marked else face.hue
    return None if marked else face.heat


def hatched(colour: str, scale: float) -> QBrush:
    """Thin slanted lines, as wide apart on the screen at any scale."""
    brush = QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern)
    brush.setTransform(QTransform.fromScale(1 / scale, 1 / scale))
    return brush


def _paint_patch(painter: QPainter, face: Face, scale: float) -> None:
    colour = patch_colour(face)
    if colour is not None:
        painter.fillRect(BODY, colour)
        return
    painter.fillRect(BODY, face.heat or QColor(face.theme.box))
    if face.unknown:
        painter.fillRect(BODY, hatched(face.theme.wire, scale))
        painter.setPen(QPen(QColor(face.theme.wire), 1 / scale))
        painter.drawRect(BODY)
    if face.selected or face.problem:
        width = _FRAME / scale
        painter.setPen(QPen(face.edge.color(), width))
        painter.drawRect(BODY.adjusted(-width / 2, -width / 2, width / 2, width / 2))


def _paint_body(painter: QPainter, face: Face, scale: float) -> None:
    body = QPainterPath()
    body.addRoundedRect(BODY, _RADIUS, _RADIUS)
    if face.info.is_made_of_graph:
        _paint_card_behind(painter, body, face)
    painter.fillPath(body.translated(0, 2), QColor(0, 0, 0, 70 if face.theme.dark else 18))
    painter.fillPath(body, face.heat or QColor(face.theme.box))
    tile = QPainterPath()
    tile.addRect(0, 0, TILE, BOX_HEIGHT)
    if face.warmth is None:
        tint = face.hue
        tint.setAlphaF(0.18 if face.theme.dark else 0.13)
        painter.fillPath(body.intersected(tile), tint)
    elif face.unknown:
        painter.fillPath(body.intersected(tile), hatched(face.theme.mid, scale))
    glyph = QRectF(0, 0, 24, 24)
    glyph.moveCenter(QPointF(TILE / 2, BOX_HEIGHT / 2))
    paint_glyph(painter, glyph, face.node.block, face.ink(face.hue.name()))
    painter.setPen(face.edge)
    painter.drawPath(body)


def _paint_card_behind(painter: QPainter, body: QPainterPath, face: Face) -> None:
    """A named block is a pile: there is more inside."""
    behind = body.translated(5, -5)
    painter.fillPath(behind, QColor(face.theme.box))
    painter.setPen(QPen(face.hue, 1.2))
    painter.drawPath(behind)


def _paint_name(painter: QPainter, face: Face, scale: float) -> None:
    large, name = large_name(face.node.id, min(_LARGEST, round(_NAME_SEEN / scale)))
    painter.setFont(large)
    painter.setPen(face.ink(face.theme.text))
    painter.drawText(TEXT, _UNCLIPPED, name)


def _paint_texts(painter: QPainter, face: Face, scale: float) -> None:
    name, small = max(_NAME, round(_NAME_SEEN / scale)), max(_DETAILS, round(_DETAILS_SEEN / scale))
    painter.setFont(font(name, bold=True))
    painter.setPen(face.ink(face.theme.text))
    painter.drawText(TEXT.adjusted(0, 6, 0, -24), _LEFT, short_name(face.node.id, name))
    painter.setFont(font(small))
    painter.setPen(face.ink(face.theme.subtext))
    named = face.node.id.startswith(face.node.block)
    below = face.warmth.text if face.warmth else fitted(face.info.title, face.details, named, small)
    painter.drawText(TEXT.adjusted(0, 27, 0, -6), _LEFT, below)


def _paint_ports(painter: QPainter, face: Face) -> None:
    wire, accent = QColor(face.theme.wire), QColor(face.theme.accent)
    for anchor, source in zip(face.anchors.inputs, face.slots, strict=True):
        lit = face.offer is Offer.INPUTS
        painter.setPen(QPen(accent if lit else wire, 1.8))
        painter.setBrush(QColor(face.theme.canvas) if source is None else painter.pen().color())
        if source is None or lit:
            painter.drawEllipse(anchor.point, *(_PORT_LIT if lit else _PORT,) * 2)
        else:
            painter.drawPolygon(_arrow(anchor))
    for anchor in face.anchors.outputs:
        lit = face.offer is Offer.OUTPUT
        painter.setPen(QPen(accent if lit else wire, 1.8))
        painter.setBrush(painter.pen().color())
        painter.drawEllipse(anchor.point, *(_PORT_LIT if lit else _PORT - 1,) * 2)


def _paint_badge(painter: QPainter, face: Face) -> None:
    badge = QRectF(0, 0, 18, 18)
    badge.moveCenter(BODY.topLeft() + QPointF(3, 3))
    unfinished = face.problem is not None and face.problem.unfinished
    painter.setPen(QPen(QColor(face.theme.canvas), 1.5))
    painter.setBrush(QColor(face.theme.warning if unfinished else face.theme.error))
    painter.drawEllipse(badge)
    painter.setFont(font(12, bold=True))
    painter.setPen(QColor(face.theme.base))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!")


def _arrow(anchor: Anchor) -> QPolygonF:
    """A wire's head, its tip on the box."""
    out = anchor.side.outward
    across = QPointF(out.y(), out.x())
    return QPolygonF([anchor.point, anchor.point + out * 7 + across * 4, anchor.point + out * 7 - across * 4])
