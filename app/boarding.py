"""The board: which candidates stand on it, what is known of each, and what a person decides about them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.document import Document
from app.exports import Exports
from app.joint_measuring import Findings, JointMeasuring
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_candidates import NamedCandidates, names
from app.named_models import NamedModels
from app.results import Results
from app.worker import Worker
from modelzoo import variants
from modelzoo.board import OWN, Board
from modelzoo.catalog import CATALOG
from modelzoo.entries import Entry, Result, missing, own_entries, results, with_results, with_times
from modelzoo.errors import ZooError
from modelzoo.graph import Size
from modelzoo.jobs import HandOver, Progress
from modelzoo.measurements import Latency, Setup, Subject, Unmeasured
from modelzoo.published import with_published_runtimes
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
        self._joint = JointMeasuring(worker, "measure board")
        self._exports = Exports(worker, window)
        self._follow()
        self._hear_wishes()

    def measure(self) -> None:
        """Measure in turns all that no time is known of."""
        setups = self._measuring.setups
        wanted = missing(self._entries(), setups, self._here, self._measuring.extent)
        if not setups:
            self._page.measuring.show_failure(self.tr("Choose a runtime in the Latency panel's setup first."))
        if not wanted or self._joint.is_running:
            return
        self._measuring.stop_waiting()
        self._page.measuring.show_progress(Progress(0.0, self.tr("Waiting for the measuring engine")))
        self._joint.begin(
            "measure_many",
            wanted,
            self._measuring.extent.seconds,
            0,
            self._measuring.extent.runs,
            title=self.tr("The measurement of the board"),
            keep=lambda found: self._keep(wanted, found),
            failed=self._tell_failure,
            progress=self._tell_progress,
        )

    def stop(self) -> None:
        """Measure no further; what was found stays."""
        self._joint.stop()
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
        actions["measure_board"].triggered.connect(lambda: self.measure())
        actions["choose_candidate"].triggered.connect(lambda: page.choose())

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

    def add_from_zoo(self, names: Sequence[str]) -> None:
        """Put the models that are selected in the zoo on the board, and say so."""
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
        elif entry.kind in OWN:
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
        if not self._joint.is_running:
            waiting = sum(each.paper is None and not each.problem for each in entries)
            text = self.tr("{} still being counted").format(waiting) if waiting else ""
            wanted = missing(entries, self._measuring.setups, self._here, self._measuring.extent)
            self._page.measuring.show_idle(len(wanted), text)
        self._named.want(self._board.models)

    def _entries(self) -> tuple[Entry, ...]:
        project = self._document.project
        own = [each for each in own_entries(project) if each.graph.nodes]
        named = with_published_runtimes([*own, *map(self._named.entry, project.board.models)])
        counted = map(self._counted, named)
        so_far = (each for each in self._joint.so_far if isinstance(each, Latency))
        found = with_times(counted, project.record.with_latencies(*so_far), self._here)
        failed = (replace(each, failures=self._failures.get(each.identity, {})) for each in found)
        return with_results(failed, self._results_of_runs)

    def _absent(self, entries: Sequence[Entry]) -> tuple[str, ...]:
        """The models of the zoo that some run trained, and that are not on the board."""
        held = {name for each in entries for name in (each.title, each.model)}
        known = {*names(), *CATALOG.architectures}
        return tuple(name for name in self._results_of_runs if name in known and name not in held)

    def _counted(self, entry: Entry) -> Entry:
        found = self._results.known(entry)
        return replace(entry, paper=found.cost, problem=found.trouble) if found else entry

    def _keep(self, wanted: Sequence[Subject], found: Findings) -> None:
        for subject, each in zip(wanted, found, strict=True):
            if isinstance(each, Unmeasured):
                failures = self._failures.setdefault((subject.graph.fingerprint, subject.size), {})
                failures[subject.setup] = str(each.error)
        fresh = [each for each in found if isinstance(each, Latency)]
        self._document.record(lambda record: record.with_latencies(*fresh), unsaved=bool(fresh))

    def _tell_progress(self, progress: Progress) -> None:
        told = "{}" if any(self._joint.so_far) else self.tr("{}; a stop would keep nothing yet")
        self._page.measuring.show_progress(replace(progress, text=told.format(progress.text)))
        if isinstance(progress, HandOver):
            self._show()

    def _tell_failure(self, error: Exception) -> None:
        self._show()
        self._page.measuring.show_failure(str(error))
