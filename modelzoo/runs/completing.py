"""What is made of a run's points once all are read: which are metrics, their epochs, and what is odd about them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from modelzoo.runs.rows import AXES
from modelzoo.runs.run import Floats, Series

_EPOCH = "epoch"
_NEVER_SET = "hp_metric"
"""What Lightning logs as -1 for no reason of the training's."""
_LARGEST_STEP = 2**53
_NAMED = 2
"""So many metrics with the same oddity are named, the others counted."""


def metrics_of(series: Mapping[str, Series]) -> dict[str, Series]:
    """The metrics, with the epochs that were logged as if they were one."""
    epoch = series.get(_EPOCH)
    found = {}
    for name, each in series.items():
        if name.lower() in AXES or (name == _NEVER_SET and bool((each.values == -1).all())):
            continue
        epochs = _epochs_at(each, epoch) if epoch is not None and each.epochs is None else each.epochs
        times = each.times if each.times is not None and _pass(each.times) else None
        found[name] = Series(name, each.steps, each.values, epochs, times)
    return _counted_through(found)


def _epochs_at(series: Series, epoch: Series) -> Floats:
    """The epoch that was last told before each point's step."""
    order = np.argsort(epoch.steps, kind="stable")
    at = np.searchsorted(epoch.steps[order], series.steps, side="right") - 1
    return np.where(at < 0, np.nan, epoch.values[order][at])


def _pass(times: Floats) -> bool:
    """Whether times go on from point to point; a column of that name may tell how long each step took instead."""
    apart = np.diff(times[np.isfinite(times)])
    on, back = np.count_nonzero(apart > 0), np.count_nonzero(apart < 0)
    return len(times) == 1 or bool(on > 4 * back)


def _counted_through(found: dict[str, Series]) -> dict[str, Series]:
    """The metrics with steps that go on through all epochs, where they were counted anew in each of them."""
    if not any(map(_begins_anew, found.values())):
        return found
    length = max(int(each.steps.max()) for each in found.values() if len(each)) + 1
    placed = [each.epochs for each in found.values() if each.epochs is not None and np.isfinite(each.epochs).any()]
    first, last = min(map(_least, placed)), max(-_least(-epochs) for epochs in placed)
    if (last - first + 1) * length > _LARGEST_STEP:
        return found
    return {name: _behind(each, first, length) for name, each in found.items()}


def _begins_anew(series: Series) -> bool:
    """Whether the steps go back wherever the epoch goes on."""
    if series.epochs is None or not (back := np.diff(series.steps) < 0).any():
        return False
    return bool(back[np.diff(series.epochs) > 0].all() and (np.diff(series.epochs)[back] > 0).all())


def _least(epochs: Floats) -> float:
    return float(epochs[np.isfinite(epochs)].min())


def _behind(series: Series, first: float, length: int) -> Series:
    """A series whose steps stand behind those of all epochs before."""
    if series.epochs is None:
        return series
    whole = np.where(np.isfinite(series.epochs), np.floor(series.epochs - first), 0).astype(np.int64)
    return replace(series, steps=series.steps + whole * length)


def oddities(series: Mapping[str, Series]) -> Iterator[str]:
    """What is odd about points that could be read: each oddity once, with the metrics that have it."""
    found: dict[str, list[str]] = {}
    for name, each in series.items():
        for odd in _odd(each):
            found.setdefault(odd, []).append(name)
    for odd, names in found.items():
        more = len(names) - _NAMED
        yield f"{', '.join(names[:_NAMED])}{f' and {more:,} more' if more > 0 else ''}: {odd}"


def _odd(series: Series) -> Iterator[str]:
    back = np.flatnonzero(np.diff(series.steps) < 0)
    if len(back):
        before, after = series.steps[back[0]], series.steps[back[0] + 1]
        yield f"the steps go back from {before:,} to {after:,}, as if the training was taken up again"
    if wrong := int(np.count_nonzero(~np.isfinite(series.values))):
        yield f"{wrong:,} of {len(series):,} values are not finite"
