"""The line above Netron's page: what is being prepared, and what the colours of the nodes mean."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.canvas.heat import Heat
from app.canvas.heat_legend import paint_scale
from app.labels import Label

_SCALE = QSize(140, 10)


class Strip(QWidget):
    """One line of text, and a scale while nodes are coloured by a quantity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = self.tr("A node selected here is selected on the canvas, and the other way round.")
        self._text = Label(self._usual, "subtext")
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._title, self._least, self._most = Label(tone="subtext"), Label(), Label()
        self._scale = _Scale()
        self._busy.setFixedSize(80, 6)
        self._busy.setAccessibleName(self.tr("Preparing the model for Netron"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.addWidget(self._text)
        row.addWidget(self._busy)
        row.addStretch()
        for widget in (self._title, self._least, self._scale, self._most):
            row.addWidget(widget)
        self._busy.hide()
        self.show_heat(None)

    def say(self, text: str, busy: bool = False) -> None:
        """Say what is being done; without a text, what can be done."""
        self._text.set_tone("subtext")
        self._text.setText(text or self._usual)
        self._busy.setVisible(busy)

    def warn(self, text: str) -> None:
        """Say what does not work."""
        self._text.set_tone("warning")
        self._text.setText(text)

    def show_heat(self, heat: Heat | None) -> None:
        """Explain these colours; none are Netron's own."""
        for widget in (self._title, self._least, self._scale, self._most):
            widget.setVisible(heat is not None)
        if heat:
            self._title.setText(heat.title)
            self._least.setText(heat.least)
            self._most.setText(heat.most)
            self._scale.setAccessibleDescription(f"{heat.title}: from {heat.least} to {heat.most}")


class _Scale(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Colours of the nodes"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _SCALE

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_scale(painter, QRectF(self.rect()))
