"""What is no run log, and what of a run could not be read or is odd, below the runs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.labels import note
from modelzoo.runs.run import Run

_TOLD, _TOLD_BY_TIP = 3, 40
"""So many are told, and by the tool tip."""


class Problems(QWidget):
    """A few lines, as long as there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._text = note(tone="warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.addWidget(self._text)
        self.hide()

    def show_problems(self, problems: Sequence[str], runs: Sequence[Run]) -> None:
        """Tell these, then those of each run."""
        told = [*problems, *(f"{run.name}: {each}" for run in runs for each in run.problems)]
        more = [self.tr("And {:,} more: see the remarks in the table").format(len(told) - _TOLD)]
        self._text.setText("\n".join([*told[:_TOLD], *(more if len(told) > _TOLD else [])]))
        self._text.setToolTip("\n".join(told[:_TOLD_BY_TIP]))
        self.setVisible(bool(told))
