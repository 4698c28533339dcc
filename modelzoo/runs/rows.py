"""Rows of a table as series: which column is the step, the epoch or the time; every other one that holds numbers is a
metric, and a blank cell is no point.
"""

import contextlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from modelzoo.runs.run import Floats, Series, Steps

STEP = ("step", "_step", "global_step", "trainer/global_step", "iteration", "iterations", "iter", "update", "batch")
EPOCH = ("epoch", "_epoch", "epochs")
TIME = (
    "_timestamp",
    "wall_time",
    "wall time",
    "walltime",
    "timestamp",
    "ts",
    "datetime",
    "date",
    "time",
    "_runtime",
    "elapsed",
)
PLACES = frozenset(STEP + EPOCH)
"""Columns that only a training has; a time stands in other tables too."""
AXES = frozenset(STEP + EPOCH + TIME)
"""Columns that place a row instead of measuring something; names are compared in lower case."""

MISSING = frozenset(("", "na", "n/a", "none", "null", "-"))
_UNWRITABLE = frozenset(("nan", "inf", "infinity"))
_LARGEST_STEP, _DEEPEST = 2**62, 4


@dataclass(frozen=True, eq=False)
class Column:
    """The cells of a column that hold a number: in which rows, and what."""

    rows: Steps
    values: Floats

    @staticmethod
    def of(rows: Sequence[int], values: Sequence[float]) -> "Column":
        """From plain lists."""
        return Column(np.array(rows, np.int64), np.array(values, np.float64))

    def filled(self, count: int) -> Floats:
        """A value for each of so many rows, carried on over blanks; NaN before the first."""
        last = np.zeros(count + 1, np.int64)
        last[self.rows + 1] = np.arange(1, len(self.rows) + 1)
        return np.concatenate([[np.nan], self.values])[np.maximum.accumulate(last)[1:]]


def number(cell: Any) -> float | None:
    """What a cell says: a number, or None for a blank. Raises ValueError for anything else."""
    if isinstance(cell, str):
        try:
            return float(cell)
        except ValueError:
            return _worded(cell)
    if cell is None:
        return None
    if not isinstance(cell, int | float):
        raise ValueError
    with contextlib.suppress(OverflowError):
        return float(cell)
    return math.inf


def _worded(cell: str) -> float | None:
    word = cell.strip()
    if word.lower() in MISSING:
        return None
    if word.count(",") == 1 and word.replace(",", "").lstrip("-").isdigit():
        return float(word.replace(",", "."))
    return datetime.fromisoformat(word).timestamp()


class Rows:
    """Turns tables of one run into series, part after part; rows without a step are numbered through."""

    def __init__(self) -> None:
        self._rows = 0
        self._last: dict[str, float] = {}

    def series(self, columns: Mapping[str, Column], count: int) -> list[Series]:
        """The metrics of the next so many rows."""
        if not count:
            return []
        named = {name.strip().lower(): name for name in columns}
        epochs = self._axis(EPOCH, named, columns, count)
        times = self._axis(TIME, named, columns, count)
        steps = self._steps(self._axis(STEP, named, columns, count), epochs, count)
        self._rows += count
        return [
            _one(name, column, steps, epochs, times)
            for name, column in columns.items()
            if name.strip().lower() not in AXES and len(column.rows)
        ]

    def _axis(
        self, names: Iterable[str], named: Mapping[str, str], columns: Mapping[str, Column], count: int
    ) -> Floats | None:
        for name in names:
            if name in named and (len(columns[named[name]].rows) or name in self._last):
                axis = columns[named[name]].filled(count)
                axis = np.where(np.isnan(axis), self._last.get(name, np.nan), axis)
                self._last[name] = float(axis[-1])
                return axis
        return None

    def _steps(self, told: Floats | None, epochs: Floats | None, count: int) -> Steps:
        numbered = np.arange(self._rows, self._rows + count)
        axis = epochs if told is None else told
        if axis is None:
            return numbered
        sane = np.abs(axis) < _LARGEST_STEP  # False for NaN
        return np.where(sane, np.where(sane, axis, 0).astype(np.int64), numbered)


def _one(name: str, column: Column, steps: Steps, epochs: Floats | None, times: Floats | None) -> Series:
    at = slice(None) if len(column.rows) == len(steps) else column.rows
    return Series(
        name,
        steps[at],
        column.values,
        None if epochs is None else epochs[at],
        None if times is None else times[at],
    )


class Table:
    """Rows given as mappings, gathered by column; a mapping within a row has its names behind the outer one and a dot.

    Texts are passed over, unless they stand for a number that JSON cannot write, or for a time; lists are, too.
    """

    def __init__(self, prefix: str = "", depth: int = 0) -> None:
        self.count = 0
        self._prefix, self._depth = prefix, depth
        self._cells: dict[str, tuple[list[int], list[Any]]] = {}

    def add(self, row: Mapping[str, Any]) -> None:
        """One more row."""
        self.put(self.count, row)
        self.count += 1

    def put(self, at: int, row: Mapping[str, Any]) -> None:
        """Values of a row."""
        for name, value in row.items():
            cells = self._cells.get(name)
            if cells is None:
                cells = self._cells[name] = [], []
            cells[0].append(at)
            cells[1].append(value)

    @property
    def columns(self) -> dict[str, Column]:
        """What was gathered."""
        found: dict[str, Column] = {}
        for name, (rows, values) in self._cells.items():
            if set(map(type, values)) <= {float, int}:
                with contextlib.suppress(OverflowError):  # a whole number may be too long for a float
                    found[self._prefix + name] = Column.of(rows, values)
                    continue
            found |= self._mixed(self._prefix + name, rows, values)
        return found

    def _mixed(self, name: str, rows: Sequence[int], values: Sequence[Any]) -> dict[str, Column]:
        inner, numbers = Table(f"{name}.", self._depth + 1), {}
        for at, value in zip(rows, values, strict=True):
            if isinstance(value, dict) and self._depth < _DEEPEST:
                inner.put(at, value)
            elif (read := _plain_number(name, value)) is not None:
                numbers[at] = read
        own = {name: Column.of(list(numbers), list(numbers.values()))} if numbers else {}
        return own | inner.columns


def _plain_number(name: str, value: Any) -> float | None:
    """The number that a value in JSON is or stands for."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and name.lower() not in AXES and value.lower().lstrip("-+") not in _UNWRITABLE:
        return None
    try:
        return number(value)
    except (ValueError, OverflowError):
        return None
