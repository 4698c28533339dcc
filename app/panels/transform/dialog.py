"""Choosing a whole experiment: a transform, its parameters, what it applies to, and what it would do."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.grouped_entries import Entry
from app.grouped_list import GroupedList
from app.labels import Label, note, scrolled
from app.panels.transform.report import PreviewReport
from app.panels.transform.scopes import ScopeChooser
from app.param_rows import ParamRows
from app.prose import headline, paragraphs
from modelzoo.acts import Act, Preview
from modelzoo.catalog import TransformInfo
from modelzoo.graph import Graph, Shape, Value

_WIDTH, _HEIGHT, _LIST = 430, 700, 190
_CHOOSE = "Choose a transform, and what it would do stands here."
_SELECT = "Select the blocks on the canvas that it may change."


class TransformDialog(QDialog):
    """Stays beside the canvas, which can be worked on meanwhile; acts are told, never done."""

    act_wished = Signal(object)
    """A person considers this Act, or (None) none that could be done."""
    apply_wished = Signal()
    """A person wants the act that is shown done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Transform"))
        self._infos: dict[str, TransformInfo] = {}
        self._values: dict[str, dict[str, Value]] = {}
        self._list = GroupedList(self.tr("Search transforms"), self.tr("Loading transforms…"), self.tr("transform"))
        self.scope, self._open, self._doc = ScopeChooser(), QCheckBox(), note()
        self._rows, self._report, self._apart = ParamRows(self.scope), PreviewReport(), QCheckBox()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Apply | QDialogButtonBox.StandardButton.Close)
        self._apply = buttons.button(QDialogButtonBox.StandardButton.Apply)
        self._lay_out(buttons)
        self._listen(buttons)
        self._consider()

    @property
    def act(self) -> Act | None:
        """What is chosen; None while something is missing."""
        name, ids = self._list.current, self.scope.ids
        if name not in self._infos or ids is None:
            return None
        return Act(name, tuple(self._values[name].items()), ids, self._open.isChecked())

    @property
    def apart(self) -> bool:
        """Whether what the act makes is to be a variant of its own, and the present one stays as it is."""
        return self._apart.isChecked()

    def choose_apart(self, apart: bool) -> None:
        """Make what the act makes a variant of its own, or not."""
        self._apart.setChecked(apart)

    def show_transforms(self, infos: Iterable[TransformInfo]) -> None:
        """Offer these, in the order of their groups."""
        self._infos = {info.name: info for info in sorted(infos, key=lambda info: info.group)}
        for info in self._infos.values():
            self._values.setdefault(info.name, {param.name: param.default for param in info.params})
        self._list.show_entries(_entry(info) for info in self._infos.values())

    def show_network(self, graph: Graph, shapes: Mapping[str, Shape]) -> None:
        """This is what would be changed."""
        self.scope.show_network(graph, shapes)

    def show_selection(self, ids: Sequence[str]) -> None:
        """These nodes are selected on the canvas."""
        self.scope.show_selection(ids)

    def show_preview(self, found: Preview) -> None:
        """Show what the act would do; it can be done."""
        self._report.show_preview(found)
        self._apply.setEnabled(True)

    def show_failure(self, reason: str) -> None:
        """Show why the act cannot be done."""
        self._report.show_reason(reason, refused=True)
        self._apply.setEnabled(False)

    def consider(self) -> None:
        """Tell the act anew: what it applies to has changed."""
        self._consider()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard begin in the search box."""
        super().showEvent(event)
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _consider(self) -> None:
        """Tell what is chosen now; until it is answered nothing can be applied."""
        self._apply.setEnabled(False)
        if self.act:
            self._report.show_waiting()
        else:
            self._report.show_reason(self.tr(_SELECT if self.scope.ids is None else _CHOOSE))
        self.act_wished.emit(self.act)

    def _choose(self, name: str) -> None:
        info = self._infos[name]
        self._doc.setText("\n\n".join((*paragraphs(info.doc), self.tr("It needs {}.").format(info.needs))))
        self._rows.show_params(name, info.params, self._values[name])
        self._rows.setVisible(bool(info.params))
        self._consider()

    def _take_value(self, name: str, value: Value) -> None:
        self._values[self._list.current][name] = value
        self._consider()

    def _wish_apply(self) -> None:
        if self._apply.isEnabled():
            self.apply_wished.emit()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        self._apply.setDefault(True)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self._list.setMinimumHeight(_LIST)
        self._open.setText(self.tr("&Open composite blocks where that is needed"))
        self._open.setToolTip(
            self.tr("Blocks that it cannot change as they are become the layers that they are made of")
        )
        self._apart.setText(self.tr("As a new &variant"))
        self._apart.setToolTip(
            self.tr("What it makes stands beside the present variant, which stays; else it takes that one's place")
        )
        label = Label(self.tr("Applies &to"))
        label.setBuddy(self.scope)
        form = QFormLayout()
        form.addRow(label, self.scope)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(10, 0, 10, 0)
        inner.setSpacing(8)
        inner.addWidget(self._doc)
        inner.addLayout(form)
        for part in (self._rows, self._open, self._report):
            inner.addWidget(part)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(self._apart, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.addWidget(self._list, 3)
        layout.addWidget(scrolled(content), 4)
        layout.addLayout(foot)
        self._rows.hide()
        self.resize(_WIDTH, _HEIGHT)

    def _listen(self, buttons: QDialogButtonBox) -> None:
        self._list.highlighted.connect(self._choose)
        self._list.wished.connect(lambda _: self._wish_apply())
        self._rows.value_wished.connect(self._take_value)
        self._open.toggled.connect(self._consider)
        self.scope.changed.connect(self._consider)
        self._apply.clicked.connect(self.apply_wished)
        buttons.rejected.connect(self.reject)


def _entry(info: TransformInfo) -> Entry:
    words = " ".join((info.name, info.brief, info.needs))
    return Entry(info.name, headline(info.title), info.group, words, " ".join(paragraphs(info.doc)))
