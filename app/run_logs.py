"""The logs of a project's trainings: opened, read in the background a slice at a time, and followed as they grow."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from app.document import Document
from app.exports import Exports
from app.files import Files
from app.main_window import MainWindow
from app.worker import HERE, Worker
from modelzoo.catalog import CATALOG
from modelzoo.project import Project
from modelzoo.runs.following import Follower, Look
from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import Mapping
from modelzoo.runs.pairing import Pairing
from modelzoo.runs.run import Run
from modelzoo.runs.view import View

PAGE = "runs"
_SLICE = 0.05
"""Seconds that the worker reads before it may do something else: a person's file is saved in between."""
FOLLOW_EVERY = 1000
"""Milliseconds between two looks at logs that may still be written."""
SHOW_EVERY = 700
"""Milliseconds between two pictures while much is being read."""
_READ = "run logs"


class RunLogs(QObject):
    """Keeps the runs true to the document's logs, whichever page is shown: the board tells what they came to, too."""

    def __init__(self, document: Document, worker: Worker, files: Files, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._files, self._window = document, worker, files, window
        self._page, self._exports = window.runs, Exports(worker, window)
        self._follower, self._runs = Follower(), dict[str, Run]()
        self._paths: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        self._problems: tuple[str, ...] = ()
        self._reading = self._stopped = self._first = False
        self._again = QTimer(self, singleShot=True, interval=FOLLOW_EVERY)
        self._soon = QTimer(self, singleShot=True, interval=SHOW_EVERY)
        self._again.timeout.connect(self._follow)
        self._soon.timeout.connect(self._show)
        self._listen()

    def ask_files(self) -> None:
        """Let the person choose log files, and open them."""
        found, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open run logs"))
        self.open(found)

    def ask_folder(self) -> None:
        """Let the person choose a folder, and open all logs below it."""
        if found := QFileDialog.getExistingDirectory(self._window, self.tr("Open a folder of run logs")):
            self.open([found])

    def open(self, paths: Iterable[str]) -> None:
        """Take files and folders into the project, and turn to them."""
        told = tuple(str(Path(path).absolute()) for path in paths)
        if not told:
            return
        self._window.pages.turn_to(PAGE)
        if told == (already := tuple(path for path in told if path in self._paths)):
            self._window.hint(self.tr("{} is open already.").format(", ".join(already)))
        what = told[0] if len(told) == 1 else self.tr("{} run logs").format(len(told))
        self._change(self.tr("open {}").format(what), self._document.project.logs.opened(told))

    def close(self, paths: tuple[str, ...]) -> None:
        """Take paths out of the project."""
        what = paths[0] if len(paths) == 1 else self.tr("{} run logs").format(len(paths))
        self._change(self.tr("close {}").format(what), self._document.project.logs.closed(paths))

    def cancel(self) -> None:
        """Read no more; what was read stays."""
        self._stopped = True
        self._again.stop()
        self._page.show_idle(cancelled=True)

    def go_on(self) -> None:
        """Read what is left, and follow."""
        self._begin()

    def _change(self, text: str, logs: Logs) -> None:
        self._document.edit(text, lambda now: replace(now, logs=logs))

    def _map(self, mapping: Mapping, text: str) -> None:
        self._change(text, replace(self._document.project.logs, mapping=mapping))

    def _see(self, view: View) -> None:
        """Another view is kept; quick ones in a row are one step."""
        self._document.edit(
            self.tr("look at the runs"), lambda now: replace(now, logs=replace(now.logs, view=view)), "view of runs"
        )

    def _pair(self, pairing: Pairing, text: str) -> None:
        self._change(text, replace(self._document.project.logs, pairing=pairing))

    def _heed(self, before: Project, now: Project) -> None:
        """The project is another: its logs may be."""
        if now.logs.paths != self._paths:
            self._paths = now.logs.paths
            self._begin()
        elif now.logs != before.logs or _titles(now) != _titles(before):
            self._show()

    def _begin(self) -> None:
        """Read what is new of the paths; what was read of those that stay is kept."""
        self._stopped, self._first = False, True
        self._again.stop()
        if not self._reading:
            self._read()

    def _read(self) -> None:
        """Read a slice. What it gives is given once: nothing may be asked for in its place."""
        self._reading, self._asked = True, self._paths
        self._worker.submit(
            _READ, HERE, self._follower.look, self._paths, _SLICE, done=self._take_look, failed=self._fail
        )

    def _take_look(self, look: Look) -> None:
        self._reading = False
        self._runs |= {run.path: run for run in look.runs}
        if self._stopped:
            self._show()
        elif look.finished and self._asked == self._paths:
            self._end(look)
        else:
            self._go_on_reading(look)

    def _go_on_reading(self, look: Look) -> None:
        if self._first and self._paths:
            self._page.show_progress(look.progress)
        if look.runs and not self._page.summaries:
            self._show_first()
        elif look.runs and not self._soon.isActive():
            self._soon.start()
        self._read()

    def _end(self, look: Look) -> None:
        """All that is there now has been read."""
        gone = self._runs.keys() - set(look.held)
        self._runs = {path: self._runs[path] for path in look.held if path in self._runs}
        if look.runs or gone or self._first or self._soon.isActive() or look.problems != self._problems:
            self._problems = look.problems
            self._show()
        if self._first:
            self._first = False
            self._page.show_idle()
        if self._paths:
            self._again.start()

    def _show_first(self) -> None:
        self._show()
        self._soon.start()

    def _fail(self, error: Exception) -> None:
        self._reading = False
        self._problems = (str(error),)
        self._show()
        self._page.show_idle(cancelled=True)

    def _follow(self) -> None:
        """Look for what was written since."""
        if self._paths and not self._reading and not self._stopped:
            self._read()

    def _show(self) -> None:
        self._soon.stop()
        project = self._document.project
        models = (*_titles(project), *_variants(), *CATALOG.architectures)
        self._page.show_logs(tuple(self._runs.values()), project.logs, tuple(dict.fromkeys(models)))
        self._page.show_problems(self._problems)

    def _listen(self) -> None:
        page, window, actions = self._page, self._window, self._window.actions_by_name
        page.offer([actions[name] for name in ("open_runs", "open_run_folder", "example_table4")])
        page.head.close_wished.connect(self.close)
        page.head.cancel_wished.connect(self.cancel)
        page.head.go_on_wished.connect(self.go_on)
        page.mapping_changed.connect(self._map)
        page.pairing_changed.connect(self._pair)
        page.view_changed.connect(self._see)
        page.export_wished.connect(lambda ending, content: self._exports.save("runs", ending, content))
        page.hint_wished.connect(window.hint)
        self._document.changed.connect(self._heed)
        self._worker.catalog_arrived.connect(lambda _: self._show())  # models that runs may have trained
        self._heed(Project(), self._document.project)
        self._load_plot()

    def _load_plot(self) -> None:
        """Load the plotting library on the worker's thread: it takes a moment."""
        show = self._page.prepare_plot
        self._worker.submit(
            "runs plot", HERE, import_module, "app.plots.trace_plot", done=lambda _: show(), failed=self._fail
        )


def _titles(project: Project) -> tuple[str, ...]:
    return tuple(each.title for each in project.variants)


def _variants() -> tuple[str, ...]:
    return tuple(each.name for info in CATALOG.architectures.values() for each in info.variants)
