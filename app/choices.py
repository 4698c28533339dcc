"""What a person chose of the program itself: applied, shown in the window, and remembered for the next start."""

from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal

from app.main_window import MainWindow
from app.results import Results
from app.settings import load_settings, save_settings


class Choices(QObject):
    """The theme, how latency is measured, and the files last used."""

    theme_wished = Signal(str)
    """A person chose other colours: "system", "light" or "dark"."""

    def __init__(self, store: QSettings, window: MainWindow, results: Results) -> None:
        super().__init__(window)
        self._store, self._window, self._results = store, window, results
        self.settings = load_settings(store)
        results.threads, results.paused = self.settings.threads, self.settings.paused
        self._show_measuring()
        window.show_recent(self.settings.recent)
        window.show_theme(self.settings.theme)
        window.latency.threads_chosen.connect(self.choose_threads)
        window.latency.paused.connect(self.pause)

    def choose_threads(self, threads: int) -> None:
        """Measure with so many threads."""
        self.settings = replace(self.settings, threads=threads)
        self._results.set_threads(threads)

    def choose_theme(self, theme: str) -> None:
        """Wear these colours."""
        self.settings = replace(self.settings, theme=theme)
        self._window.show_theme(theme)
        self.theme_wished.emit(theme)

    def pause(self, paused: bool) -> None:
        """Stop measuring, or go on."""
        self.settings = replace(self.settings, paused=paused)
        self._show_measuring()
        self._results.set_paused(paused)

    def remember_file(self, path: str) -> None:
        """Put a file in front of the recent ones."""
        self.settings = self.settings.with_recent(path)
        self._window.show_recent(self.settings.recent)

    def keep(self) -> None:
        """Remember the layout and the choices for the next start."""
        self._window.keep_layout(self._store)
        save_settings(self._store, self.settings)

    def _show_measuring(self) -> None:
        self._window.latency.show_choices(self.settings.threads, self.settings.paused)
        self._window.actions_by_name["pause"].setChecked(self.settings.paused)
