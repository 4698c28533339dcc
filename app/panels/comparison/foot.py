"""The line below the comparison: what its marks mean, how its times were taken, and how far work on it has come."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.labels import Label
from modelzoo.jobs import Progress

_MARKS = "A star and bold figures mark the best of a column. Batch 1, fp32."
_TIMED = "Times in turns, fp32; a question mark where they are in doubt."


class Foot(QWidget):
    """Tells of the most urgent work only: measuring, which a person asked for, before counting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = Label(self.tr(_MARKS), "subtext")
        self._text, self._bar = Label("", "subtext"), QProgressBar()
        self._counting = self._measuring = Progress(1.0, "")
        self._failure = ""
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("Progress of the comparison"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        row.addWidget(self._legend)
        row.addStretch(1)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        self._show()

    def show_timed(self, timed: bool) -> None:
        """Whether there are measured times, and so their marks to explain."""
        self._legend.setText(self.tr(f"{_MARKS} {_TIMED}" if timed else _MARKS))

    def show_counted(self, counted: int, wanted: int) -> None:
        """Of how many models the figures on paper are known."""
        text = self.tr("Counting: {} of {}").format(counted, wanted)
        self._counting = Progress(counted / wanted if wanted else 1.0, text)
        self._show()

    def show_measuring(self, progress: Progress | None) -> None:
        """How far the measurement has come; None where there is none."""
        self._measuring, self._failure = progress or Progress(1.0, ""), ""
        self._show()

    def show_failure(self, reason: str) -> None:
        """The measurement came to nothing: why."""
        self._measuring, self._failure = Progress(1.0, ""), reason
        self._show()

    def _show(self) -> None:
        work = self._measuring if self._measuring.text else self._counting
        going = work.share < 1
        text = self._failure or (work.text if going else "")
        self._text.setText(text)
        self._text.set_tone("error" if self._failure else "subtext")
        self._text.setVisible(bool(text))
        self._bar.setVisible(going)
        self._bar.setValue(round(1000 * work.share))
