"""Where values stand on a plot: a picture looked at in one way, as coordinates. No widget here."""

from dataclasses import dataclass, replace
from math import log10

from app.plots.picture import Interval, Line, Picture, Values
from app.plots.ticks import Tick, log_ticks, value_ticks

_ROOM = 0.06
"""The share of an axis that is left free at either end."""


@dataclass(frozen=True)
class View:
    """How a picture is looked at: its axes, the lines that are hidden, the cursor, and the exponent of the guide.

    x, line: where the cursor stands. slope: None where no guide is wanted.
    """

    log_x: bool = False
    log_y: bool = False
    hidden: frozenset[str] = frozenset()
    x: float | None = None
    line: str = ""
    slope: float | None = None


@dataclass(frozen=True)
class Frame:
    """A picture as a view shows it."""

    picture: Picture
    view: View

    @property
    def log_x(self) -> bool:
        """Whether x is logarithmic: wished, and possible."""
        return self.view.log_x and self.may_log_x

    @property
    def may_log_x(self) -> bool:
        """Whether there is a logarithm of every x."""
        return not self.picture.x.words and all(x > 0 for x in self.picture.xs)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those that are not hidden."""
        return tuple(line for line in self.picture.lines if line.name not in self.view.hidden)

    @property
    def numbered_intervals(self) -> tuple[tuple[int, Interval], ...]:
        """The intervals, each with its number, save those about a line that is hidden."""
        each = enumerate(self.picture.intervals, 1)
        return tuple((number, found) for number, found in each if not self.view.hidden.intersection(found.lines))

    @property
    def shaded(self) -> dict[tuple[float, float], list[int]]:
        """Where there are intervals, each place once, with the numbers of those that are there."""
        places: dict[tuple[float, float], list[int]] = {}
        for number, each in self.numbered_intervals:
            places.setdefault((each.low, each.high), []).append(number)
        return places

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be read below the picture of what is shown: its crossings, and where all of it comes from."""
        return (*(f"{number}  {each.text}." for number, each in self.numbered_intervals), *self.picture.notes)

    def across(self, x: float) -> float:
        """Where a plain x is drawn."""
        return log10(x) if self.log_x else x * self.picture.x.scale

    def up(self, y: float | None) -> float | None:
        """Where a plain y is drawn; nowhere if it has no logarithm and needs one."""
        if y is None or (self.view.log_y and y <= 0):
            return None
        scaled = y * self.picture.y.scale
        return log10(scaled) if self.view.log_y else scaled

    def segments(self, line: Line) -> list[list[tuple[float, float]]]:
        """The points of a line as drawn, from left to right, in a new list after each that is missing."""
        return [[(x, y) for x, (y,) in each] for each in self._runs(line, line.ys)]

    def bands(self, line: Line) -> list[list[tuple[float, float]]]:
        """The outlines of a line's spread, one for each part without a gap; a bar a point where they are not joined."""
        runs = self._runs(line, line.low, line.high) if line.low else []
        parts = runs if line.joined else [[each] for run in runs for each in run]
        return [[(x, high) for x, (_, high) in part] + [(x, low) for x, (low, _) in reversed(part)] for part in parts]

    def _runs(self, line: Line, *rows: Values) -> list[list[tuple[float, list[float]]]]:
        """Values at the same x as drawn, from left to right, in a new list after each x where one is missing."""
        found: list[list[tuple[float, list[float]]]] = [[]]
        for x, *values in sorted(zip(line.xs, *rows, strict=True), key=lambda point: point[0]):
            heights = [height for height in map(self.up, values) if height is not None]
            if len(heights) == len(rows):
                found[-1].append((self.across(x), heights))
            else:
                found.append([])
        return [each for each in found if each]

    def guide(self) -> list[tuple[float, float]]:
        """A power of x through the cursor's point, over the whole picture."""
        line = next((each for each in self.lines if each.name == self.view.line), None)
        x0, slope = self.view.x, self.view.slope
        y0 = line.at(x0) if line and x0 is not None else None
        if not x0 or not y0 or slope is None or self.picture.x.words:
            return []
        least, most = min(self.picture.xs), max(self.picture.xs)
        xs = [least + (most - least) * step / 64 for step in range(65)] if not self.log_x else [least, most]
        points = [(self.across(x), self.up(y0 * (x / x0) ** slope)) for x in xs if x > 0]
        return [(x, y) for x, y in points if y is not None]

    @property
    def x_range(self) -> tuple[float, float]:
        """The ends of the x axis as drawn."""
        if self.picture.x.words:
            return -0.5, len(self.picture.x.words) - 0.5
        xs = self.picture.xs or (0.0, 1.0)
        return _roomy(self.across(xs[0]), self.across(xs[-1]))

    @property
    def y_range(self) -> tuple[float, float]:
        """The ends of the y axis as drawn; a linear one starts at 0 where nothing is below."""
        low, high = replace(self.picture, lines=self.lines).bounds(self.view.log_y) or (0.0, 1.0)
        bottom, top = self.up(low), self.up(high)
        assert bottom is not None
        assert top is not None
        if not self.view.log_y and bottom >= 0:
            return 0.0, (top * (1 + _ROOM)) or 1.0
        return _roomy(bottom, top)

    def x_ticks(self, most: int) -> list[Tick]:
        """Marks at the values that were swept over."""
        xs = self.picture.xs
        return value_ticks([self.across(x) for x in xs], [self.picture.x.text(x) for x in xs], most)

    def y_ticks(self, most: int) -> list[Tick] | None:
        """Marks of a logarithmic y axis; a linear one knows its own."""
        if not self.view.log_y:
            return None
        low, high = self.y_range
        return log_ticks(10**low, 10**high, most)


def _roomy(low: float, high: float) -> tuple[float, float]:
    room = _ROOM * (high - low) or 0.5
    return low - room, high + room
