"""A block on its way from the palette: a ghost under the mouse, and the wire that it could be put on."""

from PySide6.QtCore import QPointF

from app.canvas import acts
from app.canvas.gestures import Desk, snapped
from app.canvas.items import BOX_LAYER, Box
from app.canvas.wires import Wire
from modelzoo.block_info import BlockInfo
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH
from modelzoo.project import Place

_LOOSE, _ON_WIRE = 0.7, 0.4
"""How opaque the ghost is; a wire below it shines through."""


class DropBlock:
    """Follows one drag from the palette over the canvas."""

    def __init__(self, desk: Desk, info: BlockInfo) -> None:
        self._desk, self._info = desk, info
        self._wire: Wire | None = None
        self._ghost = Box(desk.sheet.theme)
        self._ghost.show_node(info.node(info.free_id(node.id for node in desk.sheet.graph)), info)
        self._ghost.setOpacity(_LOOSE)
        self._ghost.setZValue(BOX_LAYER + 1)
        desk.sheet.addItem(self._ghost)

    def move(self, at: QPointF) -> None:
        """Show where the block would come to stand."""
        self._ghost.setPos(*place_around(at))
        wire = self._desk.sheet.wire_at(at) if self._info.ports and self._info.name != "output" else None
        if wire is not self._wire:
            for each, offered in ((self._wire, False), (wire, True)):
                if each is not None:
                    each.show_offered(offered)
            self._wire = wire
            self._ghost.setOpacity(_LOOSE if wire is None else _ON_WIRE)

    def cancel(self) -> None:
        """The drag has left."""
        self._desk.sheet.removeItem(self._ghost)
        if self._wire is not None:
            self._wire.show_offered(False)

    def release(self, at: QPointF) -> None:
        """Wish the block here, or on the wire that is here."""
        self.move(at)
        self.cancel()
        info, shown = self._info, self._desk.sheet.places
        if self._wire is None:
            self._desk.wish(f"add {info.called}", acts.drop(info, place_around(at), shown), "")
        else:
            change = acts.insert(info, place_around(at), self._wire.target, self._wire.port, shown)
            self._desk.wish(f"insert {info.called}", change, "")


def place_around(at: QPointF) -> Place:
    """The place of a box whose middle is here, on the grid."""
    return snapped(at.x() - BOX_WIDTH / 2), snapped(at.y() - BOX_HEIGHT / 2)
