"""What a window says when its file is not as it left it, and when nothing can be kept for recovery."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.document import Document
from app.files import Files
from app.keeping import Keeping
from app.main_window import MainWindow


class Conflicts(QObject):
    """Tells by the window's notice; nothing is decided for a person."""

    def __init__(self, document: Document, files: Files, keeping: Keeping, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._files, self._notice = document, files, window.notice
        files.disk.turned.connect(self._tell)
        keeping.failed.connect(self._tell_unkept)
        keeping.mended.connect(self._notice.hide)

    def _tell(self, state: str) -> None:
        if state == "same":
            self._notice.hide()
        elif state == "gone":
            self._tell_gone()
        else:
            self._tell_other()

    def _tell_other(self) -> None:
        reload = self.tr("Show what is on the disk; Undo brings back what is here"), self._files.reload
        keep = self.tr("Go on with what is here; the next save puts it in the place of the other"), self._keep
        self._notice.tell(
            self.tr("{} was changed by another program.").format(self._name),
            {self.tr("&Reload"): reload, self.tr("&Keep mine"): keep},
        )

    def _tell_gone(self) -> None:
        self._document.disown()
        save: tuple[str, Callable[[], None]] = self.tr("Write the file again, where it was"), self._files.save
        elsewhere: tuple[str, Callable[[], None]] = self.tr("Write it to another place"), self._files.save_as
        self._notice.tell(
            self.tr("{} is no longer there: it was moved or deleted. The project is still here, unsaved.").format(
                self._name
            ),
            {self.tr("&Save again"): save, self.tr("Save &as…"): elsewhere},
        )

    def _tell_unkept(self, reason: str) -> None:
        text = self.tr("Should Slimscope crash, your last steps would be lost. {} Save your work.").format(reason)
        self._notice.tell(text, {self.tr("&Save"): (self.tr("Save the project to its file"), self._files.save)})

    def _keep(self) -> None:
        self._files.disk.accept()
        self._document.disown()

    @property
    def _name(self) -> str:
        return self._document.path.name if self._document.path else ""
