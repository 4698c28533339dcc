"""What decides between candidates on one page: the chosen one beside the baseline and the best there is."""

from collections.abc import Callable, Iterator

from modelzoo.entries import Entry
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.writing import NOTHING, few
from modelzoo.report.document import Column, Part, Table

_Written = Callable[[Figure], str]
_CHANCE = "The best of two times that show no difference is a matter of chance: the models' pages tell."
_SIGNS = {"†": "† as published, not ours.", "?": "? in doubt, the model's page says why."}


def key_figures(known: Known) -> Iterator[Part]:
    """A row a figure, as far as any candidate has it."""
    figures = [each for each in known.shown if any(each.read(entry) is not None for entry in known.entries)]
    columns = dict(_columns(known))
    if not figures or not columns:
        return
    rows = tuple((each.head, *(written(each) for written in columns.values())) for each in figures)
    yield Table((Column("Figure"), *columns), rows, "Key figures", _note(known, rows), key="key figures")


def _columns(known: Known) -> Iterator[tuple[Column, _Written]]:
    """Each column with what stands in it."""
    chosen, baseline, limits = known.chosen, known.baseline, known.project.board.limits
    if chosen is None and baseline is None and len(known.entries) == 1:
        (only,) = known.entries
        yield Column(known.name(only), numeric=True), lambda figure: figure.cell(only)
    if chosen:
        yield Column(f"{known.name(chosen)} (chosen)", numeric=True), lambda figure: figure.cell(chosen)
    if baseline and (chosen is None or baseline.key != chosen.key):
        yield Column(f"{known.name(baseline)} (baseline)", numeric=True), lambda figure: figure.cell(baseline)
    if any(each.key in limits for each in known.shown):
        yield Column("Limit", numeric=True), lambda figure: _limit(figure, limits.get(figure.key))
    if len(known.entries) > 1:
        yield Column("Best", numeric=True), lambda figure: figure.cell(_best(known, figure)[0])
        yield Column("Best is"), lambda figure: few([known.name(each) for each in _best(known, figure)])
        yield Column("Known of", numeric=True), lambda figure: f"{len(_having(known, figure)):,}"


def _limit(figure: Figure, limit: float | None) -> str:
    return NOTHING if limit is None else f"{figure.bound} {figure.plain(limit):.6g}"


def _having(known: Known, figure: Figure) -> list[Entry]:
    return [each for each in known.entries if figure.read(each) is not None]


def _best(known: Known, figure: Figure) -> list[Entry]:
    """The best candidate in a figure, or all that share the first place."""
    values = {each.key: figure.read(each) or 0.0 for each in _having(known, figure)}
    most = (min if figure.goal == "min" else max)(values.values())
    return [each for each in known.entries if values.get(each.key) == most]


def _note(known: Known, rows: tuple[tuple[str, ...], ...]) -> str:
    cells = " ".join(cell for row in rows for cell in row[1:])
    timed = any(each.timed for each in known.shown) and len(known.entries) > 1
    return " ".join([*(told for sign, told in _SIGNS.items() if sign in cells), *([_CHANCE] if timed else [])])
