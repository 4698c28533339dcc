"""Whether what a project states still holds: begun, watched, given up or read here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.labels import Label, Tone, note
from app.panels.verify.rows import CheckTable
from modelzoo.jobs import Progress
from modelzoo.verifying.checks import Verified

_WIDTH, _HEIGHT, _STEPS = 940, 520, 1000
_ABOUT = (
    "Counts, measures and reads again what the project states: the times that it keeps, its sweeps, the models on its "
    "board, its run logs. A report is verified by “slimscope verify FILE”."
)
Button = QDialogButtonBox.StandardButton


class VerifyDialog(QDialog):
    """Stays beside the window; what is wished is told, the work is done elsewhere."""

    verify_wished = Signal(bool)
    """A person wants it checked, or (True) with times."""
    cancel_wished = Signal()
    """What is under way is not wanted any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Verify figures"))
        self._said, self._bar, self._table, self._why = Label(), QProgressBar(), CheckTable(), note("")
        self._measure = QCheckBox(self.tr("&Measure times again"))
        buttons = QDialogButtonBox(Button.Close | Button.Cancel)
        self._close, self._cancel = buttons.button(Button.Close), buttons.button(Button.Cancel)
        self._verify = buttons.addButton(self.tr("&Verify"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._explain()
        self._lay_out(buttons)
        self._verify.clicked.connect(lambda: self.verify_wished.emit(self._measure.isChecked()))
        self._cancel.clicked.connect(self.cancel_wished)
        self._close.clicked.connect(self.close)
        self._table.currentItemChanged.connect(lambda *_: self._why.setText(self._table.why))
        self._say("", "subtext")

    def show_progress(self, progress: Progress) -> None:
        """The work is under way."""
        self._say(f"{progress.text[:1].upper()}{progress.text[1:]}…", "subtext", busy=True)
        self._bar.setValue(round(_STEPS * progress.share))

    def show_verified(self, found: Verified) -> None:
        """What came of it."""
        self._table.show_checks(found.checks)
        doubtful = found.of("doubtful") or found.of("not checked")
        self._say(found.text, "error" if found.of("differs") else "warning" if doubtful else "good")

    def show_failure(self, reason: str) -> None:
        """Why nothing came of it."""
        self._say(reason, "error")

    def show_stale(self) -> None:
        """The project is another than the one that was verified."""
        self._table.show_checks(())
        self._say(self.tr("The project has changed: verify it again."), "subtext")

    def show_cancelled(self) -> None:
        """It was given up."""
        self._say(self.tr("Cancelled."), "subtext")

    @property
    def said(self) -> str:
        """What it says."""
        return self._said.text()

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What the table shows."""
        items = [self._table.topLevelItem(at) for at in range(self._table.topLevelItemCount())]
        return [tuple(each.text(at) for at in range(self._table.columnCount())) for each in items if each]

    def reject(self) -> None:
        """Escape gives up what is under way before it closes the dialog."""
        if self._bar.isHidden():
            super().reject()
        else:
            self.cancel_wished.emit()

    def _say(self, text: str, tone: Tone, busy: bool = False) -> None:
        self._said.setText(text)
        self._said.set_tone(tone)
        for part, shown in ((self._bar, busy), (self._cancel, busy), (self._close, not busy)):
            part.setVisible(shown)
        self._verify.setEnabled(not busy)
        self._measure.setEnabled(not busy)

    def _explain(self) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setFixedHeight(4)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the check is"))
        self._said.setWordWrap(True)
        self._measure.setChecked(True)
        self._measure.setToolTip(self.tr("A second or two for each time; without it only figures on paper are checked"))
        self._verify.setToolTip(self.tr("Find every figure again that the project states"))
        self._verify.setDefault(True)
        self._close.setAutoDefault(False)
        self._cancel.setAutoDefault(False)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._measure, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(note(self.tr(_ABOUT)))
        layout.addWidget(self._table, 1)
        layout.addWidget(self._why)
        layout.addWidget(self._bar)
        layout.addWidget(self._said)
        layout.addLayout(foot)
        self.resize(_WIDTH, _HEIGHT)
