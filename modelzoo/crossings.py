"""Where one curve of a sweep overtakes another: the interval that the crossing must lie in, from what is sure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from modelzoo.measurements import Verdict
from modelzoo.params import value_text
from modelzoo.ranges import position
from modelzoo.results import Appraisal
from modelzoo.sweeps import Curve, SweepPoint

Read = Callable[[Appraisal], float]
Sign = int
"""-1 where a is below b, 1 where it is above, 0 where neither is sure."""
Standing = tuple[float, Sign]

_SIGNS: dict[Verdict, Sign] = {"faster": -1, "no difference shown": 0, "slower": 1}


@dataclass(frozen=True)
class Crossing:
    """Up to `low` a is below b, from `high` on above: they cross between. Where low is high, they are equal there."""

    a: Curve
    b: Curve
    low: float
    high: float


def measured_crossings(points: Iterable[SweepPoint]) -> tuple[Crossing, ...]:
    """Between the last value where one is surely faster and the first where the other is.

    Values that show no difference widen the interval: the crossing may lie at any of them.
    """
    standings: dict[tuple[Curve, Curve], list[Standing]] = {}
    for at, point in _in_order(points):
        for other, comparison in point.against:
            pair, sign = (point.curve, other), _SIGNS[comparison.verdict]
            if pair[::-1] in standings:
                pair, sign = pair[::-1], -sign
            standings.setdefault(pair, []).append((at, sign))
    return tuple(
        Crossing(*_lower_first(pair, before[1]), before[0], after[0])
        for pair, signs in standings.items()
        for before, _, after in _flips(signs)
    )


def paper_crossings(points: Iterable[SweepPoint], read: Read) -> tuple[Crossing, ...]:
    """Between the last value where one has less of a figure and the first where the other has, or where they equal."""
    curves: dict[Curve, dict[float, float]] = {}
    for at, point in _in_order(points):
        if point.paper:
            curves.setdefault(Curve(point.model), {})[at] = read(point.paper)
    return tuple(
        Crossing(*_lower_first((a, b), before[1]), *(2 * equal if len(equal) == 1 else (before[0], after[0])))
        for a, b in combinations(curves, 2)
        for before, equal, after in _flips(_signs(curves[a], curves[b]))
    )


def crossing_text(crossing: Crossing, names: dict[Curve, str], over: str, less: str) -> str:
    """What a crossing says in one line; `less` is what the lower curve is: faster, or has fewer MACs."""
    a, b = names[crossing.a], names[crossing.b]
    low, high = (f"{over} {_number(each)}" for each in (crossing.low, crossing.high))
    if crossing.low == crossing.high:
        return f"{a} {less} below {low}, {b} above; they are equal there"
    return f"{a} {less} up to {low}, {b} from {high} on: they cross between the two"


def _in_order(points: Iterable[SweepPoint]) -> list[tuple[float, SweepPoint]]:
    """The points that stand somewhere on the axis, from left to right."""
    placed = ((position(point.value), point) for point in points)
    return sorted(((at, point) for at, point in placed if at is not None), key=lambda each: each[0])


def _signs(a: dict[float, float], b: dict[float, float]) -> list[Standing]:
    return [(at, (a[at] > b[at]) - (a[at] < b[at])) for at in a if at in b]


def _flips(standings: Sequence[Standing]) -> Iterator[tuple[Standing, list[float], Standing]]:
    """Each change of the sure sign: where it was last so, the unsure values between, where it is first otherwise."""
    last: Standing | None = None
    between: list[float] = []
    for at, sign in standings:
        if not sign:
            between.append(at)
            continue
        if last and last[1] != sign:
            yield last, between, (at, sign)
        last, between = (at, sign), []


def _lower_first(pair: tuple[Curve, Curve], sign: Sign) -> tuple[Curve, Curve]:
    return pair if sign < 0 else (pair[1], pair[0])


def _number(value: float) -> str:
    return value_text(int(value) if value == int(value) else value)
