"""What trainings came to: best and last of each metric, beside teacher and baseline, with the curves they took."""

from collections.abc import Iterator, Sequence

from modelzoo.report.content.knowing import Known
from modelzoo.report.content.writing import NOTHING, PUBLISHED, counted, number
from modelzoo.report.document import Column, Curve, Curves, Paragraph, Part, Section, Table
from modelzoo.report.options import SECTIONS
from modelzoo.report.whereabouts import sentence_told
from modelzoo.runs.candidates import differing
from modelzoo.runs.curves import along, fold_points, rising, smooth, thinned
from modelzoo.runs.figures import Rule
from modelzoo.runs.metrics import ROLES, Role
from modelzoo.runs.run import Floats, Run
from modelzoo.runs.summaries import Outcome, Summary

_MOST_POINTS = 200
_WEIGHT = 0.6
_NOISY = 50
"""Points from which on a curve is smoothed, the raw one drawn faintly behind it."""
_DECADE = 10.0
_MOST_CURVES = 10


def trainings(known: Known) -> Section:
    """A row a candidate of training, its seeds folded; then the curves of each metric, and how well they fit."""
    title = SECTIONS["runs"]
    if not known.trained:
        told = Paragraph("No training runs belong to this project.", "note")
        unread = tuple(Paragraph(each, "warning") for each in known.unread)
        return Section("runs", title, (told, *unread))
    roles = [role for role in ROLES if any(role in each.outcomes for each in known.trained)]
    parts: list[Part] = [_table(known.trained, roles)]
    parts += _lasts(known.trained, roles)
    parts += _fits(known.trained)
    parts += _relative(known, roles)
    parts += _settings(known.trained)
    parts += [each for role in roles for each in _curves(known, role)]
    parts += [Paragraph(each, "warning") for each in _problems(known)]
    return Section("runs", title, tuple(parts))


def _table(trained: Sequence[Summary], roles: Sequence[Role]) -> Table:
    """The best values, a row a candidate of training."""
    best = (Column(f"Best {role}", numeric=True) for role in roles)
    columns = (Column("Run"), Column("Model"), Column("Seeds", numeric=True), *best, Column("Gap", numeric=True))
    rows = tuple(
        (
            each.name,
            each.model or NOTHING,
            str(len(each.runs)),
            *(_best(each.outcomes.get(role), _is_published(each)) for role in roles),
            number(each.gap),
            each.verdict,
        )
        for each in trained
    )
    note = "Best is not last: it is the best value that was logged. Gap: validation minus training loss at the best."
    if any(len(each.runs) > 1 for each in trained):
        note += " Of several seeds: the mean of their best ± one sample standard deviation."
    if printed := dict.fromkeys(run.published for each in trained for run in each.runs if run.published):
        note += f" † as published, not logged: {'; '.join(printed)}."
    return Table((*columns, Column("Fit")), rows, "Training runs", note, key="runs")


def _lasts(trained: Sequence[Summary], roles: Sequence[Role]) -> Iterator[Part]:
    """The best with its step beside the last, of what was logged."""
    columns = (
        Column("Run"),
        Column("Metric"),
        Column("Logged as"),
        Column("Best", numeric=True),
        Column("at step", numeric=True),
        Column("Last", numeric=True),
    )
    found = ((each, role, each.outcomes.get(role)) for each in trained for role in roles if not _is_published(each))
    rows = tuple(
        (each.name, role, of.metric, number(of.best), NOTHING if of.step is None else f"{of.step:,}", number(of.last))
        for each, role, of in found
        if of
    )
    if rows:
        yield Table(
            columns, rows, "Best and last", "Steps of several seeds folded into one are not told.", key="best and last"
        )


def _is_published(each: Summary) -> bool:
    return any(run.published for run in each.runs)


def _best(found: Outcome | None, published: bool) -> str:
    if found is None:
        return NOTHING
    if published:
        return f"{found.best:.6g} {PUBLISHED}"
    return f"{number(found.best)}{f' ± {found.deviation:.2g}' if found.deviation is not None else ''}"


def _fits(trained: Sequence[Summary]) -> Iterator[Part]:
    """The rule by which runs are said to overfit or underfit, and what it found of each."""
    columns = (Column("Run"), Column("Fit"), Column("Why"))
    pairs = [(run, fit) for each in trained for run, fit in zip(each.runs, each.fits, strict=True)]
    rows = tuple((run.name, fit.verdict, fit.reason) for run, fit in pairs)
    yield Table(columns, rows, "How well they fit", Rule().text, key="fits")


