"""A network to be looked at: it can be panned, zoomed and selected in, and changes nothing."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from app.canvas.keys import neighbour
from app.canvas.marks import Mark, show_marks
from app.canvas.pairing import Drawing
from app.canvas.surface import Surface
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH

_MARGIN = 4000.0
_FAINT = 0.3
_WALK = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}


class Viewer(Surface):
    """Shows one drawing; drags pan it, as do the arrows, which with Alt walk along the wires."""

    selection_changed = Signal(object)
    """A person selected these nodes: a tuple of their ids."""
    moved = Signal()
    """Another part is seen, or from another distance."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = QRectF()
        self._marks: Mapping[str, Mark] = {}
        self._led = False
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Drag to pan, wheel or + and - to zoom, F to fit; Alt and an arrow walk along a wire"))
        self.setDragMode(self.DragMode.ScrollHandDrag)
        self.sheet.selectionChanged.connect(self._tell_selection)

    def show_drawing(self, drawing: Drawing, marks: Mapping[str, Mark], ground: QRectF) -> None:
        """Show this network with these marks, on a ground that it shares with others."""
        self._marks, self._ground = marks, ground
        self.sheet.show_graph(drawing.graph, drawing.places)
        self.sheet.show_shapes(drawing.shapes)
        self.setSceneRect(ground.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        show_marks(self.sheet, marks)
        self.voice.follow()

    def show_only_marked(self, only: bool) -> None:
        """Let what has no mark step back, or stand out like the rest."""
        for id, box in self.sheet.boxes.items():
            box.setOpacity(_FAINT if only and id not in self._marks else 1.0)

    def select(self, ids: Collection[str]) -> None:
        """Select exactly these nodes, and bring one of them into view; tells nobody."""
        if set(ids) != set(self.sheet.selected_ids):
            told = self.blockSignals(True)
            self.sheet.select(set(ids))
            self.blockSignals(told)
        around = QRectF()
        for id in ids:
            around = around.united(self.sheet.boxes[id].rect())
        self.reveal(around)

    def follow(self, other: "Viewer") -> None:
        """See the same part from the same distance as another."""
        self._led = True
        self.setTransform(QTransform(other.transform()))
        self.centerOn(other.mapToScene(other.viewport().rect()).boundingRect().center())
        self._led = False

    def fit(self) -> None:
        """Show the whole ground."""
        self.fit_around(self._ground)
        self._fitted = bool(self.sheet.boxes)

    def scale(self, across: float, down: float) -> None:
        """Tell that the distance is another."""
        super().scale(across, down)
        self._tell_moved()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Tell that another part is seen."""
        super().scrollContentsBy(across, down)
        self._tell_moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, fit, walk; leave every other key to the view."""
        if event.text() in ("+", "="):
            self.zoom_in()
        elif event.text() == "-":
            self.zoom_out()
        elif event.text().lower() == "f":
            self.fit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _WALK:
            self._walk(_WALK[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Nothing: there is no way to put a first block here."""

    def _walk(self, along: str) -> None:
        selected = self.sheet.selected_ids
        reached = neighbour(self.sheet.graph, selected[0] if selected else None, along)
        if reached:
            self.sheet.select({reached})
            self.reveal(self.sheet.boxes[reached].rect())

    def _tell_selection(self) -> None:
        self.sheet.mark_wires()
        ids = self.sheet.selected_ids
        self.setAccessibleDescription("\n".join(self.sheet.boxes[id].description for id in ids))
        self.selection_changed.emit(ids)

    def _tell_moved(self) -> None:
        if not self._led:
            self.moved.emit()


def ground_of(*drawings: Drawing) -> QRectF:
    """What is needed to see all of these."""
    found = QRectF()
    for drawing in drawings:
        for x, y in drawing.places.values():
            found = found.united(QRectF(QPointF(x, y), QPointF(x + BOX_WIDTH, y + BOX_HEIGHT)))
    return found
