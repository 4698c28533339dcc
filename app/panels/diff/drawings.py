"""Two networks side by side on canvases that move together, what differs marked on both."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.canvas.marks import Mark
from app.canvas.pairing import Drawing
from app.canvas.viewer import Viewer, ground_of
from app.labels import Label
from modelzoo.diff import Row
from modelzoo.graph import Node


class Drawings(QSplitter):
    """Both sides; a node that is selected on one is selected on the other."""

    selection_changed = Signal(object)
    """A person selected these rows of the difference: a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._titles = [Label(bold=True), Label(bold=True)]
        self.viewers = [Viewer(self.tr("Model before")), Viewer(self.tr("Model after"))]
        for title, viewer in zip(self._titles, self.viewers, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            title.setMargin(4)
            column.addWidget(title)
            column.addWidget(viewer, 1)
            self.addWidget(side)
        self.setChildrenCollapsible(False)
        for at, viewer in enumerate(self.viewers):
            viewer.moved.connect(lambda at=at: self.viewers[1 - at].follow(self.viewers[at]))
            viewer.selection_changed.connect(lambda ids, at=at: self._tell(ids, at))

    def show_pair(self, before: Drawing, after: Drawing, rows: Sequence[Row]) -> None:
        """Show these two, whose nodes these rows set against each other."""
        self._rows = tuple(rows)
        ground = ground_of(before, after)
        for at, drawing in enumerate((before, after)):
            marks = {node.id: mark for row in rows if (node := _sides(row)[at]) and (mark := Mark.of(row))}
            self._titles[at].setText(drawing.title)
            with QSignalBlocker(self.viewers[at]):
                self.viewers[at].show_drawing(drawing, marks, ground)
        self.fit()

    def show_only_differences(self, only: bool) -> None:
        """Let what is the same step back."""
        for viewer in self.viewers:
            viewer.show_only_marked(only)

    def fit(self) -> None:
        """Show both as a whole."""
        for viewer in self.viewers:
            viewer.fit()

    def select(self, rows: Sequence[Row]) -> None:
        """Select the nodes of these rows on both sides; tells nobody."""
        for at, viewer in enumerate(self.viewers):
            viewer.select([node.id for row in rows if (node := _sides(row)[at])])

    def _tell(self, ids: Sequence[str], at: int) -> None:
        chosen = set(ids)
        rows = tuple(row for row in self._rows if (node := _sides(row)[at]) and node.id in chosen)
        self.viewers[1 - at].select([node.id for row in rows if (node := _sides(row)[1 - at])])
        self.selection_changed.emit(rows)


def _sides(row: Row) -> tuple[Node | None, Node | None]:
    return row.before, row.after
