"""The candidates as a table under the board's columns, and over two figures with the Pareto front."""

from collections.abc import Iterator, Mapping, Sequence

from modelzoo.entries import Entry
from modelzoo.pareto import Goal
from modelzoo.report.content.figure import Figure, Kind
from modelzoo.report.content.knowing import Known, input_text
from modelzoo.report.content.standing import Standing, standing
from modelzoo.report.content.writing import MISSING, NOTHING, counted, listed
from modelzoo.report.document import Axis, Column, Limit, Pair, Paragraph, Part, Point, Scatter, Section, State, Table
from modelzoo.report.options import SECTIONS

_MOST_COLUMNS = 6
"""Figures that stand in one table; more are told group by group."""
_GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "on paper": ("counted",),
    "measured": ("measured",),
    "quality": ("trained", "published", "computed"),
}
_DECADE = 10.0
_DIRECTION: Mapping[Goal, str] = {"min": "lower", "max": "higher"}


def candidates(known: Known) -> Section:
    """Every candidate with the figures that the board shows."""
    stands = standing(known)
    groups = {"Candidates": known.shown} if len(known.shown) <= _MOST_COLUMNS else _grouped(known.shown)
    parts: list[Part] = [
        _table(known, stands, caption, group, first=not at) for at, (caption, group) in enumerate(groups.items())
    ]
    if not any(entry.times for entry in known.entries):
        parts.append(Paragraph("Times: not measured for any candidate.", "note"))
    if not any(entry.results for entry in known.entries):
        parts.append(Paragraph("Training results: none are known of any candidate.", "note"))
    return Section("candidates", SECTIONS["candidates"], tuple(parts))


def _grouped(shown: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """The figures by what they are, as many as a table has room for under each title."""
    found = {}
    for name, kinds in _GROUPS.items():
        group = tuple(each for each in shown if each.kind in kinds)
        for at in range(0, len(group), _MOST_COLUMNS):
            number = f" ({at // _MOST_COLUMNS + 1})" if len(group) > _MOST_COLUMNS else ""
            found[f"Candidates, {name}{number}"] = group[at : at + _MOST_COLUMNS]
    return found


def _table(known: Known, stands: Standing, caption: str, group: Sequence[Figure], first: bool) -> Table:
    """One table of figures; what a candidate is and how it stands is told in the first."""
    figures = tuple(Column(each.title, each.unit, numeric=True) for each in group)
    columns = (Column("Candidate"), Column("Kind"), Column("Input"), *figures, Column("Standing"))
    rows = tuple(
        (
            known.name(each),
            ", ".join((each.kind, *each.others)),
            input_text(each),
            *(figure.cell(each) for figure in group),
            ", ".join(_standing(known, stands, each)) or NOTHING,
        )
        for each in known.entries
    )
    if not first:
        columns, rows = (columns[0], *columns[3:-1]), tuple((row[0], *row[3:-1]) for row in rows)
    chosen = tuple(at for at, each in enumerate(known.entries) if known.project.board.is_chosen(*each.key))
    return Table(columns, rows, caption, _note(stands, rows, first), chosen, caption.lower())


def _note(stands: Standing, rows: Sequence[tuple[str, ...]], first: bool) -> str:
    """What the signs in the cells mean, as far as they occur."""
    cells = [cell for row in rows for cell in row[1:]]
    told = [f"Front: no other candidate is as good in {stands.over} and better in one."] if first else []
    told += [MISSING] if NOTHING in cells else []
    told += ["? : in doubt, the model's page says why."] if any(cell.endswith("?") for cell in cells) else []
    told += ["† : as published, not ours."] if any("†" in cell for cell in cells) else []
    told += ["± : one standard deviation over seeds."] if any("±" in cell for cell in cells) else []
    return " ".join(told)


def _standing(known: Known, stands: Standing, entry: Entry) -> Iterator[str]:
    if known.project.board.is_chosen(*entry.key):
        yield "chosen"
    if entry.key in stands.front:
        yield "front"
    elif entry in stands.placed:
        yield "dominated"
    if known.misses(entry):
        yield "misses a limit"


def pareto(known: Known) -> Section:
    """The candidates over the two figures of the board's plot."""
    stands = standing(known)
    title = SECTIONS["pareto"]
    if not stands.placed:
        return Section("pareto", title, (Paragraph(f"No candidate has both {stands.over}.", "note"),))
    unplaced = [known.name(each) for each in known.entries if each not in stands.placed]
    lacking = f" Not in the plot, for want of one of the two: {listed(unplaced)}." if unplaced else ""
    better = " and ".join(f"{_DIRECTION[each.goal]} {each.title}" for each in (stands.x, stands.y))
    on_front = [known.name(each) for each in stands.placed if each.key in stands.front]
    told = f"On the front of {counted(len(stands.placed), 'candidate')}: {listed(on_front)}. Better: {better}.{lacking}"
    return Section("pareto", title, (_scatter(known, stands), Paragraph(told)))


def _scatter(known: Known, stands: Standing) -> Scatter:
    x, y = stands.x, stands.y
    points = tuple(_point(known, stands, each) for each in stands.placed)
    front = sorted(stands.place(each) for each in stands.placed if each.key in stands.front)
    limits = known.project.board.limits
    axes: tuple[tuple[Axis, Figure], ...] = (("x", x), ("y", y))
    bounds = tuple(
        Limit(axis, figure.plain(limits[figure.key]), below=figure.goal == "min")
        for axis, figure in axes
        if figure.key in limits
    )
    return Scatter(
        f"{y.title} over {x.title}",
        x.head,
        y.head,
        _logarithmic([each.x for each in points], [each.x_range for each in points]),
        _logarithmic([each.y for each in points], [each.y_range for each in points]),
        points,
        tuple((x.plain(across), y.plain(up)) for across, up in front),
        bounds,
        " ".join(_explained(points, bounds)),
    )


def _explained(points: Sequence[Point], bounds: Sequence[Limit]) -> Iterator[str]:
    """What of the picture is not plain."""
    if any(each.x_range or each.y_range for each in points):
        yield "Bars: p10 to p90 of the timed runs, or one standard deviation of the seeds either way."
    if bounds:
        yield "Dashed: limits; what lies in the shade misses them."


def _point(known: Known, stands: Standing, entry: Entry) -> Point:
    across, up = stands.place(entry)
    state: State = "front" if entry.key in stands.front else "dominated"
    if known.misses(entry):
        state = "missing a limit"
    if known.project.board.is_chosen(*entry.key):
        state = "chosen"
    x, y = stands.x, stands.y
    return Point(known.name(entry), x.plain(across), y.plain(up), _range(x, entry), _range(y, entry), state)


def _range(figure: Figure, entry: Entry) -> Pair | None:
    found = figure.spread(entry)
    return (figure.plain(found[0]), figure.plain(found[1])) if found else None


def _logarithmic(values: Sequence[float], ranges: Sequence[Pair | None]) -> bool:
    """Whether the values span a decade, and all of them have a logarithm."""
    ends = [end for each in ranges for end in each or ()]
    return min((*values, *ends)) > 0 and max(values) >= _DECADE * min(values)
