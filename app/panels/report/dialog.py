"""Making a report: what it holds on the left, how it will look on the right, then where it is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.panels.report.foot import ReportFoot
from app.panels.report.form import ReportForm
from app.panels.report.preview import ReportPreview
from modelzoo.jobs import Progress

_WIDTH, _HEIGHT, _FORM = 1000, 720, 290
_EMPTY = (
    "There is nothing to report yet.\n\nOpen a model from the zoo, add models to the board, sweep some, or open the "
    "logs of trainings: the report tells of all that is in the project. What texts claim can be reported at any time."
)
_NO_SECTIONS = "No section is chosen: tick what the report should tell."


class ReportDialog(QDialog):
    """Stays beside the window; what is chosen is told, the preview and the file are made elsewhere."""

    save_wished = Signal()
    """A person wants what is chosen as a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.form, self.preview, self.foot = ReportForm(), ReportPreview(), ReportFoot()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = buttons.addButton(self.tr("&Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setToolTip(self.tr("Choose a file, and write the report to it"))
        self._save.setDefault(True)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self._save.clicked.connect(self.save_wished)
        buttons.rejected.connect(self.close)
        self._lay_out(buttons)

    def show_pages(self, content: bytes, remark: str = "") -> None:
        """Show a preview of pages."""
        self.preview.show_pages(content)
        count = self.preview.page_count
        pages = self.tr("1 page") if count == 1 else self.tr("{} pages").format(count)
        self._end(f"{pages}. {remark}".strip())

    def show_text(self, text: str) -> None:
        """Show a preview of a text."""
        self.preview.show_text(text)
        self._end(self.tr("{:,} lines").format(len(text.splitlines())))

    def show_progress(self, progress: Progress) -> None:
        """Something is under way; what is shown stays."""
        self.foot.show_progress(progress)

    def show_failure(self, reason: str) -> None:
        """There is no report: why."""
        self.preview.show_words(reason)
        self._end("", again=True)

    def show_cancelled(self) -> None:
        """What was under way was given up."""
        self._end(self.tr("Cancelled."), again=True)

    def show_nothing(self, sections: bool) -> None:
        """There is nothing that a report could tell of, or (sections) nothing chosen of it."""
        self.preview.show_words(self.tr(_NO_SECTIONS if sections else _EMPTY))
        self._end("")
        self._save.setEnabled(False)

    def show_saved(self, path: str) -> None:
        """The report is in a file."""
        self._save.setEnabled(True)
        self.foot.show_saved(path)

    def show_unsaved(self, reason: str) -> None:
        """The report could not be written: why. The preview stays."""
        self._save.setEnabled(True)
        self.foot.say(reason, "error")

    def reject(self) -> None:
        """Escape gives up what is under way before it closes the dialog."""
        if self.foot.is_busy:
            self.foot.cancel_wished.emit()
        else:
            super().reject()

    def _end(self, said: str, again: bool = False) -> None:
        self._save.setEnabled(True)
        self.foot.say(said, "subtext", again)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        for part, stretch in ((self.form, 0), (self.preview, 1)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.indexOf(part), stretch)
        parts.setSizes([_FORM, _WIDTH - _FORM])
        foot = QHBoxLayout()
        foot.addWidget(self.foot, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addLayout(foot)
        self.resize(_WIDTH, _HEIGHT)
