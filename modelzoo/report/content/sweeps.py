"""The sweeps that the project keeps: models over the values of one thing, and where one overtakes another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from modelzoo.analysis.trust import doubts
from modelzoo.crossings import Crossing, crossing_text, measured_crossings, paper_crossings
from modelzoo.measurements import Latency
from modelzoo.params import value_text
from modelzoo.ranges import position
from modelzoo.report.content.figures import setup_words
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.swept import labels, sweep_title
from modelzoo.report.content.writing import NOTHING, listed, millions, milliseconds
from modelzoo.report.document import Column, Curve, Curves, Paragraph, Part, Section, Span, Table
from modelzoo.report.options import SECTIONS
from modelzoo.report.whereabouts import told as whole
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import RESOLUTION, SweepPoint, curve_names
from modelzoo.sweeps import Curve as Line

_DECADE = 10.0
DOUBTED = "? : in doubt, as the machine was busy or the runs differ much."


def sweeps(known: Known) -> Section:
    """Every sweep with its curves and its figures."""
    kept = [each for each in known.project.record.sweeps if each.points]
    if not kept:
        told = Paragraph("No sweep is kept with this project.", "note")
        return Section("sweeps", SECTIONS["sweeps"], (told,))
    found = tuple(
        Section(f"sweep_{at}", sweep_title(each.sweep), tuple(_parts(each, f"sweep {at}")))
        for at, each in enumerate(kept, 1)
    )
    return Section("sweeps", SECTIONS["sweeps"], (), found)


def _parts(found: SweepResult, key: str) -> Iterator[Part]:
    sweep = found.sweep
    measured = any(each.latency for each in found.points)
    yield Paragraph(_told(found, measured))
    names = _names(found, measured)
    crossings = measured_crossings(found.points) if measured else paper_crossings(found.points, lambda read: read.macs)
    yield _curves(found, names, crossings, measured)
    less = "is faster" if measured else "has fewer MACs"
    for each in crossings:
        yield Paragraph(f"{crossing_text(each, names, sweep.over, less)}.")
    yield _table(found, names, measured, key)


def _told(found: SweepResult, measured: bool) -> str:
    """What was swept, and how."""
    sweep, size = found.sweep, f", at {found.sweep.size}" if found.sweep.size else ""
    told = f"{listed([whole(each, '') for each in sweep.models])} over {sweep.over}{size}. "
    told += f"Measured in {'; '.join(map(setup_words, sweep.setups))}." if measured else "On paper: nothing measured."
    return told + (f" Not found yet: {', '.join(map(value_text, found.missing))}." if found.missing else "")


def _names(found: SweepResult, measured: bool) -> dict[Line, str]:
    """What each curve is called, as short as it can be."""
    short = labels(found.sweep)
    lines = dict.fromkeys(each.curve if measured else Line(each.model) for each in found.points)
    named = {each: replace(each, model=short.get(each.model, each.model)) for each in lines}
    names = curve_names(named.values())
    return {each: names[curve] for each, curve in named.items()}


def _curves(
    found: SweepResult, names: dict[Line, str], crossings: Sequence[Crossing], measured: bool
) -> Curves | Paragraph:
    read: Callable[[SweepPoint], float | None] = _p50 if measured else _macs
    groups: dict[str, list[tuple[float, SweepPoint]]] = {}
    for point in found.points:
        at = position(point.value)
        if at is not None and read(point) is not None:
            line = point.curve if measured else Line(point.model)
            groups.setdefault(names[line], []).append((at, point))
    if not groups:
        return Paragraph("Its values stand nowhere on an axis: the table has what was found.", "note")
    curves = tuple(_curve(name, sorted(points, key=lambda each: each[0]), read) for name, points in groups.items())
    xs = sorted({x for each in curves for x in each.xs})
    ys = [y for each in curves for y in each.ys]
    unit = " (px)" if found.sweep.over == RESOLUTION else ""
    return Curves(
        sweep_title(found.sweep),
        f"{found.sweep.over}{unit}",
        "p50 (ms)" if measured else "MACs (M)",
        xs[0] > 0 and xs[-1] >= _DECADE * xs[0],
        min(ys) > 0 and max(ys) >= _DECADE * min(ys),
        curves,
        tuple(Span(each.low, each.high, f"{names[each.a]} / {names[each.b]}") for each in crossings),
        "Bands: p10 to p90 of the runs. Shaded: where two curves cross." if measured else "Shaded: where curves cross.",
    )


def _curve(name: str, points: Sequence[tuple[float, SweepPoint]], read: Callable[[SweepPoint], float | None]) -> Curve:
    ys = tuple(value for _, point in points if (value := read(point)) is not None)
    times = [point.latency for _, point in points if point.latency]
    lows = tuple(1e3 * each.p10 for each in times)
    highs = tuple(1e3 * each.p90 for each in times)
    return Curve(name, tuple(at for at, _ in points), ys, lows, highs)


def _p50(point: SweepPoint) -> float | None:
    return 1e3 * point.latency.p50 if point.latency else None


def _macs(point: SweepPoint) -> float | None:
    return point.paper.macs / 1e6 if point.paper else None


def _table(found: SweepResult, names: dict[Line, str], measured: bool, key: str) -> Table:
    paper = (
        Column("Parameters", numeric=True),
        Column("MACs", "M", numeric=True),
        Column("Peak activations", "MB", numeric=True),
    )
    times = tuple(Column(name, "ms", numeric=True) for name in ("p50", "p90", "min", "first"))
    columns = (
        Column("Model"),
        Column(found.sweep.over),
        *paper,
        *((*times, Column("n", numeric=True)) if measured else ()),
    )
    rows = tuple(_row(each, names, measured) for each in found.points)
    told = list(dict.fromkeys(each.problem for each in found.points if each.problem))
    told += [DOUBTED] if any(cell.endswith("?") for row in rows for cell in row) else []
    return Table(columns, rows, sweep_title(found.sweep), " ".join(told), key=key)


def _row(point: SweepPoint, names: dict[Line, str], measured: bool) -> tuple[str, ...]:
    name = names[point.curve if measured else Line(point.model)]
    paper = point.paper
    counts = [f"{paper.parameters:,}", millions(paper.macs), millions(paper.peak_activation_bytes)] if paper else []
    cells = [name, value_text(point.value), *(counts or [NOTHING] * 3)]
    if measured:
        each = point.latency
        cells += _times(each) if each else [NOTHING] * 5
    return tuple(cells)


def _times(found: Latency) -> list[str]:
    p50, *others = map(milliseconds, (found.p50, found.p90, found.minimum, found.first))
    return [f"{p50} ?" if doubts(found) else p50, *others, f"{found.n:,}"]
