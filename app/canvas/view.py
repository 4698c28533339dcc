"""The canvas: shows a project's network, takes the hand's gestures, and wishes edits; it changes no model itself."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.canvas import acts, keys
from app.canvas.editor import Editor
from app.canvas.heat import Heat
from app.canvas.heat_legend import HeatLegend
from app.canvas.layouts import Layouts, is_placed
from app.canvas.minimap import Minimap
from app.canvas.picture import Drawing
from modelzoo.graph import Graph, Shape
from modelzoo.labels import crossed
from modelzoo.layout.arranging import arrange
from modelzoo.project import Change, Place, Project
from modelzoo.results import Examination, Fix


class Canvas(Editor):
    """A node editor for one project."""

    selection_changed = Signal(object)
    """The ids of the selected nodes, as a tuple."""
    fix_wished = Signal(object)
    """A person wants this Fix done."""
    changed = Signal()
    """Other things are on it, or others of them are selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = HeatLegend(self)
        self.minimap = Minimap(self, self._go)
        self._project = Project()
        self._shapes: dict[str, Shape] = {}
        self.layouts = Layouts(self)
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
        self._project, self._blocks = project, project.blocks
        self._show()
        if another:
            self.fit()

    def show_examination(self, examination: Examination) -> None:
        """Write shapes on the wires and mark the boxes that cannot work."""
        self._shapes = examination.shapes
        self.sheet.show_problems(examination.problems)
        if is_placed(self._project) or self._gesture is not None:
            self.sheet.show_shapes(self._shapes)
            self.voice.follow()
        else:
            self._show()
            if self._fitted:
                self.fit()

    def show_layout(self, graph: Graph, shapes: Mapping[str, Shape], places: Mapping[str, Place]) -> None:
        """The boxes of this network are to stand here, if that is still what is wished."""
        if self.layouts.learn(graph, shapes, places):
            fitted = self._fitted or not self.sheet.boxes
            self._show()
            if fitted:
                self.fit()

    def show_shapes_stale(self) -> None:
        """The shapes on the wires are those of a model before: show none."""
        self.sheet.show_shapes({})

    def show_heat(self, heat: Heat | None) -> None:
        """Colour the boxes by this, with a legend, or by the kinds of blocks."""
        self.sheet.show_heat(heat)
        self._legend.show_heat(heat)
        self.minimap.renew()

    def show_fixes(self, fixes: Collection[Fix]) -> None:
        """Let each box with a problem tell and offer what would take it away."""
        by_node: dict[str, tuple[Fix, ...]] = {}
        for fix in fixes:
            by_node[fix.problem.node] = (*by_node.get(fix.problem.node, ()), fix)
        for id, box in self.sheet.boxes.items():
            box.show_fixes(by_node.get(id, ()))

    def mend_selected(self) -> None:
        """Wish the first fix of the selected block, or else of the first block that has one."""
        boxes = self.sheet.boxes
        ids = self.sheet.selected_ids or tuple(node.id for node in self.sheet.graph)
        found = next((boxes[id].fixes[0] for id in ids if boxes[id].fixes), None)
        if found is not None:
            self.fix_wished.emit(found)
        elif self.sheet.selected_ids:
            self.hint_wished.emit(self.tr("There is nothing to mend in what is selected, or no way is known."))
        else:
            self.hint_wished.emit(self.tr("There is nothing to mend, or no way is known."))

    @property
    def project(self) -> Project:
        """What is shown."""
        return self._project

    @property
    def drawing(self) -> Drawing:
        """What is drawn, for a picture of all of it."""
        sheet = self.sheet
        return Drawing(sheet.graph, sheet.places, self._shapes, sheet.heat, sheet.theme, sheet.notes.shown)

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

    def wish(self, text: str, change: Change, key: str = "") -> None:
        """Wish an edit, unless nothing can be seen yet of what it would change."""
        if self.sheet.boxes or not self.layouts.pending:
            super().wish(text, change, key)

    @property
    def invitation(self) -> str:
        """What to do or to wait for, as long as there is nothing."""
        if not self.layouts.pending:
            return super().invitation
        return self.tr("Laying out {:,} blocks…").format(len(self._project.graph))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for."""
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the legend in its corner."""
        super().resizeEvent(event)
        if hasattr(self, "_legend"):
            self._legend.settle()
            self._follow_view()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Let what lies over the canvas follow."""
        super().scrollContentsBy(across, down)
        self._follow_view()

    def scale(self, across: float, down: float) -> None:
        """Let what lies over the canvas follow."""
        super().scale(across, down)
        self._follow_view()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the overview in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "minimap"):
            self.minimap.renew()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the canvas's actions for the box under the mouse, or for the selection."""
        box = self.sheet.box_at(self.mapToScene(event.pos()))
        if box is not None and not box.isSelected():
            self.sheet.select({box.node.id})
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for fix in box.fixes if box is not None else ():
            menu.addAction(crossed(fix.offer), partial(self.fix_wished.emit, fix))
        if menu.actions():
            menu.addSeparator()
        menu.addActions(self.actions())
        menu.popup(event.globalPos())

    def _show(self) -> None:
        was_empty, sheet = not self.sheet.boxes, self.sheet
        places = self.layouts.places(self._project, self._shapes, sheet.places)
        with self._quietly():
            self.sheet.show_graph(Graph() if places is None else self._project.graph, places or {})
            self.sheet.show_notes(self._project.notes)
            self.sheet.show_shapes(self._shapes)
        self.minimap.renew()
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
        elif not self._quiet:
            self._describe()

    def _note_selection(self) -> None:
        """Keep what is selected, also as the words of a screen reader."""
        self._told = self.sheet.selected_ids
        self._describe()

    def _describe(self) -> None:
        """Say what is selected."""
        boxes, notes = self.sheet.boxes, self.sheet.notes
        told = [boxes[id].description for id in self._told] + [notes[id].description for id in notes.selected]
        self.setAccessibleDescription("\n".join(told))
        self.changed.emit()

    def _go(self, at: QPointF) -> None:
        """Bring a place into the middle."""
        self._fitted = False
        self.centerOn(at)

    def _follow_view(self) -> None:
        """Another part is in view, or from another distance."""
        if hasattr(self, "minimap"):
            self.minimap.follow()
            self.note_editor.settle()
