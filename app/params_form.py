"""What is selected: a block's name, shapes and parameters, or what several have in common, to be read and changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import theme
from app.icons import picture
from app.labels import Label, empty_state, note, scrolled
from app.param_rows import ParamRows
from app.prose import block_title, paragraphs
from app.several_form import SeveralForm
from modelzoo.block_info import BlockInfo
from modelzoo.edits import rename, set_param
from modelzoo.graph import Node, Value
from modelzoo.params import value_text
from modelzoo.project import Project

_GLYPH = 24
_NOTHING = "Select a block on the canvas to see and change its parameters."


class ParamsForm(QWidget):
    """The selected blocks of the model; edits are told, never made."""

    edit_wished = Signal(str, object, str)
    """An edit: what it is called, the function from Project to Project, and the key under which it merges."""

    title_wished = Signal(str, str)
    """A named block is to be called otherwise wherever it is used: its name, and the new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node: Node | None = None
        self._ids: tuple[str, ...] = ()
        self._info: BlockInfo | None = None
        self._glyph, self._title = QLabel(), Label(scale=1.15, bold=True)
        self._id, self._id_reason = QLineEdit(), note(tone="error")
        self._input, self._output = note(tone="text"), note(tone="text")
        self._rows, self._doc, self._source = ParamRows(self._output), note(), note()
        self._empty = empty_state(self.tr(_NOTHING))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolled(self._lay_out()))
        self._several = SeveralForm()
        self._stack.addWidget(scrolled(self._several))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._id.textEdited.connect(self._check_id)
        self._id.editingFinished.connect(self._wish_rename)
        self._rows.value_wished.connect(self._wish_value)
        self._several.value_wished.connect(self._wish_for_all)

    def show_node(self, node: Node | None, info: BlockInfo | None, shape_in: str, shape_out: str) -> None:
        """Show one node with the shapes that reach and leave it, or that nothing is selected."""
        if node is None or info is None:
            self.show_several(())
            return
        known, self._node, self._info = self._node, node, info
        if known is None or known.id != node.id:
            self._show_id()
        self._title.setText(block_title(info))
        self._input.setText(shape_in or "–")
        self._output.setText(shape_out or "–")
        params = tuple(param for param in info.params if param.kind != "graph")
        self._rows.show_params(node.id, params, node.values)
        self._rows.setVisible(bool(params))
        self._doc.setText("\n\n".join(paragraphs(info.doc)))
        self._source.setText(self.tr("Source: {}").format(info.source))
        self._source.setVisible(bool(info.source))
        self._paint_glyph()
        self._stack.setCurrentIndex(1)

    def show_several(self, nodes: Sequence[Node]) -> None:
        """Show what several selected nodes have in common, or that nothing is selected."""
        self._node = self._info = None
        self._ids = tuple(node.id for node in nodes)
        if nodes:
            self._several.show_nodes(nodes)
        self._stack.setCurrentIndex(2 if nodes else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the glyph anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_glyph()

    def _lay_out(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(10)
        heading = QHBoxLayout()
        heading.addWidget(self._glyph)
        heading.addWidget(self._title, 1)
        layout.addLayout(heading)
        layout.addLayout(self._facts())
        for part in (self._rows, self._doc, self._source):
            layout.addWidget(part)
        layout.addStretch(1)
        return content

    def _facts(self) -> QFormLayout:
        self._id.setAccessibleName(self.tr("Name of the block"))
        self._id.setToolTip(self.tr("The block's name: letters, digits and _. It also names the module in PyTorch."))
        self._id_reason.hide()
        facts = QFormLayout()
        facts.setVerticalSpacing(4)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        facts.addRow(self.tr("&Name"), self._id)
        facts.addRow(self._id_reason)
        for title, value in ((self.tr("Input"), self._input), (self.tr("Output"), self._output)):
            value.setToolTip(self.tr("Channels x height x width, without the batch"))
            value.setAccessibleName(title)
            facts.addRow(Label(title, "subtext"), value)
        return facts

    def _paint_glyph(self) -> None:
        if self._info:
            colour = QColor(theme.of(self.palette()).hue(self._info.group))
            self._glyph.setPixmap(picture(self._info.name, colour, _GLYPH, self.devicePixelRatioF()))

    def _show_id(self) -> None:
        self._id.setText(self._node.id if self._node else "")
        self._id_reason.hide()

    def _check_id(self, text: str) -> None:
        self._id_reason.setText(self.tr("A name has letters, digits and _, and does not start with a digit."))
        self._id_reason.setVisible(not text.isidentifier())

    def _wish_rename(self) -> None:
        if self._node is None or self._id.text() == self._node.id or not self._id.text().isidentifier():
            return
        old, new = self._node.id, self._id.text()
        self.edit_wished.emit(self.tr("rename {} to {}").format(old, new), renaming(old, new), "")
        self._show_id()

    def _wish_value(self, name: str, value: Value) -> None:
        if self._node is None or self._info is None:
            return
        if self._info.param(name).kind == "text":
            self.title_wished.emit(str(self._node.values[name]), str(value))
        else:
            id = self._node.id
            text = self.tr("set {} to {}").format(name, value_text(value))
            self.edit_wished.emit(text, setting(id, name, value), f"set:{id}:{name}")

    def _wish_for_all(self, name: str, value: Value) -> None:
        ids = self._ids
        text = self.tr("set {} of {} blocks to {}").format(name, len(ids), value_text(value))
        self.edit_wished.emit(text, setting_all(ids, name, value), f"set:{' '.join(ids)}:{name}")


def setting(id: str, name: str, value: Value) -> Callable[[Project], Project]:
    """The edit that gives a node's parameter this value."""
    return setting_all((id,), name, value)


def setting_all(ids: Iterable[str], name: str, value: Value) -> Callable[[Project], Project]:
    """The edit that gives a parameter of several nodes this value."""

    def change(project: Project) -> Project:
        graph = project.graph
        for id in ids:
            graph = set_param(graph, id, name, value)
        return replace(project, graph=graph)

    return change


def renaming(old: str, new: str) -> Callable[[Project], Project]:
    """The edit that gives a node another id and leaves its box where it stands."""

    def change(project: Project) -> Project:
        places = {new if id == old else id: place for id, place in project.places.items()}
        return replace(project, graph=rename(project.graph, old, new), places=places)

    return change
