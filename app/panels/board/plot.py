"""Any two figures of the candidates against each other, with the front, the limits, and exports."""

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.labels import note
from app.panels.board.axis_row import AxisRow
from app.panels.board.chart import ParetoChart
from app.panels.board.column import BoardColumn
from app.panels.board.drawing import Drawing
from app.panels.board.picture import Picture, may_log, picture, picture_csv
from modelzoo.board import Board
from modelzoo.entries import Entry

_SHARP = 2.0
"""Pixels of a PNG for each of the screen's."""
_DECADE = 10.0
_MARGIN = 10
"""Pixels about the legend of a saved plot."""
_QUALITY = ("accuracy", "val distance", "val loss", "published accuracy")
"""What tells best how good a candidate is, the best first."""
_LEGEND = "Filled: on the Pareto front. Hollow: beaten. Grey: misses a limit. Bars: p10 to p90 of the runs, or ± one "
_LEGEND += "standard deviation of the seeds."


class ParetoPlot(QWidget):
    """Candidates over the two figures of the axes; an axis that spans a decade is logarithmic until told otherwise."""

    axes_wished = Signal(object)
    """A person wants these figures across and up: a tuple of their keys."""
    turn_wished = Signal(str)
    log_wished = Signal(str, bool)
    """A person wants the axis of this figure logarithmic, or not."""
    limit_wished = Signal(str, object, bool)
    """A person wants this limit of a figure (None: no limit); whether it is let go, and not still dragged."""
    chosen = Signal(object)
    exported = Signal(str, bytes)
    """A person wants this file: its ending and its content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ParetoChart()
        self.axes = (AxisRow(self.tr("Acr&oss"), self.tr("across")), AxisRow(self.tr("U&p"), self.tr("up")))
        self._export, self._remarks = QPushButton(self.tr("&Export")), note()
        self._keys = ("", "")
        self._lay_out()
        self._listen()

    def show_entries(
        self,
        entries: Sequence[Entry],
        columns: Sequence[BoardColumn],
        board: Board,
        missing: Collection[object],
        current: object,
    ) -> None:
        """Show these candidates. missing: the keys of those that miss a limit; current: the key of the current one."""
        across, up = _axes(columns, board, entries)
        self._keys = across.key, up.key
        logs = _log(across, entries, board), _log(up, entries, board)
        for row, column, log in zip(self.axes, (across, up), logs, strict=True):
            row.show_axis(columns, column, log, may_log(column, entries))
            row.show_limit(board.limits.get(column.key))
        limits = board.limits.get(across.key), board.limits.get(up.key)
        chosen = (board.choice.kind, board.choice.title) if board.choice else None
        found = picture(entries, (across, up), limits, logs, missing, chosen)
        self.chart.show_picture(found, current)
        self._remarks.setText(" ".join((self.tr(_LEGEND), *_facts(found, columns, board))))
        self._export.setEnabled(bool(found.dots))

    def content(self, ending: str) -> bytes:
        """The plot as a file of this kind: "svg" or "png" as it is seen, "csv" with every digit."""
        shown = self.chart.picture
        assert shown is not None
        if ending == "csv":
            return picture_csv(shown).encode()
        return self._svg(shown) if ending == "svg" else self._png(shown)

    def _choose_figure(self, at: int, key: str) -> None:
        self.axes_wished.emit((key, self._keys[1]) if at == 0 else (self._keys[0], key))

    def _svg(self, shown: Picture) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator, size = QSvgGenerator(), self._size()
        generator.setOutputDevice(buffer)
        generator.setTitle(self.tr("Candidates"))
        generator.setResolution(self.chart.logicalDpiX())
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        self._paint(shown, generator, size)
        return bytes(buffer.data().data())

    def _png(self, shown: Picture) -> bytes:
        size = self._size()
        image = QImage(size * _SHARP, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_SHARP)
        self._paint(shown, image, size)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def _size(self) -> QSize:
        """The chart's, with the legend below it."""
        return self.chart.size() + QSize(0, self._remarks.heightForWidth(self.chart.width() - 2 * _MARGIN) + _MARGIN)

    def _paint(self, shown: Picture, device: QPaintDevice, size: QSize) -> None:
        painter, room = QPainter(device), QRectF(0, 0, size.width(), size.height())
        drawing = Drawing(shown, QRectF(self.chart.rect()), theme.of(self.palette()))
        painter.setFont(self.chart.font())
        painter.fillRect(room, QColor(drawing.colours.base))
        drawing.paint(painter)
        painter.setPen(QColor(drawing.colours.subtext))
        below = room.adjusted(_MARGIN, drawing.room.height(), -_MARGIN, 0)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self._remarks.text())
        painter.end()

    def _listen(self) -> None:
        for at, row in enumerate(self.axes):
            row.wished.connect(lambda key, at=at: self._choose_figure(at, key))
            row.turned.connect(self.turn_wished)
            row.log_wished.connect(lambda log, at=at: self.log_wished.emit(self._keys[at], log))
            row.limited.connect(lambda key, limit: self.limit_wished.emit(key, limit, True))
        self.chart.chosen.connect(self.chosen)
        self.chart.limit_moved.connect(self._drag)
        self.chart.limit_set.connect(lambda: self.limit_wished.emit("", None, True))

    def _exporter(self, ending: str) -> Callable[[], None]:
        return lambda: self.exported.emit(ending, self.content(ending))

    def _drag(self, axis: int, limit: float | None) -> None:
        self.limit_wished.emit(self._keys[axis], limit, False)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(8, 6, 8, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(self.axes):
            row.place(grid, at)
        menu = QMenu(self._export)
        for ending, title in (("svg", "&SVG picture"), ("png", "&PNG picture"), ("csv", "&CSV of the candidates")):
            menu.addAction(self.tr(title), self._exporter(ending))
        self._export.setMenu(menu)
        self._export.setToolTip(self.tr("Save the plot as a picture, or its figures for a spreadsheet"))
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.addWidget(self._remarks, 1)
        foot.addWidget(self._export, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(grid)
        layout.addWidget(self.chart, 1)
        layout.addLayout(foot)


def _log(column: BoardColumn, entries: Sequence[Entry], board: Board) -> bool:
    """As a person said, else by how far the figures are apart; never where one has no logarithm."""
    if not may_log(column, entries):
        return False
    found = [value for each in entries if (value := column.value(each)) is not None]
    return dict(board.logs).get(column.key, max(found) >= _DECADE * min(found))


def _facts(shown: Picture, columns: Sequence[BoardColumn], board: Board) -> Iterator[str]:
    """How many candidates are not in the plot, and all limits, those of other figures too."""
    if shown.unplaced:
        lack = "candidate lacks" if shown.unplaced == 1 else "candidates lack"
        yield f"{shown.unplaced} {lack} one of the two figures."
    limits = [each.limit_text(board.limits[each.key]) for each in columns if each.key in board.limits]
    if limits:
        yield f"Limits: {'; '.join(limits)}."


def _axes(columns: Sequence[BoardColumn], board: Board, entries: Sequence[Entry]) -> tuple[BoardColumn, BoardColumn]:
    """The wished figures as far as there are such ones; else a time over MACs, and quality before all where known."""
    known = {each.key: each for each in columns}
    found = [each for each in columns if any(each.value(entry) is not None for entry in entries)]
    times = [each for each in found if each.key.startswith("p50")]
    quality = sorted((each for each in found if each.key in _QUALITY), key=lambda each: _QUALITY.index(each.key))
    across = known.get(board.axes[0]) or (times[0] if times else known["macs"])
    usual = quality[0] if quality else known["macs"] if times else known["parameters"]
    return across, known.get(board.axes[1]) or usual
