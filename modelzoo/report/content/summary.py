"""The first page: which candidate was chosen and why, and what the figures say of it; every sentence is computed."""

from collections.abc import Iterator

from modelzoo.analysis.trust import doubts
from modelzoo.entries import Entry
from modelzoo.report.content.beating import best, dominated
from modelzoo.report.content.figures import setup_words
from modelzoo.report.content.knowing import Known, input_text
from modelzoo.report.content.standing import Domination, Standing, dominations, standing
from modelzoo.report.content.writing import NOTHING, counted, few, listed, percent
from modelzoo.report.document import Column, Facts, Paragraph, Part, Section, Table
from modelzoo.report.options import SECTIONS


def summary(known: Known) -> Section:
    """The choice with its reasons, the limits, who dominates whom, and what is not known."""
    parts: list[Part] = [Paragraph(_scope(known))]
    found = tuple(dominations(known)) if known.entries else ()
    if known.entries:
        stands = standing(known)
        parts += _choice(known, stands, found)
        parts += best(known, stands)
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
        words += f" Times were measured on {listed(list(where))}."
    return words


def _choice(known: Known, stands: Standing, found: tuple[Domination, ...]) -> Iterator[Part]:
    chosen, choice = known.chosen, known.project.board.choice
    if chosen is None or choice is None:
        lost = f" The one that was chosen, {choice.title}, is no longer there." if choice else ""
        yield Paragraph(f"No candidate is chosen yet.{lost}", "note")
        return
    yield Facts((("Chosen", known.name(chosen)), ("Why", choice.why or "no reason was noted")))
    yield Paragraph(" ".join(_said(known, chosen, stands, found)))


def _said(known: Known, chosen: Entry, stands: Standing, found: tuple[Domination, ...]) -> Iterator[str]:
    """What the figures say of the chosen one."""
    told = [f"{each.title} {each.marked(chosen)}" for each in known.shown if each.read(chosen) is not None]
    if told:
        yield f"Its figures: {'; '.join(told)}."
    if any("†" in each for each in told):
        yield "† : as published, not ours."
    yield from _against_baseline(known, chosen)
    if chosen.key in stands.front:
        yield f"It is on the Pareto front over {stands.over}, of {counted(len(stands.placed), 'candidate')}."
    elif chosen in stands.placed:
        yield f"It is not on the Pareto front over {stands.over}: another is as good in both and better in one."
    beaten_by = [known.name(each.better) for each in found if each.worse.key == chosen.key]
    if beaten_by:
        yield f"By the figures here it is dominated by {listed(beaten_by)}."
    called = {chosen.title, chosen.model} - {""}
    fits = [f"{each.name}: {each.verdict}" for each in known.trained if each.model in called]
    if fits:
        yield f"Its training, by the rule stated with the runs: {few(fits)}."


def _against_baseline(known: Known, chosen: Entry) -> Iterator[str]:
    baseline = known.baseline
    if baseline is None:
        return
    if baseline.key == chosen.key:
        yield "It is the baseline itself."
        return
    if chosen.paper and baseline.paper:
        shares = [
            f"{percent(getattr(chosen.paper, name) / getattr(baseline.paper, name))} of the {words}"
            for name, words in (("parameters", "parameters"), ("macs", "MACs"))
            if getattr(baseline.paper, name)
        ]
        if shares:
            yield f"Against the baseline {known.name(baseline)} it has {listed(shares)}."
    for (key, timed), each in known.comparisons.items():
        if key == chosen.key:
            apart = "" if each.in_turns else ", measured apart"
            interval = f"{each.ratio:.2f} of its time, 95 % interval {each.low:.2f} to {each.high:.2f}{apart}"
            yield f"In {setup_words(timed.setup)} it is {_verdict(each.verdict)} ({interval})."


def _verdict(verdict: str) -> str:
    return f"{verdict} than the baseline" if verdict != "no difference shown" else "not shown to differ in time"


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
        yield "No candidate was measured: this report says nothing about time."
    elif untimed:
        yield f"Not measured: {few(untimed)}."
    doubtful = [known.name(each) for each in known.entries if any(doubts(found) for found in each.times.values())]
    if doubtful:
        yield f"Not to be trusted are some times of {few(doubtful)}: the models' pages say why."
    inputs = dict.fromkeys(input_text(each) for each in known.entries if each.graph.nodes)
    if len(inputs) > 1:
        yield f"The candidates run at different inputs ({few(list(inputs))}): their figures are not those of one task."
    if known.unread:
        yield "Some training runs could not be read: the section on them says which."
