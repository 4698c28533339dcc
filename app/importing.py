"""Networks from outside: chosen or dropped on the window, read by an engine in a process apart, shown as variants."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from app.files import Files
from app.import_form import ImportForm
from app.main_window import MainWindow
from app.named_models import NamedModels
from app.questions import Answer, ask_run_code
from app.worker import EXPORT, Worker
from modelzoo.files import SUFFIX
from modelzoo.foreign import Foreign
from modelzoo.jobs import Progress
from modelzoo.origins import kind_of, runs_code
from modelzoo.variants import Arrival

_STEPS = 1000
_SUFFIXES = (".onnx", ".pt2", ".py")


class Importing(QObject):
    """Reads one network at a time; what it is becomes variants of the project, as an edit that can be undone."""

    def __init__(self, worker: Worker, models: NamedModels, files: Files, window: MainWindow) -> None:
        super().__init__(window)
        self._worker, self._models, self._files, self._window = worker, models, files, window
        self._folder = ""
        self._agreed: set[str] = set()
        self.when_ready: Callable[[Callable[[], None]], None] = lambda then: then()
        window.actions_by_name["import"].triggered.connect(self.ask)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        """Let the person choose a file, and import it."""
        kinds = self.tr("Networks (*.onnx *.pt2 *.py);;All files (*)")
        self._worker.start(EXPORT)
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import a network"), self._folder, kinds)
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Import a file; of a file of Python its function, which is asked for."""
        self._folder = str(Path(path).parent)
        if Path(path).suffix.lower() != ".py":
            self.begin(path)
            return
        form = ImportForm(Path(path).name, self._window)
        if form.exec():
            self.begin(f"{path}:{form.function}", form.input)
        form.deleteLater()

    def begin(self, origin: str, input: str = "") -> None:
        """Import what a text names, once the person agrees that its code runs, if any can."""
        if kind_of(origin) is None:
            self._window.hint(self.tr("{} cannot be imported: choose an .onnx, .pt2 or .py file.").format(origin))
        elif self.agrees(origin, anew=True):
            self.when_ready(lambda: self.read("import", origin, input, done=self._show))

    def agrees(self, origin: str, anew: bool = False) -> bool:
        """Whether code that is in a network may run; asked for once, and again where it is imported `anew`."""
        if not runs_code(origin) or (origin in self._agreed and not anew):
            return True
        if ask_run_code(self._window, origin) != Answer.Yes:
            return False
        self._agreed.add(origin)
        return True

    def has_agreed(self, origin: str) -> bool:
        """Whether nothing need be asked for before this network is run."""
        return not runs_code(origin) or origin in self._agreed

    def read(self, job: str, what: str | Foreign, input: str, done: Callable[[Any], str]) -> None:
        """Have an engine read a network; `done` gives what is to be said of it."""
        box = self._progress_box(what if isinstance(what, str) else what.origin)
        self._worker.submit(
            "import",
            EXPORT,
            job,
            what,
            input,
            done=lambda found: self._end(box, done(found)),
            failed=lambda error: self._refuse(box, str(error)),
            progress=lambda found: _tell(box, found),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped on the window: networks are imported, projects opened."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
        known = [each for each in paths if each.suffix.lower() in (*_SUFFIXES, SUFFIX)]
        if len(known) != 1:
            return False
        event.acceptProposedAction()
        self._worker.start(EXPORT)
        if event.type() == QEvent.Type.Drop:
            self._take_dropped(known[0])
        return True

    def _take_dropped(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self._files.open(path)
        else:
            self.take(str(path))

    def _show(self, found: Arrival) -> str:
        self._models.take(found)
        beside = (
            self.tr("Beside it stands “{}”, made of blocks that can be edited.").format(found.editable.title)
            if found.editable
            else ""
        )
        self._window.notice.tell(" ".join(filter(None, (_imported(found), beside, *found.notes))), {})
        return _imported(found)

    def _refuse(self, box: QProgressDialog, reason: str) -> None:
        self._end(box, self.tr("Nothing was imported."))
        self._window.notice.tell(reason, {})

    def _progress_box(self, origin: str) -> QProgressDialog:
        box = QProgressDialog(self.tr("Waiting for the engine…"), self.tr("Cancel"), 0, _STEPS, self._window)
        box.setWindowTitle(self.tr("Import {}").format(Path(origin).name))
        box.setAutoReset(False)
        box.setMinimumDuration(0)
        box.canceled.connect(lambda: self._cancel(box))
        box.show()
        return box

    def _cancel(self, box: QProgressDialog) -> None:
        self._worker.cancel("import")
        self._end(box, self.tr("Cancelled: nothing was imported."))

    def _end(self, box: QProgressDialog, said: str) -> None:
        box.hide()
        box.deleteLater()
        self._window.hint(said)


def _imported(found: Arrival) -> str:
    source = found.itself.source
    return f"{source.name if source else found.itself.title} is imported as it is."


def _tell(box: QProgressDialog, progress: Progress) -> None:
    box.setLabelText(f"{progress.text[:1].upper()}{progress.text[1:]}…")
    box.setValue(round(_STEPS * progress.share))
