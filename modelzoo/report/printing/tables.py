"""A report's tables on pages: columns as wide as they need, figures to the right, heads again on each page.

A table that is too wide gets smaller letters, then lines broken within texts, then pages lying on their side, and at
last goes on below with its first column again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer
from reportlab.platypus import Table as PageTable

from modelzoo.report.document import Column, Facts, Table
from modelzoo.report.pictures.palette import FAINT_INK, GRID, INK
from modelzoo.report.printing.fonts import face
from modelzoo.report.printing.styles import TABLE, TEXT, paragraph, style

_SIZES = (TABLE, 6.8, 6.2, 5.8)
_UNBROKEN = 2
"""Letters, and how many of these sizes are tried before lines are broken."""
_PAD, _RULE, _CLOSE = 4.0, 3.0, 1.7
"""Left and right of a cell's text, and above and below; and there in long tables, so that they take fewer pages."""
_WRAPPED = 78.0
"""Texts are broken into lines no narrower than this, unless the longest is shorter."""
_NAMES = 140.0
"""Up to this width what leads the rows is not broken."""
_TOGETHER, _AT_LEAST = 14, 3
"""Tables of no more rows stay on one page; of longer ones never fewer rows stand alone at a page's foot or head."""
_FACTS_TOGETHER = 24
_HEADING = 30.0
"""About the height of a heading with its distances."""
_MARKED = HexColor("#e8f0fd")
_FACTS_LOOK = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1.6),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
)
_NARROW = 0.62
"""Tables that take no more of the width are left so narrow; others are spread over all of it."""


@dataclass(frozen=True)
class Setting:
    """How a table fits a width: the size of its letters and the widths of its columns."""

    size: float
    widths: tuple[float, ...]


def setting(table: Table, width: float) -> Setting | None:
    """How the table fits this width; None where it cannot."""
    columns = range(len(table.columns))
    for size in _SIZES[:_UNBROKEN]:
        widest = [_widest(table, at, size) for at in columns]
        if sum(widest) <= width:
            return Setting(size, tuple(_spread(widest, width)))
    for size in _SIZES:
        widest = [_widest(table, at, size) for at in columns]
        least = [_least(table, at, size, wide) for at, wide in zip(columns, widest, strict=True)]
        if sum(least) <= width:
            share = (width - sum(least)) / max(1.0, sum(widest) - sum(least))
            return Setting(size, tuple(low + share * (high - low) for low, high in zip(least, widest, strict=True)))
    return None


def _spread(widest: Sequence[float], width: float) -> list[float]:
    total = sum(widest)
    if total < width * _NARROW:
        return list(widest)
    return [each + (width - total) * each / total for each in widest]


def _widest(table: Table, at: int, size: float) -> float:
    head = max(_wide(word, size, bold=True) for word in _head_lines(table.columns[at]))
    bold = bool(table.marked)
    return max(head, max((_wide(row[at], size, bold) for row in table.rows), default=0.0)) + 2 * _PAD + 0.5


def _head_lines(column: Column) -> list[str]:
    """A head may be broken once between words, about its middle; the unit stands below."""
    words = column.title.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)] or [("", "")]
    return [*min(breaks, key=lambda lines: max(map(len, lines))), f"({column.unit})" if column.unit else ""]


def _least(table: Table, at: int, size: float, widest: float) -> float:
    if table.columns[at].numeric or (at == 0 and widest <= _NAMES):
        return widest
    words = max((_wide(word, size) for row in table.rows for word in row[at].split()), default=0.0)
    head = max(_wide(word, size, bold=True) for word in (*table.columns[at].title.split(), ""))
    return min(widest, max(_WRAPPED, head + 2 * _PAD + 0.5, min(words, 1.6 * _WRAPPED) + 2 * _PAD + 0.5))


def _wide(text: str, size: float, bold: bool = False) -> float:
    return float(stringWidth(text, face(bold), size))


@dataclass(frozen=True)
class Block:
    """What belongs together. needed: how much of a page it takes to begin with; None where it is not to be parted."""

    parts: tuple[Flowable, ...]
    needed: float | None


def laid(block: Block, heading: Sequence[Flowable]) -> Iterator[Flowable]:
    """The block behind its heading, if it has one, so that neither begins at a page's foot."""
    if block.needed is None:
        yield KeepTogether([*heading, *block.parts])
    else:
        yield CondPageBreak(block.needed + _HEADING * len(heading))
        yield from (*heading, *block.parts)


def table_block(table: Table, chosen: Setting) -> Block:
    """The table with its caption above and its note below."""
    made = _made(table, chosen)
    above = [paragraph(table.caption, "picture")] if table.caption else [Spacer(0, 4)]
    row = chosen.size * 1.25 + 2 * _above(table)
    needed = None if len(table.rows) <= _TOGETHER else 60 + row * (_AT_LEAST + 2)
    return Block((*above, made, Spacer(0, 12)), needed)


