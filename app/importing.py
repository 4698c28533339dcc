"""Networks from outside: chosen or dropped on the window, read by an engine in a process apart, shown as a variant."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QProgressDialog

from app.files import Files
from app.main_window import MainWindow
from app.named_models import NamedModels
from app.questions import Answer, ask_run_code
from app.worker import EXPORT, Worker
from modelzoo.files import SUFFIX
from modelzoo.jobs import Progress
from modelzoo.origins import kind_of, runs_code
from modelzoo.project import Project
from modelzoo.results import Examination

_STEPS = 1000
_SUFFIXES = (".onnx", ".pt2", ".py")


class Importing(QObject):
    """One import at a time; what is in it becomes a variant of the project, as an edit that can be undone."""

    def __init__(self, worker: Worker, models: NamedModels, files: Files, window: MainWindow) -> None:
        super().__init__(window)
        self._worker, self._models, self._files, self._window = worker, models, files, window
        self._folder = ""
        self.when_ready: Callable[[Callable[[], None]], None] = lambda then: then()
        window.actions_by_name["import"].triggered.connect(self.ask)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        """Let the person choose a file, and import it."""
        kinds = self.tr("Networks (*.onnx *.pt2 *.py);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import a network"), self._folder, kinds)
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Import a file; of a file of Python its function, which is asked for."""
        self._folder = str(Path(path).parent)
        if Path(path).suffix.lower() == ".py":
            function = self._ask_function(path)
            if function:
                self.begin(f"{path}:{function}")
        else:
            self.begin(path)

    def begin(self, origin: str) -> None:
        """Import what a text names, once the person agrees that its code runs, if any can."""
        if kind_of(origin) is None:
            self._window.hint(self.tr("{} cannot be imported: choose an .onnx, .pt2 or .py file.").format(origin))
        elif not runs_code(origin) or ask_run_code(self._window, origin) == Answer.Yes:
            self.when_ready(lambda: self._read(origin))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped on the window: networks are imported, projects opened."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
        known = [each for each in paths if each.suffix.lower() in (*_SUFFIXES, SUFFIX)]
        if len(known) != 1:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take_dropped(known[0])
        return True

    def _take_dropped(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self._files.open(path)
        else:
            self.take(str(path))

    def _ask_function(self, path: str) -> str:
        """The function of a file that makes the network; "" where the person names none."""
        asked = self.tr("The function or class in {} that makes the network:").format(Path(path).name)
        name, agreed = QInputDialog.getText(
            self._window, self.tr("Import from Python"), asked, QLineEdit.EchoMode.Normal, "model"
        )
        return name.strip() if agreed else ""

    def _read(self, origin: str) -> None:
        box = self._progress_box(origin)
        self._worker.submit(
            "import",
            EXPORT,
            "import",
            origin,
            done=lambda found: self._show(box, found),
            failed=lambda error: self._refuse(box, str(error)),
            progress=lambda found: _tell(box, found),
        )

    def _show(self, box: QProgressDialog, found: tuple[Project, Examination, tuple[str, ...]]) -> None:
        project, examination, notes = found
        self._models.take((project, examination))
        self._end(box, self.tr("{} is imported.").format(project.title))
        if notes:
            self._window.notice.tell(" ".join(notes), {})

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


def _tell(box: QProgressDialog, progress: Progress) -> None:
    box.setLabelText(f"{progress.text[:1].upper()}{progress.text[1:]}…")
    box.setValue(round(_STEPS * progress.share))
