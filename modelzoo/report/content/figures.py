"""All figures of candidates, by the board's keys for them, so that its columns, axes and limits hold here too."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from modelzoo.analysis.trust import reservations
from modelzoo.board import Board
from modelzoo.entries import Entry, Result, Timed
from modelzoo.measurements import Latency, Setup
from modelzoo.pareto import Goal
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.paper import paper_figures
from modelzoo.report.content.writing import printed_decimals
from modelzoo.report.document import Pair
from modelzoo.reward import FORMULA, SOURCE
from modelzoo.runs.metrics import GOALS


def figures(board: Board, entries: Sequence[Entry]) -> tuple[Figure, ...]:
    """All figures that there are of these candidates, in the board's order."""
    timed = sorted({timed for entry in entries for timed in entry.times}, key=_order)
    machines = {each.machine for each in timed}
    roles = [role for role in GOALS if any(role in entry.results for entry in entries)]
    found = (
        *paper_figures(entries),
        *(figure for each in timed for figure in _times(each, len(machines) > 1)),
        *([_printed_runtime(entries)] if any(entry.runtime for entry in entries) else []),
        *(_result(role, f"Best {role}", role, partial(_trained, role)) for role in roles),
        *([_published(entries)] if any(entry.accuracy for entry in entries) else []),
        *([_reward(board, timed[0])] if timed and any(entry.best_accuracy() for entry in entries) else []),
    )
    turned: dict[Goal, Goal] = {"min": "max", "max": "min"}
    return tuple(replace(each, goal=turned[each.goal]) if each.key in board.turned else each for each in found)


def _order(timed: Timed) -> tuple[object, ...]:
    setup = timed.setup
    return timed.cpu, timed.machine, setup.batch, setup.layout, setup.threads, setup.runtime


def setup_words(setup: Setup) -> str:
    """How models are run, as short as it can be said: batch and layout only where they are not the usual ones."""
    words = [setup.runtime, "1 thread" if setup.threads == 1 else f"{setup.threads} threads"]
    words += [f"batch {setup.batch}"] if setup.batch != 1 else []
    words += [setup.layout.replace("_", " ")] if setup.layout != "contiguous" else []
    return ", ".join(words)


def timed_words(timed: Timed, several: bool) -> str:
    """The same, with the machine where there are several."""
    return f"{setup_words(timed.setup)}{f', {timed.cpu}' if several else ''}"


def _times(timed: Timed, several: bool) -> Iterable[Figure]:
    """Median and ninth decile in a setup on a machine."""
    said = "measured by us, warmed up first, all candidates in turns; fp32"
    how = timed_words(timed, several)
    yield _time("p50", f"p50, {how}", f"the median of all timed runs; {said}", timed, lambda found: found.p50)
    yield _time("p90", f"p90, {how}", f"what nine of ten runs stayed within; {said}", timed, lambda found: found.p90)


def _time(word: str, title: str, convention: str, timed: Timed, read: Callable[[Latency], float]) -> Figure:
    setup = timed.setup

    def find(entry: Entry) -> float | None:
        found = entry.times.get(timed)
        return read(found) if found else None

    def spread(entry: Entry) -> Pair | None:
        found = entry.times.get(timed)
        return (found.p10, found.p90) if found and word == "p50" else None

    def mark(entry: Entry) -> str:
        found = entry.times.get(timed)
        return " ?" if found and reservations(found) else ""

    key = f"{word} {setup.runtime} {setup.threads} {setup.batch} {setup.layout} {timed.machine}"
    return Figure(
        key,
        title,
        "ms",
        1e-3,
        3,
        "measured",
        convention,
        find,
        spread=spread,
        mark=mark,
        usual=word == "p50",
        timed=timed,
    )


def _trained(role: str, entry: Entry) -> Result | None:
    return entry.results.get(role)


def _result(key: str, title: str, what: str, find: Callable[[Entry], Result | None]) -> Figure:
    def read(entry: Entry) -> float | None:
        found = find(entry)
        return found.value if found else None

    def spread(entry: Entry) -> Pair | None:
        found = find(entry)
        if found is None or found.deviation is None:
            return None
        return found.value - found.deviation, found.value + found.deviation

    def mark(entry: Entry) -> str:
        found = find(entry)
        about = f" ± {found.deviation:.2g}" if found and found.deviation is not None else ""
        return f"{about}{' †' if found and found.published else ''}"

    def source(entry: Entry) -> str:
        found = find(entry)
        return f"{'published: ' if found.published else 'logged: '}{found.source}" if found else ""

    convention = f"the best {what} of the runs that trained the candidate; of several seeds their mean; † as published"
    goal = GOALS.get(key, "min")
    return Figure(key, title, "", 1.0, 4, "trained", convention, read, goal, spread, mark, source=source)


def _published(entries: Sequence[Entry]) -> Figure:
    figure = _result("published accuracy", "Top-1 accuracy (published)", "", lambda entry: entry.accuracy)
    decimals = max(printed_decimals(entry.accuracy.value) for entry in entries if entry.accuracy)
    said = "as printed by others for the published input, not measured here; †"
    return replace(figure, unit="%", decimals=decimals, goal="max", kind="published", convention=said)


def _printed_runtime(entries: Sequence[Entry]) -> Figure:
    figure = _result("published runtime", "Runtime (published)", "", lambda entry: entry.runtime)
    decimals = max(printed_decimals(1e3 * entry.runtime.value) for entry in entries if entry.runtime)
    said = "as printed by others, on another machine: not measured here; †"
    return replace(figure, unit="ms", factor=1e-3, decimals=decimals, kind="published", convention=said)


def _reward(board: Board, timed: Timed) -> Figure:
    """MnasNet's reward; only of those whose accuracy is known."""
    terms = board.reward

    def read(entry: Entry) -> float | None:
        accuracy, latency = entry.best_accuracy(), entry.times.get(timed)
        return terms.of(accuracy.value, latency.p50) if accuracy and latency else None

    said = f"{FORMULA} with LAT = p50 in {setup_words(timed.setup)}, T = {1e3 * terms.target:g} ms, w = "
    said += f"{terms.exponent:g}: {SOURCE}"
    return Figure(
        "reward", "Reward", "", 1.0, 4, "computed", said, read, "max", usual=False, source=lambda _: "computed"
    )
