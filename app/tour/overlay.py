"""What lies over the window during a tour: a veil with holes, frames around what is told of, and the card."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app import theme
from app.tour.card import Card
from app.tour.placing import place

_VEIL = 0.45
"""How dark the veil is."""
_FRAME, _RADIUS = 2.5, 5.0
_MOVES = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class Overlay(QWidget):
    """Takes the mouse and the keyboard, so that nothing but the tour happens; the frames follow the window."""

    left = Signal()
    """A person wants to leave, or closes the window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._find: Callable[[], Sequence[QRect]] = tuple
        self._targets: list[QRect] = []
        self.card = Card(self)
        self.setAccessibleName(self.tr("Tour"))
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setGeometry(window.rect())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._settle)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]
        self.card.left.connect(self.left)

    def point_at(self, find: Callable[[], Sequence[QRect]]) -> None:
        """Frame these places, which are looked for again whenever the window changes."""
        self._find = find
        self._settle()
        self._later.start()  # once panels that have just come up stand in their places
        self.show()
        self.raise_()
        self.card.buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def targets(self) -> Sequence[QRect]:
        """What is framed."""
        return self._targets

    def event(self, event: QEvent) -> bool:
        """Let no key reach the window's actions."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window, and end with it."""
        if event.type() in _MOVES:
            self._later.start()
        elif event.type() == QEvent.Type.Close:
            self.left.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; every other key ends here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the buttons of the card."""
        buttons, now = self.card.buttons, self.focusWidget()
        at = buttons.index(now) if now in buttons else -1
        step = 1 if forward else -1
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil but for the holes, and a frame around each of these."""
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil, holes = QPainterPath(), QPainterPath()
        veil.addRect(QRectF(self.rect()))
        for each in self._targets:
            holes.addRoundedRect(_frame(each, self.rect()), _RADIUS, _RADIUS)
        dark = QColor(colours.window if colours.dark else colours.text)
        dark.setAlphaF(_VEIL)
        painter.fillPath(veil - holes, dark)
        painter.setPen(QPen(QColor(colours.accent), _FRAME))
        painter.drawPath(holes)

    def _settle(self) -> None:
        """Stand over the whole window, and put the card beside what is told of."""
        self.setGeometry(self._window.rect())
        self._targets = [each for each in self._find() if not each.isEmpty()]
        self.card.setGeometry(place(self.card.size_wished, self.rect(), self._targets))
        self.update()

    def _keep_focus(self, _left: QWidget | None, reached: QWidget | None) -> None:
        """The keyboard stays in the card, whatever is shown behind it; dialogs may have it."""
        outside = reached is not None and reached.window() is self._window and not self.isAncestorOf(reached)
        if outside and self.isVisible():
            self.card.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)


def _frame(target: QRect, room: QRect) -> QRectF:
    """Around a target, as far as there is room."""
    half = _FRAME / 2
    inner = room.toRectF().adjusted(half, half, -half, -half)
    return target.toRectF().adjusted(-half, -half, half, half).intersected(inner)
