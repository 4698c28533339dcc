"""A node's picture: its glyph, name, key parameters and ports, drawn with less the farther away it is."""

from collections.abc import Iterator
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from app.canvas.labels import details
from app.canvas.layout import BOX_HEIGHT, BOX_WIDTH
from app.canvas.ports import Anchor, Anchors, Port, anchors
from app.icons import paint_glyph
from app.theme import Theme
from modelzoo.catalog import BlockInfo
from modelzoo.graph import Node
from modelzoo.results import Problem

BODY = QRectF(0, 0, BOX_WIDTH, BOX_HEIGHT)
BOX_LAYER, PILL_LAYER, WIRE_LAYER = 2.0, 1.0, 0.0
FAR, HALFWAY = 0.22, 0.55
"""Below these scales a box is a plain patch of colour, or only its name in large letters."""

_NAME_SEEN, _DETAILS_SEEN = 11.5, 9.0
"""Pixels of the window that a box's texts are high at least, as long as they fit into the box."""
_NAME, _DETAILS, _LARGEST = 13, 11, 36
"""The same in scene units from near, and a name's from far."""
_TILE = 40.0
_RADIUS = 7.0
_PORT, _PORT_LIT = 4.5, 7.0
_TEXT = QRectF(_TILE + 10, 0, BOX_WIDTH - _TILE - 18, BOX_HEIGHT)
_MIDDLE = Qt.TextElideMode.ElideMiddle
"""Names are told apart by their ends."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Offer(Enum):
    """What a box shows while a wire is drawn: nothing special, ports that fit, or that it is out of question."""

    NONE = auto()
    INPUTS = auto()
    OUTPUT = auto()
    REFUSED = auto()


def scale_of(painter: QPainter) -> float:
    """By how much things appear smaller (below 1) or larger than they are."""
    return QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())


def font(pixels: int, bold: bool = False) -> QFont:
    """The application's font at a size in scene units."""
    made = QFont()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


