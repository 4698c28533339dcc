"""The tool bar: the actions of every day, the input's size and what colours the boxes."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QToolBar, QWidget


class InputSize(QLineEdit):
    """Where a person writes the height and width of the input."""

    typed = Signal(str)
    """A person wrote another size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(76)
        self.setAccessibleName(self.tr("Input size in pixels"))
        self.setToolTip(self.tr("Input size in pixels: 64 for a square, or height x width such as 64x96"))
        self.editingFinished.connect(lambda: self.typed.emit(self.text()))


class ToolBar(QToolBar):
    """The bar at the window's top."""

    def __init__(
        self, actions: Mapping[str, QAction], input_size: InputSize, colours: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("Tools")
        self.setIconSize(QSize(18, 18))
        for name in "new open save | delete | arrange fit zoom_in zoom_out | pin pause |".split():
            if name == "|":
                self.addSeparator()
            else:
                self.addAction(actions[name])
        label = QLabel(self.tr(" Input size "))
        label.setBuddy(input_size)
        self.addWidget(label)
        self.addWidget(input_size)
        self.addWidget(QLabel(self.tr(" px  ")))
        self.addSeparator()
        self.addWidget(QLabel(self.tr(" Colour by ")))
        self.addWidget(colours)
