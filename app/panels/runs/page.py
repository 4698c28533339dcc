"""Trainings side by side: what each metric means on the left, the curves and a row a run beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.labels import empty_state
from app.panels.runs.arrangement import filled, pile
from app.panels.runs.choices import Choices
from app.panels.runs.curves import Curves, look_of, subjects
from app.panels.runs.head import RunsHead
from app.panels.runs.mapping_form import MappingForm
from app.panels.runs.nothing import Nothing
from app.panels.runs.pair_form import PairForm
from app.panels.runs.problems import Problems
from app.panels.runs.table import RunsTable
from modelzoo.jobs import Progress
from modelzoo.runs.candidates import candidates
from modelzoo.runs.logs import Logs
from modelzoo.runs.run import Run
from modelzoo.runs.summaries import Summary, Summing
from modelzoo.runs.view import View

if TYPE_CHECKING:
    from app.plots.trace_plot import TracePlot

_SETTLES = 300
"""Milliseconds after which a view is told of: a slider that is dragged has been through many by then."""


class RunsPage(QWidget):
    """Shows the runs of a project's logs; wishes what it needs."""

    mapping_changed = Signal(object, str)
    """A person corrected what metrics mean: the Mapping, and what was done in words."""
    pairing_changed = Signal(object, str)
    """A person said what a run belongs to: the Pairing, and what was done in words."""
    view_changed = Signal(object)
    """A person looks at the runs otherwise: the View."""
    export_wished = Signal(str, object)
    """A person wants a file: its ending, and its content or what makes it."""
    hint_wished = Signal(str)
    """Something was done that cannot be seen."""
    shown_again = Signal()
    """Other runs are shown, or the same otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._logs, self._models = Logs(), tuple[str, ...]()
        self._found: tuple[Summary, ...] = ()
        self._hidden, self._current = frozenset[str](), ""
        self._are_other_runs = True
        self._summing, self._curves = Summing(), Curves()
        self._plot: TracePlot | None = None
        self.head, self.choices, self.table = RunsHead(), Choices(), RunsTable()
        self.mapping, self.pairs, self.nothing = MappingForm(), PairForm(), Nothing()
        self._problems, self._stack, self._plot_place = Problems(), QStackedWidget(), QStackedWidget()
        self._tools = QHBoxLayout()
        waits = (0, 0, _SETTLES)
        self._soon, self._redraw, self._settled = (QTimer(self, singleShot=True, interval=each) for each in waits)
        self._lay_out()
        self._listen()

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """The rows that are shown."""
        return self._found

    @property
    def folded(self) -> tuple[Summary, ...]:
        """The same runs with the seeds of a candidate folded, whether they are shown so or not."""
        return self._summing.summaries(self._runs, self._logs, self._models, folded=True)

    @property
    def plot(self) -> "TracePlot | None":
        """The plot, once it is loaded."""
        return self._plot

    def offer(self, actions: Sequence[QAction]) -> None:
        """What opens logs."""
        self.head.offer(actions)
        self.nothing.offer(actions)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the runs, or to what opens some."""
        super().focusInEvent(event)
        (self.table.table if self._runs else self.head).setFocus(event.reason())
        if not self._runs:
            self.focusNextChild()

    def show_logs(self, runs: Sequence[Run], logs: Logs, models: Sequence[str]) -> None:
        """Show these runs, and what is said of them. models: the networks that they may have trained."""
        if logs.view != self._logs.view:
            self._see(logs.view)
        self._runs, self._logs, self._models = tuple(runs), logs, tuple(models)
        self._are_other_runs = True
        self.show_again()

    def show_problems(self, problems: Sequence[str]) -> None:
        """What is no run log, or could not be read, beside what the runs tell of themselves."""
        self._problems.show_problems(problems, self._runs)

    def show_progress(self, progress: Progress) -> None:
        """Reading has come so far."""
        self.head.show_progress(progress)
        self.nothing.show_text(self.tr("Reading: {:.0%}").format(progress.share))

    def show_idle(self, cancelled: bool = False) -> None:
        """Nothing is being read; `cancelled`: though there is more."""
        self.head.show_idle(cancelled)
        self.nothing.show_text("")

    def show_again(self) -> None:
        """Show the runs as they are wished to be seen now; nothing is drawn that nobody sees."""
        self._soon.stop()
        self._found = self._summing.summaries(self._runs, self._logs, self._models, self.choices.folded)
        if self.isVisible():
            self._draw()
        self.shown_again.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while something else was shown."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._are_other_runs:
            self._are_other_runs = False
            self._show_heads()
        names = {each.name for each in self._found}
        self._current = self._current if self._current in names else ""
        self._show_curves()
        looks = {each.name: look_of(at) for at, each in enumerate(self._found)}
        self.table.show_summaries(self._found, self._logs.mapping, self._hidden, looks)
        self._show_pair()

    def _show_heads(self) -> None:
        """Which logs there are, and what can be chosen about them."""
        runs, logs = self._runs, self._logs
        self.head.show_paths(logs.paths)
        self._stack.setCurrentIndex(1 if runs else 0)
        self.head.show_runs(runs)
        seeds = any(len(each.runs) > 1 for each in candidates(runs, logs.pairing.candidates))
        self.choices.show_subjects(subjects(runs, logs.mapping), seeds)
        self.mapping.show_mapping(runs, logs.mapping)

    def prepare_plot(self) -> None:
        """Show curves from now on. Loads the plotting library, unless somebody has, which takes a moment."""
        if self._plot:
            return
        from app.plots.trace_plot import TracePlot

        self._plot = TracePlot(self.tr("Curves of the runs"))
        self._plot.exported.connect(self.export_wished)
        self._hear(self._plot)
        self._plot.scaled.connect(self._settled.start)
        self._plot.scale(self._logs.view.log_x, self._logs.view.log_y)
        self._tools.addWidget(self._plot.tools)
        self._plot_place.addWidget(self._plot)
        self._plot_place.setCurrentWidget(self._plot)
        self.show_again()

    @property
    def view(self) -> View:
        """How one looks at the runs now."""
        look = self._plot.look if self._plot else self._logs.view
        return replace(self.choices.view, hidden=tuple(sorted(self._hidden)), log_x=look.log_x, log_y=look.log_y)

    def _see(self, view: View) -> None:
        """Look at the runs like this."""
        self._settled.stop()
        self._hidden = frozenset(view.hidden)
        self.choices.show_view(view)
        if self._plot:
            self._plot.scale(view.log_x, view.log_y)

    def _tell_view(self) -> None:
        if self.view != self._logs.view:
            self.view_changed.emit(self.view)

    def _show_curves(self) -> None:
        self._redraw.stop()
        if self._plot:
            picture = self._curves.picture(self._found, self._logs.mapping, self.choices.wish)
            self._plot.show_traces(picture, self._hidden, self._current)

    def _show_pair(self) -> None:
        chosen = next((each.runs for each in self._found if each.name == self._current), ())
        self.mapping.show_chosen(chosen)
        self.pairs.show_pair(chosen, self._runs, self._logs.pairing, self._models)

    def _toggle(self, name: str, shown: bool) -> None:
        self._hide(self._hidden - {name} if shown else self._hidden | {name})

    def _leave_alone(self, name: str) -> None:
        """Hide all but this one; where it is alone already, or none is named, show all."""
        others = frozenset(each.name for each in self._found) - {name}
        self._hide(frozenset() if not name or (self._hidden >= others and name not in self._hidden) else others)

    def _hide(self, names: frozenset[str]) -> None:
        self._hidden = names
        self._soon.start()
        self._settled.start()

    def _choose(self, name: str) -> None:
        if name != self._current:
            self._current = name
            self.table.choose(name)
            self._soon.start()

    def _make_baseline(self, name: str) -> None:
        row = next(each for each in self._found if each.name == name)
        pairing = self._logs.pairing.held_against(row.runs[0].name)
        self.pairing_changed.emit(pairing, self.tr("hold runs against {}").format(row.runs[0].name))

    def _lay_out(self) -> None:
        self._tools.setContentsMargins(8, 4, 10, 2)
        self._tools.addWidget(self.choices)
        self._tools.addStretch(1)
        self._plot_place.addWidget(empty_state(self.tr("Loading the plot…")))
        forms = {self.tr("What is what"): self.mapping, self.tr("What it belongs to"): self.pairs}
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(filled(forms, self._tools, self._plot_place, self.table))
        pile(self, self.head, self._stack, self._problems)

    def _hear(self, part: "RunsTable | TracePlot") -> None:
        """The table and the plot wish the same of a run."""
        part.toggled.connect(self._toggle)
        part.soloed.connect(self._leave_alone)
        part.chosen.connect(self._choose)

    def _listen(self) -> None:
        self._soon.timeout.connect(self.show_again)
        self._redraw.timeout.connect(self._show_curves)
        self._settled.timeout.connect(self._tell_view)
        for told in (self.choices.wished, self.choices.folded_changed):
            told.connect(self._settled.start)
        self.choices.wished.connect(self._redraw.start)
        self.choices.folded_changed.connect(self._soon.start)
        self._hear(self.table)
        self.table.baseline_wished.connect(self._make_baseline)
        self.table.copy.copied.connect(self.hint_wished)
        self.mapping.changed.connect(self.mapping_changed)
        self.pairs.changed.connect(self.pairing_changed)
