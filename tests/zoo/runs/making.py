"""Runs made of plain lists, for what is said of them."""

import numpy as np

from modelzoo.runs.run import Run, Series


def series(metric, values, steps=None, epochs=None):
    """A metric's points; the steps count from 0 if none are given."""
    at = np.arange(len(values)) if steps is None else np.array(steps)
    told = None if epochs is None else np.array(epochs, np.float64)
    return Series(metric, at.astype(np.int64), np.array(values, np.float64), told)


def run(name, settings=None, format="CSV", **metrics):
    """A run whose metrics are lists of values."""
    points = {metric: series(metric, values) for metric, values in metrics.items()}
    return Run(f"/logs/{name}", name, format, (), settings or {}, points)
