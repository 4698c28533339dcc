"""The choices of one axis of the board's plot: its figure, the better direction, its scale, and its limit."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPushButton

from app.accessible import make_clearable
from app.labels import Label
from app.panels.board.column import BoardColumn
from app.panels.board.numbers import number, number_text


class AxisRow(QComboBox):
    """The figure of an axis, with its other choices beside it."""

    wished = Signal(str)
    """A person wants another figure: its key."""
    turned = Signal(str)
    """A person wants the other direction of this figure for the better one."""
    log_wished = Signal(bool)
    limited = Signal(str, object)
    """A person wrote another limit of this figure, in plain units; None for no limit."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._title, self._goal, self.log, self.limit = Label(title), QPushButton(), QCheckBox(), QLineEdit()
        self._title.setBuddy(self)
        self._column: BoardColumn | None = None
        self.setAccessibleName(self.tr("Figure {}").format(name))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._goal.setToolTip(self.tr("Which direction of this figure is better"))
        self.log.setText(self.tr("Log"))
        self.log.setAccessibleName(self.tr("Logarithmic axis {}").format(name))
        self.limit.setPlaceholderText(self.tr("no limit"))
        self.limit.setAccessibleName(self.tr("Limit {}").format(name))
        self.limit.setToolTip(
            self.tr("What misses this limit is greyed; it can be dragged in the plot too, from beside the axis")
        )
        self.limit.setFixedWidth(self.fontMetrics().horizontalAdvance("99,999.999") + 30)
        make_clearable(self.limit)
        self.activated.connect(lambda at: self.wished.emit(self.itemData(at)))
        self._goal.clicked.connect(lambda: self._column and self.turned.emit(self._column.key))
        self.log.toggled.connect(self.log_wished)
        self.limit.editingFinished.connect(self._tell_limit)
        self.limit.textChanged.connect(lambda text: None if text else self._tell_limit())

    def place(self, grid: QGridLayout, row: int) -> None:
        """Stand in a row of a grid."""
        for column, part in enumerate((self._title, self, self._goal, self.log, Label(self.tr("Limit")), self.limit)):
            grid.addWidget(part, row, column)

    def show_axis(self, offered: Sequence[BoardColumn], column: BoardColumn, log: bool, may_log: bool) -> None:
        """Show the figure of the axis among those that there are."""
        with QSignalBlocker(self), QSignalBlocker(self.log):
            self.clear()
            for each in offered:
                self.addItem(each.label, each.key)
            self.setCurrentIndex([each.key for each in offered].index(column.key))
            self.log.setChecked(log)
        self.log.setEnabled(may_log)
        self._column = column
        self._goal.setText(self.tr("Less is better") if column.goal == "min" else self.tr("More is better"))
        self.setToolTip(f"{column.tip}.")

    def show_limit(self, limit: float | None) -> None:
        """Show the limit of the figure."""
        with QSignalBlocker(self.limit):
            self.limit.setText("" if limit is None or self._column is None else number_text(limit, self._column))

    def _tell_limit(self) -> None:
        if self._column is None:
            return
        self.limited.emit(self._column.key, number(self.limit.text(), self._column))
