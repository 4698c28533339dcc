"""Curves of many points as plain data: where each stands at the cursor, and what a file of them says. No widget."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from modelzoo.runs.run import Floats

_ROOM = 0.04
"""The share of an axis that is left free at either end."""


@dataclass(frozen=True, eq=False)
class Trace:
    """A curve by its name, from left to right, all of it finite.

    raw: what was logged where y is smoothed. low, high: the spread of several seeds. best: where the best value that
    was logged stands. colour, style: which of those there are.
    """

    name: str
    x: Floats
    y: Floats
    raw: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    best: tuple[float, float] | None = None
    colour: int = 0
    style: int = 0

    @property
    def is_level(self) -> bool:
        """Whether it is a single value, which is drawn as a line across."""
        return len(self.x) == 1

    def at(self, x: float) -> float | None:
        """The last value up to here; none where the curve has not begun or has ended. A level has one everywhere."""
        if self.is_level:
            return float(self.y[0])
        if not len(self.x) or not self.x[0] <= x <= self.x[-1]:
            return None
        return float(self.y[int(np.searchsorted(self.x, x, side="right")) - 1])


@dataclass(frozen=True)
class TraceAxis:
    """What an axis is of, and how a value of it is written."""

    title: str
    show: Callable[[float], str] = lambda value: f"{value:.4g}"


@dataclass(frozen=True, eq=False)
class Traces:
    """Curves over two axes. notes: what is to be read below them."""

    x: TraceAxis
    y: TraceAxis
    traces: tuple[Trace, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """How curves are looked at: the axes, the curves that are hidden, the cursor, and the curve that stands out."""

    log_x: bool = False
    log_y: bool = False
    hidden: frozenset[str] = frozenset()
    x: float | None = None
    current: str = ""


def shown(picture: Traces, look: Look) -> tuple[Trace, ...]:
    """The curves that are not hidden."""
    return tuple(trace for trace in picture.traces if trace.name not in look.hidden)


def standing(picture: Traces, look: Look, x: float) -> int:
    """How many of the curves that are not hidden have a value there; levels have one everywhere, and do not count."""
    return sum(not trace.is_level and trace.at(x) is not None for trace in shown(picture, look))


def telling(picture: Traces, look: Look) -> float | None:
    """Where most curves have a value, as far to the right as that is so."""
    ends = {float(trace.x[-1]) for trace in shown(picture, look) if len(trace.x)}
    return max(ends, key=lambda x: (standing(picture, look, x), x), default=None)


def drawn(x: Floats, y: Floats, look: Look) -> tuple[Floats, Floats]:
    """Points as they stand on the axes; those without a logarithm where one is needed are left out."""
    if look.log_x or look.log_y:
        stands = ((x > 0) | (not look.log_x)) & ((y > 0) | (not look.log_y))
        x, y = x[stands], y[stands]
    return (np.log10(x) if look.log_x else x), (np.log10(y) if look.log_y else y)


def level_height(trace: Trace, look: Look) -> float | None:
    """Where a level is drawn; nowhere where it needs a logarithm and has none."""
    _, height = drawn(np.ones(1), trace.y, look)
    return float(height[0]) if len(height) else None


def span(picture: Traces, look: Look) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both axes as drawn, with all that is shown on them. Levels need a height only."""
    xs, ys = list[Floats](), list[Floats]()
    for trace in shown(picture, look):
        for values in (trace.y, trace.low, trace.high):
            if values is not None:
                x, y = drawn(trace.x, values, look)
                ys.append(y)
                if not trace.is_level:
                    xs.append(x)
    return _room(xs), _room(ys)


def only_levels(picture: Traces, look: Look) -> bool:
    """Whether there is nothing on the x axis."""
    return all(trace.is_level for trace in shown(picture, look))


def nearest(picture: Traces, look: Look, x: float, up: float) -> str:
    """The curve that is drawn nearest to a height at a plain x; empty where none is."""
    heights = {trace.name: trace.at(x) for trace in shown(picture, look)}
    known = {name: y for name, y in heights.items() if y is not None and (y > 0 or not look.log_y)}
    return min(known, key=lambda name: abs((np.log10(known[name]) if look.log_y else known[name]) - up), default="")


def step(picture: Traces, look: Look, right: int, down: int) -> Look:
    """The look after the cursor went so many points to the right, along the curve so many further down the list."""
    traces = [trace for trace in shown(picture, look) if len(trace.x)]
    if not traces:
        return look
    names = [trace.name for trace in traces]
    at = names.index(look.current) if look.current in names else 0
    trace = traces[min(max(at + down, 0), len(traces) - 1)]
    here = len(trace.x) - 1 if look.x is None else int(np.searchsorted(trace.x, look.x, side="right")) - 1
    x = float(trace.x[min(max(here + right, 0), len(trace.x) - 1)])
    return Look(look.log_x, look.log_y, look.hidden, x, trace.name)


def traces_csv(picture: Traces, look: Look) -> bytes:
    """A row a point of each curve that is shown, none left out; what was logged beside what smoothing made of it."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    traces = shown(picture, look)
    smoothed = any(trace.raw is not None for trace in traces)
    folded = any(trace.low is not None for trace in traces)
    title = picture.y.title
    extra = [f"{title}, smoothed"] if smoothed else []
    out.writerow(["Run", picture.x.title, title, *extra, *(["low", "high"] if folded else [])])
    for trace in traces:
        out.writerows(_rows(trace, smoothed, folded))
    return file.getvalue().encode()


def _rows(trace: Trace, smoothed: bool, folded: bool) -> Iterator[list[object]]:
    columns: list[Iterable[object]] = [trace.x.tolist(), (trace.y if trace.raw is None else trace.raw).tolist()]
    if smoothed:
        columns.append(trace.y.tolist())
    if folded:
        blank = [""] * len(trace.x)
        columns += [blank if each is None else each.tolist() for each in (trace.low, trace.high)]
    for row in zip(*columns, strict=True):
        yield [trace.name, *row]


def _room(parts: Iterable[Floats]) -> tuple[float, float]:
    filled = [each for each in parts if len(each)]
    if not filled:
        return 0.0, 1.0
    low, high = min(float(each.min()) for each in filled), max(float(each.max()) for each in filled)
    room = _ROOM * (high - low) or abs(high) * _ROOM or 0.5
    return low - room, high + room
