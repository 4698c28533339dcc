"""Which candidates beat which: the front, and who dominates whom."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from modelzoo.report.content.figure import Figure
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.standing import Domination, Standing
from modelzoo.report.content.writing import NOTHING, few
from modelzoo.report.document import Column, Paragraph, Part, Table

_MOST_PAIRS = 10
_MOST_NAMED = 6


def unbeaten(known: Known, stands: Standing) -> Iterator[Part]:
    """Which candidates no other beats over the plot's figures."""
    if len(known.entries) < 2:
        return
    on_front = [known.name(each) for each in known.entries if each.key in stands.front]
    if on_front:
        yield Paragraph(f"On the Pareto front over {stands.over}: {few(on_front)}.{_behind(known, stands)}")


def _behind(known: Known, stands: Standing) -> str:
    """By whom the others are beaten in these two figures, where they are not too many to name."""
    others = [each for each in stands.placed if each.key not in stands.front]
    if not others or len(others) > _MOST_NAMED:
        return ""
    pairs = [f"{known.name(each)} by {few([known.name(it) for it in stands.beaten_by(each)])}" for each in others]
    return f" Dominated in these two: {'; '.join(pairs)}."


def dominated(known: Known, found: tuple[Domination, ...]) -> Iterator[Part]:
    """Who dominates whom: every pair, or where these are many a row a dominated candidate."""
    if len(known.entries) < 2:
        return
    if not found:
        yield Paragraph("No candidate is as good as another in every figure of the table and better in one.")
        return
    note = (
        "As good in every figure of the candidates table that both have, and better in some. Two times are as good "
        "as each other where no difference is shown."
    )
    table = _pairs(known, found) if len(found) <= _MOST_PAIRS else _by_dominated(known, found)
    yield replace(table, caption="Who dominates whom", note=f"{note} {table.note}".strip(), key="dominated")


def _pairs(known: Known, found: tuple[Domination, ...]) -> Table:
    columns = (Column("Dominated"), Column("By"), Column("Better in"), Column("As good in"), Column("Not compared"))
    rows = tuple(
        (
            known.name(each.worse),
            known.name(each.better),
            *map(_titles, (each.better_in, each.equal_in, each.open)),
        )
        for each in sorted(found, key=lambda each: (known.name(each.worse), known.name(each.better)))
    )
    return Table(columns, rows, note="Not compared: what is known of only one of the two.")


def _by_dominated(known: Known, found: tuple[Domination, ...]) -> Table:
    rows = []
    for entry in known.entries:
        pairs = [each for each in found if each.worse.key == entry.key]
        if pairs:
            compared = sorted({len(each.better_in) + len(each.equal_in) for each in pairs})
            many = " to ".join(dict.fromkeys(map(str, (compared[0], compared[-1]))))
            rows.append((known.name(entry), few([known.name(each.better) for each in pairs]), many))
    columns = (Column("Dominated"), Column("By"), Column("Figures compared", numeric=True))
    return Table(columns, tuple(rows))


def _titles(figures: Sequence[Figure]) -> str:
    return "; ".join(each.title for each in figures) or NOTHING
