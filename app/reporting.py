"""The report in the window: previewed by an engine while it is chosen, and saved in one step."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QFileDialog

from app.document import Document
from app.main_window import MainWindow
from app.panels.report.dialog import ReportDialog
from app.panels.report.form import FORMS, PAPERS
from app.worker import EXPORT, HERE, Worker
from modelzoo.errors import ProjectError
from modelzoo.files import why_unwritten, write_whole
from modelzoo.jobs import Progress
from modelzoo.project import Project
from modelzoo.report.options import SECTIONS, Options

_QUIET = 400
"""Milliseconds without another wish before a preview is asked for."""
_SHOWN_AS = {".html": ".pdf"}
"""The forms whose preview is another one's: Qt's own view of a web page draws none of its pictures."""
_KEPT = "report/"
"""Where the store keeps what was last chosen."""


class Reporting(QObject):
    """Keeps the preview true to the document and to what is chosen, as long as the dialog is open."""

    def __init__(self, document: Document, worker: Worker, window: MainWindow, store: QSettings) -> None:
        super().__init__(window)
        self._document, self._worker, self._window, self._store = document, worker, window, store
        self.dialog = ReportDialog(window)
        self.dialog.form.choose(*self._kept())
        self._lineage: object = None
        self._folder = Path.home()
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self._preview)
        document.changed.connect(lambda _before, _now: self._consider())
        document.recorded.connect(self._consider)
        self._listen()

    def open(self) -> None:
        """Bring the dialog up with a preview of what was last chosen."""
        if not self.dialog.isVisible():
            self.dialog.show()
            self._preview()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _listen(self) -> None:
        dialog = self.dialog
        dialog.form.changed.connect(self._choose)
        dialog.save_wished.connect(self._save)
        dialog.foot.cancel_wished.connect(self._cancel)
        dialog.foot.again_wished.connect(self._preview)
        dialog.foot.hint_wished.connect(self._window.hint)
        dialog.finished.connect(self._forget)

    def _choose(self) -> None:
        """A person chose something: remember it for the next report, and show what comes of it."""
        form = self.dialog.form
        left_out = [key for key in SECTIONS if key not in form.options.sections]
        for name, value in (
            ("form", form.suffix),
            ("paper", form.options.paper),
            ("author", form.options.author),
            ("without", left_out),
        ):
            self._store.setValue(f"{_KEPT}{name}", value)
        self._consider()

    def _kept(self) -> tuple[Options, str]:
        """What was last chosen; what makes no sense is as usual."""
        usual, kept = Options(), {name: self._store.value(f"{_KEPT}{name}") for name in ("form", "paper", "author")}
        left_out = self._store.value(f"{_KEPT}without")
        names = [left_out] if isinstance(left_out, str) else left_out or []
        sections = usual.sections if left_out is None else tuple(key for key in SECTIONS if key not in names)
        paper = next((each for each in PAPERS if each == kept["paper"]), usual.paper)
        return Options("", str(kept["author"] or ""), paper, sections), str(kept["form"] or "")

    def _consider(self) -> None:
        """What is shown is not true any more: show what is as soon as nothing else is chosen."""
        if self.dialog.isVisible():
            self._pause.start()

    def _preview(self) -> None:
        self._pause.stop()
        project, form = self._document.project, self.dialog.form
        if project.lineage is not self._lineage:
            self._lineage = project.lineage
            form.title.clear()
        empty = is_empty(project) and "claims" not in form.options.sections
        if empty or not form.options.sections:
            self._worker.cancel("report preview")
            self.dialog.show_nothing(sections=not empty)
            return
        suffix = form.suffix
        self._ask("report preview", _SHOWN_AS.get(suffix, suffix), lambda content: self._show(content, suffix))

    def _show(self, content: bytes, suffix: str) -> None:
        if _SHOWN_AS.get(suffix, suffix) == ".pdf":
            remark = self.tr("The web page holds the same; here it is as pages.") if suffix in _SHOWN_AS else ""
            self.dialog.show_pages(content, remark)
        else:
            self.dialog.show_text(content.decode())

    def _ask(self, kind: str, suffix: str, done: Callable[[bytes], None]) -> None:
        """Have the report made in a form."""
        self.dialog.show_progress(Progress(0.0, self.tr("waiting for the engine")))
        self._worker.submit(
            kind,
            EXPORT,
            "report",
            self._document.project,
            replace(self.dialog.form.options, folder=self._project_folder),
            suffix,
            done=done,
            failed=lambda error: self.dialog.show_failure(str(error)),
            progress=self.dialog.show_progress,
        )

    @property
    def _project_folder(self) -> str:
        """Where the project's file lies, from where the report names files; empty where there is none yet."""
        file = self._document.path
        return str(file.absolute().parent) if file else ""

    def _save(self) -> None:
        if path := self._ask_path():
            self._folder = path.parent
            self._pause.stop()
            self._worker.cancel("report preview")
            self._ask("report file", path.suffix.lower(), lambda content: self._write(path, content))

    def _write(self, path: Path, content: bytes) -> None:
        self._worker.submit(
            "report written",
            HERE,
            write_report,
            path,
            content,
            done=self._tell_saved,
            failed=lambda error: self.dialog.show_unsaved(str(error)),
        )

    def _tell_saved(self, path: str) -> None:
        self.dialog.show_saved(path)
        self._window.hint(self.tr("The report is saved as {}.").format(path))

    def _ask_path(self) -> Path | None:
        suffix, project, file = self.dialog.form.suffix, self._document.project, self._document.path
        title = self.dialog.form.options.title or project.title
        name = re.sub(r'[\\/:*?"<>|\s]+', "_", title).strip("_.") or "report"
        start = str((file.parent if file else self._folder) / f"{name}{suffix}")
        kinds = ";;".join(f"{self.tr(each)} (*{ending})" for ending, each in FORMS.items())
        box = QFileDialog(self.dialog, self.tr("Save the report"), start, kinds)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.selectNameFilter(f"{self.tr(FORMS[suffix])} (*{suffix})")
        box.setDefaultSuffix(suffix.removeprefix("."))
        (path,) = box.selectedFiles() if box.exec() else ("",)
        box.deleteLater()
        return Path(path) if path else None

    def _cancel(self) -> None:
        for kind in ("report preview", "report file"):
            self._worker.cancel(kind)
        self.dialog.show_cancelled()

    def _forget(self) -> None:
        """The dialog is closed: nothing is wanted of it any more."""
        self._pause.stop()
        for kind in ("report preview", "report file"):
            self._worker.cancel(kind)


def is_empty(project: Project) -> bool:
    """Whether there is nothing of its own that a report could tell of."""
    models = (*project.variants, *([project.baseline] if project.baseline else []))
    others = (project.board.models, project.logs.paths, project.record.sweeps)
    return not (any(each.graph.nodes for each in models) or any(others))


def write_report(path: Path, content: bytes) -> str:
    """Write a report in one step, and give its path. Raises ProjectError."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise ProjectError(str(path), why_unwritten(error)) from error
    return str(path)
