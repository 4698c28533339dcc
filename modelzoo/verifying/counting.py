"""Figures on paper, counted again: they hold to the last digit or not at all."""

from collections.abc import Mapping, Sequence

from modelzoo.analysis.cost import candidate_cost
from modelzoo.candidates import Candidate
from modelzoo.errors import ZooError
from modelzoo.jobs import Job, Progress
from modelzoo.report.content.swept import ON_PAPER
from modelzoo.report.document import Statement
from modelzoo.results import Cost
from modelzoo.verifying.checks import Check


def count_again(statements: Sequence[Statement], models: Mapping[str, Candidate | str]) -> Job[tuple[Check, ...]]:
    """A job: what a count gives for each. models: by title; or why there is none."""
    costs: dict[str, Cost | str] = {}
    titles = list(dict.fromkeys(each.candidate for each in statements))
    for at, title in enumerate(titles):
        yield Progress(at / len(titles), f"counting {title}")
        costs[title] = _cost(models.get(title, "there is no such model"))
    return tuple(_check(each, costs[each.candidate]) for each in statements)


def _cost(model: Candidate | str) -> Cost | str:
    if isinstance(model, str):
        return model
    try:
        return candidate_cost(model)
    except ZooError as error:
        return str(error)


def _check(stated: Statement, cost: Cost | str) -> Check:
    told = stated.candidate, stated.what, _written(stated.value)
    if isinstance(cost, str):
        return Check(*told, "-", "not checked", cost)
    if stated.what not in ON_PAPER:
        return Check(*told, "-", "not checked", "no count gives such a figure")
    found = getattr(cost, ON_PAPER[stated.what])
    return Check(*told, _written(found), "holds" if found == stated.value else "differs")


def _written(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.12g}"
