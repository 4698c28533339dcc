"""The job that finds all stated figures again: of a report in a file, of a project in a file, or of one in a window."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from modelzoo.errors import FileError
from modelzoo.files import SUFFIX
from modelzoo.jobs import Job
from modelzoo.project import Project
from modelzoo.project_file import load
from modelzoo.report.document import Statement
from modelzoo.report.reading import read_report
from modelzoo.report.whereabouts import logs_sought
from modelzoo.runs.logs import PUBLISHED, Logs
from modelzoo.verifying.checks import Check, Verified
from modelzoo.verifying.claiming import claim_again
from modelzoo.verifying.counting import count_again
from modelzoo.verifying.layers import layers_again
from modelzoo.verifying.projects import Claims, claims_of
from modelzoo.verifying.reports import claims_in, with_text
from modelzoo.verifying.timing import time_again
from modelzoo.verifying.training import read_again

PATIENCE = 10.0
"""Seconds to wait for a quiet machine before a time is called wrong."""


def verify_file(path: Path, measure: bool = True, seconds: float = 1.0, patience: float = PATIENCE) -> Job[Verified]:
    """A job: what a project's file or a report states. Raises ZooError where it is neither, or cannot be read."""
    if not path.is_file():
        raise FileError(str(path), "is no file." if path.exists() else "is not there.")
    if path.suffix.lower() == SUFFIX:
        return (yield from verify_project(load(path), str(path), measure, seconds, patience))
    written = read_report(path)
    folders = (path.absolute().parent, Path.cwd())
    found, logs = claims_in(written, folders), logs_sought(written.report.logs, folders)
    statements, checks = yield from _found_again(found, logs, measure, seconds, patience)
    skipped = len(found.statements) - len(statements)
    return Verified(str(path), (*found.checks, *with_text(written, statements, checks)), skipped)


def verify_project(
    project: Project, name: str = "", measure: bool = True, seconds: float = 1.0, patience: float = PATIENCE
) -> Job[Verified]:
    """A job: what a project states by its record, its board and its run logs."""
    found = claims_of(project)
    statements, checks = yield from _found_again(found, project.logs, measure, seconds, patience)
    blocks: tuple[Check, ...] = ()
    if measure:
        blocks = yield from layers_again(found.layers, found.models, seconds)
    skipped = len(found.statements) - len(statements) + (0 if measure else len(found.layers))
    return Verified(name or project.title, (*found.checks, *_logs(project.logs), *checks, *blocks), skipped)


def _found_again(
    claims: Claims, logs: Logs, measure: bool, seconds: float, patience: float
) -> Job[tuple[tuple[Statement, ...], tuple[Check, ...]]]:
    """What was found again, and what came of it: figures on paper first, times last."""
    kinds = {
        kind: [each for each in claims.statements if each.source == kind] for kind in ("counted", "read", "claimed")
    }
    timed = [each for each in claims.statements if each.source == "measured" and measure]
    counted = yield from count_again(kinds["counted"], claims.models)
    read: tuple[Check, ...] = ()
    if kinds["read"]:
        read = yield from read_again(kinds["read"], logs, tuple(claims.models))
    claimed = yield from claim_again(kinds["claimed"])
    times = yield from time_again(timed, claims.models, seconds, patience)
    return tuple(chain(*kinds.values(), timed)), (*counted, *read, *claimed, *times)


def _logs(logs: Logs) -> Iterator[Check]:
    """Whether the run logs are still there."""
    for path in logs.paths:
        if not path.startswith(PUBLISHED):
            there = Path(path).exists()
            found = "there" if there else "-"
            yield Check(path, "a run log", "there", found, "holds" if there else "differs")