def _relative(known: Known, roles: Sequence[Role]) -> Iterator[Part]:
    """Student minus teacher, and each run relative to the baseline's."""
    rows = []
    for each in known.trained:
        for role in roles:
            teacher = (each.to_teacher or {}).get(role)
            baseline = (each.to_baseline or {}).get(role)
            if teacher or (baseline and baseline.difference):
                rows.append(
                    (
                        each.name,
                        role,
                        each.teacher or NOTHING,
                        f"{teacher.difference:+.4g}" if teacher else NOTHING,
                        f"{baseline.difference:+.4g}" if baseline else NOTHING,
                        f"{baseline.ratio:.3g}" if baseline and baseline.ratio else NOTHING,
                    )
                )
    if rows:
        columns = (
            Column("Run"),
            Column("Metric"),
            Column("Teacher"),
            Column("Student minus teacher", numeric=True),
            Column("Minus the baseline", numeric=True),
            Column("Times the baseline", numeric=True),
        )
        baseline_name = known.project.logs.pairing.baseline
        note = f"Baseline of the runs: {baseline_name or 'none is chosen'}. Best values."
        yield Table(columns, tuple(rows), "Beside teacher and baseline", note, key="runs relative")


def _settings(trained: Sequence[Summary]) -> Iterator[Part]:
    """The hyperparameters that differ."""
    firsts = [each.runs[0] for each in trained]
    names = tuple(run.name for run in firsts)
    told = {name: values for name, values in differing(firsts).items() if values != names}
    if len(firsts) > 1 and told:
        columns = (Column("Run"), *(Column(name) for name in told))
        rows = tuple(
            (each.name, *(NOTHING if values[at] is None else str(values[at]) for values in told.values()))
            for at, each in enumerate(trained)
        )
        yield Table(columns, rows, "Hyperparameters that differ", key="hyperparameters")


def _curves(known: Known, role: Role) -> Iterator[Curves]:
    """One metric of all runs; the seeds of one folded into mean and standard deviation."""
    found = [curve for each in known.trained for curve in _lines(known, each, role)]
    shown = found[: 2 * _MOST_CURVES]
    ys = [y for each in shown for y in each.ys]
    if ys:
        left = counted(len(found) - len(shown), "curve")
        rest = f" {left} of further runs are in the table only." if len(found) > len(shown) else ""
        caption = (
            f"Smoothed (exponential moving average, weight {_WEIGHT:g}) from {_NOISY} points on, the raw values faint "
            f"behind. Bands: one standard deviation over the seeds.{rest}"
        )
        log = min(ys) > 0 and max(ys) >= _DECADE * min(ys)
        yield Curves(role, "step", role, False, log, tuple(shown), caption=caption)


def _lines(known: Known, each: Summary, role: Role) -> Iterator[Curve]:
    points = [found for run in each.runs if (found := _points(known, run, role))]
    if not points:
        return
    if len(points) > 1:
        band = fold_points(points)
        keep = slice(None, None, max(1, len(band.steps) // _MOST_POINTS))
        x, mean, spread = band.steps[keep], band.mean[keep], band.spread[keep]
        lines = [tuple(each.tolist()) for each in (x, mean, mean - spread, mean + spread)]
        yield Curve(each.name, lines[0], lines[1], lines[2], lines[3])
        return
    ((x, y),) = points
    if len(y) >= _NOISY:
        yield _curve(each.name, x, y, faint=True)
        y = smooth(y, _WEIGHT)
    yield _curve(each.name, x, y)


def _points(known: Known, run: Run, role: Role) -> tuple[Floats, Floats] | None:
    """The points of a run's metric from left to right; none where it was printed and never logged."""
    metric = known.project.logs.mapping.roles(run.series, run.name).get(role)
    series = run.series.get(metric or "")
    x = along(series, "step") if series is not None and not run.published else None
    if series is None or x is None:
        return None
    x, y = rising(x, series.values)
    return (x, y) if len(x) > 1 else None


def _curve(name: str, x: Floats, y: Floats, faint: bool = False) -> Curve:
    across, up = thinned(x, y, _MOST_POINTS)
    return Curve(name, tuple(across.tolist()), tuple(up.tolist()), faint=faint)


def _problems(known: Known) -> Iterator[str]:
    for each in known.trained:
        for problem in each.problems:
            yield f"{each.name}: {sentence_told(problem, known.project.logs.paths, known.folder)}"
    yield from known.unread
