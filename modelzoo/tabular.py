"""A table as other programs read it: CSV for a spreadsheet, Markdown for a page, LaTeX for a paper."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MARKDOWN = re.compile(r"([\\|`*_<\[~])")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": "$-$",
    "×": r"$\times$",
    "±": r"$\pm$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "µ": r"$\mu$",
    "–": "--",
    "…": r"\dots{}",
    "†": r"\dag{}",
    "→": r"$\to$",
    "α": r"$\alpha$",
    "β": r"$\beta$",
} | {special: f"\\{special}" for special in "&%$#_{}"}
_LATEX |= {opener: f"{{{opener}}}" for opener in "[*"}  # else the line break before would take them for its own


def titled(title: str, unit: str) -> str:
    """A title with a unit behind it, in the brackets that it has already or in some of its own."""
    if not unit:
        return title
    return f"{title[:-1]}, {unit})" if title.endswith(")") else f"{title} ({unit})"


@dataclass(frozen=True)
class Table:
    """Headings, rows of as many texts, and which of the columns hold figures, which stand flush right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]


def as_csv(table: Table) -> str:
    """Values with commas between them, quoted where they need it."""
    return _separated(table, ",")


def as_tabs(table: Table) -> str:
    """Values with tabs between them, as spreadsheets paste them."""
    return _separated(table, "\t")


def as_markdown(table: Table) -> str:
    """A pipe table of GitHub's Markdown, its columns aligned in the source too."""
    header, *rows = [[markdown_text(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(3, *map(len, column)) for column in zip(header, *rows, strict=True)]
    rule = ["-" * (width - 1) + ":" if to_right else "-" * width for width, to_right in _sides(widths, table)]
    lines = [_padded(header, widths, table), rule, *(_padded(row, widths, table) for row in rows)]
    return _lines(f"| {' | '.join(line)} |" for line in lines)


def as_latex(table: Table) -> str:
    """A tabular environment; its rules need the package booktabs."""
    columns = "".join("r" if to_right else "l" for to_right in table.figures)
    header, *rows = [" & ".join(map(latex_text, row)) + r" \\" for row in (table.header, *table.rows)]
    opening, closing = rf"\begin{{tabular}}{{{columns}}}", r"\end{tabular}"
    return _lines([opening, r"\toprule", header, r"\midrule", *rows, r"\bottomrule", closing])


def _separated(table: Table, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([table.header, *table.rows])
    return text.getvalue()


def markdown_text(text: str) -> str:
    """A text in which nothing means anything to Markdown."""
    return " ".join(_MARKDOWN.sub(r"\\\1", text).split())


def latex_text(text: str) -> str:
    """A text in which nothing means anything to LaTeX."""
    return " ".join("".join(_LATEX.get(letter, letter) for letter in text).split())


def _sides(widths: Sequence[int], table: Table) -> Iterable[tuple[int, bool]]:
    return zip(widths, table.figures, strict=True)


def _padded(row: Sequence[str], widths: Sequence[int], table: Table) -> list[str]:
    sides = _sides(widths, table)
    return [
        cell.rjust(width) if to_right else cell.ljust(width) for cell, (width, to_right) in zip(row, sides, strict=True)
    ]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
