"""Pictures of blocks and actions: line drawings in the assets, painted in whatever colour the palette asks for."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer


def icon(block: str, colour: QColor) -> QIcon:
    """The block's drawing in this colour, sharp at every size and scale."""
    return QIcon(_Drawing(f"icons/{block}.svg", colour))


def action_icon(name: str, colour: QColor) -> QIcon:
    """The drawing of an action (open, undo, fit ...) in this colour, paler where the action is disabled."""
    return QIcon(_Drawing(f"icons/actions/{name}.svg", colour))


def application_icon() -> QIcon:
    """The program's own sign."""
    return QIcon(_Drawing("slimscope.svg", QColor(Qt.GlobalColor.black)))


def paint_glyph(painter: QPainter, rect: QRectF, block: str, colour: QColor) -> None:
    """Draw the block's glyph into the rectangle: a picture kept from last time, so that a canvas can call it often."""
    scale = painter.deviceTransform().m11() * painter.device().devicePixelRatioF()
    side = max(1, round(min(rect.width(), rect.height()) * abs(scale)))
    painter.drawPixmap(rect, _pixmap(f"icons/{block}.svg", colour, side), QRectF(0, 0, side, side))


class _Drawing(QIconEngine):
    """One drawing in one colour, rendered at the size that is asked for."""

    def __init__(self, asset: str, colour: QColor) -> None:
        super().__init__()
        self._asset, self._colour = asset, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into the rectangle, faintly where the thing is disabled."""
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * 0.35)
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(self._asset, self._colour.name()).render(painter, QRectF(square))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A transparent picture of this size with the drawing on it."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> "_Drawing":
        """Another engine that draws the same."""
        return _Drawing(self._asset, self._colour)


def _pixmap(asset: str, colour: QColor, side: int) -> QPixmap:
    key = f"slimscope/{asset}/{colour.rgba()}/{side}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    drawn = _Drawing(asset, colour).pixmap(QSize(side, side), QIcon.Mode.Normal, QIcon.State.Off)
    QPixmapCache.insert(key, drawn)
    return drawn


@cache
def _renderer(asset: str, colour: str) -> QSvgRenderer:
    text = _text(asset).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _text(asset: str) -> str:
    return files("assets").joinpath(asset).read_text(encoding="utf-8")
