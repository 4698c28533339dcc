"""What a plot of lines shows, as plain data: no widget, no plotting library."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from modelzoo.tabular import Table, as_csv

Values = tuple[float | None, ...]

_DECIMALS = 6
"""Of a table: nanoseconds where the unit is the millisecond, each single one where it is the million."""


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
class Level:
    """A plain y that the lines are to be seen against, and what it means to be there."""

    y: float
    meaning: str


@dataclass(frozen=True)
class TextColumn:
    """What the table of a picture says besides its lines, at each x of which there is something to say."""

    title: str
    texts: Mapping[float, str]


@dataclass(frozen=True)
class Picture:
    """Lines over two axes, and the intervals that are shaded.

    band: what the spread of the lines is; spread: what its two ends are called. level: a line across. notes, columns:
    where all of it comes from, in sentences and for a table.
    """

    x: Axis
    y: Axis
    lines: tuple[Line, ...] = ()
    intervals: tuple[Interval, ...] = ()
    band: str = ""
    spread: tuple[str, str] = ("low", "high")
    level: Level | None = None
    notes: tuple[str, ...] = ()
    columns: tuple[TextColumn, ...] = ()

    @property
    def level_text(self) -> str:
        """What the line across is; empty where there is none."""
        return f"Thin line at {self.y.show(self.level.y)}: {self.level.meaning}" if self.level else ""

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
        """The least and the greatest plain value of all that can be drawn."""
        each = [y for line in self.lines for part in (line.ys, line.low, line.high) for y in part]
        each += [self.level.y] if self.level else []
        drawn = [y for y in each if y is not None and isfinite(y) and (y > 0 or not log_y)]
        return (min(drawn), max(drawn)) if drawn else None


def picture_csv(picture: Picture) -> str:
    """A row an x: what the picture says besides, then a column a line and two more for its spread, as on the axis."""
    lines = [column for line in picture.lines for column in _columns(line, picture)]
    header = (*(each.title for each in picture.columns), picture.x.title, *(title for title, _ in lines))
    rows = tuple(
        (
            *(each.texts.get(x, "") for each in picture.columns),
            _x(picture.x, x),
            *(_y(found.get(x), picture.y.scale) for _, found in lines),
        )
        for x in picture.xs
    )
    return as_csv(Table(header, rows, (False,) * len(header)))


def _columns(line: Line, picture: Picture) -> Iterator[tuple[str, dict[float, float | None]]]:
    titles = picture.y.title, *picture.spread
    for title, ys in zip(titles, (line.ys, line.low, line.high), strict=True):
        if ys:
            yield f"{line.name}: {title}", dict(zip(line.xs, ys, strict=True))


def _x(axis: Axis, x: float) -> str:
    return axis.text(x) if axis.words else f"{x:g}"


def _y(value: float | None, scale: float) -> str:
    return "" if value is None else f"{value * scale:.{_DECIMALS}f}".rstrip("0").rstrip(".")
