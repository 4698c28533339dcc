"""A report's sections as what flows over pages, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from matplotlib.figure import Figure
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer
from reportlab.platypus import Paragraph as PageParagraph

from modelzoo.report.document import Drawing, Facts, Paragraph, Part, Report, Section, Table
from modelzoo.report.pictures.making import Picture, figures
from modelzoo.report.printing.inking import Ink
from modelzoo.report.printing.styles import heading, paragraph, style
from modelzoo.report.printing.tables import facts_block, laid, pieces, setting, table_block

_PICTURE = 0.66
"""The share of a page's height that a picture may take, so that it stands below its model's heading and facts."""
_BEGIN, _BEGIN_PARTS, _NEW = 0.3, 0.5, 0.86
"""The share of a page that is left where a section begins, one within a section, and one that begins on a new page."""


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
        self.title, self.key, self.level, self.top = title, key, level, 0.0

    def draw(self) -> None:
        """Put it on the page, and remember where that was."""
        self.top = self.canv.absolutePosition(0, self.height)[1]
        super().draw()


class FigureFlow(Flowable):  # type: ignore[misc]
    """A figure between paragraphs."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self.width, self.height = figure.get_size_inches() * figure.dpi

    def draw(self) -> None:
        """Put it on the page, once its place is known."""
        if self.canv._doctemplate.rounds > 1:
            self.figure.draw(Ink(self.canv, self.figure))


def flow(report: Report, room: Room, contents: Sequence[Flowable] = ()) -> Iterator[Flowable]:
    """All sections; the contents stand behind the summary, which is what a reader looks for first."""
    first = int(bool(report.sections) and report.sections[0].key == "summary")
    for number, section in enumerate(report.sections):
        if number == first:
            yield from (CondPageBreak(room.height * _BEGIN), *contents)
        yield CondPageBreak(room.height * (_NEW if section.sections else _BEGIN))
        yield from _section(section, f"s{number}", 0, room)


def headings(report: Report) -> Iterator[Heading]:
    """The headings of all sections, in order."""
    for number, section in enumerate(report.sections):
        yield from _headings(section, f"s{number}", 0)


def _headings(section: Section, key: str, level: int) -> Iterator[Heading]:
    yield Heading(section.title, key, level)
    for number, inner in enumerate(section.sections):
        yield from _headings(inner, f"{key}.{number}", level + 1)


def _section(section: Section, key: str, level: int, room: Room) -> Iterator[Flowable]:
    heading: list[Flowable] = [Heading(section.title, key, level)]
    for part in section.parts:
        yield from _part(part, heading, room)
        heading = []
    yield from heading
    for number, inner in enumerate(section.sections):
        if number or section.parts:
            drawn = any(isinstance(part, Drawing) for part in inner.parts)
            yield CondPageBreak(room.height * (_NEW if drawn else _BEGIN_PARTS if level == 0 else _BEGIN))
        yield from _section(inner, f"{key}.{number}", level + 1, room)


def _part(part: Part, heading: list[Flowable], room: Room) -> Iterator[Flowable]:
    """What is in a section, the first behind its heading, which never stands alone at a page's foot."""
    match part:
        case Table():
            yield from _table(part, heading, room)
        case Paragraph():
            yield from (*heading, paragraph(part.text, part.kind))
        case Facts():
            yield from laid(facts_block(part, room.width), heading)
        case _:
            yield from _picture(part, heading, room)


def _table(table: Table, heading: list[Flowable], room: Room) -> Iterator[Flowable]:
    chosen = setting(table, room.width)
    if chosen is not None:
        yield from laid(table_block(table, chosen), heading)
        return
    yield from (NextPageTemplate("lying"), PageBreak())
    for piece in pieces(table, room.lying):
        fitting = setting(piece, room.lying)
        if fitting is not None:
            yield from laid(table_block(piece, fitting), heading)
            heading = []
    yield from (NextPageTemplate("upright"), PageBreak())


def _picture(picture: Picture, heading: list[Flowable], room: Room) -> Iterator[Flowable]:
    made: Sequence[Figure] = list(figures(picture, room.width, room.height * _PICTURE))
    for number, figure in enumerate(made):
        title = picture.title if len(made) == 1 else f"{picture.title} ({number + 1} of {len(made)})"
        last = picture.caption and number == len(made) - 1
        below = [Spacer(0, 4), paragraph(picture.caption, "caption")] if last else [Spacer(0, 10)]
        yield KeepTogether([*heading, paragraph(title, "picture"), FigureFlow(figure), *below])
        heading = []
    yield from heading
