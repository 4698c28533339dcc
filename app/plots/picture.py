"""What a plot of lines shows, as plain data: no widget, no plotting library."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from modelzoo.tabular import Table, as_csv

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Axis:
    """What an axis is of: its title with the unit, what a plain value is multiplied by, and how one is written.

    words: what stands at 0, 1, 2 ... where the values are no numbers.
    """

    title: str
    scale: float = 1.0
    show: Callable[[float], str] = lambda value: f"{value:g}"
    words: tuple[str, ...] = ()

    def text(self, value: float) -> str:
        """A plain value as a person reads it."""
        return self.words[int(value)] if self.words else self.show(value)


@dataclass(frozen=True)
class Line:
    """A curve by its name; ys is None where there is no value. low and high: its spread, or nothing.

    colour, style: which of those there are, so that what belongs together can look alike. joined: whether one point
    leads to the next.
    """

    name: str
    xs: tuple[float, ...]
    ys: Values
    low: Values = ()
    high: Values = ()
    colour: int = 0
    style: int = 0
    joined: bool = True

    def at(self, x: float) -> float | None:
        """The value at this x, if there is one."""
        return next((y for at, y in zip(self.xs, self.ys, strict=True) if at == x), None)


@dataclass(frozen=True)
class Interval:
    """A part of the x axis where something happens, in a sentence, and the names of the lines that it is about."""

    low: float
    high: float
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """Lines over two axes, and the intervals that are shaded. band: what the spread of the lines is."""

    x: Axis
    y: Axis
    lines: tuple[Line, ...] = ()
    intervals: tuple[Interval, ...] = ()
    band: str = ""

    @property
    def xs(self) -> tuple[float, ...]:
        """Every x at which some line has a value, from left to right."""
        return tuple(sorted({x for line in self.lines for x, y in zip(line.xs, line.ys, strict=True) if y is not None}))

    def spans_decade(self, log_y: bool) -> bool:
        """Whether an axis goes from a number above 0 to ten times that at least."""
        if log_y:
            low, high = self.bounds(log_y=False) or (0.0, 0.0)
        else:
            low, high = (self.xs[0], self.xs[-1]) if self.xs and not self.x.words else (0.0, 0.0)
        return 0 < 10 * low <= high

    def bounds(self, log_y: bool) -> tuple[float, float] | None:
        """The least and the greatest plain value of all lines and bands that can be drawn."""
        each = [y for line in self.lines for part in (line.ys, line.low, line.high) for y in part]
        drawn = [y for y in each if y is not None and isfinite(y) and (y > 0 or not log_y)]
        return (min(drawn), max(drawn)) if drawn else None


def picture_csv(picture: Picture) -> str:
    """A row an x, a column a line and two more for its spread, in the unit of the axis' title."""
    columns = [column for line in picture.lines for column in _columns(line)]
    header = (picture.x.title, *(f"{name}: {picture.y.title}" for name, _ in columns))
    rows = tuple((_x(picture.x, x), *(_y(found.get(x), picture.y.scale) for _, found in columns)) for x in picture.xs)
    return as_csv(Table(header, rows, (False,) * len(header)))


def _columns(line: Line) -> list[tuple[str, dict[float, float | None]]]:
    parts = (("", line.ys), (" (low)", line.low), (" (high)", line.high))
    return [(f"{line.name}{end}", dict(zip(line.xs, ys, strict=True))) for end, ys in parts if ys]


def _x(axis: Axis, x: float) -> str:
    return axis.text(x) if axis.words else f"{x:g}"


def _y(value: float | None, scale: float) -> str:
    return "" if value is None else repr(value * scale)
