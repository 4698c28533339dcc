"""A report as a page of Markdown: pictures as the figures that they show."""

from collections.abc import Iterator

from modelzoo.report.document import Facts, Paragraph, Part, Report, Section, Table
from modelzoo.report.options import Paper
from modelzoo.report.statements import NAME, statements_text
from modelzoo.report.tabulating import grid, pictured
from modelzoo.tabular import as_markdown, markdown_text


def render(report: Report, _paper: Paper = "A4") -> bytes:
    """The page, with its statements in a comment at the end."""
    lines = [f"# {markdown_text(report.title)}", *_under(report)]
    for section in report.sections:
        lines += _section(section, 2)
    return "\n\n".join([*lines, f"<!-- {NAME} {statements_text(report)} -->\n"]).encode()


def _under(report: Report) -> Iterator[str]:
    yield from (markdown_text(each) for each in (report.subtitle, report.author) if each)
    if report.date:
        yield f"Last measured on {report.date}."


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {markdown_text(section.title)}"
    for part in section.parts:
        yield from _part(part)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            mark = {"text": "", "note": "> ", "warning": "> **Warning.** "}[part.kind]
            yield f"{mark}{markdown_text(part.text)}"
        case Facts():
            yield from [f"**{markdown_text(part.caption)}**"] if part.caption else []
            yield "\n".join(f"- {markdown_text(name)}: {markdown_text(what)}" for name, what in part.pairs)
        case Table():
            yield from _table(part)
        case _:
            for table in pictured(part):
                yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{markdown_text(table.caption)}**"
    yield as_markdown(grid(table)).rstrip()
    if table.note:
        yield f"*{markdown_text(table.note)}*"
