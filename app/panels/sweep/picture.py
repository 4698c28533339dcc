"""A sweep's reading as a picture for the plot: lines in the unit of their figure, and the intervals of crossings."""

from collections.abc import Iterator
from dataclasses import replace

from app.panels.sweep.conditions import condition_columns, conditions
from app.panels.sweep.curves import published_series
from app.panels.sweep.figures import SPEED_UP, SweepFigure
from app.panels.sweep.naming import curve_titles, short_models
from app.panels.sweep.reading import Reading, Series, over_models, over_values
from app.plots.picture import Axis, Interval, Level, Line, Picture
from modelzoo.crossings import Crossing, crossing_text, measured_crossings, paper_crossings
from modelzoo.presets import Printed
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Curve

_EQUAL = Level(1.0, "equally fast")


def read(found: SweepResult, figure: SweepFigure, printed: Printed = ()) -> Reading:
    """What a sweep found of a figure, and what was published of it."""
    series = figure.series(found) + published_series(found, printed, figure.key, figure.plain)
    single = len(found.sweep.values) == 1 and len(found.sweep.models) > 1
    return over_models(found.sweep, series) if single else over_values(found.sweep, series)


def picture(found: SweepResult, figure: SweepFigure, reading: Reading) -> Picture:
    """What the plot shows of a reading."""
    names = dict(zip(reading.places, reading.names, strict=False))
    places = reading.places or tuple(map(float, range(len(reading.names))))
    words = () if reading.places else reading.names
    x = Axis(reading.title, show=lambda place: names.get(place, f"{place:g}"), words=words)
    first = f" over {short_models(found.sweep.models)[found.sweep.models[0]]}" if figure.key == SPEED_UP else ""
    y = Axis(f"{figure.title}{first}", figure.scale, figure.show)
    lines = tuple(_line(each, places, not reading.by_model) for each in reading.series)
    seen = Picture(x, y, lines, _shaded(found, figure, reading), figure.band, figure.spread)
    if not figure.measured:
        return seen
    told, columns = tuple(conditions(found, reading)), tuple(condition_columns(found, reading, places))
    return replace(seen, level=_EQUAL if figure.key == SPEED_UP else None, notes=told, columns=columns)


def _shaded(found: SweepResult, figure: SweepFigure, reading: Reading) -> tuple[Interval, ...]:
    return tuple(intervals(found, figure)) if reading.places and not reading.by_model else ()


def intervals(found: SweepResult, figure: SweepFigure) -> Iterator[Interval]:
    """Where one curve of the figure overtakes another, each in a sentence."""
    sweep = replace(found.sweep, setups=()) if figure.paper else found.sweep
    names = curve_titles(sweep)
    for each in paper_crossings(found.points, figure.paper) if figure.paper else measured_crossings(found.points):
        if lines := _about(each, names, sweep.models[0], figure):
            yield Interval(each.low, each.high, crossing_text(each, names, sweep.over, figure.less), lines)


def _about(crossing: Crossing, names: dict[Curve, str], first: str, figure: SweepFigure) -> tuple[str, ...]:
    """The lines of the picture that a crossing is about; none where it is not to be seen there."""
    pair = crossing.a, crossing.b
    if figure.key != SPEED_UP:
        return tuple(names[each] for each in pair)
    others = [each for each in pair if each.model != first]
    return (names[others[0]],) if len(others) == 1 and crossing.a.setup == crossing.b.setup else ()


def _line(series: Series, places: tuple[float, ...], joined: bool) -> Line:
    cells = series.cells
    spread = any(each.low is not None for each in cells)
    return Line(
        series.name,
        places,
        tuple(each.figure for each in cells),
        tuple(each.low for each in cells) if spread else (),
        tuple(each.high for each in cells) if spread else (),
        series.colour,
        series.style,
        joined,
    )
