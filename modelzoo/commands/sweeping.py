"""`sweep`: models over resolutions, threads, batches or a parameter, on paper or measured."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from modelzoo.analysis.sweep import measured_sweep, paper_sweep
from modelzoo.analysis.trust import doubts
from modelzoo.commands.answering import Answer, asked_setups, environment_row, watched
from modelzoo.crossings import Crossing, Read, crossing_text, measured_crossings, paper_crossings
from modelzoo.errors import ZooError
from modelzoo.params import value_text
from modelzoo.ranges import parse_values
from modelzoo.sweep_tables import point_row
from modelzoo.sweeps import BATCH, THREADS, Curve, Sweep, SweepPoint, curve_names, shared_setup_text
from modelzoo.tables import doubts_text, environment_text, millions, milliseconds, table

_PAPER: dict[str, tuple[str, Read]] = {
    "macs": ("has fewer MACs", lambda paper: paper.macs),
    "parameters": ("has fewer parameters", lambda paper: paper.parameters),
    "peak_activation_bytes": ("has less peak activation memory", lambda paper: paper.peak_activation_bytes),
}
"""What may cross on paper: the column, and what the lower curve is."""

Named = tuple[Crossing, str, str]
"""A crossing, the column that crosses, and what the lower curve is."""


def sweep(arguments: Namespace) -> Answer:
    """Every model at every value, and where one overtakes another. Raises ZooError where nothing could be found."""
    asked = _asked(arguments)
    points = watched(paper_sweep(asked) if arguments.paper else measured_sweep(asked, arguments.seconds))
    if all(point.problem for point in points):
        raise ZooError(points[0].problem)
    crossings = _crossings(points, arguments.paper)
    timed = [point.latency for point in points if point.latency]
    data: dict[str, Any] = {
        "over": asked.over,
        "points": [_row(asked, point) for point in points],
        "crossings": [_crossing(each) for each in crossings],
    }
    parts = _parts(asked, points, crossings)
    if timed:
        threads = None if asked.over == THREADS else arguments.threads
        data |= {"comparisons": _comparisons(points), "environment": environment_row(timed[0].environment, threads)}
        parts.append(environment_text(timed[0].environment))
    return data, "\n\n".join(filter(None, parts))


def _asked(arguments: Namespace) -> Sweep:
    return Sweep(
        tuple(dict.fromkeys(arguments.models)),
        arguments.over,
        parse_values(arguments.values),
        arguments.size,
        () if arguments.paper else asked_setups(arguments),
    )


def _row(asked: Sweep, point: SweepPoint) -> dict[str, Any]:
    row = point_row(asked, point)
    if point.latency:
        row |= {"samples_s": list(point.latency.samples), "doubts": list(doubts(point.latency))}
    return row


def _crossings(points: Sequence[SweepPoint], paper: bool) -> list[Named]:
    if not paper:
        return [(each, "p50_s", "is faster") for each in measured_crossings(points)]
    return [(each, column, less) for column, (less, read) in _PAPER.items() for each in paper_crossings(points, read)]


def _crossing(named: Named) -> dict[str, Any]:
    found, column, _ = named
    row = {"a": found.a.model, "b": found.b.model, "low": found.low, "high": found.high, "figure": column}
    return row | _runtimes(found.a, found.b)


def _comparisons(points: Sequence[SweepPoint]) -> list[dict[str, Any]]:
    return [
        {
            "a": point.model,
            "b": other.model,
            "value": point.value if isinstance(point.value, int | float) else value_text(point.value),
            **_runtimes(point.curve, other),
            "ratio": found.ratio,
            "low": found.low,
            "high": found.high,
            "verdict": found.verdict,
        }
        for point in points
        for other, found in point.against
    ]


def _runtimes(a: Curve, b: Curve) -> dict[str, Any]:
    runtimes = dict.fromkeys(curve.setup.runtime for curve in (a, b) if curve.setup)
    return {"runtime": " / ".join(runtimes) or None}


def _parts(asked: Sweep, points: Sequence[SweepPoint], crossings: Sequence[Named]) -> list[str]:
    names = curve_names(point.curve for point in points)
    on_paper = curve_names(Curve(point.model) for point in points)
    counted = {(Curve(point.model), point.value): point.paper for point in points if point.paper}
    times = {(p.curve, p.value): milliseconds(p.latency.p50) for p in points if p.latency}
    macs = {at: millions(paper.macs) for at, paper in counted.items()}
    parameters = {at: f"{paper.parameters:,}" for at, paper in counted.items()}
    tables = [(f"p50 (ms): {_taken(points)}", names, times)] if times else []
    tables.append(("MACs (M) of one picture" if asked.over == BATCH else "MACs (M)", on_paper, macs))
    tables.append(("Parameters", on_paper, parameters))
    parts = [f"{title}\n{_grid(asked, columns, cells)}" for title, columns, cells in tables]
    parts.append("\n".join(_problems(asked, points, names)))
    parts.append(doubts_text((f"{asked.over} {value_text(p.value)}", p.latency) for p in points if p.latency))
    lines = [crossing_text(each, names | on_paper, asked.over, less) for each, _, less in crossings]
    return [*parts, "\n".join(lines) or ("No curve surely overtakes another." if len(names) > 1 else "")]


def _taken(points: Sequence[SweepPoint]) -> str:
    """How all times were taken, as far as the columns and rows do not tell it."""
    timed = [point.latency for point in points if point.latency]
    inputs = {"x".join(map(str, each.input)) for each in timed}
    size = f"input {inputs.pop()}" if len(inputs) == 1 else ""
    runs = f"{min(each.n for each in timed):,} runs or more each"
    return ", ".join(filter(None, [shared_setup_text(each.setup for each in timed), size, runs]))


def _grid(asked: Sweep, columns: dict[Curve, str], cells: dict[tuple[Curve, Any], str]) -> str:
    rows = [[value_text(value), *(cells.get((curve, value), "-") for curve in columns)] for value in asked.values]
    return table([asked.over, *columns.values()], rows)


def _problems(asked: Sweep, points: Sequence[SweepPoint], names: dict[Curve, str]) -> list[str]:
    return [
        f"{names[point.curve]} at {asked.over} {value_text(point.value)}: {point.problem}"
        for point in points
        if point.problem
    ]
