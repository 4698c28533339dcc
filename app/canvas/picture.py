"""The whole drawing as a picture: as lines and texts, or in pixels, however much of it the window shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QGraphicsItem

from app.canvas.heat import Heat
from app.canvas.sheet import Sheet
from app.theme import Theme
from modelzoo.graph import Graph, Shape
from modelzoo.project import Note, Place

_MARGIN = 30.0
_SHARP = 2.0
"""Pixels of an image for each of the drawing's, where that does not become too many."""
_MOST_PIXELS, _LONGEST = 40e6, 30_000
_DPI = 96


@dataclass(frozen=True)
class Drawing:
    """All that a picture of the canvas depends on."""

    graph: Graph
    places: Mapping[str, Place]
    shapes: Mapping[str, Shape]
    heat: Heat | None
    theme: Theme
    notes: Mapping[str, Note] = field(default_factory=dict)


def as_svg(drawing: Drawing, title: str) -> bytes:
    """The drawing as a vector picture, whose texts are texts."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setDescription(f"{len(drawing.graph)} blocks, drawn by Slimscope")
    generator.setResolution(_DPI)
    sheet, area = _laid_out(drawing)
    generator.setSize(area.size().toSize())
    generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
    _paint(sheet, area, generator, area.size())
    return _with_usual_font(bytes(buffer.data().data()))


def as_png(image: QImage) -> bytes:
    """The pixels as a file's content; takes a while for a large image, and may be done in the background."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def as_image(drawing: Drawing) -> QImage:
    """The drawing in pixels: twice as fine as on the screen, or as fine as a large one allows."""
    sheet, area = _laid_out(drawing)
    longest, pixels = max(area.width(), area.height()), area.width() * area.height()
    scale = min(_SHARP, _LONGEST / longest, (_MOST_PIXELS / pixels) ** 0.5)
    size = QSizeF(area.width() * scale, area.height() * scale)
    image = QImage(QSize(round(size.width()), round(size.height())), QImage.Format.Format_RGB32)
    _paint(sheet, area, image, size)
    return image


def _laid_out(drawing: Drawing) -> tuple[Sheet, QRectF]:
    """A sheet that nobody sees, its items drawn as they are and not from the screen's pixels, and what is on it."""
    sheet = Sheet(drawing.theme)
    sheet.show_graph(drawing.graph, drawing.places)
    sheet.show_shapes(drawing.shapes)
    sheet.show_heat(drawing.heat)
    sheet.show_notes(drawing.notes)
    for item in sheet.items():
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    return sheet, sheet.itemsBoundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _paint(sheet: Sheet, area: QRectF, device: QPaintDevice, size: QSizeF) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(sheet.theme.canvas))
    sheet.render(painter, QRectF(0, 0, size.width(), size.height()), area)
    painter.end()


def _with_usual_font(svg: bytes) -> bytes:
    """The picture with a font to fall back to where a reader does not have ours."""
    family = QApplication.font().family()
    return svg.replace(f'font-family="{family}"'.encode(), f'font-family="{family}, sans-serif"'.encode())
