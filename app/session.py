"""One window with its document, worker and results: what each wish of a person leads to."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from app.actions import connect_actions
from app.canvas.layout import arrange
from app.catalog_cache import CatalogCache
from app.display import Display
from app.document import Document
from app.files import Files
from app.main_window import MainWindow
from app.opening import Opening
from app.recovery import Leftover, Recovery
from app.results import Results
from app.settings import load_settings, save_settings
from app.worker import HERE, MEASURE, PAPER, Worker
from modelzoo.catalog import CATALOG
from modelzoo.errors import ZooError
from modelzoo.project import Baseline, Place, Project, is_project_file
from modelzoo.results import Examination
from modelzoo.sizes import parse_size, size_text


class Session(QObject):
    """Everything behind one window; `close` ends it all."""

    failed = Signal(str)
    """What was asked for could not be done: why."""
    theme_wished = Signal(str)
    """A person chose other colours: "system", "light" or "dark"."""

    def __init__(self, store: QSettings, data: Path, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.settings = store, load_settings(store)
        self.cache, self.recovery = CatalogCache(cache), Recovery(data / "recovery")
        self._catalog_known = self.cache.load()
        self._waiting: list[Callable[[], None]] = []
        self.document, self.worker, self.window = Document(self), Worker(parent=self), MainWindow()
        self.results = Results(self.document, self.worker, self)
        self.files = Files(self.document, self.worker, self.window)
        self.display = Display(self.document, self.results, self.window)
        self.opening = Opening(self.document, self.worker, self.window.canvas, self)
        self.opening.hinted.connect(self.window.hint)
        self.document.changed.connect(self.results.follow)
        self._hear_worker()
        self._hear_views()
        self._hear_actions()
        self._apply_settings()
        self._show_catalog()
        self.display.start()

    def show(self, as_left: bool = True) -> None:
        """Show the window, as it was last left unless told otherwise; the engines start once it is painted."""
        if as_left:
            self.window.restore_layout(self.store)
        self.window.show()
        QTimer.singleShot(0, self, self._after_first_paint)

    def open(self, text: str) -> None:
        """Open what a person names, a project's file or a model, as the document."""
        if is_project_file(text):
            self.when_catalog_known(lambda: self.files.open(Path(text)))
        else:
            self._ask_model(text, lambda project: self.files.when_free(lambda: self.document.open(project)))

    def open_from_zoo(self, text: str) -> None:
        """Exchange the model for one of the zoo, as an edit that can be undone; the baseline stays."""

        def put(project: Project) -> None:
            self.document.put(f"open {project.title}", replace(project, baseline=self.document.project.baseline))

        self._ask_model(text, put)

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
        for asked in ("model", "place", "open"):
            self.worker.cancel(asked)
        self.document.open(leftover.project, leftover.path, modified=True)
        self._keep_recovery(then=lambda: leftover.file.unlink(missing_ok=True))
        self.window.canvas.fit()

    def keep_settings(self) -> None:
        """Remember the layout and the choices for the next start."""
        self.window.keep_layout(self.store)
        save_settings(self.store, self.settings)

    def close(self, keep_recovery: bool = False) -> None:
        """End the engines and the thread; leave something to recover only if told so."""
        self.worker.stop()
        self.recovery.close(keep=keep_recovery)

    def _hear_worker(self) -> None:
        self.document.changed.connect(lambda *_: self._keep_recovery())
        self.document.refused.connect(self.window.hint)
        self.document.file_changed.connect(lambda: self._keep_recovery())
        self.files.used.connect(self._remember_file)
        self.files.failed.connect(self.failed)
        self.worker.catalog_arrived.connect(self._take_catalog)
        self.worker.engine_lost.connect(self.window.hint)

    def _hear_views(self) -> None:
        window = self.window
        window.canvas.edit_wished.connect(self.document.edit)
        window.form.edit_wished.connect(self.document.edit)
        window.canvas.hint_wished.connect(window.hint)
        window.palette_panel.block_wished.connect(window.canvas.add_block)
        window.zoo.open_wished.connect(self.open_from_zoo)
        window.costs.pin_wished.connect(self.pin)
        window.costs.unpin_wished.connect(self.unpin)
        window.latency.threads_chosen.connect(self._choose_threads)
        window.latency.paused.connect(self._pause)
        window.latency.measure_wished.connect(self.results.measure_again)
        window.size_typed.connect(self._resize)
        window.recent_wished.connect(lambda path: self.files.open(Path(path)))
        window.may_close = self._may_close

    def _hear_actions(self) -> None:
        window, canvas, files = self.window, self.window.canvas, self.files
        wishes = {
            "new": files.new,
            "open": files.ask_open,
            "save": files.save,
            "save_as": files.save_as,
            "quit": window.close,
            "cut": canvas.cut_selected,
            "copy": canvas.copy_selected,
            "paste": canvas.paste_nodes,
            "duplicate": canvas.duplicate_selected,
            "delete": canvas.delete_selected,
            "ungroup": self.opening.open_selected,
            "select_all": canvas.select_all,
            "pin": self.pin,
            "unpin": self.unpin,
            "arrange": canvas.arrange_all,
            "fit": canvas.fit,
            "zoom_in": canvas.zoom_in,
            "zoom_out": canvas.zoom_out,
            "zoom_actual": canvas.zoom_actual,
            "find_block": lambda: window.focus_search(window.palette_panel),
            "find_model": lambda: window.focus_search(window.zoo),
            "measure": self.results.measure_again,
            "pause": lambda: self._pause(window.actions_by_name["pause"].isChecked()),
            "theme_system": lambda: self._choose_theme("system"),
            "theme_light": lambda: self._choose_theme("light"),
            "theme_dark": lambda: self._choose_theme("dark"),
            "reset_layout": window.reset_layout,
        }
        connect_actions(window.actions_by_name, wishes)
        undo = self.document.undo
        window.add_undo(undo.createUndoAction(window, self.tr("Undo")), undo.createRedoAction(window, self.tr("Redo")))

    def _apply_settings(self) -> None:
        self.results.threads, self.results.paused = self.settings.threads, self.settings.paused
        self.window.latency.show_choices(self.settings.threads, self.settings.paused)
        self.window.actions_by_name["pause"].setChecked(self.settings.paused)
        self.window.show_recent(self.settings.recent)
        self.window.show_theme(self.settings.theme)

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

    def _show_catalog(self) -> None:
        if self._catalog_known:
            self.window.palette_panel.show_blocks(CATALOG.blocks.values())
            self.window.zoo.show_architectures(CATALOG.architectures.values())

    def _ask_model(self, text: str, show: Callable[[Project], None]) -> None:
        def place(found: tuple[Project, Examination]) -> None:
            project, examination = found
            self.results.learn(project, examination)

            def finish(places: dict[str, Place]) -> None:
                self.window.statusBar().clearMessage()
                show(replace(project, places=places))
                self.window.canvas.fit()

            shapes = examination.shapes
            self.worker.submit("place", HERE, arrange, project.graph, shapes, done=finish, failed=self._tell_error)

        self.window.hint(self.tr("Opening {}…").format(text))
        self.worker.submit("model", PAPER, "open", text, done=place, failed=self._tell_error)

    def _keep_recovery(self, then: Callable[[], None] = lambda: None) -> None:
        modified, project, path = self.document.modified, self.document.project, self.document.path
        act = (self.recovery.write, project, path) if modified else (self.recovery.forget,)
        self.worker.submit("recovery", HERE, *act, done=lambda _: then(), failed=self._tell_recovery)

    def _tell_recovery(self, error: Exception) -> None:
        self.window.hint(str(error))

    def _resize(self, text: str) -> None:
        try:
            _, height, width = parse_size(text)
        except ZooError as error:
            self.window.hint(str(error))
            self.window.show_size(size_text(self.document.project.size))
            return
        size = (height, width)
        self.document.edit(f"set input size to {size_text(size)}", lambda now: replace(now, size=size))

    def _choose_threads(self, threads: int) -> None:
        self.settings = replace(self.settings, threads=threads)
        self.results.set_threads(threads)

    def _choose_theme(self, theme: str) -> None:
        self.settings = replace(self.settings, theme=theme)
        self.window.show_theme(theme)
        self.theme_wished.emit(theme)

    def _pause(self, paused: bool) -> None:
        self.settings = replace(self.settings, paused=paused)
        self.window.actions_by_name["pause"].setChecked(paused)
        self.window.latency.show_choices(self.settings.threads, paused)
        self.results.set_paused(paused)

    def _remember_file(self, path: str) -> None:
        self.settings = self.settings.with_recent(path)
        self.window.show_recent(self.settings.recent)
        self.window.canvas.fit()

    def _may_close(self) -> bool:
        return self.files.may_go(lambda: QTimer.singleShot(0, self.window, self.window.close))

    def _tell_error(self, error: Exception) -> None:
        self.failed.emit(str(error))
