"""The settings in one place: what the window looks like, how it measures, and which key does what."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.key_form import KeyForm
from app.labels import note
from app.panels.latency.setup_form import SetupForm
from app.settings import THEMES, Settings
from app.units import Counts, Memory, Units
from modelzoo.catalog import RuntimeInfo
from modelzoo.errors import ParamError
from modelzoo.sizes import parse_size, size_text

_THEME_TITLES = {"system": "As the system", "light": "Light", "dark": "Dark"}
_MEMORY: dict[str, Memory] = {"MB, 10^6 bytes, as torchinfo prints": "MB", "MiB, 2^20 bytes": "MiB"}
_COUNTS: dict[str, Counts] = {"In short: 12.3 M": "short", "Every digit: 12,345,678": "full"}


class SettingsBox(QDialog):
    """Shows the settings; tells each choice at once."""

    theme_chosen = Signal(str)
    units_chosen = Signal(object)
    """How to write memory and counts: Units."""
    size_chosen = Signal(object)
    """Height and width of a new project's input."""
    setup_chosen = Signal(object)
    """A SetupChoice."""
    paused = Signal(bool)
    keys_chosen = Signal(object)
    """The keys that are not the usual ones, by action."""

    def __init__(
        self,
        settings: Settings,
        runtimes: Iterable[RuntimeInfo],
        actions: Mapping[str, QAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(560, 480)
        self._theme, self._size, self._reason = QComboBox(), QLineEdit(), note(tone="error")
        self._memory, self._counts = QComboBox(), QComboBox()
        self._pause, self._setup = QCheckBox(self.tr("Measure &nothing")), SetupForm(self)
        self._keys = KeyForm(actions, dict(settings.keys))
        tabs = QTabWidget(documentMode=True)
        tabs.addTab(self._general(settings), self.tr("&General"))
        tabs.addTab(self._measuring(settings, runtimes), self.tr("&Measuring"))
        tabs.addTab(self._keys, self.tr("&Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        self._keys.chosen.connect(self.keys_chosen)

    def _general(self, settings: Settings) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        self._theme.addItems([self.tr(_THEME_TITLES[name]) for name in THEMES])
        self._theme.setCurrentIndex(THEMES.index(settings.theme))
        self._theme.setAccessibleName(self.tr("Colours of the window"))
        self._theme.setToolTip(self.tr("Light or dark, or as the system is"))
        self._theme.activated.connect(lambda at: self.theme_chosen.emit(THEMES[at]))
        self._offer_units(settings.units)
        self._size.setText(size_text(settings.size))
        self._size.setAccessibleName(self.tr("Input size of a new project in pixels"))
        self._size.setToolTip(self.tr("64 for a square, or height x width such as 64x96"))
        self._size.textEdited.connect(self._choose_size)
        self._reason.hide()
        form.addRow(self.tr("&Colours"), self._theme)
        form.addRow(self.tr("&Memory"), self._memory)
        form.addRow(self.tr("Cou&nts"), self._counts)
        form.addRow(self.tr("&Input size of a new project"), self._size)
        form.addRow(self._reason)
        return page

    def _offer_units(self, now: Units) -> None:
        self._memory.setAccessibleName(self.tr("Unit of memory"))
        self._memory.setToolTip(self.tr("Figures beside published ones stay in MB, as those are"))
        self._counts.setAccessibleName(self.tr("How counts are written"))
        self._counts.setToolTip(
            self.tr("Parameters, MACs and mult-adds; a figure's tool tip has every digit in any case")
        )
        offers: tuple[tuple[QComboBox, Mapping[str, str], str], ...] = (
            (self._memory, _MEMORY, now.memory),
            (self._counts, _COUNTS, now.counts),
        )
        for combo, titles, chosen in offers:
            for title, value in titles.items():
                combo.addItem(self.tr(title), value)
            combo.setCurrentIndex(combo.findData(chosen))
            combo.activated.connect(self._choose_units)

    def _choose_units(self) -> None:
        self.units_chosen.emit(Units(self._memory.currentData(), self._counts.currentData()))

    def _measuring(self, settings: Settings, runtimes: Iterable[RuntimeInfo]) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self._pause.setChecked(settings.paused)
        self._pause.setToolTip(self.tr("Until this is switched off, no latency is taken"))
        self._pause.clicked.connect(self.paused)
        self._setup.setFrameShape(SetupForm.Shape.NoFrame)
        self._setup.show_runtimes(runtimes)
        self._setup.show_choice(settings.setup)
        self._setup.chosen.connect(self.setup_chosen)
        layout.addWidget(self._pause)
        layout.addWidget(self._setup)
        layout.addStretch(1)
        return page

    def _choose_size(self, text: str) -> None:
        try:
            _, height, width = parse_size(text)
        except ParamError as error:
            self._reason.setText(str(error))
            self._reason.show()
            return
        self._reason.hide()
        self.size_chosen.emit((height, width))
