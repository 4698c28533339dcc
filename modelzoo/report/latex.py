"""The candidates of a report as tables for a paper: booktabs, with the conventions in comments."""

import re
from collections.abc import Iterator
from dataclasses import replace

from modelzoo.report.document import Report, Section, Table
from modelzoo.report.options import Paper
from modelzoo.report.statements import NAME, statements_text
from modelzoo.report.tabulating import grid
from modelzoo.tabular import as_latex, latex_text

_SECTIONS = ("candidates", "runs")
_INTRODUCTION = (
    "Tables for an article: put \\usepackage{booktabs} into its preamble, and \\input this file.",
    "Wide tables fit after \\usepackage{graphicx} within \\resizebox{\\linewidth}{!}{...}.",
)


def render(report: Report, _paper: Paper = "A4") -> bytes:
    """The tables of candidates and of runs; of the statements those that are printed in them say so."""
    tables = [table for section in report.sections if section.key in _SECTIONS for table in _first(section)]
    printed = {cell for table in tables for row in table.rows for cell in row}
    stated = tuple(each if _stands_in(each.shown, printed) else replace(each, shown="") for each in report.statements)
    lines = [*_comments(report), *(_table(each, at) for at, each in enumerate(tables, 1))]
    return "\n".join([*lines, f"% {NAME} {statements_text(replace(report, statements=stated))}", ""]).encode()


def _first(section: Section) -> list[Table]:
    """The tables of all candidates; of runs the first, which has their figures."""
    tables = [each for each in section.parts if isinstance(each, Table)]
    return tables if section.key == "candidates" else tables[:1]


def _stands_in(shown: str, cells: set[str]) -> bool:
    return any(cell.split(" ")[0] == shown for cell in cells)


def _comments(report: Report) -> Iterator[str]:
    told = [report.title, report.subtitle, report.author, report.date and f"Last measured on {report.date}."]
    yield from (f"% {_line(each)}" for each in (*told, *_INTRODUCTION) if each)
    for section in report.sections:
        if section.key == "conventions":
            rows = [row for each in section.parts if isinstance(each, Table) for row in each.rows]
            yield from (f"% {_line(f'{title} [{unit}]: {what} ({source})')}" for title, unit, what, source, _ in rows)
    yield ""


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _table(table: Table, at: int) -> str:
    opening = ["\\begin{table}", "  \\centering", f"  \\caption{{{latex_text(_caption(table))}}}"]
    label = re.sub(r"\W+", "-", table.key or table.caption).strip("-").lower() or str(at)
    return "\n".join([*opening, f"  \\label{{tab:{label}}}", as_latex(grid(table)).rstrip(), "\\end{table}", ""])


def _caption(table: Table) -> str:
    return " ".join(filter(None, [f"{table.caption}.", table.note]))
