"""TensorBoard's event files: scalars, and tensors that hold one number; several files a run, read in turn.

TensorBoard's own reader is not used: it brings a server with it, and builds an object for every record. Most records
of a metric differ in nothing but time, step and value, so that one is read and all that are like it follow at once.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modelzoo.runs.checksums import Bytes
from modelzoo.runs.events import Event, read_event
from modelzoo.runs.reading import Batch, Certainty, Format, News
from modelzoo.runs.records import Places, by_length, frame, gather, sound
from modelzoo.runs.run import Series, Setting, joined
from modelzoo.runs.settings import companions
from modelzoo.runs.tail import Tail

_VERSION = b"brain.Event:"
_SPLITS = frozenset("train training val valid validation test eval".split())
_OF_SETTINGS = re.compile(r"\d{9,11}\.\d+")
"""What torch's `add_hparams` calls a folder: the time."""
_LARGEST = 2**20
"""Bytes of a record; in longer ones there are pictures."""
_KINDS = 200
"""How many kinds of records of one length are looked for before each is read by itself."""

Found = tuple[Places, Series]
"""Points of a metric, and the numbers of the records that they stood in."""


def _sniff(path: Path, head: bytes) -> Certainty:
    if _VERSION in head[:80]:
        return Certainty.SURE
    return Certainty.LIKELY if ".tfevents." in path.name else Certainty.NO


def _home(path: Path) -> Path:
    """The folder; one above where Keras writes a split, or torch the hyperparameters, into a folder of its own."""
    inner = path.parent.name in _SPLITS or _holds_settings(path.parent)
    return path.parent.parent if inner else path.parent


def _holds_settings(folder: Path) -> bool:
    """Whether torch wrote the hyperparameters there; of several such folders each is a run of a search."""
    if not _OF_SETTINGS.fullmatch(folder.name):
        return False
    alike = (each for each in folder.parent.iterdir() if _OF_SETTINGS.fullmatch(each.name))
    return len(list(islice(alike, 2))) == 1


class _File:
    """One event file, record by record."""

    def __init__(self, path: Path) -> None:
        self.tail = Tail(path)
        self.settings: dict[str, Setting] = {}
        self.problems: tuple[str, ...] = ()
        self._damaged = self._unsound = 0
        self._waiting = False

    def new(self) -> list[Series]:
        """The points that were added. Raises OSError."""
        data, _ = self.tail.read()
        starts, lengths, used, damaged = frame(data)
        self.tail.advance(data[:used])
        self._damaged += damaged
        self._waiting = used < len(data)
        found = list(self._read(data, starts, lengths))
        self.problems = tuple(self._told())
        return found

    def _told(self) -> Iterator[str]:
        if self._damaged:
            yield f"{self.tail.path.name}: {self._damaged:,} bytes are damaged and were left out"
        if self._unsound:
            yield f"{self.tail.path.name}: {self._unsound:,} records do not fit their checksums and were left out"
        if self._waiting:
            yield f"{self.tail.path.name}: the last record is not finished"

    def _read(self, data: bytes, starts: Places, lengths: Places) -> Iterator[Series]:
        found: dict[str, list[Found]] = {}
        for length, which in by_length(lengths):
            if length > _LARGEST:
                continue
            fine = sound(data, starts[which], length)
            self._unsound += int(len(which) - fine.sum())
            self._alike(gather(data, starts[which[fine]], length), which[fine], found)
        for parts in found.values():
            order = np.argsort(np.concatenate([numbers for numbers, _ in parts]), kind="stable")
            yield joined([series for _, series in parts]).take(order)

    def _alike(self, rows: Bytes, numbers: Places, found: dict[str, list[Found]]) -> None:
        """Read records of one length: the first, then all that are like it, until none is left."""
        left = np.arange(len(rows))
        for kind in range(len(rows)):
            if not len(left):
                return
            first = rows[left[0]].tobytes()
            try:
                event = read_event(first)
            except ValueError:
                self._unsound += 1
                left = left[1:]
                continue
            self.settings |= dict(event.settings)
            alike = left[_like(rows[left], event)] if kind < _KINDS and event.scalars else left[:1]
            _points(rows[alike], numbers[alike], event, found)
            left = left[~np.isin(left, alike, assume_unique=True)]


def _like(rows: Bytes, event: Event) -> NDArray[np.bool_]:
    """Which records differ from the first in time, step and values alone."""
    fixed = np.ones(rows.shape[1], np.bool_)
    for at, end in filter(None, (event.time, event.step, *((each.at, each.end) for each in event.scalars))):
        fixed[at:end] = False
    like: NDArray[np.bool_] = (rows[:, fixed] == rows[0, fixed]).all(1)
    if event.step:
        at, end = event.step
        like &= (rows[:, at : end - 1] > 127).all(1) & (rows[:, end - 1] < 128)
    return like


def _points(rows: Bytes, numbers: Places, event: Event, found: dict[str, list[Found]]) -> None:
    steps = np.zeros(len(rows), np.int64)
    if event.step:
        at, end = event.step
        for place in range(end - at):
            steps |= (rows[:, at + place].astype(np.int64) & 127) << (7 * place)
    times = _numbers(rows, event.time[0], "<f8") if event.time else None
    for each in event.scalars:
        values = _numbers(rows, each.at, each.dtype)
        found.setdefault(each.tag, []).append((numbers, Series(each.tag, steps, values, None, times)))


def _numbers(rows: Bytes, at: int, dtype: str) -> NDArray[np.float64]:
    size = np.dtype(dtype).itemsize
    return rows[:, at : at + size].copy().view(dtype)[:, 0].astype(np.float64)


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home = home
        self._files: dict[Path, _File] = {}

    def news(self, files: Sequence[Path]) -> News | None:
        """The next points that were added, file after file. Raises OSError."""
        known = {path: self._files.setdefault(path, _File(path)) for path in sorted(files)}
        changed = [path for path, file in known.items() if file.tail.changed()]
        if not changed:
            return None
        anew = known[changed[0]].tail.begun_anew()
        if anew:
            self._files = known = {path: _File(path) for path in known}
            changed = list(known)
        series = [self._named(changed[0], each) for each in known[changed[0]].new()]
        settings = companions(self._home)
        for file in known.values():
            settings |= file.settings
        problems = tuple(problem for file in known.values() for problem in file.problems)
        return News([Batch(series=series, hyperparameters=settings)], problems, anew)

    def _named(self, path: Path, series: Series) -> Series:
        """A metric in a split's own folder bears the split's name."""
        if path.parent.name not in _SPLITS or path.parent == self._home:
            return series
        return Series(f"{path.parent.name}/{series.metric}", series.steps, series.values, None, series.times)


FORMAT = Format("TensorBoard", _sniff, _home, _Reader)
