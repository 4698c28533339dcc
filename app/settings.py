"""What the program remembers of a person's wishes between two starts."""

import os
from dataclasses import asdict, dataclass, field, replace
from typing import Any, get_args

from PySide6.QtCore import QSettings

from app.units import Counts, Memory, Units
from modelzoo.errors import ParamError
from modelzoo.graph import Size
from modelzoo.measurements import Layout, Setup
from modelzoo.sizes import parse_size, size_text

MOST_RECENT = 10
MOST_PICTURES = 1024
"""The largest batch that can be chosen."""

THEMES = ("system", "light", "dark")
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


@dataclass(frozen=True)
class SetupChoice:
    """How models are measured: in each of these runtimes, the first of which is the main one."""

    runtimes: tuple[str, ...] = ("eager", "onnxruntime")
    threads: int = 1
    batch: int = 1
    layout: Layout = "contiguous"

    @property
    def setups(self) -> tuple[Setup, ...]:
        """The same, a setup for each runtime."""
        return tuple(Setup(runtime, self.threads, self.batch, self.layout) for runtime in self.runtimes)


@dataclass(frozen=True)
class Settings:
    """The theme (one of THEMES), how latency is measured, and the files last used, newest first.

    size: the input of a project that is begun. keys: the actions, by name, whose key is another than usual, and it.
    units: how memory and counts are written. toured: whether the tour was shown already.
    """

    theme: str = "system"
    setup: SetupChoice = field(default_factory=SetupChoice)
    paused: bool = False
    recent: tuple[str, ...] = ()
    size: Size = (64, 64)
    keys: tuple[tuple[str, str], ...] = ()
    minimap: bool = True
    units: Units = field(default_factory=Units)
    toured: bool = False

    def with_recent(self, path: str) -> "Settings":
        """These settings with a file in front of the recent ones."""
        kept = [each for each in self.recent if each != path]
        return replace(self, recent=(path, *kept)[:MOST_RECENT])


def load_settings(store: QSettings) -> Settings:
    """The settings kept in the store; what is missing or makes no sense is at its default."""
    return Settings(
        theme=_one_of(store, "theme", THEMES),
        size=_size(store),
        keys=_keys(store),
        setup=SetupChoice(
            runtimes=_texts(store, "setup/runtimes", SetupChoice.runtimes),
            threads=_number(store, "setup/threads", os.cpu_count() or 1),
            batch=_number(store, "setup/batch", MOST_PICTURES),
            layout=_one_of(store, "setup/layout", LAYOUTS),
        ),
        paused=bool(store.value("paused", False, type=bool)),
        minimap=bool(store.value("minimap", True, type=bool)),
        recent=_texts(store, "recent", ()),
        units=Units(_one_of(store, "units/memory", get_args(Memory)), _one_of(store, "units/counts", get_args(Counts))),
        toured=bool(store.value("toured", False, type=bool)),
    )


def save_settings(store: QSettings, settings: Settings) -> None:
    """Keep the settings in the store."""
    kept = asdict(settings)
    parts = {f"{part}/{name}": value for part in ("setup", "units") for name, value in kept.pop(part).items()}
    of_keys = {f"keys/{name}": key for name, key in kept.pop("keys")}
    store.remove("keys")
    for name, value in (kept | {"size": size_text(settings.size)} | parts | of_keys).items():
        store.setValue(name, list(value) if isinstance(value, tuple) else value)


def _size(store: QSettings) -> Size:
    try:
        _, height, width = parse_size(str(store.value("size", "")))
    except ParamError:
        return Settings.size
    return height, width


def _keys(store: QSettings) -> tuple[tuple[str, str], ...]:
    store.beginGroup("keys")
    found = tuple((name, str(store.value(name))) for name in sorted(store.childKeys()))
    store.endGroup()
    return found


def _one_of(store: QSettings, name: str, offered: tuple[Any, ...]) -> Any:
    """The one that was chosen, or else the first."""
    chosen = store.value(name)
    return chosen if chosen in offered else offered[0]


def _number(store: QSettings, name: str, most: int) -> int:
    number = store.value(name, 1, type=int)
    return min(max(1, number), most) if isinstance(number, int) else 1


def _texts(store: QSettings, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    texts = store.value(name, list(default), type=list)
    return tuple(map(str, texts)) if isinstance(texts, list) else default
