"""The columns of how good the candidates are: what training came to, published accuracies, and MnasNet's reward."""

from collections.abc import Callable
from dataclasses import replace

from app.panels.board.column import MILLISECONDS, NOTHING, BoardColumn
from app.time_words import setup_words
from app.units import Scale, Units
from modelzoo.board import Board
from modelzoo.entries import Entry, Result, Timed
from modelzoo.reward import FORMULA, SOURCE
from modelzoo.runs.metrics import GOALS


def result_column(role: str) -> BoardColumn:
    """The best value of a figure of training."""
    tip = f"The best {role} of the runs that trained this model"
    return _of_results(role, f"Best {role}", tip, lambda entry: entry.results.get(role))


def published_column() -> BoardColumn:
    """The accuracy that others printed."""
    column = _of_results(
        "published accuracy",
        "Top-1 (published)",
        "Accuracy as printed by others for the published input, not measured here",
        lambda entry: entry.accuracy,
    )
    return replace(column, goal="max", scale=lambda _: Scale("%", 1.0, 1))


def runtime_column() -> BoardColumn:
    """The runtime that others printed, which no figure of this machine is comparable with."""
    column = _of_results(
        "published runtime",
        "Runtime (published)",
        "As printed by others, on another machine: not measured here, and no rival of what is",
        lambda entry: entry.runtime,
    )

    def show(entry: Entry) -> str:
        return f"{MILLISECONDS.text(entry.runtime.value)} †" if entry.runtime else NOTHING

    def full(entry: Entry) -> str:
        return f"{entry.runtime.value:g} s\n{entry.runtime.source}" if entry.runtime else "None was published"

    return replace(column, show=show, full=full, scale=lambda _: MILLISECONDS)


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


def reward_column(board: Board, timed: Timed) -> BoardColumn:
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
