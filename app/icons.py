"""Pictures of blocks and actions: line drawings in the assets, painted in whatever colour the palette asks for.

A drawing is turned into pixels only for the sizes in which icons are shown, at the scales of the screens there are.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPaintEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

_OF_LINES = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf, QPaintEngine.Type.Picture)
_BLOCK_SIDES = (16, 20)
"""Pixels at single scale: in lists that are searched, and in the palette."""
_ACTION_SIDES = (16, 18)
"""In menus and on buttons, and in tool bars and lists."""
_PROGRAM_SIDES = (16, 24, 32, 48, 64)
"""Wherever a desktop shows its windows."""
_PROGRAM = "slimscope.svg"


def icon(block: str, colour: QColor, selected: QColor | None = None) -> QIcon:
    """The block's drawing in this colour, and in another where its line is selected."""
    return _icon(_block_asset(block), _BLOCK_SIDES, _modes(colour, QIcon.Mode.Selected, selected))


def picture(block: str, colour: QColor, side: int, scale: float) -> QPixmap:
    """The block's drawing for a label, so many pixels wide and high on a screen of this scale."""
    return _picture(_block_asset(block), colour, side, scale)


def action_icon(name: str, colour: QColor, off: QColor | None = None) -> QIcon:
    """The drawing of an action (open, undo, fit ...) in this colour, and in another while it is off."""
    return _icon(_action_asset(name), _ACTION_SIDES, _modes(colour, QIcon.Mode.Disabled, off))


def action_picture(name: str, colour: QColor, side: int, scale: float) -> QPixmap:
    """The drawing of an action for a label, so many pixels wide and high on a screen of this scale."""
    return _picture(_action_asset(name), colour, side, scale)


def application_icon() -> QIcon:
    """The program's own sign."""
    return _icon(_PROGRAM, _PROGRAM_SIDES, {QIcon.Mode.Normal: QColor(Qt.GlobalColor.black)})


def application_picture(side: int, scale: float) -> QPixmap:
    """The program's own sign for a label, so many pixels wide and high on a screen of this scale."""
    return _picture(_PROGRAM, QColor(Qt.GlobalColor.black), side, scale)


def paint_glyph(painter: QPainter, rect: QRectF, block: str, colour: QColor) -> None:
    """Draw the block's glyph into the rectangle; the picture is kept, so that a canvas may call this often.

    On anything but a screen or an image, it is drawn as lines.
    """
    _paint(painter, rect, _block_asset(block), colour)


def paint_action(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Draw the drawing of an action into the rectangle, in the same way."""
    _paint(painter, QRectF(rect), _action_asset(name), colour)


def _modes(colour: QColor, other: QIcon.Mode, its_colour: QColor | None) -> dict[QIcon.Mode, QColor]:
    return {QIcon.Mode.Normal: colour} | ({other: its_colour} if its_colour else {})


def _icon(asset: str, sides: Sequence[int], colours: Mapping[QIcon.Mode, QColor]) -> QIcon:
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    icon = QIcon()
    for mode, colour in colours.items():
        for side in sorted({round(side * scale) for side in sides for scale in scales}):
            icon.addPixmap(_pixmap(asset, colour, side), mode)
    return icon


def _picture(asset: str, colour: QColor, side: int, scale: float) -> QPixmap:
    pixmap = _pixmap(asset, colour, round(side * scale))
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def _paint(painter: QPainter, rect: QRectF, asset: str, colour: QColor) -> None:
    if painter.paintEngine().type() in _OF_LINES:
        _renderer(asset, colour.name()).render(painter, rect)
        return
    scale = abs(painter.deviceTransform().m11()) * painter.device().devicePixelRatioF()
    side = max(1, round(min(rect.width(), rect.height()) * scale))
    painter.drawPixmap(rect, _pixmap(asset, colour, side), QRectF(0, 0, side, side))


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
    _renderer(asset, colour.name()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@cache
def _renderer(asset: str, colour: str) -> QSvgRenderer:
    text = files("assets").joinpath(asset).read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


@cache
def _block_asset(block: str) -> str:
    """The block's own drawing, or a plain box for a block that has none yet."""
    asset = f"icons/{block}.svg"
    return asset if files("assets").joinpath(asset).is_file() else "icons/_other.svg"


def _action_asset(name: str) -> str:
    return f"icons/actions/{name}.svg"
