"""A node's picture on the canvas: where it is, what it shows, and how it feels the mouse."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from app.canvas.box_painting import BODY, Face, Offer, paint_box, patch_colour
from app.canvas.heat import Warmth
from app.canvas.marks import Mark, paint_mark
from app.canvas.ports import Anchor, Anchors, Port, anchors
from app.theme import Theme
from modelzoo.block_info import BlockInfo
from modelzoo.graph import Node
from modelzoo.labels import crossed, details
from modelzoo.results import Fix, Problem

BOX_LAYER, PILL_LAYER, WIRE_LAYER = 2.0, 1.0, 0.0


class Part(QGraphicsItem):
    """Something that is drawn by itself from near, and from afar by whoever is `told` that it looks otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Callable[[], object] = lambda: None

    def redraw(self) -> None:
        """Look otherwise."""
        self.update()
        self.told()


class Box(Part):
    """One node."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.node = Node("", "")
        self.info = BlockInfo("", "", "", "", "", (), False, ())
        self.anchors = anchors(QPointF(), (), (), spare=False, ends=False)
        self._theme = theme
        self._problem: Problem | None = None
        self.fixes: tuple[Fix, ...] = ()
        self._warmth: Warmth | None = None
        self._mark: Mark | None = None
        self.offer = Offer.NONE
        self._hovered = False
        self._details = ""
        self.setFlag(self.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self.setZValue(BOX_LAYER)

    def show_node(self, node: Node, info: BlockInfo) -> None:
        """Be the picture of this node; new ports are where they are on a box that is wired to nothing."""
        if (node, info) != (self.node, self.info):
            rewired = (node.inputs, node.block) != (self.node.inputs, self.node.block)
            self.node, self.info, self._details = node, info, details(node, info)
            if rewired:
                unwired = (None,) * len(node.inputs)
                self.anchors = anchors(QPointF(), unwired, (), spare=self.has_spare, ends=self.ends)
            self._explain()

    def show_anchors(self, found: Anchors) -> bool:
        """Put the ports there, in the order of `slots`; tells whether they were elsewhere."""
        if found == self.anchors:
            return False
        self.anchors = found
        self.redraw()
        return True

    def show_problem(self, problem: Problem | None) -> None:
        """Mark what is wrong with the node, or that nothing is."""
        if problem != self._problem:
            self._problem = problem
            self._explain()

    def show_fixes(self, fixes: tuple[Fix, ...]) -> None:
        """Tell what would take the problem away."""
        if fixes != self.fixes:
            self.fixes = fixes
            self._explain()

    def show_warmth(self, warmth: Warmth | None) -> None:
        """Be coloured by this value, or by the kind of block."""
        if warmth != self._warmth:
            self._warmth = warmth
            self._explain()

    def show_mark(self, mark: Mark | None) -> None:
        """Show what becomes of the node, or that nothing does."""
        if mark != self._mark:
            self._mark = mark
            self._explain()

    def show_offer(self, offer: Offer) -> None:
        """Light up the ports that a wire could have, or step back."""
        if offer is not self.offer:
            self.offer = offer
            self.setOpacity(0.4 if offer is Offer.REFUSED else 1.0)
            self.redraw()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.redraw()

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
        """The box in words, for the tool tip."""
        told = f"{self.node.id}: {self.info.title} {self._details}".strip()
        return "\n".join((told, *self._remarks))

    @property
    def explanation(self) -> str:
        """What there is to say beside its name and its kind."""
        return "\n".join(filter(None, (self._details, *self._remarks)))

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

    @property
    def patch(self) -> QColor | None:
        """The one colour that is all that can be seen of it from afar; None where it is more than that."""
        return None if self._mark or self.opacity() < 1 else patch_colour(self._face)

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
        self.redraw()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show that it is not."""
        self._hovered = False
        self.redraw()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw as much as can be seen at this scale."""
        paint_box(painter, self._face)
        if self._mark:
            paint_mark(painter, self._mark, self._theme)

    @property
    def _remarks(self) -> tuple[str, ...]:
        warmth = self._warmth.text if self._warmth else ""
        mark = self._mark.description if self._mark else ""
        fix = crossed(f"{self.fixes[0].offer}?") if self._problem and self.fixes else ""
        return tuple(filter(None, (warmth, mark, crossed(self._problem.reason) if self._problem else "", fix)))

    @property
    def _face(self) -> Face:
        return Face(
            self.node,
            self.info,
            self._mark.text if self._mark and self._mark.text else self._details,
            self.slots,
            self.anchors,
            self._theme,
            self.offer,
            self._problem,
            self._warmth,
            self._hovered,
            self.isSelected(),
        )

    def _explain(self) -> None:
        self.setToolTip(self.description)
        self.redraw()
