"""The card of one published model: what it is, what was printed of it, what it costs, and its parameters."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.figures import FIGURES
from app.labels import Label, empty_state, figure, note, scrolled
from app.param_rows import ParamRows
from app.prose import headline, paragraphs
from app.units import CHOSEN
from modelzoo.catalog import Fact
from modelzoo.labels import sides_label
from modelzoo.published import Published


class ModelCard(QWidget):
    """Everything about the current model, and the button that opens it."""

    open_wished = Signal(str)
    """A person wants this model: its published name, with ":knob=value,..." where they changed something."""
    add_wished = Signal(str)
    """A person wants it beside what is on the canvas, as a variant."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Published | None = None
        self._title, self._kind = note(tone="text"), note()
        self._doc, self._note = note(tone="text"), note()
        self._more, self._source = note(tone="text"), note()
        self._facts, self._costs = _Facts(), _Costs()
        self._facts_heading = _heading(self.tr("Published"))
        self._rows_heading = _heading(self.tr("Parameters to open it with"))
        self._open = QPushButton(self.tr("&Open"))
        self._open.setToolTip(self.tr("Put this model on the canvas in place of the present one; it can be undone"))
        self._open.clicked.connect(self.open)
        self._add = QPushButton(self.tr("Add as &variant"))
        self._add.setToolTip(self.tr("Put this model on the canvas as one more variant of the project"))
        self._add.clicked.connect(self.add)
        self._rows = ParamRows(self, self._open, self._add)
        self._nothing = empty_state(self.tr("Select a model to read about it here."))
        self._content = self._lay_out()
        CHOSEN.changed.connect(self._write_anew)
        self.show_model(None)

    @property
    def wish(self) -> str:
        """The model as it stands on the card, with the parameters that were changed."""
        return self._model.wish(self._rows.values) if self._model else ""

    def show_model(self, model: Published | None) -> None:
        """Show this model; what was set of its parameters stays while it is the same one."""
        another = (model and model.name) != (self._model and self._model.name)
        self._model = model
        self._content.setVisible(model is not None)
        self._nothing.setVisible(model is None)
        if model is None:
            return
        self._show_texts(model)
        if another:
            self._facts.show_facts(model.variant.facts)
            self._rows.show_params(model.name, model.info.params, model.preset)
        for part in (self._facts_heading, self._facts):
            part.setVisible(bool(model.variant.facts))
        self._costs.show_costs(model)
        for shown in (self._rows_heading, self._rows):
            shown.setVisible(bool(model.info.params))

    def open(self) -> None:
        """Wish the model onto the canvas."""
        if wish := self.wish:
            self.open_wished.emit(wish)

    def add(self) -> None:
        """Wish the model onto the canvas as a variant."""
        if wish := self.wish:
            self.add_wished.emit(wish)

    def _write_anew(self) -> None:
        """Figures are written in other units than before."""
        self.show_model(self._model)

    def _show_texts(self, model: Published) -> None:
        info = model.info
        self._title.setText(model.name)
        self._kind.setText(f"{info.family}  ·  {info.year}  ·  {headline(info.task)}")
        first, *more = paragraphs(info.doc) or [""]
        source = self.tr("Source: {}").format(info.source) if info.source else ""
        texts = {self._doc: first, self._note: model.variant.note, self._more: "\n\n".join(more), self._source: source}
        for label, text in texts.items():
            label.setText(text)
            label.setVisible(bool(text))
        self._open.setAccessibleName(self.tr("Open {}").format(model.name))
        self._add.setAccessibleName(self.tr("Add {} as a variant").format(model.name))

    def _lay_out(self) -> QWidget:
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self._title.setFont(font)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(12, 10, 12, 8)
        inner.setSpacing(8)
        for part in self._parts():
            inner.addWidget(part)
        inner.addStretch(1)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 12, 10)
        outer.addWidget(scrolled(body), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._open, 1)
        foot.addWidget(self._add, 1)
        outer.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addWidget(content)
        return content

    def _parts(self) -> Iterable[QWidget]:
        known = (self._title, self._kind, self._doc, self._note, self._costs, self._facts_heading, self._facts)
        return (*known, self._rows_heading, self._rows, self._more, self._source)


class _Costs(QWidget):
    """What Slimscope counts."""

    def __init__(self) -> None:
        super().__init__()
        self._heading = _heading("")
        self._problem = note(tone="error")
        self._values = [figure(each.title, bold=True) for each in FIGURES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._heading, 0, 0, 1, 2)
        grid.addWidget(self._problem, 1, 0, 1, 2)
        for at, (each, value) in enumerate(zip(FIGURES, self._values, strict=True), 2):
            title = Label(each.title)
            title.setToolTip(f"{each.tip}.")
            grid.addWidget(title, at, 0)
            grid.addWidget(value, at, 1)

    def show_costs(self, model: Published) -> None:
        """Show the figures, or that they are still to come, or why there are none."""
        self._heading.setText(self.tr("Counted here at {}, batch 1, fp32").format(sides_label(model.variant.input)))
        self._heading.setToolTip(self.tr("Input: channels x height x width"))
        self._problem.setText(self.tr("These figures cannot be counted: {}").format(model.problem))
        self._problem.setVisible(bool(model.problem))
        for each, value in zip(FIGURES, self._values, strict=True):
            found = model.appraisal
            value.setText(each.show(each.read(found)) if found else model.missing)
            value.setToolTip(each.full(found) if found else model.problem or self.tr("Still being counted"))


class _Facts(QWidget):
    """What others printed, and below it where."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these and no others."""
        while (item := self._column.takeAt(0)) is not None:
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        for source, group in groupby(facts, lambda fact: fact.source):
            for fact in group:
                self._column.addWidget(note(f"{headline(fact.name)}: {fact.value}", "text"))
            self._column.addWidget(note(source))
            self._column.addSpacing(5)


def _heading(text: str) -> Label:
    return Label(text, "subtext", bold=True)
