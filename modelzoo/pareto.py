"""Which candidates no other beats: the Pareto front over any figures, each with the direction that is better."""

from collections.abc import Sequence
from typing import Literal

Goal = Literal["min", "max"]
"""Whether less or more of a figure is better."""
Point = Sequence[float]
"""A candidate's figures, in the order of the goals."""


def meets(value: float, limit: float, goal: Goal) -> bool:
    """Whether a figure is as good as a limit, or better."""
    return value <= limit if goal == "min" else value >= limit


def dominates(one: Point, other: Point, goals: Sequence[Goal]) -> bool:
    """Whether one candidate is as good as another in every figure, and better in some."""
    pairs = list(zip(one, other, goals, strict=True))
    return all(meets(*pair) for pair in pairs) and any(mine != theirs for mine, theirs, _ in pairs)


def front(points: Sequence[Point], goals: Sequence[Goal]) -> tuple[int, ...]:
    """The positions of the points that no other dominates, in order; equal points are all on the front or none is."""
    return tuple(at for at, point in enumerate(points) if not any(dominates(other, point, goals) for other in points))
