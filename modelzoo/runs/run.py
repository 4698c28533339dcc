"""A training run as plain frozen data: what was logged of each metric, with what settings, and what could not be read.

A series keeps its points in the order they were written. A training that was taken up again may therefore go back in
its steps; nothing is thrown away for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modelzoo.errors import ZooError

Floats = NDArray[np.float64]
Steps = NDArray[np.int64]
Setting = str | int | float | bool | None
"""A hyperparameter's value."""


class RunError(ZooError):
    """A path that holds no run, or a run that is not there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, eq=False)
class Series:
    """One metric's points in the order they were written.

    times: seconds, since 1970 or since the run began. A value that is no number (NaN) was logged as such.
    """

    metric: str
    steps: Steps
    values: Floats
    epochs: Floats | None = None
    times: Floats | None = None

    def __len__(self) -> int:
        return len(self.values)

    def take(self, which: Any) -> "Series":
        """The points at these indices, or in this slice."""
        epochs, times = (None if each is None else each[which] for each in (self.epochs, self.times))
        return Series(self.metric, self.steps[which], self.values[which], epochs, times)

    @property
    def bytes(self) -> int:
        """What the points take in memory."""
        return sum(each.nbytes for each in (self.steps, self.values, self.epochs, self.times) if each is not None)


@dataclass(frozen=True, eq=False)
class Run:
    """One training.

    path: the file or the folder that is the run, the same as long as it lies there; with `#name` behind it where a file
    holds several. problems: what could not be read, and other oddities of its files. published: the source of figures
    that were printed somewhere; empty for what a log tells.
    """

    path: str
    name: str
    format: str
    files: tuple[str, ...] = ()
    hyperparameters: Mapping[str, Setting] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    published: str = ""

    @property
    def points(self) -> int:
        """How many values it holds."""
        return sum(map(len, self.series.values()))

    @property
    def bytes(self) -> int:
        """What its points take in memory."""
        return sum(each.bytes for each in self.series.values())


def joined(parts: "list[Series]") -> Series:
    """Points of one metric behind each other; an axis that is not known of all parts is NaN where it is missing."""
    if len(parts) == 1:
        return parts[0]
    return Series(
        parts[0].metric,
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.values for part in parts]),
        _joined_axis([part.epochs for part in parts], parts),
        _joined_axis([part.times for part in parts], parts),
    )


def _joined_axis(axes: "list[Floats | None]", parts: "list[Series]") -> Floats | None:
    if all(axis is None for axis in axes):
        return None
    known = (np.full(len(part), np.nan) if axis is None else axis for axis, part in zip(axes, parts, strict=True))
    return np.concatenate(list(known))
