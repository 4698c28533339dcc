"""By what the boxes are coloured, as a choice in the tool bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.quantities import QUANTITIES

BY_KIND = "kind"
"""Not by a quantity but by the kind of block."""
COLOURINGS = (BY_KIND, *(each.name for each in QUANTITIES))


class ColourChooser(QComboBox):
    """The kind of block, and every quantity."""

    wished = Signal(str)
    """A person wants boxes of this colouring, one of COLOURINGS."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems([self.tr("Block kind"), *(each.title for each in QUANTITIES)])
        self.setAccessibleName(self.tr("Colour of the boxes"))
        self.setToolTip(self.tr("By what the boxes on the canvas are coloured (H: the next)"))
        self.activated.connect(lambda at: self.wished.emit(COLOURINGS[at]))

    def show_choice(self, colouring: str) -> None:
        """Show what is chosen, and tell nobody."""
        self.setCurrentIndex(COLOURINGS.index(colouring))
