"""One thing to begin with: a button with a picture, a title, and what it leads to in a sentence."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import theme
from app.icons import action_picture
from app.labels import Label

_SIGN, _PAD, _RADIUS = 24, 8, 6.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class Offer(QPushButton):
    """Pressed by the mouse, Enter or Space; the arrows are for whoever holds several."""

    arrow_pressed = Signal(object)
    """One of the four arrow keys."""

    def __init__(self, title: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._sign = icon, QLabel()
        self._title, self._text = Label(title, bold=True), Label(text, "subtext")
        self._text.setWordWrap(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self._paint_sign()

    def show_text(self, text: str) -> None:
        """Say something else below the title."""
        self._text.setText(text)
        self.setAccessibleDescription(text)

    def show_possible(self, possible: bool) -> None:
        """Whether it can be pressed; if not it is grey."""
        self.setEnabled(possible)
        self._title.set_tone("text" if possible else "subtext")

    def sizeHint(self) -> QSize:
        """What its texts need."""
        return self._inner().totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """No less than its texts need in their narrowest form."""
        return self._inner().totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter like a click."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ARROWS:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the picture anew when the colours change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._paint_sign()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground only while the mouse is over it or presses it."""
        if not (self.underMouse() or self.isDown()) or not self.isEnabled():
            return
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if self.isDown() else colours.mid))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _paint_sign(self) -> None:
        colours = theme.of(self.palette())
        colour = QColor(colours.accent if self.isEnabled() else colours.subtext)
        self._sign.setPixmap(action_picture(self._icon, colour, _SIGN, self.devicePixelRatioF()))

    def _inner(self) -> QHBoxLayout:
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        return layout

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        for label in (self._sign, self._title, self._text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setForegroundRole(QPalette.ColorRole.WindowText)  # a button's own is ButtonText
