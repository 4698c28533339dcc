"""A sweep's reading as columns of a table: a row a value, or a model, and beside the figures what to think of them."""

from collections.abc import Callable, Sequence
from math import floor, log10

from app.columns import Column, text_column
from app.panels.sweep.figures import P50, SweepFigure, sweep_figures
from app.panels.sweep.picture import read
from app.panels.sweep.reading import Cell, Reading, Series
from app.units import PUBLISHED
from modelzoo.presets import Printed
from modelzoo.sweep_tables import SweepResult
from modelzoo.tabular import titled

Entry = int
"""Which entry of a reading's axis a row is about."""

_IMPOSSIBLE, _NOTHING, _DOUBTFUL = "cannot be", "–", " ?"


def columns(found: SweepResult, figure: SweepFigure, printed: Printed) -> tuple[Reading, tuple[Column[Entry], ...]]:
    """The reading whose entries are the rows, and its columns: one figure, or all that was published with ours beside.

    The last column says what speaks against the figures, and why some are missing.
    """
    reading = read(found, figure, printed)
    shown = [(figure, each) for each in reading.series]
    if printed and reading.by_model:
        wanted = {key for _, figures in printed for key in figures}
        shown = [
            (each, series)
            for each in sweep_figures(PUBLISHED)
            if each.key in wanted and (found.sweep.setups or each.key != P50)
            for series in read(found, each, printed).series
        ]
    names: Column[Entry] = text_column(reading.title, "What the sweep goes over", lambda at: reading.names[at])
    several = len({each for each, _ in shown}) > 1
    cells = [column for each, series in shown for column in _columns(each, series, several)]
    remarks = text_column("Remarks", "What speaks against a figure, or why there is none", _remarks(shown))
    return reading, (names, *cells, remarks)


def _columns(figure: SweepFigure, series: Series, several: bool) -> list[Column[Entry]]:
    name = f"{figure.title.partition(' (')[0]}, {series.name}" if several else series.name

    def full(at: Entry) -> str:
        cell = series.cells[at]
        return "\n".join(filter(None, [cell.full, cell.problem, *cell.doubts])) or "Not known yet"

    found: list[Column[Entry]] = [
        Column(
            titled(name, figure.unit),
            f"{figure.tip}: {series.name}",
            lambda at: series.cells[at].figure,
            lambda at: _shown(series.cells[at], figure),
            full,
            f"{name} ({figure.plain})",
        )
    ]
    if any(cell.word for cell in series.cells):
        found.append(_verdicts(name, series))
    return found


def _verdicts(name: str, series: Series) -> Column[Entry]:
    """The words beside a column of figures, under whose heading they stand."""

    def word(at: Entry) -> str:
        return series.cells[at].word

    return Column(
        "Verdict", f"What may be said of {name} beside the first model", word, word, copied=f"{name}: verdict"
    )


def _shown(cell: Cell, figure: SweepFigure) -> str:
    if cell.figure is None:
        return _IMPOSSIBLE if cell.problem else _NOTHING
    return f"{_digits(cell.figure * figure.scale, figure.decimals)}{_DOUBTFUL if cell.doubts else ''}"


def _digits(value: float, decimals: int) -> str:
    """So many decimals, more where fewer than three digits would matter."""
    matter = 2 - floor(log10(abs(value))) if value else 0
    return f"{value:,.{max(decimals, matter)}f}"


def _remarks(shown: Sequence[tuple[SweepFigure, Series]]) -> Callable[[Entry], str]:
    """Each remark once, with the curves that it is about unless these are all."""
    everyone = {series.name for _, series in shown}

    def remarks(at: Entry) -> str:
        about: dict[str, dict[str, None]] = {}
        for _, series in shown:
            cell = series.cells[at]
            for said in (*cell.doubts, f"Cannot be: {cell.problem}" if cell.problem else ""):
                if said:
                    about.setdefault(said, {})[series.name] = None
        told = (said if everyone <= set(names) else f"{said} ({'; '.join(names)})" for said, names in about.items())
        return " ".join(told)

    return remarks
