"""Two models set side by side: the engine opens, counts and aligns them, the worker draws them alike."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.canvas.pairing import Drawing, place_pair
from app.document import Document
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.diff.sides import BASELINE, PRESENT, VARIANT
from app.worker import HERE, PAPER, Worker
from modelzoo.diff import Difference, Side
from modelzoo.measurements import Latency, Setup
from modelzoo.project import Baseline, Place, Project, Variant
from modelzoo.results import Examination

Opened = tuple[tuple[Project, Examination], tuple[Project, Examination]]
"""Both models and what they cost."""
Places = tuple[Mapping[str, Place], Mapping[str, Place]]


class Differing(QObject):
    """Keeps the page of differences true as long as it is looked at."""

    def __init__(self, document: Document, worker: Worker, measuring: Measuring, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._measuring, self._window = document, worker, measuring, window
        self._page = window.diff
        self._names: tuple[str, str] = (BASELINE, PRESENT)
        self._size = ""
        self._shown: tuple[object, ...] = ()
        self._page.wished.connect(self.ask)
        self._page.file_wished.connect(self._choose_file)
        self._page.hint_wished.connect(window.hint)
        window.pages.turned.connect(lambda _: self._renew())
        document.changed.connect(self._follow)
        document.recorded.connect(self._forget)
        self._show_titles(document.project)

    def show_baseline(self) -> None:
        """Set the present model beside the baseline."""
        self._names, self._size = (BASELINE, PRESENT), ""
        self._window.pages.turn_to("diff")
        self._renew()

    def show_variant(self, title: str) -> None:
        """Set the present model beside another variant."""
        self._names, self._size = (f"{VARIANT}{title}", PRESENT), ""
        self._window.pages.turn_to("diff")
        self._renew()

    def ask(self, before: str, after: str, size: str) -> None:
        """Set these two side by side."""
        self._names, self._size = (before, after), size
        self._renew()

    def _follow(self, before: Project, now: Project) -> None:
        if now.variants is not before.variants:
            self._show_titles(now)
        self._renew()

    def _show_titles(self, project: Project) -> None:
        titles = [each.title for each in project.variants]
        self._page.show_variants(titles if len(titles) > 1 else ())

    def _renew(self) -> None:
        """Ask for what is wanted now, where it is looked at and is another than what is shown."""
        models = tuple(self._model(name) for name in self._names)
        wish = (*models, self._size)
        if self._window.pages.current != "diff" or wish == self._shown:
            return
        self._shown = wish
        self._page.show_wish(*self._names, self._size)
        if None in models:
            self._worker.cancel("diff")
            self._page.show_reason(self._missing(self._names[models.index(None)]))
        else:
            self._submit(PAPER, "open_sides", models, self._size, done=self._compare)

    def _model(self, name: str) -> str | Project | None:
        """What is meant by a name; None where there is no baseline or no such variant."""
        project = self._document.project
        meant: Variant | Baseline | None
        if name == PRESENT:
            meant = project
        elif name == BASELINE:
            meant = project.baseline
        elif name.startswith(VARIANT):
            title = name.removeprefix(VARIANT)
            meant = next((each for each in project.variants if each.title == title), None)
        else:
            return name
        return Project(meant.title, meant.graph, meant.size, source=meant.source) if meant else None

    def _missing(self, name: str) -> str:
        """Why there is nothing by this name."""
        if name == BASELINE:
            return self.tr("No baseline is pinned. Pin one (Ctrl+B), or choose another model above.")
        return self.tr("The project has no variant named “{}” any more. Choose another model above.").format(
            name.removeprefix(VARIANT)
        )

    def _compare(self, opened: Opened) -> None:
        """Align the models, with their times where both were measured alike."""
        setups = self._measuring.setups
        setup = next((each for each in setups if all(self._latency(project, each) for project, _ in opened)), None)
        sides = (self._side(project, examination, setup) for project, examination in opened)
        times = [latency for project, _ in opened if setup and (latency := self._latency(project, setup))]
        self._submit(PAPER, "diff", *sides, done=partial(self._place, opened, times))

    def _side(self, project: Project, examination: Examination, setup: Setup | None) -> Side:
        if setup is None:
            return Side(project.graph, examination.cost)
        record, machine = self._document.project.record, self._measuring.here.machine
        layers = record.layer_times(project.graph.fingerprint, project.size, setup, machine)
        latency = self._latency(project, setup)
        seconds = latency.p50 if latency else None
        return Side(project.graph, examination.cost, layers.seconds if layers else {}, seconds)

    def _latency(self, project: Project, setup: Setup) -> Latency | None:
        record, machine = self._document.project.record, self._measuring.here.machine
        return record.latency(project.graph.fingerprint, project.size, setup, machine)

    def _place(self, opened: Opened, times: Sequence[Latency], found: Difference) -> None:
        shapes = (examination.shapes for _, examination in opened)
        self._submit(HERE, place_pair, found, *shapes, done=partial(self._show, opened, times, found))

    def _show(self, opened: Opened, times: Sequence[Latency], found: Difference, places: Places) -> None:
        before, after = (
            Drawing(_title(name, project), project.graph, examination.shapes, each)
            for name, (project, examination), each in zip(self._names, opened, places, strict=True)
        )
        self._page.show_pair(before, after, found, times)

    def _submit(self, lane: str, job: Any, *args: Any, done: Callable[[Any], None]) -> None:
        self._worker.submit("diff", lane, job, *args, done=done, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        self._shown = ()
        self._page.show_reason(str(error))

    def _forget(self) -> None:
        """More was measured: what is shown lacks it."""
        self._shown = ()

    def _choose_file(self, at: int) -> None:
        title, kinds = self.tr("Choose a project"), self.tr("Slimscope projects (*.slimscope);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if path:
            before, after = (path if each == at else name for each, name in enumerate(self._names))
            self.ask(before, after, self._size)


def _title(name: str, project: Project) -> str:
    """What stands above a drawing: the model's title, and which of two with one title it is."""
    return f"{project.title} ({name.lower()})" if name in (PRESENT, BASELINE) else project.title
