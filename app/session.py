"""One window with its document, worker and results: what each wish of a person leads to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from app.appraisals import Appraisals
from app.arranging import Arranging
from app.boarding import Boarding
from app.browsing import Browsing
from app.catalog_cache import CatalogCache
from app.choices import Choices
from app.claim import Claim
from app.claims_job import ClaimsJob
from app.coding import Coding
from app.comparing import Comparing
from app.conflicts import Conflicts
from app.differing import Differing
from app.display import Display
from app.document import Document
from app.exporting import Exporting
from app.figures_cache import FiguresCache
from app.files import Files
from app.importing import Importing
from app.inside import Inside
from app.keeping import Keeping
from app.layer_display import show_layers
from app.main_window import MainWindow
from app.measuring import Measuring
from app.mending import Mending
from app.named_blocks import NamedBlocks
from app.named_models import NamedModels
from app.netron.following import Netron
from app.opening import Opening
from app.picturing import Picturing
from app.recovery import Leftover, Recovery
from app.results import Results
from app.run_logs import RunLogs
from app.sweeping import Sweeping
from app.tour.touring import Touring
from app.transforming import Transforming
from app.varying import Varying
from app.welcoming import Welcoming
from app.wishes import connect_wishes
from app.worker import HERE, MEASURE, PAPER, Worker
from modelzoo.catalog import CATALOG, offered_blocks
from modelzoo.errors import ZooError
from modelzoo.files import named_file
from modelzoo.origins import kind_of
from modelzoo.project import Baseline
from modelzoo.sizes import parse_size, size_text


class Session(QObject):
    """Everything behind one window; `close` ends it all."""

    failed = Signal(str)
    """What was asked for could not be done: why."""

    def __init__(self, store: QSettings, data: Path, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.data = store, data
        self.cache, self.recovery = CatalogCache(cache), Recovery(data / "recovery")
        self._catalog_known = self.cache.load()
        self._waiting: list[Callable[[], None]] = []
        self.document, self.worker, self.window = Document(self), Worker(parent=self), MainWindow()
        self.results = Results(self.document, self.worker, self)
        self.files = Files(self.document, self.worker, self.window, Claim(data / "open"))
        self.keeping = Keeping(self.document, self.worker, self.files, self.recovery, self)
        self.conflicts = Conflicts(self.document, self.files, self.keeping, self.window)
        self.measuring = Measuring(self.document, self.worker, self.results, self)
        self.inside = Inside(self.document, self.worker, self.results, self.window)
        self.display = Display(self.document, self.results, self.measuring, self.inside, self.window)
        self.choices = Choices(store, self.window, self.measuring)
        self.files.begin = self.choices.new_project
        self.document.open(self.choices.new_project())
        self.models = NamedModels(self.document, self.worker, self.results, self.files, self)
        self.appraisals = Appraisals(self.worker, FiguresCache(cache), self)
        self.layers = show_layers(
            self.document, self.worker, self.results, self.measuring, self.inside, self.window, cache
        )
        self.browsing = Browsing(self.appraisals, self.window)
        self.comparing = Comparing(self.document, self.worker, self.measuring, self.browsing)
        self.sweeping = Sweeping(self.document, self.worker, self.measuring, self.window)
        self.arranging = Arranging(self.worker, self.window)
        self.picturing = Picturing(self.document, self.worker, self.window)
        self.claims = ClaimsJob(self.worker, self.window.claims)
        self.opening = Opening(self.document, self.worker, self.inside, self.window.canvas, self)
        self.named_blocks = NamedBlocks(self.document, self.window)
        self.transforming = Transforming(self.document, self.worker, self.results, self.window, store)
        self.varying = Varying(self.document, self.worker, self.results, self.measuring, self.window)
        self.boarding = Boarding(self.document, self.worker, self.results, self.measuring, self.models, self.window)
        self.differing = Differing(self.document, self.worker, self.measuring, self.window)
        self.coding = Coding(self.document, self.worker, self.window)
        self.exporting = Exporting(self.document, self.worker, self.measuring, self.window)
        self.mending = Mending(self.document, self.worker, self.results, self.inside, self.window)
        self.netron = Netron(self.document, self.worker, self.results, self.layers.timing, self.window)
        self.importing = Importing(self.worker, self.models, self.files, self.window)
        self.importing.when_ready = self.when_catalog_known
        self.run_logs = RunLogs(self.document, self.worker, self.files, self.window)
        self.touring, self.welcoming = Touring(self.window), Welcoming(self)
        self.opening.hinted.connect(self.window.hint)
        self.document.changed.connect(self.results.follow)
        self.measuring.attend()
        self._hear_worker()
        self._hear_views()
        connect_wishes(self)
        self._show_catalog()
        self.display.start()

    def show(self, as_left: bool = True) -> None:
        """Show the window, as it was last left unless told otherwise; the engines start once it is painted."""
        if as_left:
            self.window.restore_layout(self.store)
        self.window.show()
        QTimer.singleShot(0, self, self._after_first_paint)

    def open(self, text: str) -> None:
        """Open what a person names, a project's file or a model, as the document; a file's variant is a model."""
        if kind_of(text):
            self.importing.begin(text)
            return
        path, variant = named_file(text) or (None, "")
        if path and not variant:
            self.when_catalog_known(lambda: self.files.open(path))
        else:
            self.models.open(text)

    def open_from_zoo(self, text: str) -> None:
        """Exchange the variant that is shown for a model of the zoo, as an edit that can be undone."""
        self.models.exchange(text)

    def show_models(self, names: Sequence[str]) -> None:
        """Put the one published model on the canvas; several stand side by side in the comparison."""
        if len(names) == 1:
            self.open_from_zoo(names[0])
        else:
            self.browsing.compare(names)

    def when_catalog_known(self, then: Callable[[], None]) -> None:
        """Do what needs to know the blocks, as soon as they are known."""
        if self._catalog_known:
            then()
        else:
            self._waiting.append(then)

    def pin(self) -> None:
        """Keep the present model to compare with."""
        project = self.document.project
        baseline = Baseline(project.title, project.graph, project.size)
        self.document.edit(f"pin {project.title}", lambda now: replace(now, baseline=baseline))

    def unpin(self) -> None:
        """Stop comparing."""
        self.document.edit("unpin the baseline", lambda now: replace(now, baseline=None))

    def recover(self, leftover: Leftover) -> None:
        """Take up work that a crash left behind; it counts as unsaved until it is saved."""
        self.models.forget()
        self.keeping.recover(leftover)

    def close(self, keep_recovery: bool = False) -> None:
        """End the engines and the thread; leave something to recover only if told so."""
        self.netron.close()
        self.keeping.settle()
        self.worker.stop()
        self.files.close()
        self.recovery.close(keep=keep_recovery)

    def _hear_worker(self) -> None:
        self.document.opened.connect(self._show_canvas)
        self.document.refused.connect(self.window.hint)
        self.files.used.connect(self.choices.remember_file)
        self.files.failed.connect(self.failed)
        self.worker.catalog_arrived.connect(self._take_catalog)
        self.worker.engine_lost.connect(self.window.hint)
        self.models.asked.connect(lambda text: self.window.hint(self.tr("Opening {}…").format(text)))
        self.models.arrived.connect(self._show_arrived)
        self.models.failed.connect(self.failed)

    def _hear_views(self) -> None:
        window = self.window
        window.canvas.hint_wished.connect(window.hint)
        window.canvas.mode_told.connect(window.show_mode)
        window.palette_panel.block_wished.connect(window.canvas.add_block)
        window.zoo.open_wished.connect(self.open_from_zoo)
        window.zoo.add_wished.connect(self.models.add)
        window.comparison.open_wished.connect(self.open_from_zoo)
        window.claims.models_wished.connect(self.show_models)
        window.costs.pin_wished.connect(self.pin)
        window.costs.unpin_wished.connect(self.unpin)
        window.latency.measure_wished.connect(self.measuring.measure_again)
        window.latency.quiet_wished.connect(self.measuring.measure_when_quiet)
        window.latency.wait_ended.connect(self.measuring.stop_waiting)
        window.size_typed.connect(self._resize)
        window.recent_wished.connect(lambda path: self.files.open(Path(path)))
        window.may_close = self._may_close

    def _after_first_paint(self) -> None:
        self.worker.start(PAPER)

    def _take_catalog(self, text: str) -> None:
        if self.cache.renew(text) or not self._catalog_known:
            self._catalog_known = True
            self._show_catalog()
        show = self.window.latency.prepare_plot
        self.worker.submit("plot", HERE, import_module, "app.histogram", done=lambda _: show(), failed=self._tell_error)
        self.worker.start(MEASURE)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
        self.appraisals.start()

    def _show_catalog(self) -> None:
        if self._catalog_known:
            self.window.palette_panel.show_blocks(offered_blocks())
            self.browsing.show_catalog()
            self.window.sweeps.setup.show_catalog()
            self.choices.show_runtimes(CATALOG.runtimes.values())

    def _show_arrived(self) -> None:
        self.window.statusBar().clearMessage()
        self._show_canvas()

    def _show_canvas(self) -> None:
        self.window.pages.turn_to("canvas")
        self.window.canvas.fit()

    def _resize(self, text: str) -> None:
        try:
            _, height, width = parse_size(text)
        except ZooError as error:
            self.window.hint(str(error))
            self.window.show_size(size_text(self.document.project.size))
            return
        size = (height, width)
        self.document.edit(f"set input size to {size_text(size)}", lambda now: replace(now, size=size))

    def _may_close(self) -> bool:
        return self.files.may_go(lambda: QTimer.singleShot(0, self.window, self.window.close))

    def _tell_error(self, error: Exception) -> None:
        self.failed.emit(str(error))
