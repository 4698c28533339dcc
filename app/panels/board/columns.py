"""The columns of the board: figures on paper, times by setup and machine, and how good the candidates are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app import units
from app.columns import Column, text_column
from app.figures import FIGURES, Figure
from app.panels.board.column import MILLISECONDS, NOTHING, WAITING, BoardColumn
from app.panels.board.quality import published_column, result_column, reward_column, runtime_column
from app.time_words import setup_words
from app.units import CHOSEN, Units
from modelzoo.analysis.trust import reservations
from modelzoo.board import Board
from modelzoo.entries import Entry, Timed
from modelzoo.measurements import Latency
from modelzoo.pareto import Goal
from modelzoo.runs.metrics import GOALS

CHOSEN_MARK, OTHER_MARK = "★", "☆"
_KEYS = "parameters macs mult_adds pass_size weights activations peak intensity".split()
_USUAL = ("parameters", "macs", "peak")
_KINDS = {"variant": "variant", "import": "imported file", "baseline": "baseline", "zoo": "zoo"}


def board_columns(board: Board, entries: Sequence[Entry]) -> tuple[BoardColumn, ...]:
    """All figures that there are of these candidates."""
    timed = sorted({timed for entry in entries for timed in entry.times}, key=_order)
    roles = [role for role in GOALS if any(role in entry.results for entry in entries)]
    found = (
        *(_paper(key, figure) for key, figure in zip(_KEYS, FIGURES, strict=True)),
        *([_file_size()] if any(entry.source for entry in entries) else []),
        *(column for each in timed for column in _times(each)),
        *([runtime_column()] if any(entry.runtime for entry in entries) else []),
        *(result_column(role) for role in roles),
        *([published_column()] if any(entry.accuracy for entry in entries) else []),
        *([reward_column(board, timed[0])] if timed and any(entry.best_accuracy() for entry in entries) else []),
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
        text_column(
            "Kind",
            "A variant of this project, an imported file as it is, its baseline, or a model of the zoo",
            kind_text,
        ),
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


def _file_size() -> BoardColumn:
    """What an imported network takes on the disk: a quantised one is the smaller."""

    def show(entry: Entry) -> str:
        return CHOSEN.units.megabytes().text(entry.source.file_bytes) if entry.source else NOTHING

    def full(entry: Entry) -> str:
        return f"{units.exact(entry.source.file_bytes)} bytes" if entry.source else "Not an imported file"

    return BoardColumn(
        "File size",
        "The imported network as one ONNX file, with its weights",
        lambda entry: entry.source.file_bytes if entry.source else None,
        show,
        full,
        "File size (bytes)",
        Units.megabytes,
        key="file_size",
        name="File size",
        usual=True,
    )


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
        return f"{MILLISECONDS.text(read(found))}{' ?' if reservations(found) else ''}"

    def full(entry: Entry) -> str:
        found = entry.times.get(timed)
        if found is None:
            return entry.failures.get(timed.setup, "Not measured yet")
        how = f"{found.n:,} runs, {where}, {found.environment.date}"
        return "\n".join((f"{1e3 * read(found):,.4f} ms", how, *reservations(found)))

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
