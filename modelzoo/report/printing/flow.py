"""A report's sections as what flows over pages, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from matplotlib.figure import Figure
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak
from reportlab.platypus import Paragraph as PageParagraph

from modelzoo.report.document import Facts, Paragraph, Part, Report, Section, Table
from modelzoo.report.pictures.making import Picture, figures
from modelzoo.report.printing.inking import Ink
from modelzoo.report.printing.styles import heading, paragraph, style
from modelzoo.report.printing.tables import facts_parts, pieces, setting, table_parts

_TITLE_ROOM = 74.0
"""What a picture's headings, title and caption take of a page's height at most."""
_BEGIN = 0.3
"""A section begins on a page of which so much is left."""


@dataclass(frozen=True)
class Room:
    """What a page's text takes: its width and height, and its width where the page lies on its side."""

    width: float
    height: float
    lying: float


class Heading(PageParagraph):  # type: ignore[misc]
    """A section's title. key: by which it is found; level: 0 of the report's own sections."""

    def __init__(self, title: str, key: str, level: int) -> None:
        super().__init__(escape(title), style(heading(level)))
        self.title, self.key, self.level = title, key, level


class FigureFlow(Flowable):  # type: ignore[misc]
    """A figure between paragraphs."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self.width, self.height = figure.get_size_inches() * figure.dpi

    def draw(self) -> None:
        """Put it on the page."""
        self.figure.draw(Ink(self.canv, self.figure))


def flow(report: Report, room: Room) -> Iterator[Flowable]:
    """All sections."""
    for number, section in enumerate(report.sections):
        yield CondPageBreak(room.height * _BEGIN)
        yield from _section(section, f"s{number}", 0, room)


def _section(section: Section, key: str, level: int, room: Room) -> Iterator[Flowable]:
    yield Heading(section.title, key, level)
    for part in section.parts:
        yield from _part(part, room)
    for number, inner in enumerate(section.sections):
        if level == 0:
            yield PageBreak() if number or section.parts else CondPageBreak(room.height * 0.8)
        yield from _section(inner, f"{key}.{number}", level + 1, room)


def _part(part: Part, room: Room) -> Iterator[Flowable]:
    match part:
        case Table():
            yield from _table(part, room)
        case Paragraph():
            yield paragraph(part.text, part.kind)
        case Facts():
            yield from facts_parts(part, room.width)
        case _:
            yield from _picture(part, room)


def _table(table: Table, room: Room) -> Iterator[Flowable]:
    chosen = setting(table, room.width)
    if chosen is not None:
        yield from table_parts(table, room.width, chosen)
        return
    yield from (NextPageTemplate("lying"), PageBreak())
    for piece in pieces(table, room.lying):
        fitting = setting(piece, room.lying)
        if fitting is not None:
            yield from table_parts(piece, room.lying, fitting)
    yield from (NextPageTemplate("upright"), PageBreak())


def _picture(picture: Picture, room: Room) -> Iterator[Flowable]:
    made: Sequence[Figure] = list(figures(picture, room.width, room.height - _TITLE_ROOM))
    for number, figure in enumerate(made):
        title = picture.title if len(made) == 1 else f"{picture.title} ({number + 1} of {len(made)})"
        below = [paragraph(picture.caption, "caption")] if picture.caption and number == len(made) - 1 else []
        yield KeepTogether([paragraph(title, "picture"), FigureFlow(figure), *below])
