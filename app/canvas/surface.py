"""The ground under a network: its dots, how far away it is seen from, and what it says while it is empty."""

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app import theme
from app.canvas.distance import HALFWAY, font, scale_of
from app.canvas.sheet import Sheet
from app.canvas.voice import Voice
from app.focus_ring import marks_its_focus
from modelzoo.layout.arranging import GRID

SMALLEST, LARGEST, STEP = 0.04, 4.0, 1.25

_FIT_MARGIN = 36.0
_WHEEL_NOTCH = 120.0


class Surface(QGraphicsView):
    """A view of a sheet that zooms and pans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(theme.of(self.palette()), self)
        self._fitted, self._smallest = False, SMALLEST
        self.voice = Voice(self)
        self.setScene(self.sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        marks_its_focus(self)
        self.setViewportUpdateMode(self.ViewportUpdateMode.SmartViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheBackground)
        self.setTransformationAnchor(self.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(self.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Show the whole network, at its natural size at most; it stays so while the window changes its size."""
        filled = bool(self.sheet.boxes or self.sheet.notes)
        if filled:
            self.fit_around(self.sheet.bounds())
        else:
            self.zoom_actual()
        self._fitted = filled

    def fit_around(self, inner: QRectF) -> None:
        """Show this rectangle, at its natural size at most."""
        self._fitted = False
        if not inner.isNull():
            around = inner.adjusted(-_FIT_MARGIN, -_FIT_MARGIN, _FIT_MARGIN, _FIT_MARGIN)
            room = self.viewport().rect()
            scale = min(1.0, room.width() / around.width(), room.height() / around.height())
            self._smallest = min(SMALLEST, scale)
            self.resetTransform()
            self.scale(scale, scale)
            self.centerOn(around.center())

    def zoom_in(self) -> None:
        """Make the boxes larger."""
        self._zoom(STEP, self.viewport().rect().center())

    def zoom_out(self) -> None:
        """Make the boxes smaller."""
        self._zoom(1 / STEP, self.viewport().rect().center())

    def zoom_actual(self) -> None:
        """Show the boxes at their natural size."""
        self._zoom(1 / self.transform().m11(), self.viewport().rect().center())

    def pan(self, step: QPoint) -> None:
        """Move the sheet by so many pixels."""
        self._fitted = False
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - step.x())
        down.setValue(down.value() - step.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the mouse; two fingers on a trackpad pan."""
        zooms = event.pixelDelta().isNull() or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if zooms:
            self._zoom(STEP ** (event.angleDelta().y() / _WHEEL_NOTCH), event.position().toPoint())
        else:
            self.pan(event.pixelDelta())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing the whole network if that was wished last."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which item has the keyboard."""
        super().focusInEvent(event)
        self.voice.tell_focus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show as much as can be told apart from here."""
        self.sheet.overview.see_from(self.transform().m11())
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.sheet.show_theme(theme.of(self.palette()))
            self.resetCachedContent()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The canvas's colour and from near a grid of dots."""
        rect = QRectF(rect)
        painter.fillRect(rect, QColor(self.sheet.theme.canvas))
        if scale_of(painter) < HALFWAY:
            return
        step = 2 * GRID
        pen = QPen(QColor(self.sheet.theme.dots), 1.6)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        left, top = int(rect.left() // step) * step, int(rect.top() // step) * step
        row = QPolygonF([QPointF(x, top) for x in range(left, int(rect.right()) + 1, step)])
        for _ in range(top, int(rect.bottom()) + 1, step):
            painter.drawPoints(row)
            row.translate(0, step)

    @property
    def invitation(self) -> str:
        """What to do, as long as there is nothing."""
        return self.tr(
            "Open a model from the zoo (Ctrl+2),\ndrag a block here from the palette,\nor double-click and type it"
        )

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The invitation, as long as there is nothing else."""
        if self.sheet.boxes or self.sheet.notes:
            return
        painter.resetTransform()
        painter.setFont(font(15))
        text = self.invitation
        middle, centred = self.viewport().rect(), Qt.AlignmentFlag.AlignCenter
        ground = painter.boundingRect(middle, centred, text).adjusted(-16, -12, 16, 12)
        painter.fillRect(ground, QColor(self.sheet.theme.canvas))
        painter.setPen(QColor(self.sheet.theme.subtext))
        painter.drawText(middle, centred, text)

    def reveal(self, around: QRectF, covered: QRect | None = None) -> None:
        """Pan to a rectangle unless some of it can be seen, and none of it lies in the part that is covered."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        hidden = covered is not None and self.mapFromScene(around).boundingRect().intersects(covered)
        if not around.isNull() and (hidden or not seen.intersects(around)):
            self._fitted = False
            self.centerOn(around.center())

    def _zoom(self, factor: float, about: QPoint) -> None:
        """Change the scale within bounds, leaving in place what is under `about`."""
        self._fitted = False
        now = self.transform().m11()
        factor = min(max(now * factor, self._smallest), LARGEST) / now
        before = self.mapToScene(about)
        self.scale(factor, factor)
        way = QLineF(self.mapFromScene(before).toPointF(), about.toPointF())
        self.pan(QPoint(round(way.dx()), round(way.dy())))
