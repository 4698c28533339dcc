"""The tour's card: a title, two sentences, how far it is, and the buttons that go on, back, or away."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.accessible import Role, announce, give_role
from app.labels import Label

_WIDTH, _PAD, _RADIUS = 372, 16, 8.0


class Card(QWidget):
    """Shows one step at a time."""

    next_wished = Signal()
    back_wished = Signal()
    left = Signal()
    """A person has seen enough."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._step, self._title, self._text = Label("", "subtext"), Label("", scale=1.2, bold=True), Label()
        self._skip, self._back = QPushButton(self.tr("&Skip")), QPushButton(self.tr("&Back"))
        self._next = QPushButton()
        give_role(self, Role.Dialog)
        self._lay_out()
        self._skip.clicked.connect(self.left)
        self._back.clicked.connect(self.back_wished)
        self._next.clicked.connect(self.next_wished)

    def show_step(self, number: int, count: int, title: str, text: str) -> None:
        """Tell this, the first step being 1."""
        step = self.tr("Step {} of {}").format(number, count)
        self._step.setText(step)
        self._title.setText(title)
        self._text.setText(text)
        self._back.setEnabled(number > 1)
        self._skip.setVisible(number < count)
        self._next.setText(self.tr("&Next") if number < count else self.tr("&Finish"))
        self.setAccessibleName(f"{step}: {title}")
        self.setAccessibleDescription(text)
        announce(self, f"{step}: {title}. {text}")

    @property
    def buttons(self) -> list[QPushButton]:
        """Those that can be pressed, from left to right."""
        return [each for each in (self._skip, self._back, self._next) if not each.isHidden() and each.isEnabled()]

    @property
    def size_wished(self) -> QSize:
        """As wide as lines are read well, as high as the text needs."""
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with a frame."""
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _lay_out(self) -> None:
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._skip.setToolTip(self.tr("Leave the tour; it stays in the menu Help (Esc)"))
        self._back.setToolTip(self.tr("The step before"))
        self._next.setToolTip(self.tr("Go on"))
        for button in (self._skip, self._back, self._next):
            button.setAutoDefault(True)  # Enter presses the one that has the keyboard
        row = QHBoxLayout()
        row.addWidget(self._skip)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(6)
        for part in (self._step, self._title, self._text):
            column.addWidget(part)
        column.addSpacing(6)
        column.addLayout(row)
