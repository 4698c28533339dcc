"""What stands in the place of runs while there are none: what can be opened, and how."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.actions import without_mark
from app.labels import empty_state

_BEGIN = (
    "Open the logs of your trainings, or drop files and folders here.\n\nLightning, TensorBoard, Weights and Biases, "
    "MLflow, Hugging Face, Keras, CSV and JSON are read as they are, a folder with all that lies below it. What is "
    "still being written is followed."
)


class Nothing(QWidget):
    """A text, and below it the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._row = empty_state(self.tr(_BEGIN)), QHBoxLayout()
        self._row.addStretch(1)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addLayout(self._row)
        column.addStretch(1)

    def offer(self, actions: Sequence[QAction]) -> None:
        """A button for each of these."""
        for action in actions:
            button = QPushButton(without_mark(action.text()))
            button.setToolTip(action.statusTip())
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(action.trigger)
            self._row.insertWidget(self._row.count() - 1, button)

    def show_text(self, text: str) -> None:
        """Say this instead; nothing for how to begin."""
        self._text.setText(text or self.tr(_BEGIN))
