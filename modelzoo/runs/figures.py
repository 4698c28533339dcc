"""What a run comes to: best and last of each metric, the gap between training and validation, and how well it fits.

Whether it fits is told by a rule of a few numbers, which is stated wherever it is used; nothing is a matter of feeling.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from modelzoo.runs.metrics import Direction, Mapping
from modelzoo.runs.run import Floats, Run, Series


@dataclass(frozen=True)
class Figures:
    """A metric's best value and where it was, and its last one; None where none is finite or no direction is known."""

    direction: Direction | None
    best: float | None
    best_step: int | None
    best_epoch: float | None
    last: float | None
    last_step: int | None


@dataclass(frozen=True)
class Gap:
    """Training and validation loss where the latter is best."""

    step: int
    train: float
    val: float

    @property
    def difference(self) -> float:
        """By how much the validation loss is higher."""
        return self.val - self.train


_MEDIAN_DEVIATION = 0.6745
"""How far half of all normally distributed values lie from their mean at most, in standard deviations."""

Verdict = Literal["overfits", "underfits", "fits", "unknown"]


@dataclass(frozen=True)
class Rule:
    """When a run overfits or underfits. Losses are noisy, so no single value decides: medians of neighbours do.

    rise: how many times its lowest median the last one of the validation loss is, the training loss having fallen.
    errors: by how many standard errors of such a difference it is higher at least.
    few: of how many values a median is taken at least; it is of a tenth of all where that is more.
    short: how many times the reference's best training loss its own is.
    """

    rise: float = 1.1
    errors: float = 4.0
    few: int = 5
    short: float = 4.0

    @property
    def text(self) -> str:
        """The rule in words."""
        return (
            f"A run overfits where its validation loss ends at least {self.rise:g} times as high as it was at its "
            f"lowest, and by more than {self.errors:g} standard errors, while the training loss went on falling. All "
            f"of these are medians of neighbouring values: of a tenth of all, and of at least {self.few}; with fewer "
            f"than {self.least} validation losses nothing is said of it. It underfits where its best "
            f"training loss is at least {self.short:g} times that of the reference: the baseline, else the lowest "
            "above 0 of all compared."
        )

    @property
    def brief(self) -> str:
        """The rule in one line."""
        return (
            f"Overfits: the validation loss ends {self.rise:g} times as high as its lowest or more while the training "
            f"loss falls, by medians. Underfits: the best training loss is {self.short:g} times the reference's or "
            "more."
        )

    @property
    def least(self) -> int:
        """How many validation losses are needed to tell whether a run overfits."""
        return 2 * self.few


@dataclass(frozen=True)
class Fit:
    """How well a run fits, and the figures that say so."""

    verdict: Verdict
    reason: str


def figures(series: Series, direction: Direction | None) -> Figures:
    """Best and last of a metric. The best is the first of equal ones; what is not finite is neither."""
    finite = np.flatnonzero(np.isfinite(series.values))
    if not len(finite):
        return Figures(direction, None, None, None, None, None)
    last = int(finite[-1])
    at = {"min": np.argmin, "max": np.argmax}[direction](series.values[finite]) if direction else None
    best = None if at is None else int(finite[at])
    epoch = None if best is None or series.epochs is None else float(series.epochs[best])
    return Figures(
        direction,
        None if best is None else float(series.values[best]),
        None if best is None else int(series.steps[best]),
        None if epoch is None or math.isnan(epoch) else epoch,
        float(series.values[last]),
        int(series.steps[last]),
    )


def all_figures(run: Run, mapping: Mapping) -> dict[str, Figures]:
    """Best and last of each metric of a run."""
    return {name: figures(each, mapping.direction(name, run.name)) for name, each in run.series.items()}


def gap(run: Run, mapping: Mapping) -> Gap | None:
    """The losses where the validation loss is best; the training loss is the last one told by then."""
    train, val = _losses(run, mapping)
    if train is None or val is None or not len(val):
        return None
    best = int(np.argmin(val.values))
    at = _by_then(train, val, best)
    return Gap(int(val.steps[best]), float(train.values[at]), float(val.values[best])) if len(train) else None


