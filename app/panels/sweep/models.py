"""The models of a sweep: typed with completion, one below the other, the first the one that others are compared to."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.labels import note
from modelzoo.catalog import CATALOG, offered_blocks
from modelzoo.errors import ZooError
from modelzoo.sweeps import check_model, settings

CANVAS = "canvas"
"""What stands for the model on the canvas."""

_ROWS = 6
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def completions(text: str) -> list[str]:
    """What a text may be meant to become: a name, or behind a colon or comma another setting."""
    name, colon, rest = text.partition(":")
    if not colon:
        published = [each.name for info in CATALOG.architectures.values() for each in info.variants or (info.itself,)]
        return [CANVAS, *published, *CATALOG.architectures, *(f"block/{info.name}" for info in offered_blocks())]
    begun = rest.rpartition(",")[0]
    try:
        return [f"{name}:{begun}{',' if begun else ''}{param.name}=" for param in settings(name)]
    except ZooError:
        return []


class ModelList(QWidget):
    """Names of models in an order; tells when a person changes them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: frozenset[str] = frozenset()
        self._text, self._list = QLineEdit(), QListWidget()
        self._add, self._remove = QPushButton(self.tr("&Add")), QPushButton(self.tr("&Remove"))
        self._complaint = note(tone="error")
        self._choices = QStringListModel(self)
        self._lay_out()
        self._listen()
        self._settle("")
        self.setFocusProxy(self._text)

    @property
    def names(self) -> tuple[str, ...]:
        """The models from top to bottom."""
        return tuple(self._list.item(at).text() for at in range(self._list.count()))

    def show_names(self, names: Sequence[str], drawn: Sequence[str] = ()) -> None:
        """Hold these models; those that were drawn need no check."""
        self._known = frozenset(drawn)
        self._list.clear()
        self._list.addItems(list(names))
        self._settle("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Delete in the list takes the current model away."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _REMOVE:
            self._remove_current()
            return True
        return False

    def _add_typed(self) -> None:
        text = self._text.text().strip()
        if not text:
            return
        try:
            if text != CANVAS and text not in self._known:
                check_model(text)
        except ZooError as error:
            self._settle(str(error))
            return
        if text in self.names:
            self._settle(self.tr("{} is there already.").format(text))
            return
        self._list.addItem(text)
        self._list.setCurrentRow(self._list.count() - 1)
        self._text.clear()
        self._settle("")
        self.changed.emit()

    def _remove_current(self) -> None:
        if self._list.takeItem(self._list.currentRow()) is not None:
            self._settle("")
            self.changed.emit()

    def _settle(self, complaint: str) -> None:
        self._complaint.setText(complaint)
        self._complaint.setVisible(bool(complaint))
        self._remove.setEnabled(self._list.currentRow() >= 0)
        for at in range(self._list.count()):
            self._list.item(at).setToolTip(self._list.item(at).text())

    def _offer(self, text: str) -> None:
        self._complaint.hide()
        wanted = completions(text)
        if wanted != self._choices.stringList():
            self._choices.setStringList(wanted)

    def _lay_out(self) -> None:
        completer = QCompleter(self._choices, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._text.setCompleter(completer)
        self._text.setPlaceholderText(self.tr("Name of a model"))
        self._text.setAccessibleName(self.tr("Model to add"))
        self._text.setToolTip(
            self.tr(
                "A published name, an architecture with settings (mobilenet_v1:width=0.5), a block alone "
                "(block/fire:squeeze=16), a project's file, or canvas for the model drawn there; Enter adds it"
            )
        )
        self._list.setAccessibleName(self.tr("Models of the sweep"))
        self._list.setToolTip(self.tr("Delete takes one away, dragging moves it; others are compared to the first"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setFixedHeight(_ROWS * (self.fontMetrics().height() + 4))
        self._list.installEventFilter(self)
        self._add.setToolTip(self.tr("Add the model that is written here (Enter)"))
        self._remove.setToolTip(self.tr("Take the current model away (Delete)"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._text, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._complaint)
        column.addWidget(self._list)
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignRight)

    def _listen(self) -> None:
        self._text.textEdited.connect(self._offer)
        self._text.returnPressed.connect(self._add_typed)
        self._add.clicked.connect(self._add_typed)
        self._remove.clicked.connect(self._remove_current)
        self._list.currentRowChanged.connect(lambda at: self._remove.setEnabled(at >= 0))
        self._list.model().rowsMoved.connect(lambda *_: self.changed.emit())
