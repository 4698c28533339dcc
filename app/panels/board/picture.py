"""What the plot of the board shows, as plain data: candidates over two figures, the front, and the limits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log10

from app.panels.board.column import BoardColumn
from app.plots.ticks import Tick, log_ticks
from modelzoo.entries import Entry
from modelzoo.pareto import front
from modelzoo.tabular import Table, as_csv

Place = tuple[float, float]
_ROOM = 0.08
"""The share of an axis that is left free at either end."""


@dataclass(frozen=True)
class Axis:
    """A figure, from where to where it is shown, whether by its logarithm, and its limit if it has one."""

    column: BoardColumn
    low: float
    high: float
    log: bool = False
    limit: float | None = None

    def share(self, value: float) -> float:
        """Where a value stands between the ends: from 0 to 1."""
        low, high, at = (log10(each) if self.log else each for each in (self.low, self.high, max(value, self._least)))
        return (at - low) / (high - low)

    def value(self, share: float) -> float:
        """What stands there."""
        if self.log:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)

    def ticks(self, most: int) -> list[Tick]:
        """Marks at round values, each as a share of the axis with its text."""
        factor = self.column.unit.factor
        low, high = self.low / factor, self.high / factor
        if self.log:
            return [(self.share(10**at * factor), text) for at, text in log_ticks(low, high, most)]
        step = _round_step((high - low) / max(1, most))
        first = int(-(-low // step))
        values = [step * number for number in range(first, int(high // step) + 1)]
        return [(self.share(value * factor), f"{value:,.6g}") for value in values]

    @property
    def _least(self) -> float:
        return self.low if self.log else float("-inf")


@dataclass(frozen=True)
class Dot:
    """A candidate in the plot. x_spread, y_spread: the ends of what was measured, if it varied."""

    entry: Entry
    place: Place
    x_spread: Place | None = None
    y_spread: Place | None = None
    on_front: bool = False
    misses: bool = False
    chosen: bool = False

    @property
    def faint(self) -> bool:
        """Whether another beats it, or it misses a limit."""
        return self.misses or not self.on_front


@dataclass(frozen=True)
class Picture:
    """Candidates over two figures. unplaced: how many lack one of them."""

    x: Axis
    y: Axis
    dots: tuple[Dot, ...]
    unplaced: int = 0

    @property
    def front(self) -> tuple[Dot, ...]:
        """The dots that no other beats, from left to right."""
        return tuple(sorted((dot for dot in self.dots if dot.on_front), key=lambda dot: dot.place))

    def text(self, dot: Dot) -> str:
        """A candidate and its two figures."""
        (x, y), told = dot.place, dot.entry.title
        figures = f"{self.x.column.name} {self.x.column.text(x)}\n{self.y.column.name} {self.y.column.text(y)}"
        return f"{told}\n{figures}\n{self.state(dot)}"

    def state(self, dot: Dot) -> str:
        """Whether it is beaten, and whether it keeps the limits."""
        said = "On the Pareto front" if dot.on_front else "Another is as good in both and better in one"
        return f"{said}; misses a limit" if dot.misses else said


def picture(
    entries: Sequence[Entry],
    axes: tuple[BoardColumn, BoardColumn],
    limits: tuple[float | None, float | None],
    logs: tuple[bool, bool],
    missing: Collection[object],
    chosen: object,
) -> Picture:
    """The plot of candidates. missing: the keys of those that miss any limit; chosen: the key of the chosen one."""
    x, y = axes
    figures = ((each, x.value(each), y.value(each)) for each in entries)
    placed = [(each, (across, up)) for each, across, up in figures if across is not None and up is not None]
    best = set(front([place for _, place in placed], (x.goal, y.goal)))
    dots = tuple(
        Dot(each, place, x.spread(each), y.spread(each), at in best, each.key in missing, each.key == chosen)
        for at, (each, place) in enumerate(placed)
    )
    return Picture(
        _axis(x, limits[0], logs[0], [(dot.place[0], dot.x_spread) for dot in dots]),
        _axis(y, limits[1], logs[1], [(dot.place[1], dot.y_spread) for dot in dots]),
        dots,
        len(entries) - len(dots),
    )


def picture_csv(shown: Picture) -> str:
    """A row a candidate: both figures with the ends of their spreads, the front and the limits; plain units."""
    x, y = shown.x.column, shown.y.column
    header = ("Candidate", *_heads(x), *_heads(y), "On the Pareto front", "Misses a limit", "Chosen")
    rows = tuple(
        (
            dot.entry.title,
            *_figures(dot.place[0], dot.x_spread),
            *_figures(dot.place[1], dot.y_spread),
            *("yes" if each else "no" for each in (dot.on_front, dot.misses, dot.chosen)),
        )
        for dot in shown.dots
    )
    return as_csv(Table(header, rows, (False,) * len(header)))


def may_log(column: BoardColumn, entries: Iterable[Entry]) -> bool:
    """Whether there is a logarithm of every value, and of its spread."""
    found = [each for entry in entries if (each := column.value(entry)) is not None]
    ends = [end for entry in entries for end in column.spread(entry) or ()]
    return bool(found) and min((*found, *ends)) > 0


def _heads(column: BoardColumn) -> tuple[str, str, str]:
    plain = column.copied or column.name
    return plain, f"{plain}, low", f"{plain}, high"


def _figures(value: float, spread: Place | None) -> tuple[str, ...]:
    return tuple(f"{each:.10g}" for each in (value, *(spread or (value, value))))


def _axis(column: BoardColumn, limit: float | None, log: bool, found: Sequence[tuple[float, Place | None]]) -> Axis:
    """As long as it takes to show all values, their spreads and the limit, with some room around them."""
    values = [end for value, spread in found for end in (value, *(spread or ()))]
    values += [limit] if limit is not None and (limit > 0 or not log) else []
    log = log and bool(values) and min(values) > 0
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if log:
        ratio = max((high / low) ** _ROOM, 1.05)
        return Axis(column, low / ratio, high * ratio, log, limit)
    room = _ROOM * (high - low) or 0.1 * abs(high) or 1.0
    return Axis(column, 0.0 if 0 <= low < 0.5 * high else low - room, high + room, log, limit)


def _round_step(least: float) -> float:
    """The least of 1, 2, 5, 10 ... (or a tenth of them ...) that is no less."""
    power = 10.0 ** _floor_log(least)
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))


def _floor_log(value: float) -> int:
    return int(log10(value) // 1)
