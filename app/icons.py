"""Pictures of blocks and actions: line drawings in the assets, painted in whatever colour the palette asks for."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPaintEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

_OF_LINES = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf, QPaintEngine.Type.Picture)
_SIDES = (16, 18, 20, 24, 32, 36, 48, 64)
"""The pixels for which an icon has a picture of its own: the usual sizes at single and double scale."""


def icon(block: str, colour: QColor, selected: QColor | None = None) -> QIcon:
    """The block's drawing in this colour, and in another where its line is selected."""
    made = _icon(_block_asset(block), colour)
    for side in _SIDES if selected else ():
        made.addPixmap(_pixmap(_block_asset(block), selected or colour, side), QIcon.Mode.Selected)
    return made


def action_icon(name: str, colour: QColor, off: QColor | None = None) -> QIcon:
    """The drawing of an action (open, undo, fit ...) in this colour, and in another while it is off."""
    asset = f"icons/actions/{name}.svg"
    made = _icon(asset, colour)
    for side in _SIDES if off else ():
        made.addPixmap(_pixmap(asset, off or colour, side), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """The program's own sign."""
    return _icon("slimscope.svg", QColor(Qt.GlobalColor.black))


def paint_glyph(painter: QPainter, rect: QRectF, block: str, colour: QColor) -> None:
    """Draw the block's glyph into the rectangle; the picture is kept, so that a canvas may call this often.

    On anything but a screen or an image, it is drawn as lines.
    """
    if painter.paintEngine().type() in _OF_LINES:
        _renderer(_block_asset(block), colour).render(painter, rect)
        return
    scale = abs(painter.deviceTransform().m11()) * painter.device().devicePixelRatioF()
    side = max(1, round(min(rect.width(), rect.height()) * scale))
    painter.drawPixmap(rect, _pixmap(_block_asset(block), colour, side), QRectF(0, 0, side, side))


def _icon(asset: str, colour: QColor) -> QIcon:
    icon = QIcon()
    for side in _SIDES:
        icon.addPixmap(_pixmap(asset, colour, side))
    return icon


def _pixmap(asset: str, colour: QColor, side: int) -> QPixmap:
    key = f"slimscope/{asset}/{colour.name()}/{side}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _drawn(asset, colour, side)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(asset: str, colour: QColor, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(asset, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def _renderer(asset: str, colour: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_text(asset).replace("currentColor", colour.name()).encode()))


@cache
def _text(asset: str) -> str:
    return files("assets").joinpath(asset).read_text(encoding="utf-8")


@cache
def _block_asset(block: str) -> str:
    """The block's own drawing, or a plain box for a block that has none yet."""
    asset = f"icons/{block}.svg"
    return asset if files("assets").joinpath(asset).is_file() else "icons/_other.svg"
