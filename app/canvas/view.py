"""The canvas: shows a project's network, takes the hand's gestures, and wishes edits; it changes no model itself."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.canvas import acts, keys
from app.canvas.bench import Bench
from app.canvas.drops import place_around
from app.canvas.gestures import blocks_text
from app.canvas.heat import Heat
from app.canvas.heat_legend import HeatLegend
from app.canvas.layout import GRID, arrange
from app.canvas.node_search import NodeSearch
from app.canvas.quick_add import QuickAdd
from modelzoo.catalog import CATALOG
from modelzoo.clipping import clip, looks_clipped
from modelzoo.graph import Shape
from modelzoo.project import Place, Project
from modelzoo.results import Examination

_CASCADE = 3.0 * GRID


class Canvas(Bench):
    """A node editor for one project."""

    selection_changed = Signal(object)
    """The ids of the selected nodes, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = HeatLegend(self)
        self.quick_add, self.node_search = QuickAdd(self), NodeSearch(self)
        self._project = Project()
        self._shapes: dict[str, Shape] = {}
        self._told: tuple[str, ...] = ()
        self._quiet = False
        self._pasted = 0
        self.setAccessibleName(self.tr("Canvas"))
        self.sheet.selectionChanged.connect(self._tell_selection)
        self.quick_add.chosen.connect(lambda name: self.add_block(name, self.quick_add.point))

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
        else:
            self._show()

    def show_shapes_stale(self) -> None:
        """The shapes on the wires are those of a model before: show none."""
        self.sheet.show_shapes({})

    def show_heat(self, heat: Heat | None) -> None:
        """Colour the boxes by this, with a legend, or by the kinds of blocks."""
        self.sheet.show_heat(heat)
        self._legend.show_heat(heat)

    def select(self, ids: Collection[str]) -> None:
        """Select exactly these nodes, and bring one of them into view; `selection_changed` is not emitted."""
        if set(ids) != set(self.sheet.selected_ids):
            with self._quietly():
                self.sheet.select(set(ids))
            self._note_selection()
            self.attend()

    def add_block(self, name: str, at: QPointF | None = None) -> None:
        """Wish a block here, else behind the selected one, else in the middle of the window."""
        selected, shown = self.sheet.selected_ids, self.sheet.places
        if (
            at is None
            and len(selected) == 1
            and self.sheet.boxes[selected[0]].anchors.outputs
            and CATALOG.blocks[name].ports
        ):
            change = acts.append(name, selected[0], shown)
        else:
            middle = self.mapToScene(self.viewport().rect().center())
            change = acts.drop(name, place_around(middle if at is None else at), shown)
        self.wish(f"add {name}", change)

    def copy_selected(self) -> None:
        """Put the selected boxes on the clipboard."""
        if self.sheet.selected_ids:
            self._pasted = 0
            QGuiApplication.clipboard().setText(self._copied())

    def cut_selected(self) -> None:
        """Put the selected boxes on the clipboard and take them away."""
        self.copy_selected()
        self.delete_selected()

    def paste_nodes(self) -> None:
        """Wish copies of what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not looks_clipped(text):
            self.hint_wished.emit(self.tr("There are no blocks on the clipboard."))
            return
        self._pasted += 1
        way = self._pasted * _CASCADE
        self.wish("paste blocks", acts.paste(text, (way, way), self.sheet.places))

    def duplicate_selected(self) -> None:
        """Wish copies of the selected boxes."""
        if ids := self.sheet.selected_ids:
            change = acts.paste(self._copied(), (_CASCADE, _CASCADE), self.sheet.places)
            self.wish(f"duplicate {blocks_text(ids)}", change)

    def delete_selected(self) -> None:
        """Wish the selected boxes and wires away."""
        ids, wires = self.sheet.selected_ids, self.sheet.selected_wires
        if ids or wires:
            what = blocks_text(ids) if ids else "wire" if len(wires) == 1 else f"{len(wires)} wires"
            self.wish(f"delete {what}", acts.delete(ids, wires, self.sheet.places))

    def select_all(self) -> None:
        """Select every box."""
        self.sheet.select(self.sheet.boxes.keys())

    def nudge(self, offset: Place) -> None:
        """Wish the selected boxes a little aside; nudges in a row are one step."""
        if ids := self.sheet.selected_ids:
            change = acts.move(dict.fromkeys(ids, offset), self.sheet.places)
            self.wish(f"move {blocks_text(ids)}", change, f"nudge {' '.join(ids)}")

    def step(self, along: str) -> None:
        """Select the neighbour of the selected node: its first input ("up"), reader ("down"), or the one beside it."""
        ids = self.sheet.selected_ids
        found = keys.neighbour(self.sheet.graph, ids[0] if ids else None, along)
        if found is not None:
            self.sheet.select({found})
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Offer blocks to be added where nothing is."""
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.itemAt(at) is None:
            self.quick_add.open_at(at)
        else:
            super().mouseDoubleClickEvent(event)

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
        self._tell_selection()

    def _copied(self) -> str:
        return clip(self.sheet.graph, self.sheet.selected_ids, self.sheet.places)

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
