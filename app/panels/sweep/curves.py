"""The curves of a sweep, one for each way to look at it: on paper, timed, sped up, and as somebody published it."""

from collections.abc import Mapping

from app import units
from app.figures import Figure
from app.panels.sweep.naming import curve_titles, short_models
from app.panels.sweep.reading import Cell, Series, setup_word
from modelzoo.analysis.trust import doubts
from modelzoo.graph import Value
from modelzoo.measurements import Comparison, Latency, Setup
from modelzoo.presets import Printed
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Curve, SweepPoint, setup_names, setup_text

OURS, PUBLISHED = "ours", "published"
_OPPOSITE = {"faster": "slower", "slower": "faster"}


def _look(model: int, run: int, several: bool) -> tuple[int, int]:
    """The colour and the dashes of a curve: a colour for each model, or for each way to run the only one."""
    return (model, run) if several else (run, 0)


Known = Mapping[tuple[str, Value], tuple[SweepPoint, ...]]


def published_series(found: SweepResult, printed: Printed, key: str, unit: str) -> list[Series]:
    """What the source of a preset printed of a figure, where the sweep has a single value for it to stand at."""
    if len(found.sweep.values) != 1:
        return []
    names = short_models(found.sweep.models)
    return [
        Series(
            f"{names[model]}, {PUBLISHED}",
            model,
            PUBLISHED,
            (Cell(figures[key], full=f"As published: {figures[key]:,.9g} {unit}"),),
            found.sweep.models.index(model),
            style=3,
        )
        for model, figures in printed
        if key in figures
    ]


def paper_series(figure: Figure, found: SweepResult) -> list[Series]:
    """What each model costs."""
    known, names, values = _by_place(found), short_models(found.sweep.models), found.sweep.values
    return [
        Series(names[model], model, OURS, tuple(_paper_cell(figure, known, model, value) for value in values), at)
        for at, model in enumerate(found.sweep.models)
    ]


def _paper_cell(figure: Figure, known: Known, model: str, value: Value) -> Cell:
    for point in known.get((model, value), ()):
        if point.paper and (found := figure.find(point.paper)) is not None:
            return Cell(found, full=f"{figure.full(point.paper)}, batch 1, fp32")
        if point.paper:
            return Cell(problem=figure.full(point.paper))
    return Cell(problem=_problem(known, model, value))


def time_series(found: SweepResult) -> list[Series]:
    """What each model takes in each setup."""
    known, setups, models = _by_place(found), found.sweep.setups, found.sweep.models
    names, runs = curve_titles(found.sweep), setup_names(setups)
    return [
        Series(
            names[Curve(model, setup)],
            model,
            setup_word(setup, runs),
            tuple(_time(known, model, setup, value) for value in found.sweep.values),
            *_look(at, style, len(models) > 1),
        )
        for at, model in enumerate(models)
        for style, setup in enumerate(setups)
    ]


def _time(known: Known, model: str, setup: Setup, value: Value) -> Cell:
    latency = _latency(known, model, setup, value)
    if latency is None:
        return Cell(problem=_problem(known, model, value, setup))
    return Cell(latency.p50, latency.p10, latency.p90, latency_text(latency), doubts=doubts(latency))


def latency_text(latency: Latency) -> str:
    """All that makes a time a figure to be checked, in lines."""
    where = latency.environment
    return (
        f"p50 {units.duration(latency.p50)}, p10 {units.duration(latency.p10)}, p90 {units.duration(latency.p90)}, "
        f"fastest {units.duration(latency.minimum)}, {latency.n:,} runs\n"
        f"{setup_text(latency.setup)}, input {'x'.join(map(str, latency.input))}, fp32\n"
        f"{where.cpu}, {units.moment(where.date)}"
    )


def speed_up_series(found: SweepResult) -> list[Series]:
    """How many times as fast as the first model the others are, and how many times fewer MACs they have."""
    known, setups, values = _by_place(found), found.sweep.setups, found.sweep.values
    first, *others = found.sweep.models
    names, short, runs = curve_titles(found.sweep), short_models(found.sweep.models), setup_names(setups)
    timed = [
        Series(
            names[Curve(model, setup)],
            model,
            setup_word(setup, runs),
            tuple(_speed_up(known, first, Curve(model, setup), value) for value in values),
            *_look(at, style, len(others) > 1),
        )
        for at, model in enumerate(others, 1)
        for style, setup in enumerate(setups)
    ]
    fewer = [
        Series(
            f"{short[model]}, MACs",
            model,
            "MACs",
            tuple(_mac_ratio(known, first, model, value) for value in values),
            at if len(others) > 1 else len(setups),
            style=2,
        )
        for at, model in enumerate(others, 1)
    ]
    return timed + fewer


def _speed_up(known: Known, first: str, curve: Curve, value: Value) -> Cell:
    for point in known.get((first, value), ()):
        ratio = dict(point.against).get(curve) if point.setup == curve.setup else None
        other = _latency(known, curve.model, curve.setup, value) if curve.setup else None
        if ratio and point.latency and other:
            found = dict.fromkeys((*doubts(point.latency), *doubts(other)))
            return Cell(ratio.ratio, ratio.low, ratio.high, _ratio_text(ratio), _verdict(ratio), tuple(found))
    return Cell(problem=_problem(known, curve.model, value, curve.setup) or _problem(known, first, value, curve.setup))


def _verdict(ratio: Comparison) -> str:
    """What may be said of the other model, where the ratio is of the first one's time over its."""
    return _OPPOSITE.get(ratio.verdict, ratio.verdict)


def _ratio_text(ratio: Comparison) -> str:
    turns = "both took turns" if ratio.in_turns else "measured one after the other"
    return f"{ratio.ratio:.3f} times as fast, {ratio.low:.3f} to {ratio.high:.3f} (95 %), {turns}: {_verdict(ratio)}"


def _mac_ratio(known: Known, first: str, model: str, value: Value) -> Cell:
    one, other = (
        next((point.paper for point in known.get((each, value), ()) if point.paper), None) for each in (first, model)
    )
    if not one or not other or not other.macs:
        return Cell()
    return Cell(one.macs / other.macs, full=f"{one.macs:,} MACs over {other.macs:,}")


def _by_place(found: SweepResult) -> Known:
    known: dict[tuple[str, Value], tuple[SweepPoint, ...]] = {}
    for point in found.points:
        at = point.model, point.value
        known[at] = (*known.get(at, ()), point)
    return known


def _latency(known: Known, model: str, setup: Setup, value: Value) -> Latency | None:
    return next((each.latency for each in known.get((model, value), ()) if each.setup == setup), None)


def _problem(known: Known, model: str, value: Value, setup: Setup | None = None) -> str:
    """Why there is nothing: said of this very run, or of the model however it is run."""
    told = (each.problem for each in known.get((model, value), ()) if each.setup in (setup, None))
    return next(filter(None, told), "")
