"""Models over the values of one thing: what is asked for on the left, its picture and its figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.labels import Label, empty_state, note, scrolled
from app.panels.sweep.figures import SweepFigure, choice, figures_of
from app.panels.sweep.head import SweepHead
from app.panels.sweep.measure_bar import MeasureBar
from app.panels.sweep.models import CANVAS
from app.panels.sweep.nothing import Nothing
from app.panels.sweep.picture import picture, read
from app.panels.sweep.setup import SweepSetup
from app.panels.sweep.table import SweepTable
from app.units import CHOSEN
from modelzoo.jobs import Progress
from modelzoo.presets import Preset, preset_of
from modelzoo.sweep_tables import SweepResult

if TYPE_CHECKING:
    from app.plots.line_plot import LinePlot

_SETUP_WIDTH = 316


@dataclass(frozen=True)
class SweepState:
    """How a sweep's measurement stands: how many values are missing, and whether they are being measured now.

    where: on which machine and when. foreign: whether that is another machine than this.
    """

    missing: int = 0
    running: bool = False
    where: str = ""
    foreign: bool = False


class SweepPage(QWidget):
    """Shows one sweep at a time; wishes what it needs."""

    asked = Signal(object)
    """A person wants this Sweep on paper, and whatever is known of its times."""
    measure_wished = Signal()
    """A person wants what is missing measured."""
    redo_wished = Signal(object)
    """A person wants these values measured again: a tuple."""
    cancel_wished = Signal()
    kept_wished = Signal(int)
    """A person wants to see a sweep that was kept, by its place in the list."""
    export_wished = Signal(str, bytes)
    """A person wants a file: its ending and its content."""
    hint_wished = Signal(str)
    """Something was done that cannot be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: SweepResult | None = None
        self._state, self._wanted = SweepState(), ""
        self._plot: LinePlot | None = None
        self.head, self.setup, self.bar, self.table = SweepHead(), SweepSetup(), MeasureBar(), SweepTable()
        self._form, self._figure = scrolled(self.setup), QComboBox()
        self._where, self._about = Label("", "subtext"), note()
        self._stack, self._plot_place = QStackedWidget(), QStackedWidget()
        self._nothing = Nothing()
        self._lay_out()
        self._listen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the models."""
        super().focusInEvent(event)
        self.setup.setFocus(event.reason())

    def show_sweep(self, found: SweepResult, state: SweepState) -> None:
        """Show what is known of a sweep."""
        self._found, self._state = found, state
        for part in (self._form, self.head):
            part.setEnabled(not state.running)
        if not state.running:
            self.bar.show_idle(state.missing, len(found.sweep.values) if found.sweep.setups else 0, state.foreign)
        self._where.setText(state.where)
        self._where.set_tone("warning" if state.foreign else "subtext")
        self._offer_figures(found)
        self._show()

    def show_waiting(self, progress: Progress) -> None:
        """Nothing is known yet of what was asked for; it has come so far."""
        self._found = None
        self._nothing.show_text(self.tr("Counting: {:.0%}").format(progress.share))
        self._stack.setCurrentIndex(0)

    def show_progress(self, progress: Progress) -> None:
        """The measurement has come so far."""
        self.bar.show_progress(progress)

    def show_failure(self, reason: str) -> None:
        """What was asked for came to nothing, or a part of it: why."""
        if self._found:
            self.bar.show_failure(reason)
        else:
            self._nothing.show_text(reason)

    def show_kept(self, titles: Sequence[str], current: int) -> None:
        """Which sweeps the project keeps, and which of them is shown (-1: none)."""
        self.head.show_kept(titles, current)

    def choose_figure(self, key: str) -> None:
        """Let the picture be of this figure, as soon as there is such a one."""
        self._wanted = key
        self._write_anew()

    @property
    def plot_ready(self) -> bool:
        """Whether pictures can be shown."""
        return self._plot is not None

    def prepare_plot(self) -> None:
        """Show pictures from now on. Loads the plotting library, unless somebody has, which takes a moment."""
        if self._plot:
            return
        from app.plots.line_plot import LinePlot

        self._plot = LinePlot(self.tr("Sweep"))
        self._plot.exported.connect(self.export_wished)
        self._plot_place.addWidget(self._plot)
        self._plot_place.setCurrentWidget(self._plot)
        self._show()

    def open_preset(self, preset: Preset) -> None:
        """Show a preset: the figure it is about, its sweep, and what it takes to have all of it."""
        self._wanted = preset.shows
        self.setup.show_sweep(preset.sweep)
        if preset.sweep.setups:
            self.measure_wished.emit()

    def _show(self) -> None:
        found, figure = self._found, self._figure.currentData()
        if found is None or figure is None:
            return
        self._stack.setCurrentIndex(1)
        preset = preset_of(found.sweep)
        printed = preset.printed if preset else ()
        self._about.setText(f"{preset.about} Source: {preset.source}." if preset else "")
        self._about.setVisible(preset is not None)
        timed = any(point.latency for point in found.points)
        measurable = timed and not self._state.running and not self._state.foreign
        self.table.show_figures(found, figure, printed, measurable)
        if self._plot:
            shown = picture(found, figure, read(found, figure, printed))
            self._plot.show_picture(shown, (found.sweep.question, figure.key))

    def _offer_figures(self, found: SweepResult) -> None:
        with QSignalBlocker(self._figure):
            self._figure.clear()
            for at, each in enumerate(figures_of(found)):
                self._figure.addItem(each.title, each)
                self._figure.setItemData(at, f"{each.tip}.", Qt.ItemDataRole.ToolTipRole)
            self._figure.setCurrentIndex(choice(found, self._wanted))

    def _choose_figure(self) -> None:
        figure: SweepFigure | None = self._figure.currentData()
        if figure:
            self._wanted = figure.key
            self._show()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(_SETUP_WIDTH)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self._form, 1)
        side.addWidget(self.bar)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._results())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(left)
        middle.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(middle, 1)

    def _results(self) -> QWidget:
        label = Label(self.tr("Sho&w"))
        label.setBuddy(self._figure)
        self._figure.setAccessibleName(self.tr("Figure on the y axis"))
        self._figure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line = QHBoxLayout()
        line.setContentsMargins(10, 4, 10, 0)
        line.setSpacing(6)
        for part in (label, self._figure):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._where)
        self._about.setContentsMargins(10, 2, 10, 2)
        self._plot_place.addWidget(empty_state(self.tr("Loading the plot…")))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._plot_place)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([400, 190])
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._about)
        column.addWidget(splitter, 1)
        return results

    def _listen(self) -> None:
        self.head.preset_wished.connect(self.open_preset)
        self.head.kept_wished.connect(self.kept_wished)
        self.setup.asked.connect(self.asked)
        self._nothing.open_model_wished.connect(lambda: self.setup.show_models((CANVAS,)))
        self.bar.measure_wished.connect(self.measure_wished)
        self.bar.cancel_wished.connect(self.cancel_wished)
        self.table.redo_wished.connect(self.redo_wished)
        self.table.hint_wished.connect(self.hint_wished)
        self._figure.currentIndexChanged.connect(self._choose_figure)
        CHOSEN.changed.connect(self._write_anew)

    def _write_anew(self) -> None:
        """Figures are written in other units than before."""
        if self._found:
            self._offer_figures(self._found)
            self._show()
