"""A roofline under mouse and keys: tells which mark the mouse is at, and what was clicked."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import theme
from app.accessible import Role, give_role
from app.focus_ring import marks_its_focus
from app.panels.roofline.drawing import Drawing
from app.panels.roofline.picture import Mark, Picture

_REACH = 12.0
"""Pixels from a mark within which the mouse is at it."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_FAINT = 0.45


class RooflineChart(QWidget):
    """Shows a picture, the selected marks by name; in faint colours while it is disabled."""

    pointed = Signal(str)
    """The mouse is at a mark: what it says; empty where it is at none."""
    chosen = Signal(object)
    """A person selected other nodes: a tuple of their ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._selected: frozenset[str] = frozenset()
        self._at: Mark | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Roofline"))
        give_role(self, Role.Chart)
        marks_its_focus(self)

    def sizeHint(self) -> QSize:
        """Room for all texts."""
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        """Room for the axes and a few marks."""
        return QSize(220, 110)

    def show_picture(self, picture: Picture | None) -> None:
        """Draw this."""
        self._picture, self._at = picture, None
        self.update()

    def select(self, ids: Collection[str]) -> None:
        """Mark these nodes, and tell nobody."""
        self._selected = frozenset(ids)
        self.update()

    def place_of(self, node: str) -> QPointF | None:
        """Where a node's mark is drawn, in pixels of the widget."""
        mark = self._picture.mark(node) if self._picture else None
        return self._drawing(self._picture).pixel(mark.place) if self._picture and mark else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what the mouse is at."""
        found = self._mark_at(event.position())
        if found is not self._at:
            self._at = found
            text = found.text if found else ""
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
            self.pointed.emit(text)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is clicked, as well where Ctrl or Shift is held. The model and the ground are no node."""
        mark = self._mark_at(event.position())
        nodes = frozenset({mark.node} if mark and mark.node else ())
        self._choose(self._selected ^ nodes if event.modifiers() & _ADDING else nodes)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is at nothing."""
        self._at = None
        self.pointed.emit("")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select the mark before or behind the selected one in the network's order, or the first or last."""
        key = Qt.Key(event.key())
        nodes = [mark.node for mark in self._picture.marks if mark.node] if self._picture else []
        if not nodes or key not in {**_STEPS, **_ENDS}:
            event.ignore()
            return
        now = next((at for at, node in enumerate(nodes) if node in self._selected), None)
        stepped = 0 if now is None else min(max(now + _STEPS.get(key, 0), 0), len(nodes) - 1)
        self._choose(frozenset({nodes[_ENDS.get(key, stepped)]}))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and a frame while the keys go here."""
        painter = QPainter(self)
        if self._picture:
            painter.setOpacity(1.0 if self.isEnabled() else _FAINT)
            self._drawing(self._picture).paint(painter, self._selected, self._at)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.of(self.palette()).accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _choose(self, nodes: frozenset[str]) -> None:
        if self._picture and nodes != self._selected:
            self.select(nodes)
            self.chosen.emit(tuple(mark.node for mark in self._picture.marks if mark.node and mark.node in nodes))

    def _mark_at(self, at: QPointF) -> Mark | None:
        return self._drawing(self._picture).mark_at(at, _REACH) if self._picture else None

    def _drawing(self, picture: Picture) -> Drawing:
        return Drawing(picture, QRectF(self.rect()), theme.of(self.palette()))
