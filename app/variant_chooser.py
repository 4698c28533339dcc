"""Which variant of the project is shown, in a line beside the tabs of the pages; hidden while there is but one."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.labels import Label


class VariantChooser(QWidget):
    """Tells which variant a person wants to see."""

    chosen = Signal(int)
    """A person wants to see this one, by its position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self._label = QComboBox(), Label(self.tr("Variant"), "subtext")
        self._label.setBuddy(self.box)
        self.box.setAccessibleName(self.tr("Variant"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(34)
        self.box.activated.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._label)
        row.addWidget(self.box)

    def show_titles(self, titles: Sequence[str], at: int) -> None:
        """These are the variants, and which of them is shown."""
        with QSignalBlocker(self.box):
            if [self.box.itemText(each) for each in range(self.box.count())] != list(titles):
                self.box.clear()
                self.box.addItems(list(titles))
                for each, title in enumerate(titles):
                    self.box.setItemData(each, title, Qt.ItemDataRole.ToolTipRole)
            self.box.setCurrentIndex(at)
        self.box.setToolTip(self.tr("{}\nCtrl+PgUp and Ctrl+PgDown show the others").format(titles[at]))
        for part in (self.box, self._label):
            part.setVisible(len(titles) > 1)
