"""A long curve at several levels of detail, so that any part of it is had at once."""

import numpy as np

from modelzoo.runs.curves import clipped
from modelzoo.runs.run import Floats

_APART = 4
"""How many times as many points a level has as the next coarser one."""


class Levels:
    """The points of a curve, from left to right and finite; each coarser level keeps what is lowest and highest.

    A level is made when it is first looked for.
    """

    def __init__(self, x: Floats, y: Floats) -> None:
        self._levels = [(x, y)]

    def within(self, low: float, high: float, most: int) -> tuple[Floats, Floats]:
        """What is seen from low to high, and one point on either side: of the finest level with at most so many."""
        level = 0
        x, y = clipped(*self._levels[0], low, high)
        while len(x) > max(most, 4 * _APART):
            level += 1
            if level == len(self._levels):
                self._levels.append(_coarser(*self._levels[-1]))
            x, y = clipped(*self._levels[level], low, high)
        return x, y


def _coarser(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Of each stretch the lowest and the highest point in order, and both ends of the curve."""
    stretch = 2 * _APART
    whole = (len(y) - 2) // stretch * stretch
    rows = y[1 : 1 + whole].reshape(-1, stretch)
    begins = 1 + np.arange(0, whole, stretch)
    pairs = np.stack((begins + rows.argmin(1), begins + rows.argmax(1)), 1)
    pairs.sort(1)
    at = np.concatenate(([0], pairs.ravel(), np.arange(1 + whole, len(y))))
    return x[at], y[at]
