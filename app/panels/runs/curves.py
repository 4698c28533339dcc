"""Runs as curves: of a role or of one metric, over steps, epochs or time, smoothed, seeds folded into one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from app.plots.looks import DASHES, LIGHT
from app.plots.traces import Trace, TraceAxis, Traces
from modelzoo.runs.curves import along, fold_points, rising, smooth
from modelzoo.runs.metrics import ROLES, Direction, Mapping, Role
from modelzoo.runs.run import Floats, Run, Series
from modelzoo.runs.summaries import Summary
from modelzoo.runs.view import Axis

AXES: tuple[tuple[Axis, str], ...] = (("step", "Step"), ("epoch", "Epoch"), ("time", "Wall time"))
_UNITS = ((7200.0, 3600.0, "h"), (300.0, 60.0, "min"), (0.0, 1.0, "s"))
"""From how many seconds on which unit is used, and how many seconds it has."""
_BETTER = {"min": ", lower is better", "max": ", higher is better", None: ""}
_NAMED = 3
"""So many runs are named in a note, the others counted."""


@dataclass(frozen=True)
class Subject:
    """What a picture is of: what has a role in each run, or one metric by its name."""

    role: Role | None = None
    metric: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return self.role or self.metric

    def of(self, run: Run, mapping: Mapping) -> Series | None:
        """The points of a run that it is about."""
        name = mapping.roles(run.series, run.name).get(self.role) if self.role else self.metric
        return run.series.get(name) if name else None


@dataclass(frozen=True)
class Wish:
    """What is to be drawn, over what, and how much it is smoothed: from 0 to below 1."""

    subject: Subject = Subject(ROLES[1])
    axis: Axis = "step"
    weight: float = 0.0


def subjects(runs: Sequence[Run], mapping: Mapping) -> tuple[Subject, ...]:
    """All that can be drawn of some runs: the roles that any has, then every metric."""
    held = {role for run in runs for role in mapping.roles(run.series, run.name)}
    metrics = dict.fromkeys(name for run in runs for name in run.series)
    return (*(Subject(role) for role in ROLES if role in held), *(Subject(metric=name) for name in metrics))


def look_of(number: int) -> tuple[int, int]:
    """Colour and style of the curve in this place."""
    return number % len(LIGHT), number // len(LIGHT) % len(DASHES)


class Curves:
    """Makes pictures; a curve is kept as long as the points that it was made of are the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[object, Trace | None]] = {}

    def picture(self, summaries: Sequence[Summary], mapping: Mapping, wish: Wish) -> Traces:
        """The curves of all summaries that have one."""
        found: dict[tuple[str, int], tuple[object, Trace | None]] = {}
        for number, each in enumerate(summaries):
            parts = [(wish.subject.of(run, mapping), run) for run in each.runs]
            told = tuple((series, mapping.direction(series.metric, run.name)) for series, run in parts if series)
            made_of, place = (told, wish), (each.name, number)
            known = self._known.get(place)
            found[place] = known if known and known[0] == made_of else (made_of, _trace(each.name, number, told, wish))
        self._known = found
        traces = tuple(trace for _, trace in found.values() if trace)
        seconds, unit = _unit(traces) if wish.axis == "time" else (1.0, "")
        return Traces(
            _axis(wish.axis, unit),
            TraceAxis(f"{wish.subject.title}{_better(summaries, mapping, wish.subject)}"),
            tuple(_scaled(trace, seconds) for trace in traces),
            tuple(_notes(summaries, {trace.name for trace in traces}, mapping, wish)),
        )


def _trace(name: str, number: int, told: Sequence[tuple[Series, Direction | None]], wish: Wish) -> Trace | None:
    placed = [(along(series, wish.axis), series.values) for series, _ in told]
    known = [(x, y) for x, y in placed if x is not None]
    raw = [points for x, y in known if len((points := rising(x, y))[0])]
    if not raw:
        return None
    colour, style = look_of(number)
    look = partial(Trace, name, colour=colour, style=style)
    smoothed = [rising(x, smooth(y, wish.weight)) for x, y in known] if wish.weight else []
    if len(raw) == 1:
        x, y = raw[0]
        drawn = smoothed[0][1] if smoothed and len(smoothed[0][1]) == len(y) else y
        return look(x, drawn, y if drawn is not y else None, best=_best(x, y, told[0][1]))
    band, plain = fold_points(smoothed or raw), fold_points(raw)
    if not len(band.steps):
        return None
    low, high = band.mean - band.spread, band.mean + band.spread
    best = _best(plain.steps, plain.mean, told[0][1])
    return look(band.steps, band.mean, plain.mean if smoothed else None, low, high, best)


def _best(x: Floats, y: Floats, direction: Direction | None) -> tuple[float, float] | None:
    if direction is None:
        return None
    at = int(np.argmin(y) if direction == "min" else np.argmax(y))
    return float(x[at]), float(y[at])


def _unit(traces: Sequence[Trace]) -> tuple[float, str]:
    longest = max((float(trace.x[-1]) for trace in traces), default=0.0)
    return next((seconds, unit) for least, seconds, unit in _UNITS if longest >= least)


def _scaled(trace: Trace, seconds: float) -> Trace:
    if seconds == 1:
        return trace
    best = trace.best and (trace.best[0] / seconds, trace.best[1])
    return replace(trace, x=trace.x / seconds, best=best)


def _axis(axis: Axis, unit: str) -> TraceAxis:
    title = dict(AXES)[axis]
    shows: dict[str, Callable[[float], str]] = {"step": _whole, "epoch": _short, "time": _short}
    return TraceAxis(f"{title} ({unit})" if unit else title, shows[axis])


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _short(value: float) -> str:
    return f"{value:,.4g}"


def _better(summaries: Sequence[Summary], mapping: Mapping, subject: Subject) -> str:
    told = ((subject.of(run, mapping), run.name) for each in summaries for run in each.runs)
    directions = {mapping.direction(series.metric, name) for series, name in told if series}
    return _BETTER[directions.pop()] if len(directions) == 1 else ""


def _notes(summaries: Sequence[Summary], drawn: set[str], mapping: Mapping, wish: Wish) -> Iterator[str]:
    """What is not drawn, and why; what a band is."""
    missing = [each for each in summaries if each.name not in drawn]
    without = [each.name for each in missing if not any(wish.subject.of(run, mapping) for run in each.runs)]
    placeless = [each.name for each in missing if each.name not in without]
    if without:
        yield f"No {wish.subject.title}: {_names(without)}."
    if placeless:
        yield f"No {dict(AXES)[wish.axis].lower()} is told: {_names(placeless)}."
    if any(len(each.runs) > 1 for each in summaries):
        yield "Seeds are folded into their mean; a band is one sample standard deviation to either side."
    printed = {run.published: None for each in summaries for run in each.runs if run.published}
    yield from (f"Published figures, printed without a curve: {source}." for source in printed)


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
