"""Curves made fit to be looked at: smoothed, thinned out without losing a peak, and several seeds folded into one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from modelzoo.runs.run import Floats, Series
from modelzoo.runs.view import Axis

_NEGLIGIBLE = 1e-17


def along(series: Series, axis: Axis) -> Floats | None:
    """Where each point stands: its step, its epoch, or the seconds since the first; None where that is not known."""
    if axis == "step":
        return series.steps.astype(np.float64)
    told = series.epochs if axis == "epoch" else series.times
    known = np.isfinite(told) if told is not None else None
    if told is None or known is None or not known.any():
        return None
    return told - told[known].min() if axis == "time" else told


def rising(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The points that are finite, from left to right; of several at one place in the order they were written.

    Where a training was taken up again, what it logged again at a place stands for what it had logged there before.
    """
    fine = np.isfinite(x) & np.isfinite(y)
    if not fine.all():
        x, y = x[fine], y[fine]
    back = np.diff(x) < 0
    if back.any():
        order = np.argsort(x, kind="stable")
        time = np.append(0, np.cumsum(back))[order]
        x, y = x[order], y[order]
        latest = time[np.searchsorted(x, x, side="right") - 1]
        x, y = x[time == latest], y[time == latest]
    return x, y


def smooth(values: Floats, weight: float) -> Floats:
    """The exponential moving average with its bias towards the start taken away, as TensorBoard draws it.

    weight: of what came before, from 0 (none) to below 1. Values that are not finite are passed over and stay as they
    are. Each round below doubles how far back the average reaches, so a million points take a few dozen rounds.
    """
    if not 0 < weight < 1:
        return values.copy()
    finite = np.isfinite(values)
    average, reach, power = (1 - weight) * values[finite], 1, weight
    while reach < len(average) and power > _NEGLIGIBLE:
        average[reach:] += power * average[:-reach].copy()
        reach, power = 2 * reach, power * power
    counted = np.arange(1, len(average) + 1)
    found = values.copy()
    found[finite] = average / -np.expm1(counted * math.log(weight))
    return found


def thinned(x: Floats, y: Floats, most: int) -> tuple[Floats, Floats]:
    """At most so many points that look the same: of each stretch the lowest and the highest, and both ends."""
    if len(y) <= most or most < 4:
        return x, y
    stretches = (most - 2) // 2
    bounds = np.linspace(1, len(y) - 1, stretches + 1).astype(np.int64)
    kept = [np.array([0, len(y) - 1])]
    size = int(np.diff(bounds).max())
    places = np.minimum(bounds[:-1, None] + np.arange(size), bounds[1:, None] - 1)
    kept += [places[np.arange(stretches), pick(_held(y, sign)[places], axis=1)] for pick, sign in _ENDS]
    at = np.sort(np.concatenate(kept))
    at = at[np.diff(at, prepend=-1) > 0]
    return x[at], y[at]


_ENDS = ((np.argmin, np.inf), (np.argmax, -np.inf))


def _held(y: Floats, instead: float) -> Floats:
    """The values, with what is no number never chosen."""
    return np.where(np.isnan(y), instead, y)


def clipped(x: Floats, y: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """The points from low to high, and one more on either side, so that the line goes on to the edges. x must rise."""
    first = max(int(np.searchsorted(x, low, side="left")) - 1, 0)
    last = int(np.searchsorted(x, high, side="right")) + 1
    return x[first:last], y[first:last]


@dataclass(frozen=True, eq=False)
class Band:
    """Several curves as one: their mean and sample standard deviation at each step that all of them reach."""

    steps: Floats
    mean: Floats
    spread: Floats
    n: int


def fold(curves: Sequence[Series]) -> Band:
    """Curves of several seeds at the first one's steps, as far as all go; between its points a curve is straight."""
    return fold_points([(each.steps.astype(np.float64), each.values) for each in curves])


def fold_points(curves: Sequence[tuple[Floats, Floats]]) -> Band:
    """The same of points over any axis."""
    finite = [_last_of_each(*rising(x, y)) for x, y in curves]
    finite = [each for each in finite if len(each[0])]
    if not finite:
        return Band(np.zeros(0), np.zeros(0), np.zeros(0), 0)
    low, high = max(x[0] for x, _ in finite), min(x[-1] for x, _ in finite)
    steps = finite[0][0][(finite[0][0] >= low) & (finite[0][0] <= high)]
    values = np.array([np.interp(steps, x, y) for x, y in finite])
    spread = values.std(axis=0, ddof=1) if len(finite) > 1 else np.zeros(len(steps))
    return Band(steps, values.mean(axis=0), spread, len(finite))


def _last_of_each(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The last point at each place."""
    last = np.append(np.diff(x) > 0, [True])[: len(x)]
    return x[last], y[last]
