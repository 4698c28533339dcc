"""Times, measured again in the same setup at the same size, in turns: whether the stated ones can still stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modelzoo.analysis.compare import interval
from modelzoo.analysis.latency import measure_many
from modelzoo.analysis.load import wait_until_quiet
from modelzoo.analysis.trust import doubts
from modelzoo.candidates import Candidate
from modelzoo.environment import environment
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Latency, Setup, Unmeasured
from modelzoo.report.document import Statement
from modelzoo.verifying.checks import Check, Verdict

MARGIN = 1.1
"""Two sessions on one quiet machine differ by some percent, by its clock and by where in memory a model lies: a stated
median stands unless the whole interval of the new one is farther off than this."""
TAIL_MARGIN = 1.5
"""The same of a p90, which hangs on a few slow runs."""
TOGETHER = 8
"""Models that take turns: more would fill the memory, and each would wait long for its next turn."""

_FIGURES = {"p50_s": "p50", "p90_s": "p90", "min_s": "minimum"}
_RANK: tuple[Verdict, ...] = ("holds", "differs", "doubtful", "not checked")


@dataclass(frozen=True)
class _Run:
    """What is measured once, however many of its figures are stated."""

    candidate: str
    setup: Setup

    @staticmethod
    def of(stated: Statement) -> "_Run":
        return _Run(stated.candidate, Setup(stated.runtime, stated.threads, stated.batch, stated.layout))


def time_again(
    statements: Sequence[Statement], models: Mapping[str, Candidate | str], seconds: float, patience: float
) -> Job[tuple[Check, ...]]:
    """A job: every stated time of this machine against a new one, twice where the first does not agree.

    models: by title; or why there is none. patience: seconds to wait for a quiet machine before the second time.
    """
    here = environment().machine
    foreign = [each for each in statements if each.machine not in ("", here)]
    found = {each: _elsewhere(each) for each in foreign}
    found |= {each: _unknown(each, models) for each in statements if isinstance(models.get(each.candidate, ""), str)}
    found |= yield from _measured([each for each in statements if each not in found], models, seconds)
    again = [each for each, check in found.items() if check.verdict in ("differs", "doubtful")]
    if again:
        yield from wait_until_quiet(patience)
        second = yield from _measured(again, models, seconds)
        found |= {each: min(found[each], second[each], key=_rank) for each in again}
    return tuple(found[each] for each in statements)


def _rank(check: Check) -> int:
    return _RANK.index(check.verdict)


def _measured(
    statements: Sequence[Statement], models: Mapping[str, Candidate | str], seconds: float
) -> Job[dict[Statement, Check]]:
    runs = list(dict.fromkeys(map(_Run.of, statements)))
    times: dict[_Run, Latency | Unmeasured] = {}
    for at in range(0, len(runs), TOGETHER):
        some = runs[at : at + TOGETHER]
        subjects = [_candidate(models, each).subject(each.setup) for each in some]
        job = measure_many(subjects, seconds)
        try:
            while True:
                progress = next(job)
                yield Progress((at + progress.share * len(some)) / len(runs), progress.text)
        except StopIteration as end:
            times |= dict(zip(some, end.value, strict=True))
    return {each: _check(each, times[_Run.of(each)]) for each in statements}


def _candidate(models: Mapping[str, Candidate | str], run: _Run) -> Candidate:
    found = models[run.candidate]
    assert isinstance(found, Candidate)
    return found


def _check(stated: Statement, now: Latency | Unmeasured) -> Check:
    if isinstance(now, Unmeasured):
        return Check(*_stated(stated), "-", "not checked", str(now.error))
    if stated.what not in _FIGURES:
        return Check(*_stated(stated), "-", "not checked", "no measurement gives such a figure")
    verdict, why = _judged(stated, now)
    return Check(*_stated(stated), _written(getattr(now, _FIGURES[stated.what])), verdict, why)


def _judged(stated: Statement, now: Latency) -> tuple[Verdict, str]:
    """Others can make a run longer, never shorter: where a busy machine is faster than stated, that is sure."""
    margin = MARGIN if stated.what != "p90_s" else TAIL_MARGIN
    middle = getattr(now, _FIGURES[stated.what])
    low, high = (each / stated.value for each in (interval(now) if stated.what == "p50_s" else (middle, middle)))
    told = f"{middle / stated.value:.2f} times the stated"
    told += f", 95 % interval {low:.2f} to {high:.2f}" if low < high else ""
    if disturbed := " ".join(doubts(now)):
        faster = high < 1 / margin and not stated.doubtful
        return ("differs", told) if faster else ("doubtful", f"{told}. {disturbed}")
    if low <= margin and high >= 1 / margin:
        return "holds", told
    if high < 1 and stated.doubtful:
        return "doubtful", f"{told}; but the stated one was in doubt itself"
    return "differs", told


def _elsewhere(stated: Statement) -> Check:
    return Check(*_stated(stated), "-", "measured elsewhere", "another machine than this one")


def _unknown(stated: Statement, models: Mapping[str, Candidate | str]) -> Check:
    return Check(*_stated(stated), "-", "not checked", str(models.get(stated.candidate, "the model is not in it")))


def _stated(stated: Statement) -> tuple[str, str, str]:
    """Of what, which figure, and the figure."""
    threads = "1 thread" if stated.threads == 1 else f"{stated.threads} threads"
    batch = f", batch {stated.batch}" if stated.batch > 1 else ""
    layout = f", {stated.layout.replace('_', ' ')}" if stated.layout != "contiguous" else ""
    figure = _FIGURES.get(stated.what, stated.what)
    return stated.candidate, f"{figure}, {stated.runtime}, {threads}{batch}{layout}", _written(stated.value)


def _written(seconds: float) -> str:
    return f"{1e3 * seconds:,.4g} ms"
