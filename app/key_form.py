"""Which key does what: every action with its key, to be found by words and given another."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.accessible import Role, give_role, make_clearable, name_buttons
from app.actions import DEEDS, Deed, usual_key, without_mark
from app.choosing import Choice, found
from app.labels import Label, note

_NAME = Qt.ItemDataRole.UserRole
Format = QKeySequence.SequenceFormat


class KeyForm(QWidget):
    """A list of the actions, and a field that takes the key of the current one."""

    chosen = Signal(object)
    """The keys that are not the usual ones, by action."""

    def __init__(self, actions: Mapping[str, QAction], chosen: Mapping[str, str]) -> None:
        super().__init__()
        self._actions, self._deeds = actions, {deed.name: deed for deed in DEEDS}
        self._chosen = {name: key for name, key in chosen.items() if name in self._deeds}
        self._search, self._table, self._reason = QLineEdit(), QTableWidget(0, 2), note(tone="error")
        self._field, self._usual = QKeySequenceEdit(), QPushButton(self.tr("&Usual key"))
        self._all_usual = QPushButton(self.tr("&All usual keys"))
        self._lay_out()
        self._show_found()
        self._search.textChanged.connect(self._show_found)
        self._table.currentItemChanged.connect(self._show_current)
        self._field.editingFinished.connect(self._take)
        self._usual.clicked.connect(self._forget)
        self._all_usual.clicked.connect(self._forget_all)
        self._table.setCurrentCell(0, 0)

    @property
    def _current(self) -> Deed | None:
        item = self._table.item(self._table.currentRow(), 0)
        return self._deeds[item.data(_NAME)] if item else None

    def _key(self, deed: Deed) -> QKeySequence:
        return QKeySequence(self._chosen[deed.name]) if deed.name in self._chosen else usual_key(deed)

    def _take(self) -> None:
        """Choose what was typed for the current action, unless another has it."""
        deed, key = self._current, self._field.keySequence()
        if deed is None or key == self._key(deed):
            return
        if owner := self._owner(key, deed):
            told = key.toString(Format.NativeText)
            self._reason.setText(self.tr("{} is the key of “{}”. Give that another one first.").format(told, owner))
            self._reason.show()
            self._field.setKeySequence(self._key(deed))
            return
        self._choose({**self._chosen, deed.name: key.toString(Format.PortableText)})

    def _owner(self, key: QKeySequence, deed: Deed) -> str:
        """The action that has this key, or nothing."""
        others = (action for name, action in self._actions.items() if name != deed.name)
        return next(
            (without_mark(action.text()) for action in others if not key.isEmpty() and key in action.shortcuts()), ""
        )

    def _forget(self) -> None:
        if self._current:
            deed = self._current
            if owner := self._owner(usual_key(deed), deed):
                self._reason.setText(self.tr("“{}” has that key now. Give it another one first.").format(owner))
                self._reason.show()
                return
            self._choose({name: key for name, key in self._chosen.items() if name != deed.name})

    def _forget_all(self) -> None:
        self._choose({})

    def _choose(self, chosen: dict[str, str]) -> None:
        self._chosen = {name: key for name, key in chosen.items() if QKeySequence(key) != usual_key(self._deeds[name])}
        self._reason.hide()
        self.chosen.emit(dict(self._chosen))
        self._show_keys()
        self._show_current()

    def _show_keys(self) -> None:
        for row in range(self._table.rowCount()):
            title, key = self._table.item(row, 0), self._table.item(row, 1)
            if title and key:
                key.setText(self._key(self._deeds[title.data(_NAME)]).toString(Format.NativeText))

    def _show_found(self, text: str = "") -> None:
        choices = (Choice(deed.name, without_mark(deed.text), words=deed.tip) for deed in self._deeds.values())
        matches = found(choices, text)
        self._table.setRowCount(len(matches))
        for row, choice in enumerate(matches):
            title = QTableWidgetItem(choice.title)
            title.setData(_NAME, choice.key)
            title.setToolTip(choice.words)
            self._table.setItem(row, 0, title)
            self._table.setItem(row, 1, QTableWidgetItem())
        self._show_keys()
        self._table.setCurrentCell(0 if matches else -1, 0)
        self._show_current()

    def _show_current(self, *_: object) -> None:
        deed = self._current
        for control in (self._field, self._usual):
            control.setEnabled(deed is not None)
        self._usual.setEnabled(deed is not None and deed.name in self._chosen)
        self._field.setKeySequence(self._key(deed) if deed else QKeySequence())
        self._all_usual.setEnabled(bool(self._chosen))

    def _lay_out(self) -> None:
        self._search.setPlaceholderText(self.tr("Search actions"))
        self._search.setAccessibleName(self.tr("Search actions"))
        self._search.setToolTip(self.tr("Words of an action or of what it does"))
        make_clearable(self._search)
        self._table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Key")])
        self._table.setAccessibleName(self.tr("Actions with their keys"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._field.setMaximumSequenceLength(1)
        self._field.setClearButtonEnabled(True)
        name_buttons(self._field, self.tr("Clear"))
        give_role(self._field, Role.HotkeyField)
        self._field.setAccessibleName(self.tr("Key of the selected action"))
        self._field.setToolTip(self.tr("Press the key that is to do it"))
        self._usual.setToolTip(self.tr("Give the selected action its usual key back"))
        self._all_usual.setToolTip(self.tr("Give every action its usual key back"))
        self._reason.hide()
        row = QHBoxLayout()
        for part in (Label(self.tr("Key")), self._field, self._usual, self._all_usual):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        for each in (self._search, self._table):
            layout.addWidget(each)
        layout.addLayout(row)
        layout.addWidget(self._reason)
