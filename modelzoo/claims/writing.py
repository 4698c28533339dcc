"""Findings as text: for a terminal in lines that fit it, and as a table that other programs read."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from modelzoo.claims.finding import VERDICTS, Finding
from modelzoo.tabular import Table

_COLUMNS = (("", 3), ("Claim", 44), ("Published", 19), ("Ours", 23), ("Verdict", 13))
"""Headings and widths; with two spaces between them a line has 110 characters."""
_GAP = "  "
_TIE = "\N{NO-BREAK SPACE}"


def findings_table(findings: Sequence[Finding]) -> Table:
    """One row a claim."""
    header = ("Id", "Claim", "Source", "Published", "Ours", "Verdict", "Reason", "Models")
    rows = tuple(
        (each.id, each.claim, each.source, each.published, each.ours, each.verdict, each.reason, "; ".join(each.models))
        for each in findings
    )
    return Table(header, rows, (False,) * len(header))


def findings_text(findings: Sequence[Finding]) -> str:
    """The claims under the titles of their texts, each with its reason below it."""
    parts = []
    for source, group in groupby(findings, lambda each: each.source):
        entries = "\n\n".join("\n".join(_entry(each)) for each in group)
        parts.append(f"{source}\n\n{_line([title for title, _ in _COLUMNS])}\n{_rule()}\n{entries}")
    return "\n\n\n".join([*parts, tally(findings)])


def tally(findings: Sequence[Finding]) -> str:
    """How many claims came to which verdict."""
    counts = (sum(each.verdict == verdict for each in findings) for verdict in VERDICTS)
    hold, fail, contradict = counts
    return f"{len(findings)} claims: {hold} hold, {fail} do not hold, in {contradict} the source contradicts itself."


def unbroken(text: str) -> str:
    """The text with spaces that do not break where a number stands before its unit or beside an equals sign."""
    return re.sub(r"(?<=\d) (?=%|M\b|s\b|ms\b|times\b)|(?<==) | (?==)", _TIE, text)


def _entry(finding: Finding) -> Iterator[str]:
    cells = (finding.id, finding.claim, finding.published, finding.ours, finding.verdict)
    wrapped = [_wrapped(cell, width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True)]
    yield from (_line(row) for row in zip_longest(*wrapped, fillvalue=""))
    indent = " " * (_COLUMNS[0][1] + len(_GAP))
    yield from (indent + line for line in _wrapped(finding.reason, len(_rule()) - len(indent)))


def _wrapped(text: str, width: int) -> list[str]:
    return [line.replace(_TIE, " ") for line in textwrap.wrap(unbroken(text), width)]


def _line(cells: Sequence[str]) -> str:
    return _GAP.join(cell.ljust(width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True)).rstrip()


def _rule() -> str:
    return _GAP.join("-" * width for _, width in _COLUMNS)
