"""What a sweep found of one figure, as curves of cells that a plot draws and a table lists. No widget here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.panels.sweep.naming import short_models
from modelzoo.graph import Value
from modelzoo.measurements import Setup
from modelzoo.params import value_text
from modelzoo.ranges import position
from modelzoo.sweeps import RESOLUTION, Sweep


@dataclass(frozen=True)
class Cell:
    """A figure with its spread, in full words, in one word, and what speaks against it; or why there is none."""

    figure: float | None = None
    low: float | None = None
    high: float | None = None
    full: str = ""
    word: str = ""
    doubts: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Series:
    """One curve: a cell for each place along the axis, and which model and which way to run it is."""

    name: str
    model: str
    run: str
    cells: tuple[Cell, ...]
    colour: int = 0
    style: int = 0


@dataclass(frozen=True)
class Reading:
    """Curves over the values that were swept over, or over the models where there is one value only.

    title: of that axis. places: where its entries stand; none where they are words, or would stand on each other.
    """

    title: str
    names: tuple[str, ...]
    places: tuple[float, ...]
    series: tuple[Series, ...]
    by_model: bool = False


def over_values(sweep: Sweep, series: Sequence[Series]) -> Reading:
    """The curves over the sweep's values, the smallest first."""
    order = sorted(range(len(sweep.values)), key=lambda at: position(sweep.values[at]) or 0.0)
    values = [sweep.values[at] for at in order]
    sorted_series = (replace(each, cells=tuple(each.cells[at] for at in order)) for each in series)
    return Reading(axis_title(sweep), tuple(map(value_text, values)), _places(values), tuple(sorted_series))


def over_models(sweep: Sweep, series: Sequence[Series]) -> Reading:
    """The curves of one value only, turned: over the models, one curve for each way to run them."""
    models = tuple(dict.fromkeys(each.model for each in series))
    short = short_models(sweep.models)
    runs = dict.fromkeys(each.run for each in series)
    cells = {(each.model, each.run): each.cells[0] for each in series}
    turned = tuple(
        Series(run, "", run, tuple(cells.get((model, run), Cell()) for model in models), at)
        for at, run in enumerate(runs)
    )
    names = tuple(short[model] for model in models)
    return Reading(f"Model, {sweep.over} {value_text(sweep.values[0])}", names, (), turned, by_model=True)


def axis_title(sweep: Sweep) -> str:
    """What is swept over, with its unit."""
    return f"{sweep.over.replace('_', ' ').capitalize()}{' (px)' if sweep.over == RESOLUTION else ''}"


def setup_word(setup: Setup, names: dict[Setup, str]) -> str:
    """What to call a way to run models: what tells it from the others, or its runtime where there are none."""
    return names[setup] or setup.runtime


def _places(values: Sequence[Value]) -> tuple[float, ...]:
    found = [position(value) for value in values]
    placed = tuple(place for place in found if place is not None)
    return placed if len(set(placed)) == len(values) else ()
