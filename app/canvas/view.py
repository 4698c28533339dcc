"""The canvas: shows a project's network, takes the hand's gestures, and wishes edits; it changes no model itself."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.canvas import acts, keys
from app.canvas.editor import Editor
from app.canvas.heat import Heat
from app.canvas.heat_legend import HeatLegend
from app.canvas.layout import arrange
from app.canvas.picture import Drawing
from modelzoo.graph import Shape
from modelzoo.project import Project
from modelzoo.results import Examination


class Canvas(Editor):
    """A node editor for one project."""

    selection_changed = Signal(object)
    """The ids of the selected nodes, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = HeatLegend(self)
        self._project = Project()
        self._shapes: dict[str, Shape] = {}
        self._told: tuple[str, ...] = ()
        self._quiet = False
        self.setAccessibleName(self.tr("Canvas"))
        self.sheet.selectionChanged.connect(self._tell_selection)

    def show_project(self, project: Project) -> None:
        """Show this project's network, where its places say or else where the layout puts it."""
        if project.graph != self._project.graph:
            self.cancel_gesture()
        ids = (node.id for node in project.graph)
        another = len(project.graph) > 1 and self.sheet.boxes.keys().isdisjoint(ids)
        self._project = project
        self._show()
        if another:
            self.fit()

    def show_examination(self, examination: Examination) -> None:
        """Write shapes on the wires and mark the boxes that cannot work."""
        self._shapes = examination.shapes
        self.sheet.show_problems(examination.problems)
        if self._placed or self._gesture is not None:
            self.sheet.show_shapes(self._shapes)
            self.voice.follow()
        else:
            self._show()

    def show_shapes_stale(self) -> None:
        """The shapes on the wires are those of a model before: show none."""
        self.sheet.show_shapes({})

    def show_heat(self, heat: Heat | None) -> None:
        """Colour the boxes by this, with a legend, or by the kinds of blocks."""
        self.sheet.show_heat(heat)
        self._legend.show_heat(heat)

    @property
    def drawing(self) -> Drawing:
        """What is drawn, for a picture of all of it."""
        sheet = self.sheet
        return Drawing(sheet.graph, sheet.places, self._shapes, sheet.heat, sheet.theme)

    def select(self, ids: Collection[str]) -> None:
        """Select exactly these nodes, and bring one of them into view; `selection_changed` is not emitted."""
        if set(ids) != set(self.sheet.selected_ids):
            with self._quietly():
                self.sheet.select(set(ids))
            self._note_selection()
            self.attend()

    def arrange_all(self) -> None:
        """Wish all boxes laid out anew."""
        if self.sheet.boxes:
            self.wish("arrange all blocks", acts.place_all(arrange(self._project.graph, self._shapes)))
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for."""
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the legend in its corner."""
        super().resizeEvent(event)
        if hasattr(self, "_legend"):
            self._legend.settle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the canvas's actions for the box under the mouse, or for the selection."""
        box = self.sheet.box_at(self.mapToScene(event.pos()))
        if box is not None and not box.isSelected():
            self.sheet.select({box.node.id})
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions())
        menu.popup(event.globalPos())

    @property
    def _placed(self) -> bool:
        return any(node.id in self._project.places for node in self._project.graph)

    def _show(self) -> None:
        graph, was_empty = self._project.graph, not self.sheet.boxes
        places = self._project.places if self._placed else arrange(graph, self._shapes)
        with self._quietly():
            self.sheet.show_graph(graph, places)
            self.sheet.show_shapes(self._shapes)
        if was_empty is bool(self.sheet.boxes):
            self.viewport().update()
        self.voice.follow()
        self._tell_selection()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        kept, self._quiet = self._quiet, True
        yield
        self._quiet = kept

    def _tell_selection(self) -> None:
        if not self._quiet and self.sheet.selected_ids != self._told:
            self._note_selection()
            self.selection_changed.emit(self._told)

    def _note_selection(self) -> None:
        """Keep what is selected, also as the words of a screen reader."""
        self._told = self.sheet.selected_ids
        self.setAccessibleDescription("\n".join(self.sheet.boxes[id].description for id in self._told))
