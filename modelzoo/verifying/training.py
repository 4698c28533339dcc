"""What trainings came to, read again from the logs where those are still there."""

import math
from collections.abc import Sequence

from modelzoo.jobs import Job
from modelzoo.report.content.gathering import read_runs
from modelzoo.report.content.stating import best_values
from modelzoo.report.document import Statement
from modelzoo.runs.logs import Logs
from modelzoo.runs.summaries import Summary, Summing
from modelzoo.verifying.checks import Check


def read_again(statements: Sequence[Statement], logs: Logs, models: Sequence[str]) -> Job[tuple[Check, ...]]:
    """A job: every stated best value against what the logs hold now. models: the titles that runs may belong to."""
    runs, unread = yield from read_runs(logs)
    found = {each.name: each for each in Summing().summaries(runs, logs, tuple(models), folded=True)}
    why = " ".join(unread) or "its log is not there any more"
    return tuple(_check(each, found.get(each.candidate), why) for each in statements)


def _check(stated: Statement, summary: Summary | None, why: str) -> Check:
    told = stated.candidate, stated.what, f"{stated.value:.6g}"
    if summary is None:
        return Check(*told, "-", "not checked", why)
    best = {each.what: each.value for each in best_values([summary])}.get(stated.what)
    if best is None:
        return Check(*told, "-", "differs", "the log holds no such figure any more")
    same = math.isclose(best, stated.value, rel_tol=1e-9)
    published = " (as published)" if any(run.published for run in summary.runs) else ""
    return Check(*told, f"{best:.6g}{published}", "holds" if same else "differs")
