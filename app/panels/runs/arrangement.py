"""Where the parts of the page of runs stand: forms on the left, the plot above the table beside them."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QVBoxLayout, QWidget

from app.labels import Label, note, scrolled
from app.panels.runs.table import RunsTable
from modelzoo.runs.figures import Rule

_SIDE_WIDTH = 248
_HEIGHTS = (400, 230)
_STATED = "Figures are of what was logged, unsmoothed; a star: the best of all"


def filled(forms: Mapping[str, QWidget], tools: QLayout, plot: QWidget, table: RunsTable) -> QWidget:
    """The page once there are runs. forms: by their headings; tools: what stands above the plot."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(_side(forms))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addLayout(tools)
    column.addWidget(_halves(plot, table), 1)
    row.addLayout(column, 1)
    return page


def _side(forms: Mapping[str, QWidget]) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(10, 6, 8, 8)
    column.setSpacing(4)
    for title, form in forms.items():
        column.addWidget(Label(title, bold=True))
        column.addWidget(form)
        column.addSpacing(8)
    column.addStretch(1)
    side = scrolled(content)
    side.setFixedWidth(_SIDE_WIDTH)
    return side


def _halves(plot: QWidget, table: RunsTable) -> QSplitter:
    """The plot above the table, with a line that moves the border between them."""
    below = QWidget()
    column = QVBoxLayout(below)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    line = QHBoxLayout()
    line.setContentsMargins(8, 2, 10, 2)
    stated = note(f"{QCoreApplication.translate('RunsPage', _STATED)}. {Rule().brief}")
    stated.setToolTip(Rule().text)
    line.addWidget(stated, 1)
    line.addWidget(table.copy)
    column.addLayout(line)
    column.addWidget(table, 1)
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(plot)
    splitter.addWidget(below)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes(_HEIGHTS)
    return splitter


def pile(page: QWidget, above: QWidget, middle: QWidget, below: QWidget) -> None:
    """Lay three parts of a page below each other without a gap; the one in the middle has what room there is."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(middle, 1)
    column.addWidget(below)
