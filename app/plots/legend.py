"""The legend of a plot of lines: each with its look and its value at the cursor, and a box to hide it."""

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from app import theme
from app.labels import Label, figure
from app.plots import looks
from app.plots.frame import Frame
from app.plots.picture import Line
from app.plots.samples import draw

_SAMPLE = QSize(44, 14)
_NAME_WIDTH = 184
"""Pixels of a name that are shown; all of it is in the tooltip."""


class Legend(QWidget):
    """Lines by name; those that are hidden are not ticked."""

    toggled = Signal(str, bool)
    """A person wants this line shown (True) or hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._values: dict[str, QLabel] = {}
        self._at = Label("", "subtext")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._at, 0, 0, 1, 2, Qt.AlignmentFlag.AlignRight)

    def show_frame(self, frame: Frame) -> None:
        """Show the lines of a frame, and their values where its cursor stands."""
        names = [line.name for line in frame.picture.lines]
        if names != list(self._boxes):
            self._fill(names)
        self._show_looks(frame)
        axis, x = frame.picture.x, frame.view.x
        self._at.setText("" if x is None else f"{axis.title} {axis.text(x)}")
        for line in frame.picture.lines:
            value = None if x is None else line.at(x)
            self._values[line.name].setText("–" if value is None else frame.picture.y.show(value))
            bold = self._values[line.name].font()
            bold.setBold(line.name == frame.view.line)
            self._values[line.name].setFont(bold)

    def _fill(self, names: list[str]) -> None:
        for each in (*self._boxes.values(), *self._values.values()):
            each.deleteLater()
            each.hide()
        self._boxes, self._values = {}, {}
        for row, name in enumerate(names, 1):
            self._boxes[name], self._values[name] = self._box(name), figure(name)
            self._grid.addWidget(self._boxes[name], row, 0)
            self._grid.addWidget(self._values[name], row, 1)

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH))
        box.setToolTip(name)
        box.setAccessibleName(name)
        box.setIconSize(_SAMPLE)
        box.clicked.connect(lambda shown: self.toggled.emit(name, shown))
        return box

    def _show_looks(self, frame: Frame) -> None:
        colours = theme.of(self.palette())
        for line in frame.picture.lines:
            box = self._boxes[line.name]
            hidden = line.name in frame.view.hidden
            box.setChecked(not hidden)
            box.setIcon(_sample(line, colours, hidden))
            self._values[line.name].setEnabled(not hidden)


def _sample(line: Line, colours: theme.Theme, hidden: bool) -> QIcon:
    """A piece of the line with its mark."""
    picture = QPixmap(_SAMPLE * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    colour = colours.mid if hidden else looks.colour(colours, line.colour)
    draw_sample(painter, QRectF(QPointF(0, 0), _SAMPLE), line.colour, line.style, colour)
    painter.end()
    return QIcon(picture)


def draw_sample(painter: QPainter, area: QRectF, mark: int, style: int, colour: str) -> None:
    """Draw a piece of a line with its mark, in this colour."""
    draw(painter, area, colour, style)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center())
    drawSymbol(painter, looks.mark(mark), 8, QPen(Qt.PenStyle.NoPen), QColor(colour))
    painter.restore()
