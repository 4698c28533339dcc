"""What a person chose of the program itself: applied, shown in the window, and remembered for the next start."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal

from app import units
from app.actions import give_keys
from app.main_window import MainWindow
from app.measuring import Measuring
from app.settings import SetupChoice, load_settings, save_settings
from app.settings_box import SettingsBox
from modelzoo.catalog import RuntimeInfo
from modelzoo.graph import Size
from modelzoo.project import Project


class Choices(QObject):
    """The theme, the units, how latency is measured, a new project's size, the keys, and the files last used."""

    theme_wished = Signal(str)
    """A person chose other colours: "system", "light" or "dark"."""

    def __init__(self, store: QSettings, window: MainWindow, measuring: Measuring) -> None:
        super().__init__(window)
        self._store, self._window, self._measuring = store, window, measuring
        self.settings = load_settings(store)
        self._runtimes: tuple[RuntimeInfo, ...] = ()
        measuring.setups, measuring.extent = self.settings.setup.setups, self.settings.setup.extent
        measuring.paused = self.settings.paused
        self._show_measuring()
        units.CHOSEN.choose(self.settings.units)
        window.show_recent(self.settings.recent)
        window.show_theme(self.settings.theme)
        self.show_minimap(self.settings.minimap)
        give_keys(window.actions_by_name, dict(self.settings.keys))
        window.latency.setup_chosen.connect(self.choose_setup)
        window.latency.paused.connect(self.pause)

    def show_runtimes(self, runtimes: Iterable[RuntimeInfo]) -> None:
        """These can be measured with: forget what was chosen of others."""
        known = {info.name: info for info in runtimes}
        self._runtimes = tuple(known.values())
        self._window.latency.show_runtimes(known.values())
        kept = tuple(name for name in self.settings.setup.runtimes if name in known)
        if kept != self.settings.setup.runtimes:
            self.choose_setup(replace(self.settings.setup, runtimes=kept))

    def choose_setup(self, setup: SetupChoice) -> None:
        """Measure like this."""
        self.settings = replace(self.settings, setup=setup)
        self._show_measuring()
        self._measuring.choose(setup.setups, setup.extent)

    def choose_theme(self, theme: str) -> None:
        """Wear these colours."""
        self.settings = replace(self.settings, theme=theme)
        self._window.show_theme(theme)
        self.theme_wished.emit(theme)

    def choose_units(self, chosen: units.Units) -> None:
        """Write memory and counts like this, wherever some are shown."""
        self.settings = replace(self.settings, units=chosen)
        units.CHOSEN.choose(chosen)

    def show_minimap(self, wanted: bool) -> None:
        """Show the overview in the canvas's corner, or not."""
        self.settings = replace(self.settings, minimap=wanted)
        self._window.actions_by_name["minimap"].setChecked(wanted)
        self._window.canvas.minimap.show_wanted(wanted)

    def choose_size(self, size: Size) -> None:
        """Begin new projects with this input."""
        self.settings = replace(self.settings, size=size)

    def choose_keys(self, keys: Mapping[str, str]) -> None:
        """Let these actions have other keys than usual."""
        self.settings = replace(self.settings, keys=tuple(sorted(keys.items())))
        give_keys(self._window.actions_by_name, keys)

    def new_project(self) -> Project:
        """What a person begins with."""
        return Project(size=self.settings.size)

    def ask(self) -> None:
        """Let a person see and change all of it; each change counts at once."""
        box = SettingsBox(self.settings, self._runtimes, self._window.actions_by_name, self._window)
        box.theme_chosen.connect(self.choose_theme)
        box.units_chosen.connect(self.choose_units)
        box.size_chosen.connect(self.choose_size)
        box.setup_chosen.connect(self.choose_setup)
        box.paused.connect(self.pause)
        box.keys_chosen.connect(self.choose_keys)
        box.open()

    def pause(self, paused: bool) -> None:
        """Stop measuring, or go on."""
        self.settings = replace(self.settings, paused=paused)
        self._show_measuring()
        self._measuring.set_paused(paused)

    def remember_file(self, path: str) -> None:
        """Put a file in front of the recent ones."""
        self.settings = self.settings.with_recent(path)
        self._window.show_recent(self.settings.recent)

    def note_tour(self) -> None:
        """The tour was shown: it does not come up by itself again."""
        self.settings = replace(self.settings, toured=True)

    def keep(self) -> None:
        """Remember the layout and the choices for the next start."""
        self._window.keep_layout(self._store)
        save_settings(self._store, self.settings)

    def _show_measuring(self) -> None:
        self._window.latency.show_choices(self.settings.setup, self.settings.paused)
        self._window.actions_by_name["pause"].setChecked(self.settings.paused)
