"""The chosen candidate, why it was chosen, and what the figures say of that: nothing here but what they do say."""

from collections.abc import Iterator

from modelzoo.entries import Entry
from modelzoo.report.content.figures import setup_words
from modelzoo.report.content.knowing import Known, input_text
from modelzoo.report.content.standing import Domination, Standing
from modelzoo.report.content.writing import counted, few, listed, percent
from modelzoo.report.document import Facts, Paragraph, Part

Said = tuple[str, str]
"""What is told of, and what is said of it."""


def choice(known: Known, stands: Standing, found: tuple[Domination, ...]) -> Iterator[Part]:
    """The choice and what is known of it; or that there is none."""
    chosen, made = known.chosen, known.project.board.choice
    if chosen is None or made is None:
        lost = f" The one that was chosen, {made.title}, is no longer there." if made else ""
        yield Paragraph(f"No candidate is chosen yet.{lost}", "note")
        return
    own = (("Chosen", known.name(chosen)), ("Why", made.why or "no reason was noted"))
    told = (*_against_baseline(known, chosen), *_standing(known, chosen, stands, found))
    yield Facts((*own, *told, *_training(known, chosen)))


def _standing(known: Known, chosen: Entry, stands: Standing, found: tuple[Domination, ...]) -> Iterator[Said]:
    if chosen.key in stands.front:
        yield "Front", f"on the Pareto front over {stands.over}, of {counted(len(stands.placed), 'candidate')}"
    elif chosen in stands.placed:
        yield "Front", f"not on the Pareto front over {stands.over}: another is as good in both and better in one"
    if beaten_by := [known.name(each.better) for each in found if each.worse.key == chosen.key]:
        yield "Dominated by", few(beaten_by)
    if missed := known.misses(chosen):
        yield "Misses the limit of", listed([each.title for each in missed])
    elif known.project.board.limits:
        yield "Limits", "it misses none, as far as its figures are known"


def _training(known: Known, chosen: Entry) -> Iterator[Said]:
    called = {chosen.title, chosen.model} - {""}
    if fits := [f"{each.name}: {each.verdict}" for each in known.trained if each.model in called]:
        yield "Its training", f"{few(fits)} (by the rule stated with the runs)"


def _against_baseline(known: Known, chosen: Entry) -> Iterator[Said]:
    baseline = known.baseline
    if baseline is None:
        return
    what = f"Against {known.name(baseline)}"
    if baseline.key == chosen.key:
        yield "Baseline", "it is the baseline itself"
        return
    told = [*_shares(chosen, baseline)]
    for (key, timed), each in known.comparisons.items():
        if key == chosen.key:
            apart = "" if each.in_turns else ", measured apart"
            interval = f"{each.ratio:.2f} of its time, 95 % interval {each.low:.2f} to {each.high:.2f}{apart}"
            told.append(f"run by {setup_words(timed.setup)}: {each.verdict} ({interval})")
    yield what, "; ".join(told) or "not compared: neither is counted nor measured alike"


def _shares(chosen: Entry, baseline: Entry) -> Iterator[str]:
    """Which part of the baseline's parameters and MACs the chosen one has."""
    if chosen.paper is None or baseline.paper is None:
        return
    pairs = (
        ("parameters", chosen.paper.parameters, baseline.paper.parameters),
        ("MACs", chosen.paper.macs, baseline.paper.macs),
    )
    inputs = [input_text(each) for each in (chosen, baseline)]
    at = f" (at {inputs[0]}, the baseline at {inputs[1]})" if inputs[0] != inputs[1] else ""
    shares = [f"{percent(own / its)} of the {words}" for words, own, its in pairs if its]
    if shares:
        yield f"{listed(shares)}{at}"
