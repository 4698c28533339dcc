"""The first page: which candidate was chosen and why, and what the figures say of it; every sentence is computed."""

from collections.abc import Iterator

from modelzoo.analysis.trust import reservations
from modelzoo.report.content.beating import dominated, unbeaten
from modelzoo.report.content.choice import choice
from modelzoo.report.content.keyfigures import key_figures
from modelzoo.report.content.knowing import Known, input_text
from modelzoo.report.content.standing import dominations, standing
from modelzoo.report.content.writing import NOTHING, counted, few, listed
from modelzoo.report.document import Column, Paragraph, Part, Section, Table
from modelzoo.report.options import SECTIONS


def summary(known: Known) -> Section:
    """The choice with its reasons, the limits, who dominates whom, and what is not known."""
    parts: list[Part] = [Paragraph(_scope(known))]
    found = tuple(dominations(known)) if known.entries else ()
    if known.entries:
        stands = standing(known)
        parts += choice(known, stands, found)
        parts += key_figures(known)
        parts += unbeaten(known, stands)
        parts += _limits(known)
        parts += dominated(known, found)
    parts += [Paragraph(each, "warning") for each in _gaps(known)]
    return Section("summary", SECTIONS["summary"], tuple(parts))


def _scope(known: Known) -> str:
    """What is compared, in a sentence."""
    runs = sum(len(each.runs) for each in known.trained)
    told = [counted(len(known.entries), "candidate")] if known.entries else []
    several = f" of {counted(len(known.trained), 'setting')}" if runs > len(known.trained) else ""
    told += [f"{counted(runs, 'training run')}{several}"] if runs else []
    words = f"This report compares {listed(told)}."
    where = dict.fromkeys(each.cpu for each in known.environments)
    if where:
        words += f" Times were measured on {listed(list(where))}{_when(known)}."
    return words


def _when(known: Known) -> str:
    """On what days the candidates were timed, and how often each."""
    days = sorted({each.environment.date[:10] for each in known.latencies})
    runs = sorted({each.n for each in known.latencies})
    if not runs:
        return ""
    many = " to ".join(dict.fromkeys(f"{each:,}" for each in (runs[0], runs[-1])))
    return (
        f" {'on' if len(days) == 1 else 'from'} {' to '.join(dict.fromkeys((days[0], days[-1])))}, each in {many} runs"
    )


def _limits(known: Known) -> Iterator[Part]:
    limits = known.project.board.limits
    found = [each for each in known.figures if each.key in limits]
    if not found:
        return
    columns = (Column("Limit"), Column("Missed by"), Column("Not known of"))
    rows = []
    for each in found:
        missed = [known.name(entry) for entry in known.entries if each.misses(entry, limits[each.key])]
        unknown = [known.name(entry) for entry in known.entries if each.read(entry) is None]
        rows.append((each.limit_text(limits[each.key]), few(missed) or "none", few(unknown) or NOTHING))
    yield Table(columns, tuple(rows), "Limits", key="limits")
    keeping = [known.name(each) for each in known.entries if not known.misses(each)]
    yield Paragraph(f"As far as the figures are known, {_keeps(keeping, len(known.entries), len(found))}.")


def _keeps(keeping: list[str], candidates: int, limits: int) -> str:
    """Who misses no limit."""
    every = {1: "the limit", 2: "both limits"}.get(limits, f"all {limits} limits")
    if not keeping:
        return f"no candidate keeps {every}"
    who = "every candidate" if len(keeping) == candidates else few(keeping)
    return f"{who} {'keep' if 1 < len(keeping) < candidates else 'keeps'} {every}"


def _gaps(known: Known) -> Iterator[str]:
    """What is not known, or not to be trusted."""
    for each in known.entries:
        if each.problem:
            yield f"{known.name(each)} could not be counted: {each.problem}"
    untimed = [known.name(each) for each in known.entries if not each.times]
    if untimed and len(untimed) == len(known.entries):
        yield "No candidate was measured: no time in this report is ours."
    elif untimed:
        yield f"Not measured: {few(untimed)}."
    doubtful = [known.name(each) for each in known.entries if any(reservations(found) for found in each.times.values())]
    if doubtful:
        yield f"Not to be trusted are some times of {few(doubtful)}: the models' pages say why."
    inputs = dict.fromkeys(input_text(each) for each in known.entries if each.graph.nodes)
    if len(inputs) > 1:
        yield f"The candidates run at different inputs ({few(list(inputs))}): their figures are not those of one task."
    if known.unread:
        yield "Some training runs could not be read: the section on them says which."