def lowest_train_loss(run: Run, mapping: Mapping) -> float | None:
    """The best training loss of a run."""
    train, _ = _losses(run, mapping)
    return float(train.values.min()) if train is not None and len(train) else None


def reference_loss(losses: Iterable[float | None]) -> float | None:
    """What training losses are held against where no baseline is chosen: the lowest of those that allow a ratio."""
    return min((each for each in losses if each is not None and each > 0), default=None)


def fit(run: Run, mapping: Mapping, reference: float | None, rule: Rule | None = None) -> Fit:
    """Whether a run overfits or underfits, by the rule. reference: the training loss that it is held against."""
    rule = rule or Rule()
    train, val = _losses(run, mapping)
    own, known = lowest_train_loss(run, mapping), 0 if val is None else len(val)
    if own is None or train is None:
        return Fit("unknown", "no training loss is known")
    if val is not None and known >= rule.least and (reason := _risen(train, val, rule)):
        return Fit("overfits", reason)
    if reference is None or reference <= 0 or own < 0:
        return Fit("unknown", "there is no training loss to hold its own against")
    said = f"its training loss {own:.4g} is {own / reference:.3g} times the reference's {reference:.4g}"
    if own >= rule.short * reference:
        return Fit("underfits", said)
    if known < rule.least:
        return Fit("unknown", f"{said}; too few validation losses to tell whether it overfits: {known}")
    return Fit("fits", said)


def _risen(train: Series, val: Series, rule: Rule) -> str:
    """How the validation loss rose while the training loss fell; empty where it did not."""
    count, many = _window(val, rule), _window(train, rule)
    best = _lowest(val, count)
    low, last = _median(val, best, count), _median(val, len(val) - 1, count)
    then, now = _median(train, _by_then(train, val, best), many), _median(train, len(train) - 1, many)
    risen = last - low > rule.errors * _standard_error(val, count)
    if low <= 0 or last < rule.rise * low or not risen or now >= then:
        return ""
    return (
        f"the validation loss rose from {low:.4g} around step {val.steps[best]:,} to {last:.4g} "
        f"while the training loss fell from {then:.4g} to {now:.4g}"
    )


def _window(series: Series, rule: Rule) -> int:
    """Of how many points a median is taken."""
    return max(rule.few, len(series) // 10)


def _lowest(series: Series, count: int) -> int:
    """The middle of the so many points whose median is lowest; of a long log not every place is tried."""
    step = max(1, count // 4)
    medians = np.median(np.lib.stride_tricks.sliding_window_view(series.values, count)[::step], axis=1)
    return int(np.argmin(medians)) * step + count // 2


def _median(series: Series, at: int, count: int) -> float:
    """The median of so many points around one of them, or of as many at an end where it is near one."""
    first = max(0, min(at - count // 2, len(series) - count))
    return float(np.median(series.values[first : first + count]))


def _standard_error(series: Series, count: int) -> float:
    """That of the difference of two medians of so many points.

    The noise of a point is told by how far points lie from the middle of their two neighbours, so that a slope is none.
    """
    apart = np.abs(np.diff(series.values, 2)) / math.sqrt(6)
    noise = float(np.median(apart)) / _MEDIAN_DEVIATION
    return noise * math.sqrt(math.pi / 2) * math.sqrt(2 / count)


def _losses(run: Run, mapping: Mapping) -> tuple[Series | None, Series | None]:
    """The finite points of the training and the validation loss; None where there are none."""
    roles = mapping.roles(run.series, run.name)
    found = []
    for role in ("train loss", "val loss"):
        series = run.series.get(roles.get(role, ""))
        fine = None if series is None else series.take(np.isfinite(series.values))
        found.append(fine if fine is not None and len(fine) else None)
    return found[0], found[1]


def _by_then(train: Series, val: Series, at: int) -> int:
    """The last point of the training loss up to a point of the validation loss, by epochs where both tell them."""
    axis: Floats = train.steps.astype(np.float64)
    place = float(val.steps[at])
    if train.epochs is not None and val.epochs is not None and np.isfinite(val.epochs[at]):
        axis, place = train.epochs, float(val.epochs[at])
    before = np.flatnonzero(axis <= place)
    return int(before[-1]) if len(before) else 0
