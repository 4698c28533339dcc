"""What is made of a run's points once all are read: which are metrics, their epochs, and what is odd about them."""

from collections.abc import Iterator, Mapping

import numpy as np

from modelzoo.runs.rows import AXES
from modelzoo.runs.run import Floats, Series

_EPOCH = "epoch"
_NEVER_SET = "hp_metric"
"""What Lightning logs as -1 for no reason of the training's."""


def metrics_of(series: Mapping[str, Series]) -> dict[str, Series]:
    """The metrics, with the epochs that were logged as if they were one."""
    epoch = series.get(_EPOCH)
    found = {}
    for name, each in series.items():
        if name.lower() in AXES or (name == _NEVER_SET and bool((each.values == -1).all())):
            continue
        epochs = _epochs_at(each, epoch) if epoch is not None and each.epochs is None else each.epochs
        found[name] = Series(name, each.steps, each.values, epochs, each.times)
    return found


def _epochs_at(series: Series, epoch: Series) -> Floats:
    """The epoch that was last told before each point's step."""
    order = np.argsort(epoch.steps, kind="stable")
    at = np.searchsorted(epoch.steps[order], series.steps, side="right") - 1
    return np.where(at < 0, np.nan, epoch.values[order][at])


def oddities(series: Mapping[str, Series]) -> Iterator[str]:
    """What is odd about points that could be read."""
    for name, each in series.items():
        back = np.flatnonzero(np.diff(each.steps) < 0)
        if len(back):
            before, after = each.steps[back[0]], each.steps[back[0] + 1]
            yield f"{name}: the steps go back from {before:,} to {after:,}, as if the training was taken up again"
        if wrong := int(np.count_nonzero(~np.isfinite(each.values))):
            yield f"{name}: {wrong:,} of {len(each):,} values are not finite"
