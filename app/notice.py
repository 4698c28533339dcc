"""A sentence above the page with what can be done about it. It waits; the work goes on meanwhile."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.labels import note


class Notice(QFrame):
    """One thing at a time that a person should know; a newer one takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Notice"))
        self._text = note(tone="warning")
        self._buttons = QHBoxLayout()
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; nothing while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def tell(self, text: str, deeds: Mapping[str, tuple[str, Callable[[], object]]]) -> None:
        """Say it, with a button for each deed (by its text: a tip, and what it does), and one that closes it."""
        self._clear()
        self._text.setText(text)
        self.setAccessibleDescription(text)
        for label, (tip, deed) in {**deeds, self.tr("&Close"): (self.tr("Hide this notice"), _nothing)}.items():
            button = QPushButton(label)
            button.setToolTip(tip)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            self._buttons.addWidget(button)
        self.show()

    def _clear(self) -> None:
        while item := self._buttons.takeAt(0):
            if button := item.widget():
                button.hide()
                button.deleteLater()


def _nothing() -> None:
    """What closing a notice leads to."""
