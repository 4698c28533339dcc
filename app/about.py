"""What Slimscope is, what it is made of, and what it wrote into its log."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.components import components, own, versions_text
from app.icons import application_picture
from app.labels import Label, note
from app.log_file import discreet, last_lines

_SIGN = 48
Role = QDialogButtonBox.ButtonRole


class AboutBox(QDialog):
    """The program's name, version and licence, and those of its parts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Slimscope"))
        self.resize(560, 420)
        layout = QVBoxLayout(self)
        layout.addLayout(self._heading())
        layout.addWidget(note(self.tr("It is made of these parts, each under its own licence:")))
        layout.addWidget(_table())
        layout.addWidget(_buttons(self, {self.tr("&Copy the versions"): lambda: _copy(versions_text())}))

    def _heading(self) -> QHBoxLayout:
        this, sign = own(), QLabel()
        sign.setPixmap(application_picture(_SIGN, self.devicePixelRatioF()))
        texts, row = QVBoxLayout(), QHBoxLayout()
        texts.addWidget(Label(self.tr("Slimscope {}").format(this.version), scale=1.4, bold=True))
        texts.addWidget(
            note(self.tr("A desktop explorer of lightweight vision models. Licence: {}").format(this.licence))
        )
        row.addWidget(sign)
        row.addLayout(texts, 1)
        return row


class LogBox(QDialog):
    """The end of the log, and where it is, to be attached to a report."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Log of Slimscope"))
        self.resize(720, 460)
        text = last_lines(path) or self.tr("Nothing has been written yet.")
        shown = QPlainTextEdit(text, readOnly=True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setAccessibleName(self.tr("End of the log"))
        shown.moveCursor(shown.textCursor().MoveOperation.End)
        layout = QVBoxLayout(self)
        layout.addWidget(
            note(self.tr("The log is in {}. Attach it to a report of a fault.").format(discreet(str(path))))
        )
        layout.addWidget(shown)
        folder = QUrl.fromLocalFile(str(path.parent))
        deeds: dict[str, Callable[[], object]] = {
            self.tr("&Copy the text"): lambda: _copy(text),
            self.tr("Copy the &path"): lambda: _copy(str(path)),
            self.tr("&Open the folder"): lambda: QDesktopServices.openUrl(folder),
        }
        layout.addWidget(_buttons(self, deeds))


def _table() -> QTableWidget:
    parts = components()
    table = QTableWidget(len(parts), 3)
    table.setHorizontalHeaderLabels(["Part", "Version", "Licence"])
    table.setAccessibleName("Parts with their versions and licences")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    for row, part in enumerate(parts):
        for column, text in enumerate((part.name, part.version, part.licence)):
            table.setItem(row, column, item := QTableWidgetItem(text))
            item.setToolTip(text)
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table


def _buttons(dialog: QDialog, deeds: dict[str, Callable[[], object]]) -> QDialogButtonBox:
    """A button for each deed, and one that closes the dialog."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    for text, deed in deeds.items():
        box.addButton(text, Role.ActionRole).clicked.connect(lambda _=False, deed=deed: deed())
    box.rejected.connect(dialog.reject)
    return box


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
