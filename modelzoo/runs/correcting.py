"""A person corrects what metrics mean: who has a role, or that none has, in every run or in one alone."""

from collections.abc import Sequence

from modelzoo.runs.metrics import Correction, Mapping, Role
from modelzoo.runs.run import Run


def said(mapping: Mapping, role: Role, run: str = "") -> str:
    """The metric that was said to have a role, in every run or in this one alone; empty where the guess stands."""
    found = [each.metric for each in mapping.corrections if (each.role, each.run) == (role, run)]
    return found[-1] if found else ""


def held(mapping: Mapping, role: Role, runs: Sequence[Run], run: str = "") -> tuple[str, ...]:
    """The metrics that have a role in these runs; what was said of single runs counts only where one is asked of."""
    seen = mapping if run else _shared(mapping)
    found = (seen.roles(each.series, each.name).get(role) for each in runs)
    return tuple(dict.fromkeys(name for name in found if name))


def guessed(mapping: Mapping, role: Role, run: str = "") -> Mapping:
    """As if nobody had said who has this role, or who has not: in every run, or in this one alone."""
    below = _shared(mapping) if run else Mapping()

    def concerns(each: Correction) -> bool:
        gives = each.role == role or (not each.role and below.roles([each.metric], run).get(role) == each.metric)
        return each.run == run and gives

    return Mapping(tuple(each for each in mapping.corrections if not concerns(each)))


def denied(mapping: Mapping, role: Role, runs: Sequence[Run], run: str = "") -> Mapping:
    """With no metric in this role: whichever would be guessed next has none either."""
    mapping = guessed(mapping, role, run)
    while names := held(mapping, role, runs, run):
        mapping = mapping.corrected(Correction(names[0], "", mapping.direction(names[0], run) or "", run))
    return mapping


def _shared(mapping: Mapping) -> Mapping:
    """What was said of every run."""
    return Mapping(tuple(each for each in mapping.corrections if not each.run))
