"""Which two models are set side by side: the present one, a variant, the baseline, one of the zoo, or a file's."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from modelzoo.catalog import CATALOG

PRESENT, BASELINE, FILE = "Present model", "Baseline", "A project's file…"
VARIANT = "Variant: "
"""What stands before the title of a variant of the project."""


class SideChooser(QComboBox):
    """A model chosen from the list or typed, with the names of the zoo as completions."""

    wished = Signal(str)
    """A person wants this model here: its name, path, PRESENT, BASELINE or VARIANT with a title."""
    file_wished = Signal()
    """A person wants to choose a project's file."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._names = QStringListModel(self)
        self.setEditable(True)
        self.setInsertPolicy(self.InsertPolicy.NoInsert)
        self.addItems([PRESENT, BASELINE, FILE])
        self.setMinimumContentsLength(22)
        self.setAccessibleName(name)
        self.setToolTip(
            self.tr("Type a model of the zoo, an architecture with settings, or a project's path; Enter takes it")
        )
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self._line.editingFinished.connect(lambda: self._take(self.currentText()))
        self._line.textEdited.connect(lambda _: self._offer())
        self.textActivated.connect(self._take)

    def show_variants(self, titles: Iterable[str]) -> None:
        """Offer these variants of the project."""
        with QSignalBlocker(self):
            self.clear()
            self.addItems([PRESENT, BASELINE, *(f"{VARIANT}{title}" for title in titles), FILE])
        self.show_side(self._shown)

    def show_side(self, text: str) -> None:
        """This model is here."""
        self._shown = text
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findText(text))
            self.setEditText(text)
        self._line.setCursorPosition(0)

    @property
    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None
        return line

    def _take(self, typed: str) -> None:
        text = typed.strip()
        if text == FILE:
            self.show_side(self._shown)
            self.file_wished.emit()
        elif not text:
            self.show_side(self._shown)
        elif text != self._shown:
            self._shown = text
            self.wished.emit(text)

    def _offer(self) -> None:
        """The names of the zoo, once it is known."""
        infos = CATALOG.architectures.values()
        names = [each.name for info in infos for each in info.variants or (info.itself,)]
        if names != self._names.stringList():
            self._names.setStringList(names)
