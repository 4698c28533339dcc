"""How the making of a report goes, and where it was saved."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.labels import Tone, note
from modelzoo.jobs import Progress

_STEPS = 1000


class ReportFoot(QWidget):
    """A bar while something is under way; a sentence, and what can be done with the file, afterwards."""

    cancel_wished = Signal()
    """What is under way is not wanted any more."""
    again_wished = Signal()
    """A person wants the preview that was given up or failed."""
    hint_wished = Signal(str)
    """Something to tell that is not about the report itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._said = QProgressBar(), note(tone="text")
        self._cancel, self._again = QPushButton(self.tr("Cance&l")), QPushButton(self.tr("Preview a&gain"))
        self._open, self._folder = QPushButton(self.tr("&Open")), QPushButton(self.tr("Show in f&older"))
        self._path = ""
        self._explain()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said, 1)
        for part in (self._bar, self._cancel, self._again, self._open, self._folder):
            layout.addWidget(part)
        self._cancel.clicked.connect(self.cancel_wished)
        self._again.clicked.connect(self.again_wished)
        self._open.clicked.connect(lambda: self._show(Path(self._path)))
        self._folder.clicked.connect(lambda: self._show(Path(self._path).parent))
        self.say("")

    @property
    def said(self) -> str:
        """What it says."""
        return self._said.text()

    @property
    def is_busy(self) -> bool:
        """Whether it tells of something under way."""
        return not self._bar.isHidden()

    def say(self, text: str, tone: Tone = "text", again: bool = False) -> None:
        """Say what came of it. again: whether the preview can be asked for anew."""
        self._tell(text, tone)
        self._again.setVisible(again)

    def show_progress(self, progress: Progress) -> None:
        """Tell how far it is."""
        self._tell(f"{progress.text[:1].upper()}{progress.text[1:]}…", "subtext")
        self._bar.setValue(round(_STEPS * progress.share))
        self._bar.show()
        self._cancel.show()

    def show_saved(self, path: str) -> None:
        """Tell where the report is."""
        self._tell(self.tr("Saved as {}").format(path), "good")
        self._path = path
        self._open.show()
        self._folder.show()

    def _tell(self, text: str, tone: Tone) -> None:
        self._said.setText(text)
        self._said.set_tone(tone)
        for part in (self._bar, self._cancel, self._again, self._open, self._folder):
            part.hide()

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.hint_wished.emit(self.tr("Nothing here opens {}.").format(path))

    def _explain(self) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 4)
        self._bar.setAccessibleName(self.tr("How far the report is"))
        for button, tip in (
            (self._cancel, "Give up what is under way"),
            (self._again, "Make the preview once more"),
            (self._open, "Open the saved report with the program that is meant for it"),
            (self._folder, "Open the folder that holds the report"),
        ):
            button.setToolTip(self.tr(tip))
            button.setAutoDefault(False)
