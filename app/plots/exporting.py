"""A chart as a file: a vector picture or pixels, on the background of its theme."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from app import theme
from app.plots.chart import Chart

_SHARP = 2.0
"""Pixels of a PNG for each of the screen's."""


def as_svg(chart: Chart, title: str) -> bytes:
    """The chart as a vector picture, as large as it stands on the screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setSize(chart.viewport().size())
    generator.setViewBox(chart.viewport().rect())
    _paint(chart, generator)
    return bytes(buffer.data().data())


def as_png(chart: Chart) -> bytes:
    """The chart in pixels, twice as fine as on the screen."""
    image = QImage(chart.viewport().size() * _SHARP, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(theme.of(chart.palette()).base)
    _paint(chart, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _paint(chart: Chart, device: QPaintDevice) -> None:
    """Draw the whole scene, its marks as shapes and not as the bitmaps of the screen."""
    area = QRectF(chart.viewport().rect())
    with _for_export(chart):
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, theme.of(chart.palette()).base)
        chart.scene().render(painter, area, chart.sceneRect())
        painter.end()


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
