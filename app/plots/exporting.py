"""A plot as a file: chart, legend and crossings as a vector picture or in pixels, on the background of the theme."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from app import theme
from app.plots import looks
from app.plots.chart import Chart
from app.plots.frame import Frame
from app.plots.legend import draw_sample

_SHARP = 2.0
"""Pixels of a PNG for each of the screen's."""
_ROW, _MARGIN, _SAMPLE = 20, 12, 44
"""Pixels: of a row below the chart, beside it, and of the piece of line before its name."""


def as_svg(chart: Chart, frame: Frame, title: str) -> bytes:
    """The plot as a vector picture, as large as it stands on the screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setResolution(chart.logicalDpiX())  # else the axes are drawn in another scale than the lines
    generator.setSize(_size(chart, frame))
    generator.setViewBox(QRectF(0, 0, _size(chart, frame).width(), _size(chart, frame).height()))
    _paint(chart, frame, generator)
    return bytes(buffer.data().data())


def as_png(chart: Chart, frame: Frame) -> bytes:
    """The plot in pixels, twice as fine as on the screen."""
    image = QImage(_size(chart, frame) * _SHARP, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SHARP)
    _paint(chart, frame, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _size(chart: Chart, frame: Frame) -> QSize:
    rows = len(frame.lines) + 2 * len(frame.numbered_intervals)
    return QSize(chart.viewport().width(), chart.viewport().height() + _ROW * rows + _MARGIN)


def _paint(chart: Chart, frame: Frame, device: QPaintDevice) -> None:
    """Draw the whole scene, its marks as shapes and not as the bitmaps of the screen, and below it what is what."""
    area, size = QRectF(chart.viewport().rect()), _size(chart, frame)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.of(chart.palette()).base))
    with _for_export(chart):
        chart.scene().render(painter, area, chart.sceneRect())
    row = QRectF(_MARGIN, area.bottom(), size.width() - 2 * _MARGIN, _ROW)
    _explain(painter, frame, theme.of(chart.palette()), row)
    painter.end()


def _explain(painter: QPainter, frame: Frame, colours: theme.Theme, row: QRectF) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(colours.text))
    for line in frame.lines:
        sample = QRectF(row.left(), row.top(), _SAMPLE, _ROW)
        draw_sample(painter, sample, line, looks.colour(colours, line.colour))
        painter.drawText(row.translated(_SAMPLE + _MARGIN, 0), middle, line.name)
        row = row.translated(0, _ROW)
    for number, each in frame.numbered_intervals:
        painter.drawText(row.adjusted(0, 0, 0, _ROW), Qt.TextFlag.TextWordWrap, f"{number}  {each.text}")
        row = row.translated(0, 2 * _ROW)


@contextmanager
def _for_export(chart: Chart) -> Iterator[None]:
    options = {"antialias": True, "background": None, "painter": None, "resolutionScale": 1.0}
    items = [item for item in chart.scene().items() if hasattr(item, "setExportMode")]
    for item in items:
        item.setExportMode(True, options)
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)
