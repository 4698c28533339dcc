"""What the colours of the boxes mean: the scale with its ends, on a corner of the canvas."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.accessible import Role, give_role
from app.canvas import heat
from app.canvas.box_painting import hatched
from app.canvas.heat import Heat

_PAD, _GAP, _BAR, _WIDTH = 10, 5, 10, 220
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class HeatLegend(QWidget):
    """Shown while boxes are coloured by a value; the mouse goes through it."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._heat: Heat | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Colours of the boxes"))
        give_role(self, Role.Graphic)
        self.hide()

    def show_heat(self, heat: Heat | None) -> None:
        """Explain these colours; none are those of the kinds of blocks."""
        self._heat = heat
        self.setVisible(heat is not None)
        if heat:
            hatched = f"; hatched: {heat.missing}" if heat.incomplete else ""
            self.setAccessibleDescription(f"{heat.title}: from {heat.least} to {heat.most}{hatched}")
            self.settle()
            self.update()

    def settle(self) -> None:
        """Stand in the lower left corner."""
        self.resize(self.sizeHint())
        self.move(_PAD, self._canvas.height() - self.height() - _PAD)

    def sizeHint(self) -> QSize:
        """Room for a title, the scale, its ends and what is hatched."""
        line = self.fontMetrics().height()
        title = self.fontMetrics().horizontalAdvance(self._heat.title) if self._heat else 0
        missing = line + _GAP if self._heat and self._heat.incomplete else 0
        return QSize(max(_WIDTH, title) + 2 * _PAD, 2 * line + _BAR + 2 * _GAP + missing + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The title, the scale with its ends below, and the hatching with what it stands for."""
        if not self._heat:
            return
        colours, line = theme.of(self.palette()), self.fontMetrics().height()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.base))
        painter.setPen(QColor(colours.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        row = QRect(_PAD, _PAD, self.width() - 2 * _PAD, line)
        painter.setPen(QColor(colours.text))
        painter.drawText(row, _LEFT, self._heat.title)
        scale = QRect(row.left(), row.bottom() + _GAP, row.width(), _BAR)
        paint_scale(painter, QRectF(scale))
        ends = row.translated(0, line + _GAP + _BAR + 2)
        painter.drawText(ends, _LEFT, self._heat.least)
        painter.drawText(ends, _RIGHT, self._heat.most)
        if not self._heat.incomplete:
            return
        patch = QRect(row.left(), ends.bottom() + _GAP, 2 * _BAR, line - 2)
        painter.fillRect(patch, QColor(colours.box))
        painter.fillRect(patch, hatched(colours.wire, 1.0))
        painter.drawText(ends.translated(2 * _BAR + _GAP, line + _GAP - 1), _LEFT, self._heat.missing)


def paint_scale(painter: QPainter, bar: QRectF) -> None:
    """Draw the scale from least to most."""
    across = QLinearGradient(bar.topLeft(), QPointF(bar.right(), bar.top()))
    for at, stop in enumerate(heat.STOPS):
        across.setColorAt(at / (len(heat.STOPS) - 1), QColor(stop))
    painter.fillRect(bar, across)
