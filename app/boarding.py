"""The board: which candidates stand on it, what is known of each, and what a person decides about them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.document import Document
from app.exports import Exports
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_models import NamedModels
from app.published import leading_number, published
from app.results import Results
from app.worker import MEASURE, PAPER, Worker
from modelzoo import variants
from modelzoo.board import Board
from modelzoo.catalog import CATALOG
from modelzoo.entries import Entry, Result, missing, own_entries, with_results, with_times
from modelzoo.errors import ZooError
from modelzoo.graph import Size
from modelzoo.jobs import Progress
from modelzoo.measurements import Latency, Setup, Subject, Unmeasured
from modelzoo.project import Project
from modelzoo.results import Examination
from modelzoo.sweeps import check_model

PAGE = "board"


class Boarding(QObject):
    """Keeps the page true while it is shown; models of the zoo are opened one after another once it is."""

    def __init__(
        self,
        document: Document,
        worker: Worker,
        results: Results,
        measuring: Measuring,
        models: NamedModels,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._results, self._measuring = document, worker, results, measuring
        self._models, self._window, self._page = models, window, window.board
        self._opened: dict[str, Project] = {}
        self._problems: dict[str, str] = {}
        self._failures: dict[tuple[str, Size], dict[Setup, str]] = {}
        self._trained: Mapping[str, Mapping[str, Result]] = {}
        self._asked, self._running = "", False
        self._exports = Exports(worker, window)
        self._follow()
        self._hear_wishes()

    def show_results(self, trained: Mapping[str, Mapping[str, Result]]) -> None:
        """From now on this is known of what training came to, by the titles of models."""
        self._trained = trained
        self._show()

    def measure(self) -> None:
        """Measure in turns all that no time is known of."""
        setups = self._measuring.setups
        wanted = missing(self._entries(), setups, self._here)
        if not setups:
            self._page.measuring.show_failure(self.tr("Choose a runtime in the Latency panel's setup first."))
        if not wanted or self._running:
            return
        self._measuring.stop_waiting()
        self._running = True
        self._page.measuring.show_progress(Progress(0.0, self.tr("Waiting for the measuring engine")))
        self._worker.submit(
            "measure board",
            MEASURE,
            "measure_many",
            wanted,
            done=lambda found: self._keep(wanted, found),
            failed=self._tell_failure,
            progress=self._page.measuring.show_progress,
            title=self.tr("The measurement of the board"),
        )

    def stop(self) -> None:
        """Give the measurement up."""
        self._worker.cancel("measure board")
        self._running = False
        self._show()

    def add(self, names: Sequence[str]) -> None:
        """Put models on the board."""
        self._decide("put models on the board", self._board.with_models(names))

    @property
    def _board(self) -> Board:
        return self._document.project.board

    @property
    def _here(self) -> str:
        return self._measuring.here.machine

    @property
    def _is_shown(self) -> bool:
        return self._window.pages.current == PAGE

    def _follow(self) -> None:
        """Whatever changes what is known."""
        document, results, measuring = self._document, self._results, self._measuring
        for told in (document.changed, document.recorded, results.learnt, results.examined, results.baseline_examined):
            told.connect(self._show)
        document.opened.connect(self._failures.clear)
        measuring.measured.connect(self._show)
        self._window.pages.turned.connect(self._show)

    def _hear_wishes(self) -> None:
        page, actions = self._page, self._window.actions_by_name
        page.board_wished.connect(self._decide)
        page.add_wished.connect(self._add_typed)
        page.open_wished.connect(self._open)
        page.measure_wished.connect(self.measure)
        page.stop_wished.connect(self.stop)
        page.export_wished.connect(lambda ending, content: self._exports.save("board", ending, content))
        page.hint_wished.connect(self._window.hint)
        self._window.zoo.board_wished.connect(self._add_from_zoo)
        actions["measure_board"].triggered.connect(lambda: self.measure())
        actions["choose_candidate"].triggered.connect(lambda: page.choose())
        actions["add_to_board"].triggered.connect(lambda: self._add_from_zoo(self._window.zoo.selected))

    def _decide(self, text: str, board: Board) -> None:
        """Quick decisions of one kind are one step back."""
        self._document.edit(text, lambda now: replace(now, board=board), f"board {text}")

    def _add_typed(self, text: str) -> None:
        try:
            check_model(text)
        except ZooError as error:
            self._page.head.complain(str(error))
            return
        self._page.head.add.clear()
        self.add([text])

    def _add_from_zoo(self, names: Sequence[str]) -> None:
        if not names:
            self._window.hint(self.tr("Select one or more models of the zoo first."))
            return
        self.add(names)
        told = names[0] if len(names) == 1 else self.tr("{} models").format(len(names))
        self._window.hint(self.tr("{} on the board (Ctrl+9).").format(told))

    def _open(self, entry: Entry) -> None:
        """Show a candidate on the canvas; a model of the zoo as one more variant."""
        titles = [each.title for each in self._document.project.variants]
        if entry.model:
            self._models.add(entry.model)
        elif entry.kind == "variant":
            at = titles.index(entry.title)
            self._document.edit(f"show {entry.title}", lambda now: variants.show(now, at), "show variant")
            self._window.pages.turn_to("canvas")
        else:
            self._window.hint(self.tr("The baseline is no variant: it can be seen in the diff (Ctrl+6)."))

    def _show(self, *_: object) -> None:
        if not self._is_shown:
            return
        entries = self._entries()
        self._page.head.show_names(_names())
        self._page.show_board(entries, self._board)
        if not self._running:
            waiting = sum(each.paper is None and not each.problem for each in entries)
            text = self.tr("{} still being counted").format(waiting) if waiting else ""
            self._page.measuring.show_idle(len(missing(entries, self._measuring.setups, self._here)), text)
        self._ask_next()

    def _entries(self) -> tuple[Entry, ...]:
        project = self._document.project
        own = [self._counted(each) for each in own_entries(project) if each.graph.nodes]
        found = with_times([*own, *map(self._named, project.board.models)], project.record, self._here)
        failed = (replace(each, failures=self._failures.get(each.identity, {})) for each in found)
        return with_results(failed, self._trained)

    def _counted(self, entry: Entry) -> Entry:
        found = self._results.known(entry.graph, entry.size)
        return replace(entry, paper=found.cost, problem=found.trouble) if found else entry

    def _named(self, name: str) -> Entry:
        project = self._opened.get(name)
        if project is None:
            return Entry("zoo", name, model=name, problem=self._problems.get(name, ""))
        known = Entry("zoo", project.title, project.graph, project.size, name, accuracy=_accuracy(name))
        return self._counted(known)

    def _ask_next(self) -> None:
        """Open the first model that was not opened yet, or whose figures have been forgotten."""
        wanted = next((each for each in self._board.models if not self._is_settled(each)), "")
        if self._asked or not wanted:
            return
        self._asked = wanted
        self._worker.submit(
            "open for board",
            PAPER,
            "open",
            wanted,
            done=lambda found: self._learn(wanted, *found),
            failed=lambda error: self._give_up(wanted, error),
            background=True,
        )

    def _is_settled(self, name: str) -> bool:
        project = self._opened.get(name)
        known = project is not None and self._results.known(project.graph, project.size) is not None
        return known or name in self._problems

    def _learn(self, name: str, project: Project, found: Examination) -> None:
        self._asked, self._opened[name] = "", project
        self._results.learn(project, found)

    def _give_up(self, name: str, error: Exception) -> None:
        self._asked, self._problems[name] = "", str(error)
        self._show()

    def _keep(self, wanted: Sequence[Subject], found: Sequence[Latency | Unmeasured]) -> None:
        self._running = False
        for subject, each in zip(wanted, found, strict=True):
            if isinstance(each, Unmeasured):
                failures = self._failures.setdefault((subject.graph.fingerprint, subject.size), {})
                failures[subject.setup] = str(each.error)
        fresh = [each for each in found if isinstance(each, Latency)]
        self._document.record(lambda record: record.with_latencies(*fresh), unsaved=True)

    def _tell_failure(self, error: Exception) -> None:
        self._running = False
        self._show()
        self._page.measuring.show_failure(str(error))


def _names() -> list[str]:
    """What can be put on the board by name."""
    return [each.name for each in published(CATALOG.architectures.values())]


def _accuracy(name: str) -> Result | None:
    """The published top-1 accuracy of a model at its published input."""
    found = next((each.accuracy for each in published(CATALOG.architectures.values()) if each.name == name), None)
    value = leading_number(found.value) if found else None
    return Result(value, source=f"{found.name}, {found.source}", published=True) if found and value else None
