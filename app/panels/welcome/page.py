"""What the program begins with where no file is named: something new, something old, and examples of one click."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.icons import application_picture
from app.labels import Label, note, scrolled
from app.panels.welcome.offer import Offer

_WIDEST, _SIGN = 980, 56
_GONE = "Not there any more: {}"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDES = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Opening:
    """A way to begin: how it is known, what it is called, what it leads to, and its icon."""

    name: str
    title: str
    text: str
    icon: str


STARTS = (
    Opening("new", "New", "An empty canvas, to be filled from the palette", "new"),
    Opening("open", "Open…", "A project file", "open"),
    Opening("zoo", "Zoo", "Every published model, with what it costs", "zoo"),
    Opening("tour", "Tour", "The window in five steps, to be left at any moment", "tour"),
)
EXAMPLES = (
    Opening(
        "table3",
        "Table 3",
        "The article's five variations of Squeeze U-Net: what it printed beside what is counted here. Their times are "
        "measured on this CPU meanwhile, which takes about a minute.",
        "table",
    ),
    Opening(
        "table4",
        "Table 4",
        "The article's four distilled networks, as a project: the losses and distances that it printed, marked as "
        "such, beside which runs of your own can stand.",
        "runs",
    ),
    Opening(
        "figure1",
        "Figure 1",
        "A regular convolution against a depthwise-separable one from 4 to 64 px, in two runtimes: MACs differ by a "
        "constant factor, times do not. It measures on this CPU, which takes about a minute.",
        "curves",
    ),
    Opening(
        "claims",
        "Claims",
        "What three texts say of these models, each claim with what counting gives: which hold, and which contradict "
        "themselves. It takes some seconds.",
        "claims",
    ),
)
"""Each leads to a finished picture by one click."""


class WelcomePage(QWidget):
    """Offers in two columns; the arrows go through them."""

    wished = Signal(str)
    """A person wants one of STARTS or EXAMPLES: its name."""
    recent_wished = Signal(str)
    """A person wants a recent file: its path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starts, self._examples = list(map(self._offer, STARTS)), list(map(self._offer, EXAMPLES))
        self._recent: dict[str, Offer] = {}
        self._files = QVBoxLayout()
        self._no_files = note(self.tr("Projects that you open or save are listed here."))
        self._middle = QWidget()
        self._area = scrolled(self._middle)
        self._lay_out()

    def show_recent(self, paths: Iterable[str]) -> None:
        """The files last used, newest first."""
        for offer in self._recent.values():
            self._files.removeWidget(offer)
            offer.hide()
            offer.deleteLater()
        self._recent = {path: self._file(path) for path in paths}
        for offer in self._recent.values():
            self._files.addWidget(offer)
        self._no_files.setHidden(bool(self._recent))

    def show_missing(self, missing: Collection[str]) -> None:
        """These of the recent files are not there any more; the others are."""
        for path, offer in self._recent.items():
            folder = str(Path(path).parent)
            offer.show_possible(path not in missing)
            offer.show_text(self.tr(_GONE).format(folder) if path in missing else folder)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the first offer."""
        super().focusInEvent(event)
        self._starts[0].setFocus(event.reason())

    def _step(self, key: Qt.Key) -> None:
        """Go up and down in a column, and over to the other."""
        files = [offer for offer in self._recent.values() if offer.isEnabled()]
        columns = [[*self._starts, *files], self._examples]
        at = 1 if self.focusWidget() in self._examples else 0
        here = columns[at].index(self.focusWidget())  # type: ignore[arg-type]
        column = columns[_SIDES.get(key, at)]
        reached = column[min(max(0, here + _STEPS.get(key, 0)), len(column) - 1)]
        reached.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(reached)

    def _offer(self, opening: Opening) -> Offer:
        offer = Offer(self.tr(opening.title), self.tr(opening.text), opening.icon)
        offer.clicked.connect(partial(self.wished.emit, opening.name))
        offer.arrow_pressed.connect(self._step)
        return offer

    def _file(self, path: str) -> Offer:
        offer = Offer(Path(path).name, str(Path(path).parent), "project")
        offer.setToolTip(path)
        offer.clicked.connect(partial(self.recent_wished.emit, path))
        offer.arrow_pressed.connect(self._step)
        return offer

    def _lay_out(self) -> None:
        self._files.setSpacing(0)
        self._no_files.setContentsMargins(8, 4, 8, 4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        left = _column(self.tr("Begin"), self._starts)
        left.addSpacing(14)
        left.addWidget(_heading(self.tr("Recent files")))
        left.addWidget(self._no_files)
        left.addLayout(self._files)
        right = _column(self.tr("Examples, one click each"), self._examples)
        for at, column in enumerate((left, right)):
            column.addStretch(1)
            grid.addLayout(column, 0, at)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        content = QVBoxLayout(inner)
        content.setContentsMargins(24, 24, 24, 16)
        content.setSpacing(20)
        content.addLayout(self._title())
        content.addLayout(grid, 1)
        row = QHBoxLayout(self._middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def _title(self) -> QHBoxLayout:
        sign, texts, row = QLabel(), QVBoxLayout(), QHBoxLayout()
        sign.setPixmap(application_picture(_SIGN, self.devicePixelRatioF()))
        texts.addWidget(Label("Slimscope", scale=1.8, bold=True))
        texts.addWidget(note(self.tr("Build a small vision network, and see at once what it costs on this CPU.")))
        row.setSpacing(14)
        row.addWidget(sign)
        row.addLayout(texts, 1)
        return row


def _column(title: str, offers: Iterable[Offer]) -> QVBoxLayout:
    """A heading and the offers below it."""
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(_heading(title))
    for offer in offers:
        column.addWidget(offer)
    return column


def _heading(title: str) -> Label:
    label = Label(title, "subtext", bold=True)
    label.setContentsMargins(8, 0, 0, 2)
    return label
