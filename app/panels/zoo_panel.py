"""The zoo: every architecture under its published names, with its parameters to be set before it is opened."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from app.grouped_list import Entry, GroupedList
from app.labels import Label, note, scrolled
from app.param_rows import ParamRows
from app.prose import headline, paragraphs
from modelzoo.catalog import ArchitectureInfo, Variant
from modelzoo.graph import Value
from modelzoo.params import value_text


class ZooPanel(QWidget):
    """Published models by family; below the list, what is known of the current one."""

    open_wished = Signal(str)
    """A person wants this model: its published name, with ":knob=value,..." where they changed something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: dict[str, tuple[ArchitectureInfo, Variant]] = {}
        self._current = ""
        self._list = GroupedList(self.tr("Search models"), self.tr("Loading models…"), self.tr("model"))
        self._title, self._doc, self._more = Label(bold=True), note(), note()
        self._source, self._usual = note(), note()
        self._rows = ParamRows(self._usual)
        self._open = QPushButton(self.tr("Open"))
        self._open.setToolTip(self.tr("Put this model on the canvas in place of the present one; it can be undone"))
        self._details = self._lay_out()
        self._list.highlighted.connect(self._show_details)
        self._list.wished.connect(self._wish)
        self._open.clicked.connect(lambda: self._wish(self._current))
        self.setFocusProxy(self._list)

    def show_architectures(self, infos: Iterable[ArchitectureInfo]) -> None:
        """Show these architectures and their published variants."""
        models = [(info, each) for info in infos for each in info.variants or (info.itself,)]
        self._models = {variant.name: (info, variant) for info, variant in models}
        self._list.show_entries(_entry(info, variant) for info, variant in models)
        if self._current not in self._models:
            self._details.hide()

    def _lay_out(self) -> QWidget:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(10, 8, 10, 4)
        inner.setSpacing(8)
        for part in (self._title, self._doc, self._usual, self._rows, self._more, self._source):
            inner.addWidget(part)
        inner.addStretch(1)
        details = QWidget()
        outer = QVBoxLayout(details)
        outer.setContentsMargins(0, 0, 8, 8)
        outer.addWidget(scrolled(content), 1)
        outer.addWidget(self._open, 0, Qt.AlignmentFlag.AlignRight)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(details)
        splitter.setSizes([300, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(splitter)
        return details

    def _show_details(self, name: str) -> None:
        self._current = name
        info, variant = self._models[name]
        channels, height, width = variant.input
        self._title.setText(name)
        first, *more = paragraphs(info.doc) or [""]
        self._doc.setText(first)
        self._more.setText("\n\n".join(more))
        self._more.setVisible(bool(more))
        self._source.setText(self.tr("Source: {}").format(info.source))
        self._source.setVisible(bool(info.source))
        self._usual.setText(self.tr("Usual input: {}x{}x{}").format(channels, height, width))
        self._usual.setToolTip(self.tr("Channels x height x width"))
        self._rows.show_params(name, info.params, _preset(info, variant))
        self._rows.setVisible(bool(info.params))
        self._open.setAccessibleName(self.tr("Open {}").format(name))
        self._details.show()

    def _wish(self, name: str) -> None:
        info, variant = self._models[name]
        shown = self._rows.values if name == self._current else {}
        changed = {key: value for key, value in shown.items() if value != _preset(info, variant)[key]}
        knobs = ",".join(f"{key}={value_text(value)}" for key, value in changed.items())
        self.open_wished.emit(f"{name}:{knobs}" if knobs else name)


def _preset(info: ArchitectureInfo, variant: Variant) -> dict[str, Value]:
    return {param.name: param.default for param in info.params} | dict(variant.values)


def _entry(info: ArchitectureInfo, variant: Variant) -> Entry:
    tip = "\n\n".join([variant.name, *paragraphs(info.doc)[:1]])
    words = f"{info.name} {info.title} {info.doc} {info.source}"
    return Entry(variant.name, headline(variant.name), info.family, words, tip)
