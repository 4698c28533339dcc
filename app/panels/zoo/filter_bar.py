"""The row above the zoo's table in which a person says which models to show."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette, QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.accessible import make_clearable, name_buttons
from app.icons import action_icon
from app.labels import Label
from app.panels.zoo.criteria import Criteria
from app.prose import headline

_AMOUNT = r"\s*(\d{1,7}(?:[.,]\d{0,6})?)\s*([kKmMgG]?)\s*"
_UNITS = {"k": 1e3, "": 1e6, "m": 1e6, "g": 1e9}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterBar(QWidget):
    """Text, family, task, and bounds of the figures."""

    changed = Signal(object)
    """A person looks for something else: the Criteria."""
    table_wished = Signal()
    """Down in the search: on to the models."""
    entered = Signal()
    """Enter in the search."""

    def __init__(self) -> None:
        super().__init__()
        self._search = _Search(self.tr("Search models"))
        self._family = _Choice(self.tr("Family"), self.tr("All families"))
        self._task = _Choice(self.tr("Task"), self.tr("All tasks"))
        self._least = _Amount(self.tr("Parameters, at least"), self.tr("from"))
        self._most = _Amount(self.tr("Parameters, at most"), self.tr("to"))
        self._macs = _Amount(self.tr("MACs, at most"), self.tr("at most"))
        self._clear = QPushButton(self.tr("&Clear"))
        self._clear.setToolTip(self.tr("Show all models again"))
        self._clear.setEnabled(False)
        self._lay_out()
        self._search.table_wished.connect(self.table_wished)
        self._search.entered.connect(self.entered)
        for edit in (self._search, self._least, self._most, self._macs):
            edit.textChanged.connect(self._tell)
        for choice in (self._family, self._task):
            choice.currentIndexChanged.connect(self._tell)
        self._clear.clicked.connect(self.clear)
        self.setFocusProxy(self._search)

    @property
    def criteria(self) -> Criteria:
        """What is being looked for."""
        return Criteria(
            tuple(self._search.text().lower().split()),
            self._family.chosen,
            self._task.chosen,
            self._least.amount,
            self._most.amount,
            self._macs.amount,
        )

    def show_choices(self, families: Iterable[str], tasks: Iterable[str]) -> None:
        """Offer these families and tasks; what was chosen stays if it is still there."""
        self._family.show_choices(families)
        self._task.show_choices(tasks)

    def clear(self) -> None:
        """Look for nothing in particular."""
        self.blockSignals(True)
        for edit in (self._search, self._least, self._most, self._macs):
            edit.clear()
        for choice in (self._family, self._task):
            choice.setCurrentIndex(0)
        self.blockSignals(False)
        self._tell()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 6)
        row.setSpacing(6)
        row.addWidget(self._search, 1)
        row.addWidget(self._family)
        row.addWidget(self._task)
        for title, edits in ((self.tr("Parameters"), (self._least, self._most)), (self.tr("MACs"), (self._macs,))):
            row.addSpacing(6)
            row.addWidget(Label(title))
            for edit in edits:
                row.addWidget(edit)
            row.addWidget(Label("M", "subtext"))
        row.addSpacing(6)
        row.addWidget(self._clear)

    def _tell(self) -> None:
        self._clear.setEnabled(self.criteria != Criteria())
        self.changed.emit(self.criteria)


class _Search(QLineEdit):
    """Words to look for; Down and Enter reach the table."""

    table_wished = Signal()
    entered = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setToolTip(self.tr("Words of the name, the paper or the notes; Enter opens the current model"))
        make_clearable(self)
        self.setMinimumWidth(140)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        name_buttons(self, hint)
        self._paint_glass()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on Down and Enter."""
        if event.key() == Qt.Key.Key_Down:
            self.table_wished.emit()
        elif event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the magnifying glass anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_glass()

    def _paint_glass(self) -> None:
        self._glass.setIcon(action_icon("search", self.palette().color(QPalette.ColorRole.PlaceholderText)))


class _Choice(QComboBox):
    """One of several, or all."""

    def __init__(self, name: str, everything: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Show only one: {}").format(name.lower()))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(everything, "")

    @property
    def chosen(self) -> str:
        """The chosen one, or nothing for all."""
        return str(self.currentData())

    def show_choices(self, names: Iterable[str]) -> None:
        """Offer these below the one that stands for all."""
        chosen = self.chosen
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for name in names:
            self.addItem(headline(name), name)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)


class _Amount(QLineEdit):
    """A bound in millions, or with a unit of its own: 5, 0.5, 300k, 1.2G."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setToolTip(self.tr("{}, in millions; or with a unit: 300k, 1.2G").format(name))
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_AMOUNT), self))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("9,999.9G") + 16)

    @property
    def amount(self) -> float | None:
        """The bound as a plain count, None where nothing is asked."""
        found = re.fullmatch(_AMOUNT, self.text())
        if found is None:
            return None
        number, unit = found.groups()
        return float(number.replace(",", ".")) * _UNITS[unit.lower()]
