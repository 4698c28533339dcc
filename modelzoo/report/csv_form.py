"""A report's tables as comma-separated values: one below another, each row led by the name of its table.

Figures are written without separators between thousands, and with a plain minus, so that a spreadsheet reads numbers.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from modelzoo.report.document import Column, Report, Table
from modelzoo.report.options import Paper
from modelzoo.report.statements import NAME, statements_text
from modelzoo.report.tabulating import every_table

_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TEXT = Column("")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take a text for that begins so."""


def render(report: Report, _paper: Paper = "A4") -> bytes:
    """The tables with an empty line between them, the statements in the last; with a mark that says it is UTF-8."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerows
    heading = (report.title, report.subtitle, report.author, report.date)
    write([["report", *map(words, filter(None, heading))]])
    for table in every_table(report):
        write([[], *_rows(table)])
    plain = replace(report, statements=tuple(replace(each, shown=figure(each.shown)) for each in report.statements))
    write([[], [NAME, statements_text(plain)]])
    return text.getvalue().encode("utf-8-sig")


def _rows(table: Table) -> Iterator[list[str]]:
    """A heading, the rows, and the note that says what signs in them mean; a sentence has no columns."""
    if table.columns:
        yield ["table", *(words(each.head) for each in table.columns)]
    for row in table.rows:
        numeric = (each.numeric for each in (*table.columns, *[_TEXT] * len(row)))
        told = (figure(cell) if is_figure else words(cell) for cell, is_figure in zip(row, numeric, strict=False))
        yield [words(table.key or table.caption), *told]
    if table.note:
        yield ["note", words(table.note)]


def figure(text: str) -> str:
    """A figure as a spreadsheet reads it."""
    return _BETWEEN_THOUSANDS.sub("", text).replace("−", "-")


def words(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
