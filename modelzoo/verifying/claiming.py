"""Claims of texts, worked out again."""

from collections.abc import Sequence

from modelzoo.claims.checking import claims
from modelzoo.jobs import Job
from modelzoo.report.document import Statement
from modelzoo.verifying.checks import Check

_AGREES, _DOES_NOT = "holds", "does not simply hold"


def claim_again(statements: Sequence[Statement]) -> Job[tuple[Check, ...]]:
    """A job: what becomes now of each claim that a report tells of; nothing is done where it tells of none."""
    if not statements:
        return ()
    found = {each.id: each for each in (yield from claims())}
    checks = list[Check]()
    for each in statements:
        told = each.shown or (_AGREES if each.value else _DOES_NOT)
        now = found.get(each.candidate)
        if now is None:
            checks.append(Check(each.candidate, each.what, told, "-", "not checked", "there is no such claim any more"))
            continue
        verdict = now.verdict if each.shown else (_AGREES if now.agrees else _DOES_NOT)
        same = verdict == told and now.agrees == bool(each.value)
        checks.append(Check(each.candidate, each.what, told, verdict, "holds" if same else "differs", now.reason))
    return tuple(checks)
