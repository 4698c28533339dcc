"""How the pages of a PDF are set: letters, distances, and the kinds of paragraphs."""

from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from modelzoo.report.pictures.palette import FAINT_INK, INK, WARNING
from modelzoo.report.printing.fonts import face

SIDE, TOP, BOTTOM = 54.0, 62.0, 56.0
"""The margins, in points."""
TEXT, TABLE, NOTE = 8.8, 7.4, 7.6
"""Letters, in points."""
_HEADINGS = (15.0, 11.5, 9.5)


@cache
def style(kind: str) -> ParagraphStyle:
    """How a paragraph of this kind is set."""
    return _styles()[kind]


@cache
def _styles() -> dict[str, ParagraphStyle]:
    text = ParagraphStyle(
        "text", fontName=face(), fontSize=TEXT, leading=TEXT * 1.45, textColor=HexColor(INK), spaceAfter=6
    )
    text.allowWidows = text.allowOrphans = 0
    faint = {"textColor": HexColor(FAINT_INK)}
    made = {
        "text": text,
        "title": _like(text, fontName=face(bold=True), fontSize=21, leading=26, spaceAfter=3),
        "subtitle": _like(text, fontSize=10.5, leading=15, spaceAfter=2, **faint),
        "note": _like(text, fontSize=NOTE, leading=NOTE * 1.4, **faint),
        "warning": _like(
            text, borderColor=HexColor(WARNING), backColor=HexColor("#fdf6ea"), borderPadding=(5, 7, 5, 8),
            borderWidth=0.6, leftIndent=8, rightIndent=8, spaceBefore=9, spaceAfter=13,
        ),
        "contents": _like(text, fontName=face(bold=True), fontSize=11.5, leading=15, spaceBefore=14, spaceAfter=5),
        "caption": _like(text, fontSize=NOTE, leading=NOTE * 1.4, spaceAfter=12, **faint),
        "picture": _like(text, fontName=face(bold=True), spaceBefore=8, spaceAfter=4),
        "head": _like(text, fontName=face(bold=True), fontSize=TABLE, leading=TABLE * 1.25, spaceAfter=0),
        "cell": _like(text, fontSize=TABLE, leading=TABLE * 1.25, spaceAfter=0),
    }  # fmt: skip
    for level, size in enumerate(_HEADINGS):
        made[f"heading{level}"] = _like(
            text, fontName=face(bold=True), fontSize=size, leading=size * 1.3, spaceBefore=size * 1.1,
            spaceAfter=size * 0.5, keepWithNext=1,
        )  # fmt: skip
        made[f"contents{level}"] = _like(
            text, fontName=face(bold=level == 0), fontSize=TEXT, leading=TEXT * 1.5, leftIndent=12 * level,
            spaceAfter=0, spaceBefore=3 if level == 0 else 0,
        )  # fmt: skip
    return made


def _like(other: ParagraphStyle, **changes: object) -> ParagraphStyle:
    return ParagraphStyle(f"{other.name}+", parent=other, **changes)


def paragraph(text: str, kind: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(escape(text).replace("\n", "<br/>"), style(kind))


def heading(level: int) -> str:
    """The kind of paragraph that a heading of this level is."""
    return f"heading{min(level, len(_HEADINGS) - 1)}"
