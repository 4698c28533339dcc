"""The button beside a table that puts its rows on the clipboard, in the form that they are wanted in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.columns import plain_table, shown_table
from app.figure_table import FigureTable
from modelzoo.tabular import Table, as_csv, as_latex, as_markdown

_FORMATS = {"&CSV": as_csv, "&Markdown": as_markdown, "&LaTeX (booktabs)": as_latex}


class CopyButton(QPushButton):
    """Copies the selected rows of a table, or all: as CSV with every digit, else as they are shown."""

    copied = Signal(str)
    """What was put on the clipboard, in a sentence."""

    def __init__(self, table: FigureTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setText(self.tr("&Copy as"))
        self.setToolTip(self.tr("Copy the selected rows, or all, in the order shown"))
        menu = QMenu(self)
        for title, write in _FORMATS.items():
            menu.addAction(title, partial(self._copy, title.replace("&", ""), write))
        menu.addAction(self.tr("&Plain text (Ctrl+C)"), table.copy)
        self.setMenu(menu)

    def _copy(self, title: str, write: Callable[[Table], str]) -> None:
        rows = self._table.chosen_rows()
        take = plain_table if write is as_csv else shown_table
        QGuiApplication.clipboard().setText(write(take(self._table.model(), rows)))
        said = self.tr("1 row is") if len(rows) == 1 else self.tr("{} rows are").format(len(rows))
        self.copied.emit(self.tr("{} on the clipboard as {}.").format(said, title))
