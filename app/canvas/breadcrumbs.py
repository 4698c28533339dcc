"""Where one is while the canvas shows the inside of a named block, and the way out."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGraphicsView, QHBoxLayout, QToolButton, QWidget

from app.labels import Label

_LONGEST = 220
"""Pixels of a name before it is cut in its middle."""


class Breadcrumbs(QFrame):
    """A bar above the canvas, as long as it shows no whole model: each name leads to what it stands for."""

    wished = Signal(int)
    """A person wants to go out: to how many blocks deep."""

    def __init__(self, canvas: QGraphicsView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._path: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 2, 8, 2)
        self._row.setSpacing(2)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Where this is"))
        self.hide()
        canvas.installEventFilter(self)

    def show_path(self, names: Sequence[str]) -> None:
        """Show this way inside, the whole model's name first; that alone needs no bar."""
        if list(names) == self._path:
            return
        self._path = list(names)
        self.hide()  # what is put into a bar that is seen already has no size until later
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for depth, name in enumerate(names):
            if depth:
                step = Label("›", "subtext")
                step.setContentsMargins(4, 0, 4, 0)
                self._row.addWidget(step)
            self._row.addWidget(self._crumb(name, depth) if depth < len(names) - 1 else self._here(name))
        self._row.addStretch(1)
        self.setAccessibleDescription(" › ".join(names))
        self.setVisible(len(names) > 1)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the canvas."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _crumb(self, name: str, depth: int) -> QWidget:
        crumb = QToolButton()
        crumb.setAutoRaise(True)
        crumb.setText(_cut(crumb, name))
        crumb.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        crumb.setAccessibleName(self.tr("Out to {}").format(name))
        crumb.setToolTip(self.tr("Go out to {}").format(name))
        crumb.clicked.connect(lambda: self.wished.emit(depth))
        return crumb

    def _here(self, name: str) -> QWidget:
        here = Label(name, bold=True)
        here.setText(_cut(here, name))
        here.setToolTip(self.tr("The block {}: a change here is one wherever it is used").format(name))
        return here

    def _settle(self) -> None:
        height = self.sizeHint().height() if self._path[1:] else 0
        self._canvas.setViewportMargins(0, height, 0, 0)
        self.setGeometry(0, 0, self._canvas.width(), height)


def _cut(widget: QWidget, name: str) -> str:
    return QFontMetrics(widget.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, _LONGEST)
