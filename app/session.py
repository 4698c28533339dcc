"""One window with its document, worker and results: what each wish of a person leads to."""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from app.late_controllers import LateControllers
from app.recovery import Leftover
from app.wishes import connect_wishes
from app.worker import HERE, MEASURE, PAPER
from modelzoo import variants
from modelzoo.catalog import CATALOG, offered_blocks
from modelzoo.errors import ZooError
from modelzoo.files import SUFFIX, named_file
from modelzoo.origins import kind_of
from modelzoo.sizes import parse_size, size_text


class Session(LateControllers):
    """Everything behind one window; `close` ends it all."""

    failed = Signal(str)
    """What was asked for could not be done: why."""

    def __init__(self, store: QSettings, data: Path, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(store, data, cache, parent)
        self.document.changed.connect(self.results.follow)
        self.measuring.attend()
        self._hear_worker()
        self._hear_views()
        connect_wishes(self)
        self.knowing.always(self._show_catalog)
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
            self.knowing.once(lambda: self.files.open(path))
        else:
            self.models.open(text)

    def take(self, paths: Sequence[str]) -> None:
        """Open files that came from outside: a project as one, anything else as run logs."""
        if len(paths) == 1 and paths[0].endswith(SUFFIX):
            self.files.open(Path(paths[0]))
        else:
            self.run_logs.open(paths)

    def pin(self) -> None:
        """Keep the present model to compare with."""
        self.document.edit(f"pin {self.document.project.title}", lambda now: variants.pin(now, len(now.earlier)))

    def unpin(self) -> None:
        """Stop comparing."""
        self.document.edit("unpin the baseline", lambda now: replace(now, baseline=None))

    def recover(self, leftover: Leftover) -> None:
        """Take up work that a crash left behind; it counts as unsaved until it is saved."""
        self.models.forget()
        self.keeping.recover(leftover)

    def close(self, keep_recovery: bool = False) -> None:
        """End the engines and the thread; leave something to recover only if told so."""
        self.closing.emit()
        self.keeping.settle()
        self.worker.stop()
        self.as_imported.close()
        self.files.close()
        self.recovery.close(keep=keep_recovery)

    def _hear_worker(self) -> None:
        hint = self.window.hint
        self.document.opened.connect(self._show_canvas)
        self.document.refused.connect(hint)
        self.document.changed.connect(self.window.end_hint)
        self.files.used.connect(self.choices.remember_file)
        self.files.failed.connect(self.failed)
        self.worker.catalog_arrived.connect(self._use_engine)
        self.worker.engine_lost.connect(hint)
        self.models.asked.connect(lambda text: hint(self.tr("Opening {}…").format(text)))
        self.models.arrived.connect(self._show_arrived)
        self.models.failed.connect(self.failed)
        self.opening.hinted.connect(hint)

    def _hear_views(self) -> None:
        window, measuring = self.window, self.measuring
        window.pages.turning.connect(self.stand_behind)
        window.canvas.hint_wished.connect(window.hint)
        window.canvas.selection_changed.connect(window.end_hint)
        window.canvas.mode_told.connect(window.show_mode)
        window.palette_panel.block_wished.connect(window.canvas.add_block)
        window.costs.pin_wished.connect(self.pin)
        window.costs.unpin_wished.connect(self.unpin)
        window.code.save_wished.connect(lambda: self.exporting.save_code())
        window.variants.diff_wished.connect(lambda title: self.differing.show_variant(title))
        window.latency.measure_wished.connect(measuring.measure_again)
        window.latency.quiet_wished.connect(measuring.measure_when_quiet)
        window.latency.wait_ended.connect(measuring.stop_waiting)
        window.size_typed.connect(self._resize)
        window.recent_wished.connect(lambda path: self.files.open(Path(path)))
        window.may_close = self._may_close
        self.dropping.dropped.connect(self.take)

    def _after_first_paint(self) -> None:
        self.worker.start(PAPER)

    def _use_engine(self) -> None:
        """The engine has told what it knows: have it do more."""
        show = self.window.latency.prepare_plot
        self.worker.submit("plot", HERE, import_module, "app.histogram", done=lambda _: show(), failed=self._tell_error)
        self.worker.start(MEASURE)
        self.appraisals.start()

    def _show_catalog(self) -> None:
        self.window.palette_panel.show_blocks(offered_blocks())
        self.choices.show_runtimes(CATALOG.runtimes.values())

    def _show_arrived(self) -> None:
        self.window.statusBar().clearMessage()
        self._show_canvas()

    def _show_canvas(self) -> None:
        self.window.pages.turn_to("canvas")
        self.window.canvas.fit()

    def _resize(self, text: str) -> None:
        if self.document.project.source:
            self.as_imported.resize(text)
            return
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
