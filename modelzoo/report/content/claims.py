"""What published texts claim of such networks, worked out anew: whether it holds."""

from itertools import groupby

from modelzoo.claims.writing import tally
from modelzoo.report.content.knowing import Known
from modelzoo.report.document import Column, Paragraph, Section, Table
from modelzoo.report.options import SECTIONS

_COLUMNS = ("Id", "Claim", "Published", "Ours", "Verdict", "Why")


def claims(known: Known) -> Section:
    """A table a text."""
    tables = tuple(
        Table(
            tuple(map(Column, _COLUMNS)),
            tuple((each.id, each.claim, each.published, each.ours, each.verdict, each.reason) for each in group),
            source,
            key=f"claims, {source}",
        )
        for source, group in groupby(known.findings, lambda each: each.source)
    )
    return Section("claims", SECTIONS["claims"], (Paragraph(tally(known.findings)), *tables))
