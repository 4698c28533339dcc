"""`reproduce table4`: the published results of training, as they were printed, with what they say of each other."""

import textwrap
from typing import Any

from modelzoo.commands.answering import Answer
from modelzoo.runs.candidates import best_of
from modelzoo.runs.figures import fit, gap
from modelzoo.runs.metrics import ROLES, Mapping
from modelzoo.runs.run import Run
from modelzoo.runs.table4 import about, not_ours, table4
from modelzoo.tables import table


def published_table4() -> Answer:
    """A row a figure. None is ours: a training is not repeated here."""
    runs = table4()
    rows = [row for run in runs for row in _rows(run)]
    notes = [f"{run.name}: {note}" for run in runs for note in run.problems]
    told, *below = (textwrap.fill(each, 110) for each in (about(), not_ours(), *notes))
    return {"rows": rows}, "\n\n".join([told, _table(runs), *below])


def _rows(run: Run) -> list[dict[str, Any]]:
    note = " ".join([not_ours(), *run.problems])
    return [
        {
            "name": run.name,
            "figure": metric,
            "published": float(each.values[0]),
            "ours": None,
            "agrees": None,
            "note": note,
        }
        for metric, each in run.series.items()
    ]


def _table(runs: tuple[Run, ...]) -> str:
    """The printed figures, and beside them what follows: the first network is the baseline, as in the article."""
    mapping, (baseline, *_) = Mapping(), runs
    known = [role for role in ROLES if role in baseline.series]
    reference = best_of(baseline, "train loss", mapping)
    rows = []
    for run in runs:
        best = {role: best_of(run, role, mapping) or 0.0 for role in known}
        first = {role: best_of(baseline, role, mapping) or 1.0 for role in known}
        between = gap(run, mapping)
        rows.append(
            [
                run.name,
                *(f"{value:.4f}" for value in best.values()),
                f"{between.difference:.4f}" if between else "-",
                *(f"{best[role] / first[role]:.2f}" for role in known),
                fit(run, mapping, reference).verdict,
            ]
        )
    header = [*(f"{role} (published)" for role in known), "val - train", *(f"{role} / baseline" for role in known)]
    return table(["Model", *header, "fit"], rows)
