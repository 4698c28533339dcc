"""Parts of a report as plain tables, for the forms that have nothing else."""

from collections.abc import Iterator

from modelzoo import tabular
from modelzoo.report.document import Bars, Column, Curves, Facts, Paragraph, Part, Report, Scatter, Section, Table

_MOST_POINTS = 60
"""Of a curve with more points its table is no help to a reader."""


def grid(table: Table) -> tabular.Table:
    """The table with its units in the headings, the rows that stand out marked where they are few of many."""
    header = tuple(each.head for each in table.columns)
    return tabular.Table(header, table.rows, tuple(each.numeric for each in table.columns))


def pictured(part: Part) -> Iterator[Table]:
    """What a picture shows, as a table; nothing of a drawing, whose blocks the table of layers names."""
    match part:
        case Scatter():
            yield _scatter(part)
        case Bars():
            rows = tuple((each.label, each.text or f"{each.value:.6g}") for each in part.bars)
            yield Table((Column("What"), Column("Value", numeric=True)), rows, part.title, part.caption, key=part.title)
        case Curves() if sum(len(each.xs) for each in part.curves if not each.faint) <= _MOST_POINTS:
            yield _curves(part)
        case _:
            return


def every_table(report: Report) -> Iterator[Table]:
    """All tables of a report in order, pictures, facts and sentences as tables too."""
    for section in report.sections:
        yield from _tables(section)


def _tables(section: Section) -> Iterator[Table]:
    for part in section.parts:
        match part:
            case Table():
                yield part
            case Facts():
                name = part.caption or section.title
                yield Table((Column("What"), Column("Is")), part.pairs, name, key=f"{section.title.lower()}, {name}")
            case Paragraph():
                yield Table((), ((part.text,),), key=section.title.lower())
            case _:
                yield from pictured(part)
    for inner in section.sections:
        yield from _tables(inner)


def _scatter(part: Scatter) -> Table:
    columns = (
        Column("Candidate"),
        Column(part.x_title, numeric=True),
        Column(part.y_title, numeric=True),
        Column("State"),
    )
    rows = tuple((each.label, f"{each.x:.6g}", f"{each.y:.6g}", each.state) for each in part.points)
    limits = "; ".join(
        f"limit: {part.x_title if each.axis == 'x' else part.y_title} {'≤' if each.below else '≥'} {each.value:.6g}"
        for each in part.limits
    )
    return Table(columns, rows, part.title, limits, key=part.title)


def _curves(part: Curves) -> Table:
    columns = (Column("Curve"), Column(part.x_title, numeric=True), Column(part.y_title, numeric=True))
    rows = tuple(
        (each.name, f"{x:.6g}", f"{y:.6g}")
        for each in part.curves
        if not each.faint
        for x, y in zip(each.xs, each.ys, strict=True)
    )
    return Table(columns, rows, part.title, part.caption, key=part.title)
