"""The board: which candidates stand on it, what is known of each, and what a person decides about them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.document import Document
from app.exports import Exports
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_candidates import NamedCandidates, names
from app.named_models import NamedModels
from app.results import Results
from app.worker import MEASURE, Worker
from modelzoo import variants
from modelzoo.board import Board
from modelzoo.catalog import CATALOG
from modelzoo.entries import Entry, Result, missing, own_entries, results, with_results, with_times
from modelzoo.errors import ZooError
from modelzoo.graph import Size
from modelzoo.jobs import Progress
from modelzoo.measurements import Latency, Setup, Subject, Unmeasured
from modelzoo.sweeps import check_model

PAGE = "board"


class Boarding(QObject):
    """Keeps the page true while it is shown; models of the zoo are opened one after another once it is."""

    def __init__(
        self,
        document: Document,
        worker: Worker,
        figures: Results,
        measuring: Measuring,
        models: NamedModels,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._results, self._measuring = document, worker, figures, measuring
        self._models, self._window, self._page = models, window, window.board
        self._named = NamedCandidates(worker, figures, self)
        self._failures: dict[tuple[str, Size], dict[Setup, str]] = {}
        self._trained: dict[str, dict[str, Result]] | None = None
        self._running = False
        self._exports = Exports(worker, window)
        self._follow()
        self._hear_wishes()

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
        document, figures, measuring = self._document, self._results, self._measuring
        for told in (document.changed, document.recorded, figures.learnt, figures.examined, figures.baseline_examined):
            told.connect(self._show)
        document.opened.connect(self._failures.clear)
        self._named.failed.connect(self._show)
        measuring.measured.connect(self._show)
        self._window.pages.turned.connect(self._show)
        self._window.runs.shown_again.connect(self._heed_runs)

    def _heed_runs(self) -> None:
        """Other runs are known."""
        self._trained = None
        self._show()

    @property
    def _results_of_runs(self) -> dict[str, dict[str, Result]]:
        """What training came to, by the models that were trained."""
        if self._trained is None:
            self._trained = results(self._window.runs.folded)
        return self._trained

    def _hear_wishes(self) -> None:
        page, actions = self._page, self._window.actions_by_name
        page.board_wished.connect(self._decide)
        page.add_wished.connect(self._add_typed)
        page.head.models_wished.connect(self.add)
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
        self._page.head.show_names(names(), self._absent(entries))
        self._page.show_board(entries, self._board)
        if not self._running:
            waiting = sum(each.paper is None and not each.problem for each in entries)
            text = self.tr("{} still being counted").format(waiting) if waiting else ""
            self._page.measuring.show_idle(len(missing(entries, self._measuring.setups, self._here)), text)
        self._named.want(self._board.models)

    def _entries(self) -> tuple[Entry, ...]:
        project = self._document.project
        own = [each for each in own_entries(project) if each.graph.nodes]
        counted = map(self._counted, [*own, *map(self._named.entry, project.board.models)])
        found = with_times(counted, project.record, self._here)
        failed = (replace(each, failures=self._failures.get(each.identity, {})) for each in found)
        return with_results(failed, self._results_of_runs)

    def _absent(self, entries: Sequence[Entry]) -> tuple[str, ...]:
        """The models of the zoo that some run trained, and that are not on the board."""
        held = {name for each in entries for name in (each.title, each.model)}
        known = {*names(), *CATALOG.architectures}
        return tuple(name for name in self._results_of_runs if name in known and name not in held)

    def _counted(self, entry: Entry) -> Entry:
        found = self._results.known(entry.graph, entry.size)
        return replace(entry, paper=found.cost, problem=found.trouble) if found else entry

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
