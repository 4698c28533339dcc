"""Sweeps as the page wishes them: on paper at once, measured value by value, and kept with the project."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import product

from PySide6.QtCore import QObject

from app.document import Document
from app.exports import Exports
from app.kept_sweeps import KeptSweeps
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.sweep.models import CANVAS
from app.panels.sweep.page import SweepState
from app.worker import HERE, MEASURE, PAPER, Worker
from modelzoo.graph import Value
from modelzoo.jobs import Progress
from modelzoo.params import value_text
from modelzoo.project import Project
from modelzoo.project_file import dumps
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import OF_A_RUN, Drawn, Sweep, SweepPoint

MEASURED = "sweep value"
"""The kind of job that measures one value."""


class Sweeping(QObject):
    """One sweep at a time; while it is measured nothing else is measured of itself."""

    def __init__(self, document: Document, worker: Worker, measuring: Measuring, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._window = document, worker, window
        self._measuring, self._page = measuring, window.sweeps
        self._exports = Exports(worker, window)
        self._wish: Sweep | None = None
        self._asked = Sweep((), "", ())
        self._paper = SweepResult(self._asked)
        self._failed: dict[Value, str] = {}
        self._todo: tuple[Value, ...] = ()
        self._total = 0
        self._sweeps: tuple[SweepResult, ...] = ()
        self._kept = KeptSweeps()
        self._canvas_changed = False
        self._listen()

    def sweep_models(self, names: Sequence[str]) -> None:
        """Turn to the page with these models to be swept."""
        if self._todo:
            self._window.hint(self.tr("A sweep is being measured: cancel it first."))
        elif names:
            self._page.setup.show_models(names)
        self._window.pages.turn_to("sweeps")

    def sweep_shown(self) -> None:
        """Sweep the models that the page in front is about: those selected in the zoo, those compared, the canvas'."""
        window, shown = self._window, self._window.pages.current
        about = {"zoo": lambda: window.zoo.selected, "comparison": lambda: window.comparison.names}
        self.sweep_models((CANVAS,) if shown == "canvas" else about.get(shown, tuple)())

    def ask(self, wish: Sweep) -> None:
        """Show what is known of this sweep, and find out what is not known of it on paper."""
        self._wish, self._asked, self._failed, self._canvas_changed = wish, self._resolved(wish), {}, False
        paper = replace(self._asked, setups=())
        if self._paper.sweep.question != paper.question:
            self._paper = SweepResult(paper)
        self._paper = self._paper.widened(wish.values)
        missing = () if wish.over in OF_A_RUN else self._paper.over(wish.values).missing
        if self._knows_some or not missing:
            self._show()
        else:
            self._page.show_waiting(Progress(0.0))
        self._count(replace(paper, values=missing))

    def _count(self, paper: Sweep) -> None:
        """Find out what these values give on paper."""
        self._worker.cancel("sweep")
        if paper.values:
            self._worker.submit(
                "sweep",
                PAPER,
                "sweep",
                paper,
                done=self._take_paper,
                failed=self._tell_failure,
                progress=self._tell_paper_progress,
            )

    @property
    def _knows_some(self) -> bool:
        """Whether there is anything to show of the sweep that is asked for."""
        return bool(self._paper.points or self._kept.find(self._asked))

    def measure(self, values: tuple[Value, ...] = ()) -> None:
        """Measure these values, or else whatever is missing."""
        if self._wish is None or not self._asked.setups or self._todo:
            return
        self._todo = values or self._kept.own(self._asked).over(self._asked.values).missing
        self._total = len(self._todo)
        if self._todo:
            self._measuring.hold(True)
            self._measure_next()

    def cancel(self) -> None:
        """Measure no more; what was found stays."""
        self._worker.cancel(MEASURED)
        if self._todo:
            self._end()

    def _measure_next(self) -> None:
        value = self._todo[0]
        self._failed.pop(value, None)
        self._show()
        self._tell_progress(Progress(0.0, self.tr("waiting for the measuring engine")))
        self._worker.submit(
            MEASURED,
            MEASURE,
            "sweep_value",
            self._asked,
            value,
            self._measuring.extent.seconds,
            self._measuring.extent.runs,
            done=self._keep,
            failed=self._give_up,
            progress=self._tell_progress,
            title=self.tr("The measurement at {} {}").format(self._asked.over, value_text(value)),
        )

    def _keep(self, points: tuple[SweepPoint, ...]) -> None:
        """A value is measured: let the project have it, and go on."""
        found = self._kept.own(self._asked).widened(self._asked.values).with_points(points)
        self._document.record(lambda record: record.with_sweep(found), unsaved=True)
        self._go_on()

    def _give_up(self, error: Exception) -> None:
        """The engine was lost at a value: that is told, the others are measured, and this one counts as missing."""
        self._failed[self._todo[0]] = str(error)
        self._go_on()

    def _go_on(self) -> None:
        self._todo = self._todo[1:]
        if self._todo:
            self._measure_next()
        else:
            self._end()

    def _end(self) -> None:
        self._todo = ()
        self._show()
        if self._failed:
            self._page.show_failure("\n".join(dict.fromkeys(self._failed.values())))
        self._measuring.hold(False)

    def _show(self) -> None:
        """Show all that is known of the sweep that is asked for, and which of the kept ones it is."""
        kept, asked = self._kept, self._asked
        known = kept.find(asked)
        self._page.show_kept(kept.titles, kept.all.index(known) if known else -1)
        if self._wish is None:
            return
        measured, paper = (known or SweepResult(asked)).over(asked.values), self._paper.over(asked.values)
        foreign = kept.is_foreign(measured)
        missing = asked.values if foreign else measured.missing
        state = SweepState(len(missing), bool(self._todo), kept.where(measured), foreign)
        self._page.show_sweep(SweepResult(asked, (*paper.points, *measured.points, *self._lost())), state)

    def _lost(self) -> Iterator[SweepPoint]:
        """The values at which the engine was lost, as points that say so."""
        for value, reason in self._failed.items():
            for model, setup in product(self._asked.models, self._asked.setups):
                yield SweepPoint(model, value, setup, problem=reason)

    def _follow_record(self) -> None:
        """The project keeps other sweeps than before."""
        sweeps = self._document.project.record.sweeps
        if sweeps != self._sweeps:
            self._sweeps = sweeps
            self._kept = KeptSweeps(sweeps, self._measuring.here.machine if sweeps else "")
            self._show()

    def _follow_opened(self) -> None:
        """Another project: show what was last swept in it, if anything was."""
        self.cancel()
        self._follow_record()
        if self._sweeps:
            self._show_kept(0)

    def _follow_canvas(self, before: Project, now: Project) -> None:
        """The model on the canvas is another: so is a sweep of it."""
        if self._wish and CANVAS in self._wish.models and (now.graph, now.size) != (before.graph, before.size):
            self._canvas_changed = True
            self._renew()

    def _renew(self) -> None:
        """Ask again for a sweep of a model on the canvas that has changed, once somebody looks."""
        if self._wish and self._canvas_changed and not self._todo and self._window.pages.current == "sweeps":
            self.ask(self._wish)

    def _resolved(self, wish: Sweep) -> Sweep:
        """The sweep with the model on the canvas as it now stands."""
        if CANVAS not in wish.models:
            return wish
        project = self._document.project
        name = f"{project.title} on the canvas"
        drawn = Drawn(name, dumps(Project(project.title, project.graph, project.size, source=project.source)))
        models = tuple(name if each == CANVAS else each for each in wish.models)
        return replace(wish, models=models, drawn=(*(each for each in wish.drawn if each.name != name), drawn))

    def _show_kept(self, at: int) -> None:
        self._page.setup.show_sweep(self._kept.all[at].sweep)

    def _take_paper(self, points: tuple[SweepPoint, ...]) -> None:
        self._paper = self._paper.with_points(points)
        self._show()

    def _tell_paper_progress(self, progress: Progress) -> None:
        if not self._knows_some:
            self._page.show_waiting(progress)

    def _tell_progress(self, progress: Progress) -> None:
        done = self._total - len(self._todo)
        self._page.show_progress(Progress((done + progress.share) / max(1, self._total), progress.text))

    def _tell_failure(self, error: Exception) -> None:
        self._page.show_failure(str(error))

    def _listen(self) -> None:
        page, window = self._page, self._window
        page.asked.connect(self.ask)
        page.measure_wished.connect(self.measure)
        page.redo_wished.connect(self.measure)
        page.cancel_wished.connect(self.cancel)
        page.kept_wished.connect(self._show_kept)
        page.export_wished.connect(lambda ending, content: self._exports.save("sweep", ending, content))
        page.hint_wished.connect(window.hint)
        window.pages.turned.connect(self._renew)
        self._document.opened.connect(self._follow_opened)
        self._document.recorded.connect(self._follow_record)
        self._document.changed.connect(self._follow_canvas)
        self._load_plot()
        self._follow_opened()

    def _load_plot(self) -> None:
        """Load the plotting library on the worker's thread: it takes a moment."""
        show = self._page.prepare_plot
        self._worker.submit(
            "sweep plot", HERE, import_module, "app.plots.line_plot", done=lambda _: show(), failed=self._tell_failure
        )
