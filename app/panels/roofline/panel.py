"""How near each block comes to what this machine can do at best."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app import units
from app.breakdown import Breakdown
from app.labels import empty_state, note
from app.panels.roofline.chart import RooflineChart
from app.panels.roofline.picture import Picture, picture
from app.time_words import runtime_text
from modelzoo.analysis.trust import roof_doubts
from modelzoo.roofs import Roof, Roofs

_NO_MODEL = "No roofline to show: open a model, or complete the one on the canvas."
_NO_ROOFS = "How fast can this machine multiply and move memory at best? Its roofs take some seconds to measure."
_NO_TIMES = "The roofs are known. The blocks stand under them once they have been timed: see the layers."


class RooflinePanel(QWidget):
    """Blocks as points under the roofs of this machine."""

    selection_changed = Signal(object)
    """A person selected other points: a tuple of the nodes' ids."""
    roofs_wished = Signal()
    """A person wants the roofs of this machine measured, or measured again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._roofs: Roofs | None = None
        self._run = ""
        self._selected: tuple[str, ...] = ()
        self._stale, self._said = False, ""
        self._chart, self._told = RooflineChart(), note()
        self._empty, self._state = empty_state(self.tr(_NO_MODEL)), note()
        self._doubts = note(tone="warning")
        self._measure, self._stack = QPushButton(), QStackedWidget()
        self._lay_out()
        self._chart.pointed.connect(self._tell)
        self._chart.chosen.connect(self._choose)
        self._measure.clicked.connect(self.roofs_wished)
        self.show_breakdown(Breakdown())

    def show_breakdown(self, breakdown: Breakdown) -> None:
        """Show these blocks; while their times are of the model before an edit, what was shown stays in grey."""
        self._stale = breakdown.stale and breakdown.cost is not None and self._picture is not None
        if not self._stale:
            self._picture = picture(breakdown)
            self._run = runtime_text(breakdown.times.whole.setup) if breakdown.times else ""
            self._chart.show_picture(self._picture)
        self._chart.setEnabled(not self._stale)
        why = _NO_MODEL if breakdown.cost is None else _NO_TIMES if breakdown.roofs else _NO_ROOFS
        self._empty.setText(self.tr(why))
        self._roofs = breakdown.roofs
        self._show_state()
        self._stack.setCurrentIndex(1 if self._picture else 0)
        self.select(self._selected)

    def say(self, text: str, busy: bool = False) -> None:
        """The roofs are being measured, or cannot be: how it goes, or why; nothing when that is over."""
        self._said = text
        self._measure.setEnabled(not busy)
        self._show_state()

    def select(self, ids: Collection[str]) -> None:
        """Mark these nodes' points, and tell nobody."""
        self._selected = tuple(ids)
        self._chart.select(ids)
        self._tell("")

    def _choose(self, nodes: tuple[str, ...]) -> None:
        self._selected = nodes
        self._tell("")
        self.selection_changed.emit(nodes)

    def _tell(self, text: str) -> None:
        """What the mouse is at, else the one selected block, else the whole model."""
        node = self._selected[0] if len(self._selected) == 1 else ""
        mark = (self._picture.mark(node) or self._picture.mark("")) if self._picture else None
        stale = self.tr("Before the last change. ") if self._stale else ""
        self._told.setText(stale + (text or (mark.text if mark else "")))
        self._chart.setAccessibleDescription(self._told.text())

    def _show_state(self) -> None:
        roofs = self._roofs
        self._measure.setText(self.tr("Measure again") if roofs else self.tr("Measure this machine's roofs"))
        bytes_alone = self._picture.bytes_alone if self._picture else ()
        apart = self.tr("▸ {count} without arithmetic").format(count=len(bytes_alone)) if bytes_alone else ""
        run = self._run if self._picture else ""
        self._state.setText(self._said or "; ".join(filter(None, (run, _taken(roofs, run), apart))))
        doubts = () if roofs is None or self._said else roof_doubts(roofs)
        self._doubts.setText(self.tr("The roofs: {}").format(" ".join(doubts)) if doubts else "")
        self._doubts.setVisible(bool(doubts))
        told = [_explained(roofs), *(mark.text for mark in bytes_alone)]
        self._state.setToolTip("\n".join(filter(None, told)))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(8, 4, 8, 0)
        above.addWidget(self._state, 1)
        above.addWidget(self._measure)
        shown = QWidget()
        below = QVBoxLayout(shown)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._chart, 1)
        below.addWidget(self._told)
        self._told.setContentsMargins(8, 0, 8, 4)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self._doubts)
        self._doubts.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self._stack, 1)


def _taken(roofs: Roofs | None, run: str) -> str:
    """When the roofs were measured; with how many threads unless what ran tells it, whose threads they share."""
    if roofs is None:
        return ""
    if run:
        return f"roofs of {roofs.environment.date[:10]}"
    threads = "1 thread" if roofs.threads == 1 else f"{roofs.threads} threads"
    return f"roofs of {threads}, {roofs.environment.date[:10]}"


def _explained(roofs: Roofs | None) -> str:
    """Every roof with how it was measured."""
    if roofs is None:
        return ""
    known = {"Compute": roofs.compute, "Memory": roofs.memory, "L2 cache": roofs.cache}
    lines = [f"{name}: {_roof(roof)}" for name, roof in known.items() if roof]
    lines.append(f"Ridge: {units.intensity(roofs.ridge)}, from where on the arithmetic is the limit")
    return "\n".join([*lines, f"{roofs.environment.cpu}, {roofs.environment.date}"])


def _roof(roof: Roof) -> str:
    best = units.rate(roof.best, roof.unit)
    return f"{best}, {roof.how}; best of {roof.n}, their median {units.percent(roof.spread)} below"
