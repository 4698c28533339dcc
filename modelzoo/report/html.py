"""A report as one page of HTML that asks nobody for anything: pictures and style are within, and there is no script."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from modelzoo.jobs import Job, Progress, finish
from modelzoo.report.document import Column, Facts, Paragraph, Part, Report, Section, Table
from modelzoo.report.options import Paper
from modelzoo.report.pictures.making import Picture, figures, spoken
from modelzoo.report.pictures.palette import ACCENT, DARK, FAINT_INK, GRID, INK, PAPER, WARNING
from modelzoo.report.pictures.sheet import styled
from modelzoo.report.pictures.svg import svg, variable
from modelzoo.report.statements import NAME, statements_text

_WIDTH, _HEIGHT = 600.0, 700.0
"""The size of pictures, in points, before the page fits them to its window."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FOOT = "Made with Slimscope. The figures that this report states are within it, to be read by programs."
_NAMES = {"paper": PAPER, "ink": INK, "faint": FAINT_INK, "rule": GRID, "accent": ACCENT, "warning": WARNING}
"""What the style sheet calls the colours."""
_SURFACES = {"raised": ("#f3f4f6", "#22272e"), "marked": ("#e8f0fd", "#1f3352")}
"""What lies under texts, by day and in the dark."""


def render(report: Report, paper: Paper = "A4") -> bytes:
    """The report as HTML; `paper` is for the printer to say."""
    return finish(steps(report, paper))


def steps(report: Report, _paper: Paper = "A4") -> Job[bytes]:
    """A job: the same, which can be left after every part."""
    lines = list[str]()
    with styled():
        for line in _page(report):
            lines.append(line)
            yield Progress(0.0, "drawing the pictures")
    return "\n".join([*lines, ""]).encode()


def _page(report: Report) -> Iterator[str]:
    title = escape(report.title)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="generator" content="Slimscope">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{_colours()}\n{files('assets').joinpath('report/page.css').read_text(encoding='utf-8')}</style>"
    yield "</head>\n<body>\n<header>"
    yield f"<h1>{title}</h1>"
    for line in (report.subtitle, " · ".join(filter(None, (report.author, report.date)))):
        if line:
            yield f'<p class="subtitle">{escape(line)}</p>'
    yield "</header>"
    yield from _contents(report)
    yield "<main>"
    for number, section in enumerate(report.sections):
        yield from _section(section, f"s{number}", 2)
    yield f"</main>\n<footer>{_FOOT}</footer>"
    yield f'<script type="application/json" id="{NAME}">{statements_text(report)}</script>\n</body>\n</html>'


def _colours() -> str:
    """The colours by name, for day and for the dark of a screen; paper is always white."""
    day = [(variable(colour), colour) for colour in DARK] + [
        (f"--{name}", light) for name, (light, _) in _SURFACES.items()
    ]
    dark = [(variable(colour), other) for colour, other in DARK.items()]
    dark += [(f"--{name}", other) for name, (_, other) in _SURFACES.items()]
    names = [(f"--{name}", f"var({variable(colour)})") for name, colour in _NAMES.items()]
    written = ["; ".join(f"{name}: {value}" for name, value in each) for each in (day + names, dark)]
    return f":root {{ {written[0]} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {written[1]} }} }}"


def _contents(report: Report) -> Iterator[str]:
    if not report.sections:
        return
    yield '<nav aria-label="Contents">\n<h2>Contents</h2>\n<ol>'
    for number, section in enumerate(report.sections):
        inner = "".join(_entry(f"s{number}.{at}", each.title) for at, each in enumerate(section.sections))
        yield _entry(f"s{number}", section.title, f"<ol>{inner}</ol>" if inner else "")
    yield "</ol>\n</nav>"


def _entry(key: str, title: str, inner: str = "") -> str:
    return f'<li><a href="#{key}">{escape(title)}</a>{inner}</li>'


def _section(section: Section, key: str, level: int) -> Iterator[str]:
    depth = min(level, 6)
    yield f'<section id="{key}" aria-labelledby="{key}-title">'
    yield f'<h{depth} id="{key}-title">{escape(section.title)}</h{depth}>'
    for number, part in enumerate(section.parts):
        yield from _part(part, f"{key}-{number}")
    for number, inner in enumerate(section.sections):
        yield from _section(inner, f"{key}.{number}", level + 1)
    yield "</section>"


def _part(part: Part, name: str) -> Iterator[str]:
    match part:
        case Table():
            yield from _table(part)
        case Paragraph():
            yield f'<p class="{part.kind}"{" role=note" if part.kind == "warning" else ""}>{escape(part.text)}</p>'
        case Facts():
            yield f'<p class="title">{escape(part.caption)}</p>' if part.caption else ""
            pairs = "\n".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in part.pairs)
            yield f"<dl>\n{pairs}\n</dl>" if pairs else ""
        case _:
            yield from _picture(part, name)


def _table(table: Table) -> Iterator[str]:
    label = escape(table.caption or "Table")
    yield f'<div class="table" role="region" aria-label="{label}" tabindex="0">\n<table>'
    if table.caption:
        yield f"<caption>{escape(table.caption)}</caption>"
    yield f"<thead>\n<tr>{''.join(map(_head, table.columns))}</tr>\n</thead>\n<tbody>"
    for number, row in enumerate(table.rows):
        marked = ' class="marked"' if number in table.marked else ""
        cells = (_cell(column, text, at == 0) for at, (column, text) in enumerate(zip(table.columns, row, strict=True)))
        yield f"<tr{marked}>{''.join(cells)}</tr>"
    yield "</tbody>\n</table>\n</div>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _head(column: Column) -> str:
    unit = f' <span class="unit">({escape(column.unit)})</span>' if column.unit else ""
    return f'<th scope="col"{_kind(column)}>{escape(column.title)}{unit}</th>'


def _cell(column: Column, text: str, first: bool) -> str:
    if first:
        return f'<th scope="row"{_kind(column)}>{escape(text)}</th>'
    return f"<td{_kind(column)}>{escape(text)}</td>"


def _kind(column: Column) -> str:
    return ' class="figure"' if column.numeric else ""


def _picture(picture: Picture, name: str) -> Iterator[str]:
    yield f'<figure>\n<p class="title">{escape(picture.title)}</p>'
    for number, figure in enumerate(figures(picture, _WIDTH, _HEIGHT)):
        yield svg(figure, f"{name}-{number}".replace(".", "-"), spoken(picture))
    if picture.caption:
        yield f"<figcaption>{escape(picture.caption)}</figcaption>"
    yield "</figure>"
