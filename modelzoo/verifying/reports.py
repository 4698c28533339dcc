"""What a report states, of the models that it tells of, and whether its text says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from modelzoo.candidates import Candidate
from modelzoo.report.document import Statement
from modelzoo.report.reading import Written
from modelzoo.report.whereabouts import sought
from modelzoo.verifying.checks import Check
from modelzoo.verifying.imported import imported
from modelzoo.verifying.projects import Claims

_FILE = "the file as a whole"


def claims_in(written: Written, folders: Sequence[Path] = ()) -> Claims:
    """All that a report states. folders: where files that it names may lie."""
    found = Claims(list(written.report.statements), checks=list(_whole(written)))
    for each in written.report.models:
        if each.source:
            model, check = imported(each.candidate, sought(each.source, folders), each.size, each.digest)
            found.checks.append(check)
            found.models[each.candidate] = model
        else:
            found.models[each.candidate] = Candidate(each.candidate, each.graph, each.size)
    return found


def with_text(written: Written, statements: Sequence[Statement], checks: Sequence[Check]) -> Iterator[Check]:
    """The checks of statements, where those that the text says otherwise do not hold."""
    for stated, check in zip(statements, checks, strict=True):
        if stated.shown and not written.shows(stated.shown):
            why = f"the report was written with {stated.shown} {stated.unit}".rstrip()
            yield replace(check, verdict="differs", why=f"{why}, which stands nowhere in its text now")
        else:
            yield check


def _whole(written: Written) -> Iterator[Check]:
    """Whether the file is as it was written; one without a seal tells nothing of that."""
    stated, now = written.seal
    if stated and stated == now:
        yield Check(written.report.title, _FILE, stated[:12], now[:12], "holds")
    elif stated:
        why = "it was changed after it was written: its text may say something else than what was found then"
        yield Check(written.report.title, _FILE, stated[:12], now[:12], "differs", why)
