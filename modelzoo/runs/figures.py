"""What a run comes to: best and last of each metric, the gap between training and validation, and how well it fits.

Whether it fits is told by a rule with three numbers, which a person may change; nothing is a matter of feeling.
"""

import math
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


Verdict = Literal["overfits", "underfits", "fits", "unknown"]


@dataclass(frozen=True)
class Rule:
    """When a run overfits or underfits.

    rise: how many times its best the last validation loss is, the training loss having fallen since.
    short: how many times the reference's best training loss its own is.
    """

    rise: float = 1.1
    short: float = 4.0

    @property
    def text(self) -> str:
        """The rule in words."""
        return (
            f"A run overfits where its last validation loss is at least {self.rise:g} times its best one while the "
            f"training loss went on falling. It underfits where its best training loss is at least {self.short:g} "
            "times that of the reference: the baseline, else the lowest of all compared."
        )


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


def fit(run: Run, mapping: Mapping, reference: float | None, rule: Rule | None = None) -> Fit:
    """Whether a run overfits or underfits, by the rule. reference: the training loss that it is held against."""
    rule = rule or Rule()
    train, val = _losses(run, mapping)
    own = lowest_train_loss(run, mapping)
    if own is None or train is None:
        return Fit("unknown", "no training loss is known")
    if val is not None and len(val) > 1 and (reason := _risen(train, val, rule)):
        return Fit("overfits", reason)
    if reference is None or reference <= 0 or own <= 0:
        return Fit("unknown", "there is no training loss to hold its own against")
    said = f"its training loss {own:.4g} is {own / reference:.3g} times the reference's {reference:.4g}"
    return Fit("underfits" if own >= rule.short * reference else "fits", said)


def _risen(train: Series, val: Series, rule: Rule) -> str:
    """How the validation loss rose while the training loss fell; empty where it did not."""
    best = int(np.argmin(val.values))
    low, last = float(val.values[best]), float(val.values[-1])
    then, now = float(train.values[_by_then(train, val, best)]), float(train.values[-1])
    if low <= 0 or last < rule.rise * low or now >= then:
        return ""
    return (
        f"the validation loss rose from {low:.4g} at step {val.steps[best]:,} to {last:.4g} "
        f"while the training loss fell from {then:.4g} to {now:.4g}"
    )


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
