"""MLflow's store in SQLite, opened for reading only: several runs in a file, deleted ones passed over."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import numpy as np

from modelzoo.runs.reading import Batch, Certainty, Format, News, same
from modelzoo.runs.run import Series, Setting
from modelzoo.runs.settings import plain

_MAGIC = b"SQLite format 3\x00"
_BROKEN = (sqlite3.Error, UnicodeDecodeError)  # the latter where what SQLite complains of is no text
_TABLES = {"runs", "metrics", "params"}
_SECONDS = 20.0
"""How long a query may take: a store that someone made to hang a reader does not."""

_RUNS = "SELECT run_uuid, name FROM runs WHERE lifecycle_stage IS NOT 'deleted' ORDER BY start_time, run_uuid"
_POINTS = (
    "SELECT rowid, run_uuid, key, CASE WHEN is_nan THEN NULL ELSE value END, timestamp, step "
    "FROM metrics WHERE rowid > ? ORDER BY rowid LIMIT ?"
)
_AT_ONCE = 200_000

_Points = dict[str, list[list[object]]]
"""For each metric, value, time and step of its points."""


def _sniff(path: Path, head: bytes) -> Certainty:
    if not head.startswith(_MAGIC):
        return Certainty.NO
    try:
        with _opened(path) as store:
            return Certainty.SURE if _tables(store) >= _TABLES else Certainty.NO
    except _BROKEN:
        return Certainty.NO


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    store = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=1)
    deadline = time.monotonic() + _SECONDS
    store.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
    store.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        store.execute("PRAGMA trusted_schema = OFF")
        yield store
    finally:
        store.close()


def _tables(store: sqlite3.Connection) -> set[str]:
    return {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home = home
        self._row = 0
        self._more = False
        self._seen: tuple[tuple[int, int], ...] = ()

    def news(self, files: Sequence[Path]) -> News | None:
        """The points that were added to any run. Raises OSError."""
        seen = tuple(_stamp(path) for path in (self._home, Path(f"{self._home}-wal")))
        if seen == self._seen:
            return None
        try:
            with _opened(self._home) as store:
                news = self._read(store)
        except _BROKEN as error:
            return News((), (f"the store cannot be read now: {error}",))
        self._seen = () if self._more else seen
        return news

    def _read(self, store: sqlite3.Connection) -> News:
        (last,) = store.execute("SELECT max(rowid) FROM metrics").fetchone()
        anew = (last or 0) < self._row
        if anew:
            self._row = 0
        points = self._points(store)
        settings: dict[str, dict[str, Setting]] = {}
        for run, key, value in store.execute("SELECT run_uuid, key, value FROM params"):
            settings.setdefault(str(run), {})[str(key)] = plain(str(value))
        broken: list[str] = []
        batches = [
            Batch(run, str(name or run), list(_series(points.get(run, {}), broken)), settings.get(run, {}))
            for run, name in ((str(run), name) for run, name in store.execute(_RUNS))
        ]
        return News(batches, tuple(broken), anew)

    def _points(self, store: sqlite3.Connection) -> dict[str, _Points]:
        """The next points by run and metric."""
        rows = store.execute(_POINTS, (self._row, _AT_ONCE)).fetchall()
        self._more = len(rows) == _AT_ONCE and rows[-1][0] > self._row
        points: dict[str, _Points] = {}
        for row, run, key, *point in rows:
            points.setdefault(str(run), {}).setdefault(str(key), []).append(point)
            self._row = row
        return points


def _series(metrics: _Points, broken: list[str]) -> Iterator[Series]:
    for metric, points in metrics.items():
        try:
            values, stamps, steps = np.array(points, np.float64).T
            yield Series(metric, steps.astype(np.int64), values, None, stamps / 1e3)
        except (ValueError, TypeError, OverflowError):
            broken.append(f"metric {metric} holds what is no number and was left out")


def _stamp(path: Path) -> tuple[int, int]:
    if not path.exists():
        return 0, 0
    found = path.stat()
    return found.st_size, found.st_mtime_ns


FORMAT = Format("MLflow SQLite", _sniff, same, _Reader)