class Box(QGraphicsItem):
    """One node."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.node = Node("", "")
        self.info = BlockInfo("", "", "", "", "", (), False, ())
        self.anchors = anchors(QPointF(), (), (), spare=False, ends=False)
        self._theme = theme
        self._problem: Problem | None = None
        self._offer = Offer.NONE
        self._hovered = False
        self._details = ""
        self.setFlag(self.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self.setZValue(BOX_LAYER)

    def show_node(self, node: Node, info: BlockInfo) -> None:
        """Be the picture of this node; its ports are where they are on a box that is wired to nothing."""
        if (node, info) != (self.node, self.info):
            self.node, self.info, self._details = node, info, details(node, info)
            unwired = (None,) * len(node.inputs)
            self.anchors = anchors(QPointF(), unwired, (), spare=self.has_spare, ends=self.ends)
            self._explain()

    def show_anchors(self, found: Anchors) -> None:
        """Put the ports there, in the order of `slots`."""
        if found != self.anchors:
            self.anchors = found
            self.update()

    def show_problem(self, problem: Problem | None) -> None:
        """Mark what is wrong with the node, or that nothing is."""
        if problem != self._problem:
            self._problem = problem
            self._explain()

    def show_offer(self, offer: Offer) -> None:
        """Light up the ports that a wire could have, or step back."""
        if offer is not self._offer:
            self._offer = offer
            self.setOpacity(0.4 if offer is Offer.REFUSED else 1.0)
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    @property
    def ends(self) -> bool:
        """Whether nothing can be wired from here."""
        return self.node.block == "output"

    @property
    def has_spare(self) -> bool:
        """Whether one more wire could be taken than there are."""
        return self.info.variadic and None not in self.node.inputs

    @property
    def slots(self) -> tuple[str | None, ...]:
        """What feeds each input port; a block that takes any number has a spare one at the end."""
        return (*self.node.inputs, None) if self.has_spare else self.node.inputs

    @property
    def description(self) -> str:
        """The box in words, for a screen reader and the tool tip."""
        told = f"{self.node.id}: {self.info.title} {self._details}".strip()
        return f"{told}\n{self._problem.reason}" if self._problem else told

    def ports(self) -> Iterator[tuple[Port, Anchor]]:
        """All ports with their anchors, in scene coordinates."""
        for at, anchor in enumerate(self.anchors.inputs):
            yield Port(self.node.id, at), self.in_scene(anchor)
        for anchor in self.anchors.outputs:
            yield Port(self.node.id), self.in_scene(anchor)

    def in_scene(self, anchor: Anchor) -> Anchor:
        """An anchor of this box, in scene coordinates."""
        return Anchor(anchor.point + self.pos(), anchor.side)

    def rect(self) -> QRectF:
        """The body of the box in scene coordinates."""
        return BODY.translated(self.pos())

    def boundingRect(self) -> QRectF:
        """The body with ports, badge and shadow."""
        return BODY.adjusted(-12, -12, 12, 12)

    def shape(self) -> QPainterPath:
        """The body alone."""
        path = QPainterPath()
        path.addRect(BODY)
        return path

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show that the mouse is over the box."""
        self._hovered = True
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show that it is not."""
        self._hovered = False
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw as much as can be seen at this scale."""
        scale = scale_of(painter)
        if scale < FAR:
            self._paint_patch(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_body(painter)
        if scale < HALFWAY:
            self._paint_name(painter, scale)
        else:
            self._paint_texts(painter, scale)
            self._paint_ports(painter)
        if self._problem:
            self._paint_badge(painter)

    def _explain(self) -> None:
        self.setToolTip(self.description)
        self.update()

    @property
    def _hue(self) -> QColor:
        return QColor(self._theme.hue(self.info.group))

    def _edge(self) -> QPen:
        if self._problem:
            pen = QPen(QColor(self._theme.warning if self._problem.unfinished else self._theme.error), 1.6)
        else:
            pen = QPen(QColor(self._theme.subtext if self._hovered else self._theme.border), 1.2)
        return QPen(QColor(self._theme.accent), 2.4) if self.isSelected() else pen

    def _paint_patch(self, painter: QPainter) -> None:
        marked = self.isSelected() or self._problem is not None
        painter.fillRect(BODY, self._edge().color() if marked else self._hue)

    def _paint_body(self, painter: QPainter) -> None:
        body = QPainterPath()
        body.addRoundedRect(BODY, _RADIUS, _RADIUS)
        painter.fillPath(body.translated(0, 2), QColor(0, 0, 0, 70 if self._theme.dark else 18))
        painter.fillPath(body, QColor(self._theme.box))
        tint = self._hue
        tint.setAlphaF(0.18 if self._theme.dark else 0.13)
        tile = QPainterPath()
        tile.addRect(0, 0, _TILE, BOX_HEIGHT)
        painter.fillPath(body.intersected(tile), tint)
        glyph = QRectF(0, 0, 24, 24)
        glyph.moveCenter(QPointF(_TILE / 2, BOX_HEIGHT / 2))
        paint_glyph(painter, glyph, self.node.block, self._hue)
        painter.setPen(self._edge())
        painter.drawPath(body)

    def _paint_name(self, painter: QPainter, scale: float) -> None:
        width = _TEXT.width() + 6
        large = _fitting(self.node.id, min(_LARGEST, round(_NAME_SEEN / scale)), width)
        painter.setFont(large)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(_TEXT, _LEFT | Qt.TextFlag.TextDontClip, _elided(self.node.id, large, width, _MIDDLE))

    def _paint_texts(self, painter: QPainter, scale: float) -> None:
        name = font(max(_NAME, round(_NAME_SEEN / scale)), bold=True)
        small = font(max(_DETAILS, round(_DETAILS_SEEN / scale)))
        painter.setFont(name)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(_TEXT.adjusted(0, 6, 0, -24), _LEFT, _elided(self.node.id, name, _TEXT.width(), _MIDDLE))
        painter.setFont(small)
        painter.setPen(QColor(self._theme.subtext))
        painter.drawText(_TEXT.adjusted(0, 27, 0, -6), _LEFT, _fitted(self.node, self.info.title, self._details, small))

    def _paint_ports(self, painter: QPainter) -> None:
        wire, accent = QColor(self._theme.wire), QColor(self._theme.accent)
        for anchor, source in zip(self.anchors.inputs, self.slots, strict=True):
            lit = self._offer is Offer.INPUTS
            painter.setPen(QPen(accent if lit else wire, 1.8))
            painter.setBrush(QColor(self._theme.canvas) if source is None else painter.pen().color())
            if source is None or lit:
                painter.drawEllipse(anchor.point, *(_PORT_LIT if lit else _PORT,) * 2)
            else:
                painter.drawPolygon(_arrow(anchor))
        for anchor in self.anchors.outputs:
            lit = self._offer is Offer.OUTPUT
            painter.setPen(QPen(accent if lit else wire, 1.8))
            painter.setBrush(painter.pen().color())
            painter.drawEllipse(anchor.point, *(_PORT_LIT if lit else _PORT - 1,) * 2)

    def _paint_badge(self, painter: QPainter) -> None:
        badge = QRectF(0, 0, 18, 18)
        badge.moveCenter(BODY.topLeft() + QPointF(3, 3))
        painter.setPen(QPen(QColor(self._theme.canvas), 1.5))
        painter.setBrush(
            QColor(self._theme.warning if self._problem and self._problem.unfinished else self._theme.error)
        )
        painter.drawEllipse(badge)
        painter.setFont(font(12, bold=True))
        painter.setPen(QColor(self._theme.base))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!")


def _arrow(anchor: Anchor) -> QPolygonF:
    """A wire's head, its tip on the box."""
    out = anchor.side.outward
    across = QPointF(out.y(), out.x())
    return QPolygonF([anchor.point, anchor.point + out * 7 + across * 4, anchor.point + out * 7 - across * 4])


def _advance(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _elided(text: str, font: QFont, width: float, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    return QFontMetricsF(font).elidedText(text, where, width)


def _fitting(text: str, pixels: int, width: float) -> QFont:
    """The font at this size, or as much smaller as the text needs, down to two thirds."""
    wanted = font(pixels, bold=True)
    share = max(2 / 3, min(1.0, width / _advance(text, wanted)))
    return font(int(pixels * share), bold=True)


def _fitted(node: Node, title: str, details: str, font: QFont) -> str:
    """The title gives way to the details: it goes where the name says it or little would remain, else it is cut."""
    width = _TEXT.width()
    if details and _advance(f"{title} {details}", font) > width:
        short = _elided(title, font, max(width - _advance(f" {details}", font), width / 3))
        title = "" if node.id.startswith(node.block) or len(short) <= len(title) / 2 else short
    return _elided(f"{title} {details}".strip(), font, width)