def pieces(table: Table, width: float) -> Iterator[Table]:
    """The table in as many as fit this width, each with the first column."""
    start = 1
    while start < len(table.columns):
        end = len(table.columns)
        while end > start + 1 and setting(_part(table, start, end), width) is None:
            end -= 1
        yield _part(table, start, end)
        start = end


def _part(table: Table, start: int, end: int) -> Table:
    kept = [0, *range(start, end)]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        caption=table.caption if start == 1 else f"{table.caption} (continued)",
        note=table.note if end == len(table.columns) else "",
    )


def _made(table: Table, chosen: Setting) -> PageTable:
    heads = [_head(column, chosen.size, wide) for column, wide in zip(table.columns, chosen.widths, strict=True)]
    body = [
        [_cell(table, text, at, chosen, row in table.marked) for at, text in enumerate(texts)]
        for row, texts in enumerate(table.rows)
    ]
    foot = [[paragraph(table.note, "note"), *[""] * (len(table.columns) - 1)]] if table.note else []
    made = PageTable([heads, *body, *foot], colWidths=list(chosen.widths), repeatRows=1, hAlign="LEFT")
    made.setStyle(_look(table, chosen.size))
    return made


def _head(column: Column, size: float, width: float) -> Paragraph:
    first, second, unit = _head_lines(column)
    fits = _wide(column.title, size, bold=True) <= width - 2 * _PAD
    lines = (" " if fits else "<br/>").join(escape(part) for part in (first, second) if part)
    faint = f'<br/><font name="{face()}" color="{FAINT_INK}">{escape(unit)}</font>' if unit else ""
    return Paragraph(lines + faint, _sized("head", size, right=column.numeric))


def _cell(table: Table, text: str, at: int, chosen: Setting, marked: bool) -> Paragraph | str:
    """A line as it is; what must be broken as a paragraph."""
    if _wide(text, chosen.size, marked) <= chosen.widths[at] - 2 * _PAD + 0.1 and "\n" not in text:
        return text
    lines = f"<b>{escape(text)}</b>" if marked else escape(text)
    return Paragraph(lines, _sized("cell", chosen.size, right=table.columns[at].numeric))


def _sized(kind: str, size: float, right: bool) -> ParagraphStyle:
    return ParagraphStyle(
        kind, parent=style(kind), fontSize=size, leading=size * 1.25, alignment=2 if right else 0, splitLongWords=1
    )


def _above(table: Table) -> float:
    """How much is left free above and below a line."""
    return _RULE if len(table.rows) <= _TOGETHER else _CLOSE


def _look(table: Table, size: float) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), face(), size, size * 1.25),
        ("TEXTCOLOR", (0, 0), (-1, -1), HexColor(INK)),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), _above(table) - 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _above(table) + 0.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(FAINT_INK)),
        ("LINEBELOW", (0, 1), (-1, len(table.rows)), 0.4, HexColor(GRID)),
        ("NOSPLIT", (0, 0), (-1, min(_AT_LEAST, len(table.rows)))),
        ("NOSPLIT", (0, max(0, len(table.rows) + 1 - _AT_LEAST)), (-1, -1)),
    ]
    if table.note:
        commands.append(("SPAN", (0, -1), (-1, -1)))
    commands += [
        ("ALIGN", (at, 0), (at, len(table.rows)), "RIGHT") for at, column in enumerate(table.columns) if column.numeric
    ]
    for row in table.marked:
        commands += [
            ("BACKGROUND", (0, row + 1), (-1, row + 1), _MARKED),
            ("FONT", (0, row + 1), (-1, row + 1), face(bold=True), size, size * 1.25),
        ]
    return commands


def facts_block(facts: Facts, width: float) -> Block:
    """Things to the left, what they are to the right."""
    size = TEXT - 0.6
    left = min(width * 0.4, max((_wide(name, size) for name, _ in facts.pairs), default=0.0) + 18)
    plain = _sized("cell", size, right=False)
    rows = [[_text(name, _faint(size)), _text(value, plain)] for name, value in facts.pairs]
    made = PageTable(rows or [["", ""]], colWidths=[left, width - left], hAlign="LEFT")
    made.setStyle(_FACTS_LOOK)
    above = [paragraph(facts.caption, "picture")] if facts.caption else []
    return Block((*above, made, Spacer(0, 8)), None if len(rows) <= _FACTS_TOGETHER else 80)


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _faint(size: float) -> ParagraphStyle:
    return ParagraphStyle("faint", parent=_sized("cell", size, right=False), textColor=HexColor(FAINT_INK))
