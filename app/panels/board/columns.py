"""The columns of the board: figures on paper, times by setup and machine, what training came to, and the reward."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.columns import Column, text_column
from app.figures import FIGURES, Figure
from app.time_words import setup_words
from app.units import CHOSEN, Scale, Units
from modelzoo.analysis.trust import doubts
from modelzoo.board import Board
from modelzoo.entries import GOALS, Entry, Result, Timed
from modelzoo.measurements import Latency
from modelzoo.pareto import Goal, meets
from modelzoo.reward import FORMULA, SOURCE

NOTHING, WAITING = "–", "…"
CHOSEN_MARK, OTHER_MARK = "★", "☆"
MILLISECONDS = Scale("ms", 1e-3, 3)
_KEYS = "parameters macs mult_adds pass_size weights activations peak intensity".split()
_USUAL = ("parameters", "macs", "peak")
_KINDS = {"variant": "variant", "baseline": "baseline", "zoo": "zoo"}


@dataclass(frozen=True)
class BoardColumn(Column[Entry]):
    """A figure of the board. key: what the project calls it. name: the heading in one line, without its unit.

    goal: which direction is better. spread: the ends of what was measured about the figure, if it varied. usual:
    whether it is shown unless a person says otherwise.
    """

    key: str = ""
    name: str = ""
    goal: Goal = "min"
    spread: Callable[[Entry], tuple[float, float] | None] = lambda _: None
    usual: bool = False

    @property
    def unit(self) -> Scale:
        """In what its figures are written now."""
        return self.scale(CHOSEN.units) if self.scale else Scale("")

    @property
    def label(self) -> str:
        """The name with the unit."""
        return f"{self.name} ({self.unit.unit})" if self.unit.unit else self.name

    def value(self, entry: Entry) -> float | None:
        """A candidate's figure in plain units."""
        found = self.read(entry)
        return float(found) if isinstance(found, int | float) else None

    def text(self, value: float) -> str:
        """A figure with its unit."""
        return f"{self.unit.text(value)} {self.unit.unit}".strip()

    def limit_text(self, limit: float) -> str:
        """A limit in words."""
        return f"{self.name} {'≤' if self.goal == 'min' else '≥'} {self.text(limit)}"

    def keeps(self, entry: Entry, limit: float) -> bool:
        """Whether a candidate keeps a limit; one without the figure does not miss it."""
        found = self.value(entry)
        return found is None or meets(found, limit, self.goal)


def board_columns(board: Board, entries: Sequence[Entry]) -> tuple[BoardColumn, ...]:
    """All figures that there are of these candidates."""
    timed = sorted({timed for entry in entries for timed in entry.times}, key=_order)
    roles = [role for role in GOALS if any(role in entry.results for entry in entries)]
    found = (
        *(_paper(key, figure) for key, figure in zip(_KEYS, FIGURES, strict=True)),
        *(column for each in timed for column in _times(each)),
        *(_result(role) for role in roles),
        *([_published()] if any(entry.accuracy for entry in entries) else []),
        *([_reward(board, timed[0])] if timed and any(entry.best_accuracy() for entry in entries) else []),
    )
    turned: dict[Goal, Goal] = {"min": "max", "max": "min"}
    return tuple(replace(each, goal=turned[each.goal]) if each.key in board.turned else each for each in found)


def head_columns(board: Board) -> tuple[Column[Entry], ...]:
    """What a candidate is called, and whether it is the chosen one."""
    return (
        text_column("Candidate", "What is compared here", lambda entry: entry.title),
        Column(
            CHOSEN_MARK,
            "The chosen candidate carries the filled star; Space or a click chooses another",
            lambda entry: not board.is_chosen(*entry.key),
            lambda entry: CHOSEN_MARK if board.is_chosen(*entry.key) else OTHER_MARK,
            copied="Chosen",
        ),
        text_column("Kind", "A variant of this project, its baseline, or a model of the zoo", kind_text),
    )


def kind_text(entry: Entry) -> str:
    """What a candidate is."""
    return ", ".join(_KINDS[each] for each in (entry.kind, *entry.others))


def _paper(key: str, figure: Figure) -> BoardColumn:
    column: Column[Entry] = figure.column(
        lambda entry: entry.paper, lambda entry: NOTHING if entry.problem else WAITING
    )
    goal: Goal = "min" if figure.less_is_better else "max"
    return BoardColumn(**vars(column), key=key, name=figure.title, goal=goal, usual=key in _USUAL)


def _order(timed: Timed) -> tuple[object, ...]:
    """This machine first; of each the setups by runtime and threads."""
    setup = timed.setup
    return bool(timed.cpu), timed.cpu, timed.machine, setup.batch, setup.layout, setup.threads, setup.runtime


def _times(timed: Timed) -> Iterable[BoardColumn]:
    """Median and ninth decile in a setup on a machine."""
    yield _time("p50", "The median of all timed runs", timed, lambda found: found.p50, usual=True)
    yield _time("p90", "What nine of ten runs stayed within", timed, lambda found: found.p90, usual=False)


