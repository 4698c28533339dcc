"""`runs`: what trainings came to, side by side, whatever wrote their logs. Loads no torch."""

import textwrap
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from modelzoo.commands.answering import Answer, watched
from modelzoo.runs.candidates import Candidate, best_of, candidates, differing, spread
from modelzoo.runs.figures import Figures, Rule, all_figures, fit, gap, lowest_train_loss, reference_loss
from modelzoo.runs.metrics import ROLES, Mapping
from modelzoo.runs.opening import Runs, open_runs
from modelzoo.runs.run import Run
from modelzoo.tables import table

_WIDTH = 110


def runs(arguments: Namespace) -> Answer:
    """Every run below the paths, with the best and the last of each metric. Raises RunError where there is none."""
    found = watched(open_runs(arguments.paths))
    mapping = Mapping()
    reference = reference_loss(lowest_train_loss(run, mapping) for run in found.runs)
    grouped = candidates(found.runs)
    data = {
        "runs": [_row(run, mapping, reference) for run in found.runs],
        "candidates": [_candidate(each, mapping) for each in grouped if len(each.runs) > 1],
        "problems": list(found.problems),
    }
    parts = [
        _figures(found.runs, mapping, reference),
        _size(found.runs),
        Rule().text,
        _settings(found.runs),
        _seeds(grouped, mapping),
    ]
    return data, "\n\n".join(filter(None, [*parts, _problems(found)]))


def _row(run: Run, mapping: Mapping, reference: float | None) -> dict[str, Any]:
    between, told = gap(run, mapping), fit(run, mapping, reference)
    return {
        "name": run.name,
        "path": run.path,
        "format": run.format,
        "metrics": {name: _metric(each) for name, each in all_figures(run, mapping).items()},
        "parameters": dict(run.hyperparameters),
        "roles": mapping.roles(run.series, run.name),
        "gap": between and {"step": between.step, "train": between.train, "val": between.val},
        "fit": {"verdict": told.verdict, "reason": told.reason},
        "problems": list(run.problems),
    }


def _metric(each: Figures) -> dict[str, Any]:
    return {
        "best": each.best,
        "best_step": each.best_step,
        "last": each.last,
        "direction": each.direction,
        "last_step": each.last_step,
    }


def _candidate(each: Candidate, mapping: Mapping) -> dict[str, Any]:
    found = {role: spread(each, role, mapping) for role in ROLES}
    return {
        "name": each.name,
        "runs": [run.name for run in each.runs],
        "best": {
            role: {"mean": of.mean, "deviation": of.deviation, "low": of.low, "high": of.high, "n": of.n}
            for role, of in found.items()
            if of
        },
    }


def _figures(found: Sequence[Run], mapping: Mapping, reference: float | None) -> str:
    """A row a run: each role's best value with its step, then the last one."""
    known = [role for role in ROLES if any(best_of(run, role, mapping) is not None for run in found)]
    header = ["Run", "Format", "Points"]
    for role in known:
        header += [f"Best {role}", "at step", "last"]
    rows = []
    for run in found:
        roles, all_of = mapping.roles(run.series, run.name), all_figures(run, mapping)
        row = [run.name, run.format, f"{run.points:,}"]
        for role in known:
            each = all_of.get(roles.get(role, ""))
            row += [_value(each.best), _step(each.best_step), _value(each.last)] if each else ["-"] * 3
        between = gap(run, mapping)
        rows.append([*row, _value(between.difference if between else None), fit(run, mapping, reference).verdict])
    return table([*header, "Val - train", "Fit"], rows)


def _size(found: Sequence[Run]) -> str:
    points, held = sum(run.points for run in found), sum(run.bytes for run in found)
    runs = "1 run" if len(found) == 1 else f"{len(found):,} runs"
    return f"{runs} with {points:,} points, {held / 1e6:,.1f} MB in memory."


def _settings(found: Sequence[Run]) -> str:
    """The hyperparameters that differ, a column each."""
    told = differing(found)
    if len(found) < 2 or not told:
        return ""
    rows = [[run.name, *(_setting(values[at]) for values in told.values())] for at, run in enumerate(found)]
    return f"Hyperparameters that differ\n{table(['Run', *told], rows)}"


def _seeds(grouped: Sequence[Candidate], mapping: Mapping) -> str:
    """Candidates of several seeds, with mean and sample standard deviation of their best values."""
    several = [each for each in grouped if len(each.runs) > 1]
    if not several:
        return ""
    rows = []
    for each in several:
        spreads = (spread(each, role, mapping) for role in ROLES)
        cells = [f"{of.mean:.4g} ± {of.deviation or 0:.2g}" if of else "-" for of in spreads]
        rows.append([each.name, str(len(each.runs)), *cells])
    title = "Seeds of one candidate, best values: mean ± sample standard deviation"
    return f"{title}\n{table(['Candidate', 'Seeds', *ROLES], rows)}"


def _problems(found: Runs) -> str:
    told = [f"{run.name}: {problem}" for run in found.runs for problem in run.problems]
    lines = [textwrap.fill(each, _WIDTH, subsequent_indent="  ") for each in (*told, *found.problems)]
    return "\n".join(["What is odd or could not be read", *lines]) if lines else ""


def _value(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _step(step: int | None) -> str:
    return "-" if step is None else f"{step:,}"


def _setting(value: object) -> str:
    return "-" if value is None else str(value)
