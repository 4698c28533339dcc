"""The plot of the board under mouse and keys: names what the mouse is at, chooses rows, and drags limits."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import theme
from app.accessible import Role, give_role
from app.focus_ring import marks_its_focus
from app.panels.board.drawing import Drawing
from app.panels.board.picture import Dot, Picture

_REACH, _LIMIT_REACH = 12.0, 5.0
"""Pixels from a dot and from a limit's line within which the mouse is at it."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_CURSORS = (Qt.CursorShape.SplitHCursor, Qt.CursorShape.SplitVCursor)


class ParetoChart(QWidget):
    """Shows a picture, with a ring about the current candidate."""

    chosen = Signal(object)
    """A person wants this candidate to be the current one: its key."""
    limit_moved = Signal(int, object)
    """The limit of the x axis (0) or the y axis (1) is being dragged to this value, or (None) out of the plot."""
    limit_set = Signal()
    """The limit was let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._current: object = None
        self._at: Dot | None = None
        self._dragged: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        give_role(self, Role.Chart)  # before it is named, or a screen reader knows it already as nothing in particular
        self.setAccessibleName(self.tr("Candidates over two figures"))
        marks_its_focus(self)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def sizeHint(self) -> QSize:
        """Room for all texts."""
        return QSize(480, 380)

    def minimumSizeHint(self) -> QSize:
        """Room for the axes and a few dots."""
        return QSize(260, 180)

    def show_picture(self, picture: Picture | None, current: object) -> None:
        """Draw this; while a limit is dragged, the axes stay as they are."""
        if picture and self._picture and self._dragged is not None:
            before = self._picture
            picture = replace(
                picture,
                x=replace(picture.x, low=before.x.low, high=before.x.high, log=before.x.log),
                y=replace(picture.y, low=before.y.low, high=before.y.high, log=before.y.log),
            )
        self._picture, self._current, self._at = picture, current, None
        self.setAccessibleDescription(self._told())
        self.update()

    def place_of(self, title: str) -> QPointF:
        """Where a candidate's dot is drawn, in pixels of the widget."""
        drawing = self._drawing()
        assert drawing is not None
        return drawing.pixel(next(dot.place for dot in drawing.picture.dots if dot.entry.title == title))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the limit that was taken, or name what the mouse is at."""
        drawing, at = self._drawing(), event.position()
        if drawing is None:
            return
        if self._dragged is not None:
            outside = not self.rect().contains(at.toPoint())
            self.limit_moved.emit(self._dragged, None if outside else drawing.value_at(self._dragged, at))
            return
        axis = self._axis_at(drawing, at)
        self.setCursor(Qt.CursorShape.ArrowCursor if axis is None else _CURSORS[axis])
        found = drawing.dot_at(at, _REACH)
        if found is not self._at:
            self._at = found
            QToolTip.showText(event.globalPosition().toPoint(), drawing.picture.text(found) if found else "", self)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the dot that is clicked; else take the limit there, or a new one from beside an axis."""
        drawing, at = self._drawing(), event.position()
        if drawing is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if dot := drawing.dot_at(at, _REACH):
            self.chosen.emit(dot.entry.key)
            return
        self._dragged = self._axis_at(drawing, at)
        if self._dragged is not None:
            self.limit_moved.emit(self._dragged, drawing.value_at(self._dragged, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the limit go."""
        if self._dragged is not None:
            self._dragged = None
            self.limit_set.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is at nothing."""
        self._at = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the dot on the left or the right of the current one the current one, or the first or the last."""
        key = Qt.Key(event.key())
        dots = sorted(self._picture.dots, key=lambda dot: dot.place) if self._picture else []
        if not dots or key not in {**_STEPS, **_ENDS}:
            event.ignore()
            return
        now = next((at for at, dot in enumerate(dots) if dot.entry.key == self._current), None)
        stepped = 0 if now is None else min(max(now + _STEPS.get(key, 0), 0), len(dots) - 1)
        self.chosen.emit(dots[_ENDS.get(key, stepped)].entry.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture where there is any dot, and a frame while the keys go here."""
        painter = QPainter(self)
        if drawing := self._drawing():
            painter.fillRect(self.rect(), QColor(drawing.colours.base))
            if self.picture and self.picture.dots:
                drawing.paint(painter, self._current, self._at)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.of(self.palette()).accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _axis_at(self, drawing: Drawing, at: QPointF) -> int | None:
        """Whose limit could be taken there: that of a line, or of the axis beside which it is."""
        area = drawing.area
        if area.left() <= at.x() <= area.right() and at.y() > area.bottom():
            return 0
        if area.top() <= at.y() <= area.bottom() and at.x() < area.left():
            return 1
        return drawing.limit_at(at, _LIMIT_REACH)

    def _told(self) -> str:
        """The current dot in words."""
        dots = self._picture.dots if self._picture else ()
        found = next((dot for dot in dots if dot.entry.key == self._current), None)
        if not self._picture or found is None:
            return self.tr("{} candidates").format(len(dots))
        return self._picture.text(found).replace("\n", ", ")

    def _drawing(self) -> Drawing | None:
        if self._picture is None:
            return None
        return Drawing(self._picture, QRectF(self.rect()), theme.of(self.palette()))