def _time(word: str, tip: str, timed: Timed, read: Callable[[Latency], float], usual: bool) -> BoardColumn:
    where = f"measured on another machine, {timed.cpu}" if timed.cpu else "measured on this machine"

    def find(entry: Entry) -> float | None:
        found = entry.times.get(timed)
        return read(found) if found else None

    def show(entry: Entry) -> str:
        found = entry.times.get(timed)
        if found is None:
            return "!" if entry.failures.get(timed.setup) and not timed.cpu else NOTHING
        return f"{MILLISECONDS.text(read(found))}{' ?' if doubts(found) else ''}"

    def full(entry: Entry) -> str:
        found = entry.times.get(timed)
        if found is None:
            return entry.failures.get(timed.setup, "Not measured yet")
        how = f"{found.n:,} runs, {where}, {found.environment.date}"
        return "\n".join((f"{1e3 * read(found):,.4f} ms", how, *doubts(found)))

    def spread(entry: Entry) -> tuple[float, float] | None:
        found = entry.times.get(timed)
        return (found.p10, found.p90) if found and word == "p50" else None

    how = f"{setup_words(timed.setup)}{' ‡' if timed.cpu else ''}"
    setup = timed.setup
    key = f"{word} {setup.runtime} {setup.threads} {setup.batch} {setup.layout} {timed.machine}"
    return BoardColumn(
        f"{word}\n{how.replace(', ', f',{chr(10)}', 1)}",
        f"{tip}, {where}; a question mark where it is in doubt",
        find,
        show,
        full,
        f"{word}, {setup_words(timed.setup)}{f', {timed.cpu}' if timed.cpu else ''} (s)",
        lambda _: MILLISECONDS,
        key=key,
        name=f"{word}, {how}",
        spread=spread,
        usual=usual,
    )


def _result(role: str) -> BoardColumn:
    """The best value of a figure of training."""
    tip = f"The best {role} of the runs that trained this model"
    return _of_results(role, f"Best {role}", tip, lambda entry: entry.results.get(role))


def _published() -> BoardColumn:
    column = _of_results(
        "published accuracy",
        "Top-1 (published)",
        "Accuracy as printed by others for the published input, not measured here",
        lambda entry: entry.accuracy,
    )
    return replace(column, goal="max", scale=lambda _: Scale("%", 1.0, 1))


def _of_results(key: str, name: str, tip: str, find: Callable[[Entry], Result | None]) -> BoardColumn:
    def read(entry: Entry) -> float | None:
        found = find(entry)
        return found.value if found else None

    def show(entry: Entry) -> str:
        found = find(entry)
        if found is None:
            return NOTHING
        about = f" ± {found.deviation:.2g}" if found.deviation is not None else ""
        return f"{found.value:.4g}{about}{' †' if found.published and key in GOALS else ''}"

    def full(entry: Entry) -> str:
        found = find(entry)
        if found is None:
            return "No run is known that trained this model"
        seeds = f", mean and standard deviation of {found.n} seeds" if found.n > 1 else ""
        return f"{found.value:.6g}{seeds}\n{found.source}{' (published, not logged)' if found.published else ''}"

    def spread(entry: Entry) -> tuple[float, float] | None:
        found = find(entry)
        if found is None or found.deviation is None:
            return None
        return found.value - found.deviation, found.value + found.deviation

    return BoardColumn(
        name,
        tip,
        read,
        show,
        full,
        scale=_plain,
        key=key,
        name=name,
        goal=GOALS.get(key, "min"),
        spread=spread,
        usual=True,
    )


def _plain(_: Units) -> Scale:
    return Scale("", 1.0, 4)


def _reward(board: Board, timed: Timed) -> BoardColumn:
    """MnasNet's reward; only of those whose accuracy is known."""
    terms = board.reward

    def read(entry: Entry) -> float | None:
        accuracy, latency = entry.best_accuracy(), entry.times.get(timed)
        return terms.of(accuracy.value, latency.p50) if accuracy and latency else None

    def show(entry: Entry) -> str:
        found = read(entry)
        return NOTHING if found is None else f"{found:.4f}"

    def full(entry: Entry) -> str:
        found = read(entry)
        if found is None:
            return "It takes an accuracy and a measured time"
        return f"{found:.6f}\n{reward_text(board, timed)}"

    return BoardColumn(
        "Reward", reward_text(board, timed), read, show, full, scale=_plain, key="reward", name="Reward", goal="max"
    )


def reward_text(board: Board, timed: Timed) -> str:
    """The formula with its terms, and where it is from."""
    terms = board.reward
    where = f"p50 in {setup_words(timed.setup)}"
    return f"{FORMULA} with LAT = {where}, T = {1e3 * terms.target:g} ms, w = {terms.exponent:g}: {SOURCE}"
