"""A report as pages: contents, headings that stand in the reader's outline, running heads, and figures that are vector.

The statements are attached as a file. No clock and no chance has a part in it: the same report is the same bytes.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO

from pypdf import PdfWriter
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, TableStyle
from reportlab.platypus.doctemplate import IndexingFlowable
from reportlab.platypus.tableofcontents import TableOfContents

from modelzoo.jobs import Job, Progress, finish
from modelzoo.report.document import Report
from modelzoo.report.options import Paper
from modelzoo.report.pictures.palette import FAINT_INK, GRID
from modelzoo.report.pictures.sheet import shortened, styled
from modelzoo.report.printing.flow import Heading, Room, flow, headings
from modelzoo.report.printing.fonts import face
from modelzoo.report.printing.scripts import printable, remarks
from modelzoo.report.printing.styles import BOTTOM, SIDE, TOP, paragraph, style
from modelzoo.report.statements import NAME, statements_text

_PAPERS = {"A4": A4, "Letter": LETTER}
_RUNNING, _LEVELS = 7.2, 2
"""The letters of running heads and feet, and how many levels of headings the contents tell of."""


def render(report: Report, paper: Paper = "A4") -> bytes:
    """The report as a PDF."""
    return finish(steps(report, paper))


def steps(report: Report, paper: Paper = "A4") -> Job[bytes]:
    """A job: the same, which can be left after every part while the pictures are made."""
    out, story = BytesIO(), list[Flowable]()
    with styled():
        shown = printable(report)
        pages = _Pages(out, report, shown.title, paper)
        for flowable in _story(shown, pages, remarks(report)):
            story.append(flowable)
            yield Progress(0.0, "drawing the pictures")
        yield Progress(0.7, "laying the pages out")
        pages.multiBuild(story)
    return _attached(out.getvalue(), report)


def _attached(pages: bytes, report: Report) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pages))
    writer.add_attachment(f"{NAME}.json", statements_text(report).encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _story(report: Report, pages: "_Pages", remarks: Iterable[str]) -> Iterator[Flowable]:
    yield paragraph(report.title, "title")
    if report.subtitle:
        yield paragraph(report.subtitle, "subtitle")
    if report.author or report.date:
        yield paragraph(" · ".join(filter(None, (report.author, report.date))), "subtitle")
    yield from (paragraph(each, "warning") for each in remarks)
    contents = (paragraph("Contents", "contents"), _contents(report)) if len(report.sections) > 1 else ()
    yield from flow(report, pages.room, contents)
    yield pages.last


def _contents(report: Report) -> TableOfContents:
    contents = TableOfContents(dotsMinLevel=0)
    contents._lastEntries = list(_entries(report))  # as many lines at once as it will have: two rounds do
    contents.levelStyles = [style("contents0"), style("contents1")]
    sides = ("TOP", "BOTTOM", "LEFT", "RIGHT")
    contents.tableStyle = TableStyle([(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in sides])
    return contents


def _entries(report: Report) -> Iterator[tuple[int, str, int, str]]:
    """What the contents will tell, on pages that are not known yet."""
    for heading in headings(report):
        if heading.level < _LEVELS:
            yield heading.level, heading.text, 0, heading.key


class _LastPage(IndexingFlowable):  # type: ignore[misc]
    """Stands at the end and knows, from the second round of setting on, on which page that is."""

    def __init__(self) -> None:
        super().__init__()
        self.number = self._before = 0

    def isSatisfied(self) -> bool:
        """Whether the last two rounds ended on the same page."""
        return self.number == self._before

    def beforeBuild(self) -> None:
        """A round begins."""
        self._before = self.number

    def wrap(self, *_: float) -> tuple[float, float]:
        """It takes no room."""
        return 0, 0

    def draw(self) -> None:
        """It draws nothing."""
        self.number = self.canv.getPageNumber()


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """The paper with its running heads and feet."""

    def __init__(self, out: BytesIO, report: Report, head: str, paper: Paper) -> None:
        size = _PAPERS[paper]
        super().__init__(
            out, pagesize=size, title=report.title, author=report.author or "Slimscope", subject=report.subtitle,
            creator="Slimscope", producer="Slimscope", invariant=1, lang="en", pageCompression=1,
        )  # fmt: skip
        self.last, self.rounds = _LastPage(), 0
        self.room = Room(size[0] - 2 * SIDE, size[1] - TOP - BOTTOM, size[1] - 2 * SIDE)
        self._head, self._date, self._section, self._shown = head, report.date, "", ""
        for name, (width, height) in (("upright", size), ("lying", landscape(size))):
            frame = Frame(SIDE, BOTTOM, width - 2 * SIDE, height - TOP - BOTTOM, 0, 0, 0, 0)
            self.addPageTemplates(PageTemplate(name, [frame], onPageEnd=self._run, pagesize=(width, height)))

    def beforeDocument(self) -> None:
        """A round of setting begins; in the first nothing is drawn yet, as it is for the places of things."""
        self.rounds += 1
        self._section = self._shown = ""

    def afterFlowable(self, flowable: Flowable) -> None:
        """A heading that was set goes to the contents, the outline and the running head."""
        if not isinstance(flowable, Heading):
            return
        top = self.frame._y + flowable.height  # a viewer goes to the heading itself, not only to its page
        self.canv.bookmarkPage(flowable.key, fit="XYZ", left=0, top=top, zoom=0)
        self.canv.addOutlineEntry(flowable.title, flowable.key, flowable.level, closed=flowable.level > 0)
        if flowable.level == 0:
            if not self._shown or flowable.top > self.pageTemplate.pagesize[1] - TOP - 1:
                self._shown = flowable.title
            self._section = flowable.title
        if flowable.level < _LEVELS:
            self.notify("TOCEntry", (flowable.level, flowable.text, self.page, flowable.key))

    def _run(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        width, height = canvas._pagesize
        canvas.saveState()
        canvas.setFont(face(), _RUNNING)
        canvas.setFillColor(HexColor(FAINT_INK))
        canvas.setStrokeColor(HexColor(GRID))
        canvas.setLineWidth(0.5)
        if self.page > 1:
            canvas.drawString(SIDE, height - 40, shortened(self._head, 70))
            canvas.drawRightString(width - SIDE, height - 40, self._shown)
            canvas.line(SIDE, height - 46, width - SIDE, height - 46)
        canvas.line(SIDE, 42, width - SIDE, 42)
        canvas.drawString(SIDE, 31, " · ".join(filter(None, ("Slimscope", self._date))))
        canvas.drawRightString(width - SIDE, 31, f"Page {self.page} of {self.last.number}")
        canvas.restoreState()
        self._shown = self._section
