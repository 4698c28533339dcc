"""What each candidate of the project changes of the baseline, block by block and in sum."""

from collections.abc import Iterator

from modelzoo.diff import Difference, Figures, Kind, Row
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.writing import change, counted, listed, percent
from modelzoo.report.document import Column, Paragraph, Part, Section, Table
from modelzoo.report.options import SECTIONS

_KINDS: tuple[Kind, ...] = ("added", "removed", "changed")


def differences(known: Known) -> Section:
    """One part a candidate."""
    title = SECTIONS["diff"]
    if known.baseline is None:
        return Section(
            "diff", title, (Paragraph("No baseline is pinned, so nothing is told of changes to it.", "note"),)
        )
    found = tuple(
        Section(
            f"diff_{at}",
            f"{known.names[key]} against {known.name(known.baseline)}",
            tuple(_parts(each, known.names[key])),
        )
        for at, (key, each) in enumerate(known.differences.items(), 1)
    )
    told = () if found else (Paragraph("The baseline is the only model of the project.", "note"),)
    return Section("diff", title, told, found)


def _parts(found: Difference, name: str) -> Iterator[Part]:
    numbers = {kind: len(found.of_kind(kind)) for kind in _KINDS}
    kinds = [f"{counted(number, 'block')} {kind}" for kind, number in numbers.items() if number]
    same = len(found.of_kind("unchanged"))
    yield Paragraph(
        f"{listed(kinds) if kinds else 'No block differs'}; {counted(same, 'block')} unchanged.".capitalize()
    )
    if found.before and found.after:
        yield _totals(found.before, found.after, name)
    rows = [_row(each) for each in found.rows if each.kind != "unchanged"]
    if rows:
        columns = (
            Column("Change"),
            Column("Node"),
            Column("Block"),
            Column("What"),
            Column("Parameters", numeric=True),
            Column("MACs", "M", numeric=True),
            Column("Activations", "MB", numeric=True),
        )
        note = "Changes of the figures on paper against the baseline's block."
        yield Table(columns, tuple(rows), "Blocks that differ", note, key=f"diff, {name}")


def _totals(before: Figures, after: Figures, name: str) -> Table:
    columns = (
        Column("Figure"),
        Column("Baseline", numeric=True),
        Column("Here", numeric=True),
        Column("Change", numeric=True),
        Column("Share", numeric=True),
    )
    pairs = (
        ("Parameters", before.parameters, after.parameters),
        ("MACs", before.macs, after.macs),
        ("Mult-adds (torchinfo)", before.mult_adds, after.mult_adds),
        ("Pass size (torchinfo), bytes", before.pass_bytes, after.pass_bytes),
        ("Activations, bytes", before.activation_bytes, after.activation_bytes),
        ("Peak activations, bytes", before.peak_activation_bytes, after.peak_activation_bytes),
    )
    rows = tuple(
        (what, f"{was:,}", f"{now:,}", change(now - was), percent(now / was) if was else "–")
        for what, was, now in pairs
        if was is not None and now is not None
    )
    return Table(columns, rows, "In sum", key=f"diff totals, {name}")


def _row(row: Row) -> tuple[str, ...]:
    what = ", ".join(map(str, row.edits))
    delta = row.delta
    figures = (change(delta.parameters), change(delta.macs / 1e6, 2), change(delta.activation_bytes / 1e6, 2))
    return row.kind, row.name, row.node.block, what, *figures
