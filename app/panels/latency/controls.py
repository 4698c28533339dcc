"""The panel's foot: how to measure, whether to, and to measure now."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.icons import action_icon
from app.panels.latency.setup_form import SetupForm
from app.settings import SetupChoice
from modelzoo.catalog import RuntimeInfo


class Controls(QWidget):
    """Three buttons; the first opens the choices."""

    setup_chosen = Signal(object)
    """A SetupChoice."""
    paused = Signal(bool)
    measure_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._setup, self._pause, self._again = (
            _button(text) for text in (self.tr("Setup"), self.tr("Pause"), self.tr("Measure"))
        )
        self._form = SetupForm(self)
        self._setup.setToolTip(self.tr("Runtimes, threads, batch and layout to measure with"))
        self._setup.setArrowType(Qt.ArrowType.UpArrow)
        self._pause.setCheckable(True)
        self._pause.setToolTip(self.tr("Measure nothing until this is switched off"))
        self._again.setToolTip(self.tr("Measure again, now"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 8)
        row.setSpacing(6)
        row.addWidget(self._setup)
        row.addStretch(1)
        row.addWidget(self._pause)
        row.addWidget(self._again)
        self._paint_icons()
        self._setup.clicked.connect(self.open_setup)
        self._form.chosen.connect(self.setup_chosen)
        self._pause.toggled.connect(self.paused)
        self._again.clicked.connect(self.measure_wished)

    def show_runtimes(self, runtimes: Iterable[RuntimeInfo]) -> None:
        """Offer these."""
        self._form.show_runtimes(runtimes)

    def show_choices(self, setup: SetupChoice, paused: bool) -> None:
        """How models are measured and whether measuring is paused; tells nobody."""
        self._form.show_choice(setup)
        self._pause.blockSignals(True)
        self._pause.setChecked(paused)
        self._pause.blockSignals(False)

    def open_setup(self) -> None:
        """Show the choices above their button."""
        self._form.adjustSize()
        self._form.move(self._setup.mapToGlobal(QPoint(0, -self._form.height())))
        self._form.show()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()

    def _paint_icons(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        self._pause.setIcon(action_icon("pause", colour))
        self._again.setIcon(action_icon("measure", colour))


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
