"""Above the board's table: which candidates to show, by words and by ranges of figures; and a box that adds more."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from app.accessible import make_clearable
from app.labels import Label
from app.panels.board.column import BoardColumn
from app.panels.board.numbers import number, number_text
from modelzoo.board import Board

Ends = tuple[float | None, float | None]
_ANY: Ends = (None, None)


class BoardHead(QWidget):
    """Words and ranges to look for; the columns to show; a box that adds a model."""

    changed = Signal(str, object)
    """A person looks for something else: words, and ranges of figures."""
    columns_wished = Signal(object)
    """A person wants these columns, by their keys; none for the usual ones."""
    add_wished = Signal(str)
    """A person wants this model on the board, by its name."""
    models_wished = Signal(object)
    """A person wants these models on the board: a tuple of their names."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: dict[str, BoardColumn] = {}
        self._ranges: dict[str, Ends] = {}
        self._absent: tuple[str, ...] = ()
        self._wanted = self._complaint = ""
        self.search, self.add = QLineEdit(), QLineEdit()
        self.figure, self.least, self.most = QComboBox(), QLineEdit(), QLineEdit()
        self.columns, self.clear, self._add, self._trained = (QPushButton() for _ in range(4))
        self._told, self._choices = Label("", "subtext"), QStringListModel(self)
        self._menu = QMenu(self)
        self._name()
        self._lay_out()
        self._listen()

    def show_names(self, names: Sequence[str], trained: tuple[str, ...]) -> None:
        """Offer these models to be added; those that some run trained all at once."""
        if list(names) != self._choices.stringList():
            self._choices.setStringList(list(names))
        self._absent = trained
        self._trained.setVisible(bool(trained))
        self._trained.setText(self.tr("Add the runs' &models ({})").format(len(trained)))
        self._trained.setToolTip(self.tr("Put on the board what the runs trained: {}").format(", ".join(trained)))

    def show_figures(self, figures: Sequence[BoardColumn], shown: Sequence[str]) -> None:
        """Offer these figures to look for and to show; those that are shown now."""
        self._figures = {each.key: each for each in figures}
        current = self.figure.currentData()
        with QSignalBlocker(self.figure):
            self.figure.clear()
            for each in figures:
                self.figure.addItem(each.label, each.key)
            self.figure.setCurrentIndex(max(0, self.figure.findData(current)))
        self._show_range()
        self._fill_menu(shown)

    def show_wanted(self, board: Board) -> None:
        """Show what is looked for; what a person is writing stays as it is."""
        if self.search.text() != board.words:
            with QSignalBlocker(self.search):
                self.search.setText(board.words)
        self._ranges = {key: (least, most) for key, least, most in board.ranges}
        self._show_range()
        ranges = [self._range_text(self._figures[key], *ends) for key, *ends in board.ranges if key in self._figures]
        self._wanted = "; ".join(ranges)
        self._tell_told()
        self.clear.setEnabled(bool(board.words or board.ranges))

    def reset(self) -> None:
        """Show all candidates again."""
        self._ranges = {}
        with QSignalBlocker(self.search):
            self.search.clear()
        self._show_range()
        self._tell()

    def complain(self, text: str) -> None:
        """Say why a model cannot be added, until another is written; empty: it can."""
        self._complaint = text
        self._tell_told()

    def _tell_told(self) -> None:
        self._told.set_tone("error" if self._complaint else "subtext")
        self._told.setText(self._complaint or self._wanted)

    def _fill_menu(self, shown: Sequence[str]) -> None:
        self._menu.clear()
        for key, each in self._figures.items():
            action = self._menu.addAction(each.label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.setToolTip(f"{each.tip}.")
            action.setData(key)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("The &usual ones")).setData("")

    def _choose_columns(self, chosen: QAction) -> None:
        keys = tuple(each.data() for each in self._menu.actions() if each.isChecked())
        self.columns_wished.emit(keys if chosen.data() else ())

    def _range(self) -> None:
        column = self._figures.get(self.figure.currentData())
        if column is None:
            return
        self._ranges[column.key] = number(self.least.text(), column), number(self.most.text(), column)
        self._tell()

    def _show_range(self) -> None:
        column = self._figures.get(self.figure.currentData())
        ends = self._ranges.get(column.key, _ANY) if column else _ANY
        for edit, end in zip((self.least, self.most), ends, strict=True):
            if column is None or number(edit.text(), column) != end or (end is None and not edit.hasFocus()):
                with QSignalBlocker(edit):
                    edit.setText("" if end is None or column is None else number_text(end, column))

    def _tell(self) -> None:
        ranges = tuple((key, *ends) for key, ends in self._ranges.items() if ends != _ANY)
        self.changed.emit(self.search.text(), ranges)

    def _range_text(self, column: BoardColumn, least: float | None, most: float | None) -> str:
        ends = [("≥", least), ("≤", most)]
        return f"{column.name} {' and '.join(f'{sign} {column.text(end)}' for sign, end in ends if end is not None)}"

    def _add_typed(self) -> None:
        if text := self.add.text().strip():
            self.add_wished.emit(text)

    def _name(self) -> None:
        self.search.setPlaceholderText(self.tr("Search candidates"))
        self.search.setAccessibleName(self.tr("Search candidates"))
        self.figure.setAccessibleName(self.tr("Figure to filter by"))
        self.figure.setToolTip(
            self.tr("Show only candidates whose figure lies in the range beside this; for each figure its own")
        )
        self.figure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.figure.setMinimumContentsLength(14)
        for edit, name in ((self.least, self.tr("from")), (self.most, self.tr("to"))):
            edit.setPlaceholderText(name)
            edit.setAccessibleName(self.tr("Figure, {}").format(name))
            edit.setFixedWidth(self.fontMetrics().horizontalAdvance("99,999.99") + 16)
        self.add.setPlaceholderText(self.tr("Model of the zoo"))
        self.add.setAccessibleName(self.tr("Model to put on the board"))
        self.add.setToolTip(
            self.tr("A published name, or an architecture with settings (mobilenet_v1:width=0.5); Enter adds it")
        )
        for edit in (self.search, self.add):
            make_clearable(edit)
        self._add.setText(self.tr("&Add"))
        self._add.setToolTip(self.tr("Put the model that is written here on the board (Enter)"))
        self.columns.setText(self.tr("Col&umns"))
        self.columns.setToolTip(self.tr("Which figures have a column"))
        self.columns.setMenu(self._menu)
        self._menu.setToolTipsVisible(True)
        self.clear.setText(self.tr("C&lear"))
        self.clear.setToolTip(self.tr("Show all candidates again"))
        self.clear.setEnabled(False)
        self.show_names((), ())

    def _lay_out(self) -> None:
        completer = QCompleter(self._choices, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.add.setCompleter(completer)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 8, 4)
        grid.setVerticalSpacing(4)
        grid.addLayout(_row(self.search, self.columns, self.add, self._add), 0, 0)
        grid.addLayout(_row(self.figure, self.least, self.most, self.clear, self._told, self._trained), 1, 0)

    def _listen(self) -> None:
        self.search.textChanged.connect(lambda _: self._tell())
        for edit in (self.least, self.most):
            edit.textChanged.connect(lambda _: self._range())
        self.figure.currentIndexChanged.connect(lambda _: self._show_range())
        self.clear.clicked.connect(self.reset)
        self.add.returnPressed.connect(self._add_typed)
        self.add.textChanged.connect(lambda _: self.complain(""))
        self._add.clicked.connect(self._add_typed)
        self._trained.clicked.connect(lambda: self.models_wished.emit(self._absent))
        self._menu.triggered.connect(self._choose_columns)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget, int(isinstance(widget, QLineEdit | Label) and widget.maximumWidth() > 1000))
    return row
