"""A plot as a file: chart, legend and remarks as a vector picture or in pixels, on the background of the theme."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from app import theme
from app.plots import looks
from app.plots.legend import draw_sample
from app.plots.samples import draw

_SHARP = 2.0
"""Pixels of a PNG for each of the screen's."""
_ROW, _MARGIN, _SAMPLE, _APART = 20, 12, 44, 6
"""Pixels: of a line's row below the chart, beside it, of the piece of line before its name, and above a paragraph."""


@dataclass(frozen=True)
class Captions:
    """What stands below a chart: each line by its name, colour and style, then paragraphs. marked: as Legend marks."""

    lines: tuple[tuple[str, int, int], ...]
    texts: tuple[str, ...] = ()
    marked: bool = True


class Drawing(Protocol):
    """A chart as pyqtgraph draws it: one of its widgets, whose cursor can be hidden."""

    def without_cursor(self) -> AbstractContextManager[None]:
        """Show no cursor meanwhile."""

    def __getattr__(self, name: str) -> Any: ...


def as_svg(chart: Drawing, captions: Captions, title: str) -> bytes:
    """The plot as a vector picture, as large as it stands on the screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setResolution(chart.logicalDpiX())  # else the axes are drawn in another scale than the lines
    generator.setSize(_size(chart, captions))
    generator.setViewBox(QRectF(0, 0, _size(chart, captions).width(), _size(chart, captions).height()))
    _paint(chart, captions, generator)
    return bytes(buffer.data().data())


def as_png(chart: Drawing, captions: Captions) -> bytes:
    """The plot in pixels, twice as fine as on the screen."""
    image = QImage(_size(chart, captions) * _SHARP, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SHARP)
    _paint(chart, captions, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _size(chart: Drawing, captions: Captions) -> QSize:
    area = chart.viewport().size()
    below = sum(_height(chart, text) for text in captions.texts)
    return QSize(area.width(), area.height() + _ROW * len(captions.lines) + below + _MARGIN)


def _height(chart: Drawing, text: str) -> int:
    """Pixels of a paragraph, and of what parts it from the one before."""
    room = QRect(0, 0, chart.viewport().width() - 2 * _MARGIN, 0)
    return QFontMetrics(chart.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + _APART


def _paint(chart: Drawing, captions: Captions, device: QPaintDevice) -> None:
    """Draw the whole scene, its marks as shapes and not as the bitmaps of the screen, and below it what is what."""
    area, size = QRectF(chart.viewport().rect()), _size(chart, captions)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chart.font())
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.of(chart.palette()).base))
    with chart.without_cursor(), _for_export(chart):
        chart.scene().render(painter, area, chart.sceneRect())
    row = QRectF(_MARGIN, area.bottom(), size.width() - 2 * _MARGIN, _ROW)
    _explain(painter, chart, captions, row)
    painter.end()


def _explain(painter: QPainter, chart: Drawing, captions: Captions, row: QRectF) -> None:
    colours, middle = theme.of(chart.palette()), Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(colours.text))
    for name, colour, style in captions.lines:
        sample = QRectF(row.left(), row.top(), _SAMPLE, _ROW)
        if captions.marked:
            draw_sample(painter, sample, colour, style, looks.colour(colours, colour))
        else:
            draw(painter, sample, looks.colour(colours, colour), style)
        painter.drawText(row.translated(_SAMPLE + _MARGIN, 0), middle, name)
        row = row.translated(0, _ROW)
    for text in captions.texts:
        row.setHeight(_height(chart, text))
        painter.drawText(row.adjusted(0, _APART, 0, 0), Qt.TextFlag.TextWordWrap, text)
        row = row.translated(0, row.height())


@contextmanager
def _for_export(chart: Drawing) -> Iterator[None]:
    options = {"antialias": True, "background": None, "painter": None, "resolutionScale": 1.0}
    items = [item for item in chart.scene().items() if hasattr(item, "setExportMode")]
    for item in items:
        item.setExportMode(True, options)
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)
