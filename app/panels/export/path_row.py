"""A path that is typed, or chosen in a dialog."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class PathRow(QWidget):
    """One line and its button; `choose` asks the person, beginning with a path, and gives "" where none is chosen."""

    settled = Signal(str)
    """A person has finished writing the path, or chose one."""

    def __init__(self, name: str, choose: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self.chosen = ""
        self.line, self.button = QLineEdit(), QPushButton(self.tr("Choose…"))
        self.line.setAccessibleName(name)
        self.button.setAccessibleName(self.tr("Choose: {}").format(name.lower()))
        self.button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(lambda: self.settled.emit(self.path))
        self.button.clicked.connect(self._ask)

    @property
    def path(self) -> str:
        """What is written there."""
        return self.line.text().strip()

    def show_path(self, path: str) -> None:
        """Write this there."""
        self.line.setText(path)

    def _ask(self) -> None:
        if path := self._choose(self.path):
            self.chosen = path
            self.line.setText(path)
            self.settled.emit(path)
