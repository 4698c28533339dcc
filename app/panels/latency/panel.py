"""What the model takes on this CPU, a column a runtime: with its spread, how it was taken, and whether to trust it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.labels import Label, Tone, note, scrolled
from app.panels.latency.columns import Columns
from app.panels.latency.controls import Controls
from app.panels.latency.wording import (
    foreign_text,
    is_doubtful,
    load_text,
    machine_text,
    taken_text,
    warnings,
)
from app.settings import SetupChoice
from modelzoo.catalog import RuntimeInfo
from modelzoo.jobs import Progress
from modelzoo.measurements import Latency, Measured

if TYPE_CHECKING:
    from app.histogram import Histogram

_WIDE = 560
"""Pixels of width from which the distributions stand beside the figures."""
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class LatencyPanel(QWidget):
    """One measurement at a time; what is stale is grey and says so."""

    setup_chosen = Signal(object)
    """A SetupChoice."""
    paused = Signal(bool)
    measure_wished = Signal()
    quiet_wished = Signal()
    """Wait until the machine is quiet, then measure."""
    wait_ended = Signal()
    """Wait no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Measured | None = None
        self._stale = self._waits = False
        self._titles: dict[str, str] = {}
        self._histograms: list[Histogram] | None = None
        self._status, self._remarks = note(self.tr("Open a model to have it measured.")), QWidget()
        self._warning, self._quiet = note(tone="warning"), QPushButton()
        self._columns = Columns(self._remarks)
        self._load, self._machine, self._foreign = note(), note(), note()
        self._progress, self._controls = QProgressBar(), Controls()
        self._figures, self._plots = QWidget(), QWidget()
        self._middle, self._plot_rows = QBoxLayout(_DOWN), QVBoxLayout(self._plots)
        self._lay_out()
        self._quiet.clicked.connect(lambda: (self.wait_ended if self._waits else self.quiet_wished).emit())
        self._controls.setup_chosen.connect(self.setup_chosen)
        self._controls.paused.connect(self.paused)
        self._controls.measure_wished.connect(self.measure_wished)

    def show_runtimes(self, runtimes: Iterable[RuntimeInfo]) -> None:
        """Offer these runtimes, and call them by their titles."""
        known = tuple(runtimes)
        self._titles = {info.name: info.title for info in known}
        self._controls.show_runtimes(known)

    def show_choices(self, setup: SetupChoice, paused: bool) -> None:
        """How models are measured and whether measuring is paused; tells nobody."""
        self._controls.show_choices(setup, paused)

    def show_measured(self, found: Measured, numbers: str = "fp32") -> None:
        """Show a measurement of the model as it stands, with what the turns say of all that took them."""
        self._found = found
        self._columns.show_measured(found, self._titles)
        first = next(timing.latency for timing in found.timings if timing.latency)
        self._load.setText(load_text(first))
        self._machine.setText(machine_text(first))
        _tell(self._warning, "\n".join(warnings(found, self._titles)))
        self._plot()
        self._settle(fresh=True)
        self._say(taken_text(first, numbers))

    def show_progress(self, progress: Progress) -> None:
        """A measurement is running, and has come so far."""
        self._say(f"{progress.text or self.tr('measuring')}…")
        self._progress.setValue(round(100 * progress.share))

    def show_waiting_for_quiet(self, progress: Progress) -> None:
        """The machine is too busy: how much of the patience is over."""
        self._waits = True
        self._name_quiet()
        self.show_progress(progress)

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
        self._found = None
        self._settle(fresh=True)
        self._say(text)

    def show_foreign(self, found: Sequence[Latency]) -> None:
        """What other machines took for the model as it stands, apart from all that this one took."""
        lines = [foreign_text(each, self._titles) for each in found]
        heading = self.tr("Taken on other machines, not to be compared with these:")
        _tell(self._foreign, "\n".join([heading, *lines]) if lines else "")

    @property
    def plot_ready(self) -> bool:
        """Whether the distribution can be shown."""
        return self._histograms is not None

    def prepare_plot(self) -> None:
        """Show the distributions from now on. Loads the plotting library, unless somebody has, which takes a moment."""
        if self._histograms is None:
            import app.histogram  # noqa: F401

            self._histograms = []
            self._plot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the distributions beside the figures where there is room, else below."""
        super().resizeEvent(event)
        self._middle.setDirection(_ACROSS if self.width() >= _WIDE else _DOWN)

    def _say(self, text: str, tone: Tone = "subtext") -> None:
        stale = self.tr("stale") if self._stale else ""
        self._status.setText(" – ".join(filter(None, (stale, text))))
        self._status.set_tone(tone)

    def _settle(self, fresh: bool) -> None:
        self._stale = not fresh and self._found is not None
        self._waits = False
        self._progress.setValue(0)
        for part in (self._figures, self._load, self._machine, self._plots):
            part.setVisible(self._found is not None)
        if self._found is None or not fresh:
            self._columns.show_stale()
            self._warning.hide()
        doubtful = self._found is not None and any(is_doubtful(timing) for timing in self._found.timings)
        self._quiet.setVisible(doubtful and fresh)
        self._name_quiet()
        for histogram in self._histograms or ():
            histogram.setEnabled(fresh)

    def _name_quiet(self) -> None:
        self._quiet.setText(self.tr("Stop waiting") if self._waits else self.tr("Wait until quiet, then measure"))

    def _plot(self) -> None:
        if self._histograms is None or self._found is None:
            return
        from app.histogram import Histogram

        timings = self._found.timings
        while len(self._histograms) < len(timings):
            self._histograms.append(Histogram(len(self._histograms)))
            self._plot_rows.addWidget(self._histograms[-1])
        for at, histogram in enumerate(self._histograms):
            latency = timings[at].latency if at < len(timings) else None
            histogram.setVisible(latency is not None)
            if latency:
                title = self._titles.get(latency.setup.runtime, latency.setup.runtime)
                histogram.show_samples(latency.samples, latency.p50, latency.p90, title)

    def _lay_out(self) -> None:
        content = QWidget()
        figures, body, remarks = QVBoxLayout(self._figures), QVBoxLayout(content), QVBoxLayout(self._remarks)
        for layout in (figures, remarks, self._plot_rows):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
        remarks.addWidget(self._quiet, 0, Qt.AlignmentFlag.AlignLeft)
        remarks.addWidget(self._warning)
        figures.addWidget(self._columns)
        figures.addWidget(self._load)
        figures.addStretch(1)
        self._middle.setSpacing(12)
        self._middle.addWidget(self._figures, 1)
        self._middle.addWidget(self._plots, 1)
        body.setContentsMargins(10, 8, 10, 8)
        body.setSpacing(6)
        body.addWidget(self._status)
        body.addLayout(self._middle)
        body.addWidget(self._machine)
        body.addWidget(self._foreign)
        body.addStretch(1)
        self._quiet.setToolTip(self.tr("Measure as soon as other processes and the host leave this machine alone"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._thin_progress())
        outer.addWidget(scrolled(content), 1)
        outer.addWidget(self._controls)
        self._foreign.hide()
        self._settle(fresh=True)

    def _thin_progress(self) -> QProgressBar:
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(self.tr("Progress of the measurement"))
        return self._progress


def _tell(label: Label, text: str) -> None:
    """Show a text, or nothing at all."""
    label.setText(text)
    label.setVisible(bool(text))
