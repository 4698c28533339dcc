"""What the model takes on this CPU: the median with its spread, how it was taken, and whether to trust it."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import units
from app.icons import action_icon
from app.labels import Label, Tone, figure, note, scrolled
from modelzoo.analysis.trust import doubts
from modelzoo.jobs import Progress
from modelzoo.measurements import Latency, Measured, Verdict

if TYPE_CHECKING:
    from app.histogram import Histogram

_FACTS = (
    ("p90", "Nine of ten runs took no longer"),
    ("Fastest", "The fastest run"),
    ("First call", "The first run, before any warm-up"),
    ("Runs", "How many runs were timed"),
    ("Threads", "How many threads the runtime used"),
    ("Runtime", "What ran the model: eager is PyTorch as it is"),
    ("Input", "Channels x height x width, batch 1, fp32"),
    ("Other load", "Cores that other processes kept busy meanwhile"),
)
_WIDE = 350
"""Pixels of width from which the distribution stands beside the figures."""
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_TONES: dict[Verdict, Tone] = {"faster": "good", "slower": "bad", "no difference shown": "subtext"}


class LatencyPanel(QWidget):
    """One measurement at a time; what is stale is grey and says so."""

    threads_chosen = Signal(int)
    paused = Signal(bool)
    measure_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latency: Latency | None = None
        self._stale = False
        self._histogram: Histogram | None = None
        self._p50, self._status = Label(scale=1.9, bold=True), note(self.tr("Open a model to have it measured."))
        self._change, self._warning, self._machine = Label(), note(tone="warning"), note()
        self._facts = [figure(title) for title, _ in _FACTS]
        self._progress = QProgressBar()
        self._threads = QSpinBox()
        self._pause, self._again = _button(self.tr("Pause")), _button(self.tr("Measure"))
        self._figures, self._content = QWidget(), QWidget()
        self._body, self._middle = QVBoxLayout(self._content), QBoxLayout(_DOWN)
        self._lay_out()
        self._threads.valueChanged.connect(self.threads_chosen)
        self._pause.toggled.connect(self.paused)
        self._again.clicked.connect(self.measure_wished)

    def show_measured(self, found: Measured) -> None:
        """Show a measurement of the model as it stands, with what its turns with the baseline say of the two."""
        self._latency = latency = found.latency
        self._p50.setText(units.duration(latency.p50))
        self._p50.setToolTip(self.tr("p50, the median of all timed runs: {:.4f} ms").format(latency.p50 * 1e3))
        for label, text in zip(self._facts, _facts(latency), strict=True):
            label.setText(text)
        self._show_change(found)
        warning = " ".join(filter(None, (*doubts(latency), found.refused)))
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        where = latency.environment
        self._machine.setText(f"{where.cpu}, {where.cores} cores · torch {where.torch} · {where.os}")
        self._machine.setToolTip(self.tr("Measured {}").format(where.date))
        self._plot()
        self._settle(fresh=True)
        self._say(self.tr("p50, batch 1"))

    def show_progress(self, progress: Progress) -> None:
        """A measurement is running, and has come so far."""
        self._say(f"{progress.text or self.tr('measuring')}…")
        self._progress.setValue(round(100 * progress.share))

    def show_waiting(self, text: str) -> None:
        """No measurement runs yet: what it waits for. What is shown stays."""
        self._progress.setValue(0)
        self._say(text)

    def show_stale(self) -> None:
        """Grey the figures: they are not of the model as it stands."""
        self._settle(fresh=False)
        self._say("")

    def show_failure(self, text: str) -> None:
        """The measurement could not be taken: why."""
        self._settle(fresh=False)
        self._say(text, "error")

    def show_nothing(self, text: str) -> None:
        """There is nothing to measure: why."""
        self._latency = None
        self._settle(fresh=True)
        self._say(text)

    def show_choices(self, threads: int, paused: bool) -> None:
        """The threads that are measured with and whether measuring is paused; tells nobody."""
        for control in (self._threads, self._pause):
            control.blockSignals(True)
        self._threads.setValue(threads)
        self._pause.setChecked(paused)
        for control in (self._threads, self._pause):
            control.blockSignals(False)

    @property
    def plot_ready(self) -> bool:
        """Whether the distribution can be shown."""
        return self._histogram is not None

    def prepare_plot(self) -> None:
        """Show the distribution from now on. Loads the plotting library, unless somebody has, which takes a moment."""
        if self._histogram:
            return
        from app.histogram import Histogram

        self._histogram = Histogram()
        self._middle.addWidget(self._histogram, 1)
        self._plot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the distribution beside the figures where there is room, else below."""
        super().resizeEvent(event)
        self._middle.setDirection(_ACROSS if self.width() >= _WIDE else _DOWN)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()

    def _say(self, text: str, tone: Tone = "subtext") -> None:
        stale = self.tr("stale") if self._stale else ""
        self._status.setText(" – ".join(filter(None, (stale, text))))
        self._status.set_tone(tone)

    def _settle(self, fresh: bool) -> None:
        self._stale = not fresh and self._latency is not None
        self._progress.setValue(0)
        for label in (self._p50, *self._facts):
            label.set_tone("text" if fresh else "subtext")
        for part in (self._p50, self._figures, self._machine):
            part.setVisible(self._latency is not None)
        if self._latency is None or not fresh:
            self._change.hide()
            self._warning.hide()
        if self._histogram:
            self._histogram.setVisible(self._latency is not None)
            self._histogram.setEnabled(fresh)

    def _show_change(self, found: Measured) -> None:
        self._change.setVisible(found.comparison is not None)
        if found.baseline and found.comparison:
            own, other, compared = found.latency.p50, found.baseline.p50, found.comparison
            change = units.change(own, other, units.duration)
            self._change.setText(f"{change} to the baseline: {compared.verdict}")
            self._change.set_tone(_TONES[compared.verdict])
            tip = self.tr("The baseline's p50 is {}. Both took turns; the ratio lies between {:.3f} and {:.3f} (95 %).")
            self._change.setToolTip(tip.format(units.duration(other), compared.low, compared.high))

    def _plot(self) -> None:
        if self._histogram:
            self._histogram.setVisible(self._latency is not None)
            if self._latency:
                self._histogram.show_samples(self._latency.samples, self._latency.p50, self._latency.p90)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._figures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for at, ((title, tip), value) in enumerate(zip(_FACTS, self._facts, strict=True)):
            label = Label(title, "subtext")
            label.setToolTip(f"{tip}.")
            value.setToolTip(f"{tip}.")
            grid.addWidget(label, at, 0)
            grid.addWidget(value, at, 1)
        heading = QHBoxLayout()
        heading.addWidget(self._p50)
        heading.addWidget(self._status, 1)
        self._body.setContentsMargins(10, 8, 10, 8)
        self._body.setSpacing(6)
        self._body.addLayout(heading)
        self._middle.setSpacing(12)
        self._middle.addWidget(self._figures, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._change)
        self._body.addWidget(self._warning)
        self._body.addLayout(self._middle)
        self._body.addWidget(self._machine)
        self._body.addStretch(1)
        self._p50.setAccessibleName(self.tr("Median latency"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._thin_progress())
        layout.addWidget(scrolled(self._content), 1)
        layout.addLayout(self._controls())
        self._settle(fresh=True)

    def _thin_progress(self) -> QProgressBar:
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(self.tr("Progress of the measurement"))
        return self._progress

    def _controls(self) -> QHBoxLayout:
        self._threads.setRange(1, os.cpu_count() or 1)
        self._threads.setKeyboardTracking(False)
        self._threads.setAccessibleName(self.tr("Threads to measure with"))
        self._threads.setToolTip(self.tr("Threads to measure with. More than one needs as many free cores."))
        self._pause.setCheckable(True)
        self._pause.setToolTip(self.tr("Measure nothing until this is switched off"))
        self._again.setToolTip(self.tr("Measure again, now"))
        label = QLabel(self.tr("&Threads"))
        label.setBuddy(self._threads)
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 8)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self._threads)
        row.addStretch(1)
        row.addWidget(self._pause)
        row.addWidget(self._again)
        self._paint_icons()
        return row

    def _paint_icons(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        self._pause.setIcon(action_icon("pause", colour))
        self._again.setIcon(action_icon("measure", colour))


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _facts(latency: Latency) -> tuple[str, ...]:
    times = (latency.p90, latency.minimum, latency.first)
    return (
        *map(units.duration, times),
        units.exact(latency.n),
        str(latency.setup.threads),
        latency.setup.runtime,
        "x".join(map(str, latency.input)),
        f"{latency.load.foreign_cores:.2f} cores",
    )
