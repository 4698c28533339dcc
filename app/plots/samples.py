"""A piece of a curve as it is drawn, for whatever stands beside the plot: it needs no plotting library."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from app.plots import looks
from app.theme import Theme

SAMPLE = QSize(28, 12)


def sample(theme: Theme, colour: int, style: int, hidden: bool = False) -> QIcon:
    """The look of this colour and style; grey for what is hidden."""
    picture = QPixmap(SAMPLE * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(QPointF(0, 0), SAMPLE), theme.mid if hidden else looks.colour(theme, colour), style)
    painter.end()
    return QIcon(picture)


def draw(painter: QPainter, area: QRectF, colour: str, style: int) -> None:
    """Draw a piece of line across the middle of an area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 2, looks.dash(style))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
    painter.restore()
