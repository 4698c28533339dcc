"""What the program remembers of a person's wishes between two starts."""

import os
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import QSettings

MOST_RECENT = 10
THEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Settings:
    """The theme (one of THEMES), the measuring choices, and the files last used, newest first."""

    theme: str = "system"
    threads: int = 1
    paused: bool = False
    recent: tuple[str, ...] = ()

    def with_recent(self, path: str) -> "Settings":
        """These settings with a file in front of the recent ones."""
        kept = [each for each in self.recent if each != path]
        return replace(self, recent=(path, *kept)[:MOST_RECENT])


def load_settings(store: QSettings) -> Settings:
    """The settings kept in the store; what is missing or makes no sense is at its default."""
    theme, threads, recent = (
        store.value("theme"),
        store.value("threads", 1, type=int),
        store.value("recent", [], type=list),
    )
    return Settings(
        theme=theme if theme in THEMES else "system",
        threads=min(max(1, threads), os.cpu_count() or 1) if isinstance(threads, int) else 1,
        paused=bool(store.value("paused", False, type=bool)),
        recent=tuple(map(str, recent)) if isinstance(recent, list) else (),
    )


def save_settings(store: QSettings, settings: Settings) -> None:
    """Keep the settings in the store."""
    for name, value in asdict(settings).items():
        store.setValue(name, list(value) if isinstance(value, tuple) else value)
