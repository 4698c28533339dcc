"""The scene: boxes, wires and shapes. What is still true is kept, so that a drag or a selection survives an edit."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.acts import Socket
from app.canvas.box_painting import Offer
from app.canvas.heat import Heat
from app.canvas.items import Box
from app.canvas.laying import lay, seat_pills
from app.canvas.notes import NoteItem, Notes
from app.canvas.overview import Overview
from app.canvas.ports import Anchor, Port
from app.canvas.wires import Pill, Wire
from app.canvas.wiring import givers, takers
from app.theme import Theme
from modelzoo.catalog import info_of
from modelzoo.graph import Graph, Node, Shape
from modelzoo.labels import shape_label
from modelzoo.layout.arranging import BOX_WIDTH, COLUMN_GAP, ROW
from modelzoo.project import Note, Place
from modelzoo.results import Problem

_REACH = 13.0
_MARGIN = 4000.0

Key = TypeVar("Key")
Item = TypeVar("Item", Box, Wire, Pill)


class Sheet(QGraphicsScene):
    """Shows a graph; changes nothing of it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.graph = Graph()
        self.boxes: dict[str, Box] = {}
        self.wires: dict[Socket, Wire] = {}
        self.pills: dict[str, Pill] = {}
        self.notes = Notes(self)
        self.overview = Overview(self.boxes, self.wires, self.pills)
        self.addItem(self.overview)
        self.selectionChanged.connect(self._renew_overview)
        self.heat: Heat | None = None
        self._laid = self._outline()

    def show_graph(self, graph: Graph, places: Mapping[str, Place]) -> None:
        """Reconcile boxes and wires with this graph; boxes without a place go near their inputs."""
        self.graph = graph
        nodes = {node.id: node for node in graph}
        self._keep_renamed(nodes)
        self._drop(self.boxes, self.boxes.keys() - nodes.keys())
        for node in graph:
            new = node.id not in self.boxes
            box = self._add(self.boxes, node.id, Box(self.theme)) if new else self.boxes[node.id]
            box.show_node(node, info_of(node))
            box.show_warmth(self.heat.of(node.id) if self.heat else None)
            if node.id in places:
                box.setPos(*places[node.id])
            elif new:
                box.setPos(*self._place_near_inputs(node, places))
        self._reconcile_wires()
        self._reconcile_pills()
        if self._outline() != self._laid:
            self._laid = self._outline()
            self.lay()
            self._leave_room()

    def show_notes(self, notes: Mapping[str, Note]) -> None:
        """Show exactly these notes."""
        if notes != self.notes.shown:
            self.notes.show(notes)
            self._leave_room()

    def show_shapes(self, shapes: Mapping[str, Shape]) -> None:
        """Write on the wires what runs through them."""
        for id, pill in self.pills.items():
            pill.show_text(shape_label(shapes[id]) if id in shapes else "")
        seat_pills(self, self.pills)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark the boxes that cannot work."""
        found = {problem.node: problem for problem in problems}
        for id, box in self.boxes.items():
            box.show_problem(found.get(id))

    def show_heat(self, heat: Heat | None) -> None:
        """Colour the boxes by this, or by the kind of block."""
        self.heat = heat
        for id, box in self.boxes.items():
            box.show_warmth(heat.of(id) if heat else None)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.theme = theme
        items: Iterable[Box | Wire | Pill | NoteItem] = (
            *self.boxes.values(),
            *self.wires.values(),
            *self.pills.values(),
            *self.notes.values(),
        )
        for item in items:
            item.show_theme(theme)
        self.update()

    @property
    def places(self) -> dict[str, Place]:
        """Where the boxes stand now."""
        return {id: (box.x(), box.y()) for id, box in self.boxes.items()}

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The selected nodes, in the graph's order."""
        return tuple(id for node in self.graph if (id := node.id) in self.boxes and self.boxes[id].isSelected())

    @property
    def selected_wires(self) -> tuple[Socket, ...]:
        """The selected wires, as the ports they lead to."""
        return tuple(socket for socket, wire in self.wires.items() if wire.isSelected())

    def select(self, ids: Collection[str], wires: Collection[Socket] = (), notes: Collection[str] = ()) -> None:
        """Select exactly these boxes, wires and notes; tells it once."""
        kept = self.blockSignals(True)
        for id, box in self.boxes.items():
            box.setSelected(id in ids)
        for socket, wire in self.wires.items():
            wire.setSelected(socket in wires)
        self.notes.select(notes)
        self.blockSignals(kept)
        self.mark_wires()
        self.selectionChanged.emit()

    def mark_wires(self) -> None:
        """Make the wires of selected boxes stand out."""
        for wire in self.wires.values():
            wire.show_marked(self.boxes[wire.source].isSelected() or self.boxes[wire.target].isSelected())

    def lay(self, moved: Collection[str] | None = None) -> None:
        """Lay the wires; `moved` limits the work to the wires of these boxes."""
        lay(self, moved)
        self.overview.renew(self.bounds())

    def offer(self, fixed: Port | None) -> None:
        """Light up the ports that a wire from this one could have; None ends that."""
        fitting: Collection[str] = ()
        kind = Offer.NONE
        if fixed is not None:
            feeding = fixed.input is None
            fitting = takers(self.graph, fixed.node) if feeding else givers(self.graph, fixed.node)
            kind = Offer.INPUTS if feeding else Offer.OUTPUT
        for id, box in self.boxes.items():
            others = Offer.NONE if fixed is None or id == fixed.node else Offer.REFUSED
            box.show_offer(kind if id in fitting else others)

    def port_at(self, at: QPointF) -> Port | None:
        """The port whose middle is nearest, within reach."""
        around = QRectF(at.x() - 2 * _REACH, at.y() - 2 * _REACH, 4 * _REACH, 4 * _REACH)
        boxes = [item for item in self.items(around) if isinstance(item, Box)]
        near = [((anchor.point - at).manhattanLength(), port) for box in boxes for port, anchor in box.ports()]
        way, port = min(near, key=lambda found: found[0], default=(_REACH + 1, None))
        return port if way <= _REACH else None

    def box_at(self, at: QPointF) -> Box | None:
        """The box under a point."""
        return next((item for item in self.items(at) if isinstance(item, Box)), None)

    def wire_at(self, at: QPointF) -> Wire | None:
        """The wire under a point."""
        return next((item for item in self.items(at) if isinstance(item, Wire)), None)

    def anchor(self, port: Port) -> Anchor:
        """Where a port is, in scene coordinates."""
        return next(anchor for each, anchor in self.boxes[port.node].ports() if each == port)

    def bounds(self) -> QRectF:
        """The rectangle around all boxes and notes."""
        found = self.notes.bounds()
        for box in self.boxes.values():
            found = found.united(box.rect())
        return found

    def _outline(self) -> tuple[object, ...]:
        """All that wires depend on: where boxes stand, what they are, and what feeds them."""
        return self.places, {node.id: (node.block, node.inputs) for node in self.graph}

    def _renew_overview(self) -> None:
        self.overview.renew()

    def _add(self, items: dict[Key, Item], key: Key, item: Item) -> Item:
        items[key] = item
        item.told = self.overview.renew
        self.overview.stand_for(item)
        self.addItem(item)
        return item

    def _drop(self, items: dict[Key, Item], gone: Iterable[Key]) -> None:
        for key in tuple(gone):
            self.removeItem(items.pop(key))

    def _keep_renamed(self, nodes: Mapping[str, Node]) -> None:
        """A box stays the same, selection and place included, when only its name is another."""
        gone, new = self.boxes.keys() - nodes.keys(), nodes.keys() - self.boxes.keys()
        if len(gone) == len(new) == 1:
            old, name = *gone, *new
            if self.boxes[old].node.block == nodes[name].block:
                self.boxes[name] = self.boxes.pop(old)

    def _reconcile_wires(self) -> None:
        wanted = {
            (node.id, port): source
            for node in self.graph
            for port, source in enumerate(node.inputs)
            if source is not None
        }
        self._drop(self.wires, {key for key, wire in self.wires.items() if wanted.get(key) != wire.source})
        for (target, port), source in wanted.items():
            if (target, port) not in self.wires:
                self._add(self.wires, (target, port), Wire(source, target, port, self.theme))
        self.mark_wires()

    def _reconcile_pills(self) -> None:
        sources = {wire.source for wire in self.wires.values()}
        self._drop(self.pills, self.pills.keys() - sources)
        for id in sources - self.pills.keys():
            self._add(self.pills, id, Pill(self.theme))

    def _place_near_inputs(self, node: Node, places: Mapping[str, Place]) -> Place:
        """Below the lowest input, to the right of what stands there already."""
        known = self.places | dict(places)
        above = [known[source] for source in node.sources if source in known]
        x, y = max(above, key=lambda place: place[1], default=(0.0, -ROW))
        y += ROW
        taken = [place for id, place in known.items() if id != node.id]
        while any(abs(x - left) < BOX_WIDTH + COLUMN_GAP / 2 and abs(y - top) < ROW * 0.75 for left, top in taken):
            x += BOX_WIDTH + COLUMN_GAP
        return x, y

    def _leave_room(self) -> None:
        self.setSceneRect(self.bounds().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
