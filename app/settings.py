"""What the program remembers of a person's wishes between two starts."""

import os
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar, get_args

from PySide6.QtCore import QSettings

from app.units import Counts, Memory, Units
from modelzoo.errors import ParamError
from modelzoo.graph import Size
from modelzoo.measurements import PROTOCOL, Extent, Layout, Setup
from modelzoo.sizes import parse_size, size_text

MOST_RECENT = 10
MOST_PICTURES = 1024
"""The largest batch that can be chosen."""
MOST_RUNS = 100_000
LEAST_RUNS = 5
"""How few runs a person can accept; a median of fewer would hardly be one."""
MOST_SECONDS, LEAST_SECONDS = 600.0, 0.05

Number = TypeVar("Number", int, float)

THEMES = ("system", "light", "dark")
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


@dataclass(frozen=True)
class SetupChoice:
    """How models are measured: in each of these runtimes, the first of which is the main one; and how long at least."""

    runtimes: tuple[str, ...] = ("eager", "onnxruntime")
    threads: int = 1
    batch: int = 1
    layout: Layout = "contiguous"
    runs: int = PROTOCOL.runs
    seconds: float = PROTOCOL.seconds

    @property
    def extent(self) -> Extent:
        """How many runs and seconds a figure rests on at least."""
        return Extent(self.runs, self.seconds)

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
            runs=_number(store, "setup/runs", MOST_RUNS, SetupChoice.runs, LEAST_RUNS),
            seconds=_number(store, "setup/seconds", MOST_SECONDS, SetupChoice.seconds, LEAST_SECONDS),
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


def _number(store: QSettings, name: str, most: Number, usual: Number = 1, least: Number = 1) -> Number:
    """The number of the kind of the usual one, within its bounds."""
    try:
        number = type(usual)(float(str(store.value(name, usual))))
    except (ValueError, OverflowError):
        return usual
    return min(max(least, number), most)


def _texts(store: QSettings, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    texts = store.value(name, list(default), type=list)
    return tuple(map(str, texts)) if isinstance(texts, list) else default
