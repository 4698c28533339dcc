"""What a transform would do, told before it is done: nodes, savings, what stays as it is, or why it cannot be."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app import units
from app.canvas.marks import SIGNS
from app.labels import Label, figure, note
from modelzoo.acts import Preview
from modelzoo.diff import Difference, Figures, Kind
from modelzoo.labels import crossed

_NAMED = 8
"""Nodes that are named before they are only counted; the tool tip names all."""
_KINDS: tuple[Kind, ...] = ("changed", "added", "removed")
_FIGURES = (
    ("Parameters", "parameters", units.count),
    ("MACs", "macs", units.count),
    ("Peak activations", "peak_activation_bytes", units.size),
)


class PreviewReport(QWidget):
    """Shows one preview, that one is being made, or why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._waiting = Label(bold=True), QProgressBar()
        self._nodes: dict[Kind, Label] = {kind: note(tone="text") for kind in _KINDS}
        self._before = [figure(self.tr("{} before").format(title)) for title, *_ in _FIGURES]
        self._after = [figure(self.tr("{} after").format(title), bold=True) for title, *_ in _FIGURES]
        self._change = [figure(self.tr("Change of {}").format(title.lower())) for title, *_ in _FIGURES]
        self._figures, self._left, self._failure = QWidget(), note(tone="warning"), note()
        self._waiting.setRange(0, 0)
        self._waiting.setFixedHeight(4)
        self._waiting.setTextVisible(False)
        self._waiting.setAccessibleName(self.tr("The preview is being made"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.show_reason("")

    def show_waiting(self) -> None:
        """Another preview is being made; what is shown is not true any more."""
        self._waiting.show()
        self._pages.setEnabled(False)

    def show_preview(self, found: Preview) -> None:
        """Show what this act would do."""
        self._settle(0)
        difference = found.difference
        self._title.setText(crossed(self.tr("What “{}” would do").format(found.act.text)))
        for kind, label in self._nodes.items():
            names = [row.name for row in difference.of_kind(kind)]
            label.setText(f"{SIGNS[kind]} {len(names)} {kind}: {_some(names)}")
            label.setToolTip(", ".join(names))
            label.setVisible(bool(names))
        self._show_figures(difference)
        one = self.tr("{} composite block stays as it is, although layers within would change: {}.")
        several = self.tr("{} composite blocks stay as they are, although layers within would change: {}.")
        stay = one if len(found.left) == 1 else several
        self._left.setText(stay.format(len(found.left), _some(found.left)))
        self._left.setToolTip(", ".join(found.left))
        self._left.setVisible(bool(found.left))

    def show_reason(self, reason: str, refused: bool = False) -> None:
        """Say why there is no preview; `refused` where the act cannot be done."""
        self._settle(1)
        self._failure.setText(crossed(reason))
        self._failure.set_tone("error" if refused else "subtext")

    def _show_figures(self, difference: Difference) -> None:
        before, after = difference.before, difference.after
        self._figures.setVisible(before is not None and after is not None)
        if before and after:
            for at, (_, name, show) in enumerate(_FIGURES):
                was, now = _figure(before, name), _figure(after, name)
                self._before[at].setText(show(was))
                self._after[at].setText(show(now))
                self._change[at].setText(units.change(now, was, show))
                self._change[at].set_tone("good" if now < was else "bad" if now > was else "subtext")

    def _settle(self, page: int) -> None:
        self._waiting.hide()
        self._pages.setEnabled(True)
        self._pages.setCurrentIndex(page)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._figures)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(4, 1)
        for row, (title, *_) in enumerate(_FIGURES):
            cells = (
                Label(self.tr(title)),
                self._before[row],
                Label("→", "subtext"),
                self._after[row],
                self._change[row],
            )
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row, column)
        self._pages.addWidget(_column(self._title, self._figures, *self._nodes.values(), self._left))
        self._pages.addWidget(_column(self._failure))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._waiting)
        layout.addWidget(self._pages, 1)


def _column(*parts: QWidget) -> QWidget:
    """Widgets below each other, at the top of the room there is."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return widget


def _figure(figures: Figures, name: str) -> float:
    value: float = getattr(figures, name)
    return value


def _some(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more
