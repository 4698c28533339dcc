"""What stands in the place of a sweep while there is none: how to begin, and the model that lies nearest."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.labels import empty_state

_BEGIN = (
    "Add models on the left, or send some from the zoo or the comparison (Ctrl+Shift+E).\n\nTheir figures on paper "
    "follow at once, their times when you have them measured. A preset above does both with one click."
)


class Nothing(QWidget):
    """A text; below it, until another text is shown, the offer to sweep the open model."""

    open_model_wished = Signal()
    """A person wants the model on the canvas swept."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._add = empty_state(self.tr(_BEGIN)), QPushButton(self.tr("Add the &open model"))
        self._add.setToolTip(self.tr("Sweep the model on the canvas"))
        self._add.clicked.connect(self.open_model_wished)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_text(self, text: str) -> None:
        """Say this, to one who has begun."""
        self._text.setText(text)
        self._add.hide()
