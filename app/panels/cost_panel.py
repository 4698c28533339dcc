"""The totals of a model on paper, and what became of them since the pinned baseline."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import units
from app.figures import FIGURES, NOTHING, Figure, every_digit
from app.icons import action_icon
from app.labels import Label, Tone, figure, note, scrolled
from modelzoo.results import Cost

_WIDE = 410
"""Pixels of width from which a change is written in full and not only as a share."""
_Change = Callable[[float, float, units.Show], str]
_WHY_THEY_DIFFER = (
    "MACs and mult-adds differ: torchinfo adds biases and norms, counts a transposed convolution at every output "
    "pixel, and misses functional operations."
)


class CostPanel(QWidget):
    """Totals for one picture, with the change against the baseline beside each."""

    pin_wished = Signal()
    unpin_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Label(self.tr("Batch 1, fp32"), "subtext")
        self._against, self._missing = note(), note(self.tr("Open a model, and its totals stand here."))
        self._values = [figure(row.title, bold=True) for row in FIGURES]
        self._changes = [figure(self.tr("Change of {}").format(row.title.lower())) for row in FIGURES]
        self._figures, self._why, self._uncounted = QWidget(), note(self.tr(_WHY_THEY_DIFFER)), note()
        self._shown: tuple[Cost | None, Cost | None] = None, None
        self._pin, self._unpin = QPushButton(self.tr("Pin as baseline")), QPushButton(self.tr("Unpin"))
        self._lay_out()
        self._pin.clicked.connect(self.pin_wished)
        self._unpin.clicked.connect(self.unpin_wished)
        units.CHOSEN.changed.connect(self._fill)
        self.show_cost(None, None, "")

    def show_cost(self, cost: Cost | None, baseline: Cost | None, baseline_title: str, numbers: str = "fp32") -> None:
        """Show these totals, or that there are none, and the change against the baseline's."""
        self._state.setText(self.tr("Batch 1, {}").format(numbers))
        self._figures.setVisible(cost is not None)
        self._missing.setVisible(cost is None)
        if cost is not None:
            self._missing.setText(self.tr("No totals: the model cannot run yet. The problems panel says why."))
        self._against.setText(self.tr("Change against {}").format(baseline_title))
        self._against.setVisible(bool(baseline_title))
        self._pin.setEnabled(cost is not None)
        self._unpin.setEnabled(bool(baseline_title))
        self._shown = cost, baseline
        self._fill()
        self._why.setVisible(cost is not None and cost.as_torchinfo and cost.macs != cost.mult_adds)
        self._show_uncounted(cost)

    def show_stale(self) -> None:
        """Grey the totals: they are not of the model as it stands."""
        self._state.setText(self.tr("Stale: counting the model as it stands…"))
        for label in (*self._values, *self._changes):
            label.set_tone("subtext")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write changes in full where there is room."""
        super().resizeEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()

    def _lay_out(self) -> None:
        grid = QGridLayout(self._figures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(FIGURES):
            title = Label(row.title)
            title.setToolTip(f"{row.tip}.")
            for column, label in enumerate((title, self._values[at], self._changes[at])):
                grid.addWidget(label, at, column)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(6)
        for part in (self._state, self._against, self._missing, self._figures, self._uncounted, self._why):
            inner.addWidget(part)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 4, 10, 8)
        buttons.addWidget(self._pin, 1)
        buttons.addWidget(self._unpin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(buttons)
        self._pin.setToolTip(self.tr("Keep the present model to compare with"))
        self._unpin.setToolTip(self.tr("Stop comparing"))
        self._paint_icons()

    def _fill(self) -> None:
        show_change = units.change if self.width() >= _WIDE else units.share
        for row, value, change in zip(FIGURES, self._values, self._changes, strict=True):
            _fill(row, value, change, self._shown, show_change)

    def _paint_icons(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        self._pin.setIcon(action_icon("pin", colour))
        self._unpin.setIcon(action_icon("unpin", colour))

    def _show_uncounted(self, cost: Cost | None) -> None:
        ops = cost.uncounted if cost else ()
        listed = ", ".join(f"{name} ({times}x)" if times > 1 else name for name, times in ops)
        self._uncounted.setText(self.tr("Not in MACs: {}").format(listed))
        self._uncounted.setToolTip(self.tr("Operations that no counting rule covers, and how often they occur"))
        self._uncounted.setVisible(bool(ops))


def _fill(
    row: Figure, value: Label, change: Label, shown: tuple[Cost | None, Cost | None], show_change: _Change
) -> None:
    cost, baseline = shown
    change.setVisible(cost is not None and baseline is not None)
    if cost is None:
        return
    now, before = row.find(cost), row.find(baseline) if baseline else None
    value.setText(NOTHING if now is None else row.show(now))
    value.setToolTip(row.full(cost))
    value.set_tone("text")
    change.setText("")
    change.setToolTip("")
    if now is not None and before is not None:
        change.setText(show_change(now, before, row.show))
        difference = units.change(now, before, row.show)
        change.setToolTip(f"{difference}: {every_digit(now)} now, {every_digit(before)} {row.unit} in the baseline")
        change.set_tone(_tone(row, now, before))


def _tone(row: Figure, now: float, before: float) -> Tone:
    if now == before or not row.less_is_better:
        return "subtext"
    return "good" if now < before else "bad"
