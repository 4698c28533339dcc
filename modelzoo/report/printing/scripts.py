"""Letters that the pages' font does not have, or that it cannot set as they are read: a reader is told of them.

A sign stands for each that is lacking, as a viewer would show nothing or some other letter.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont

from modelzoo.report.document import Report
from modelzoo.report.printing.fonts import face

_MOST_NAMED = 6
_FROM_THE_RIGHT = ("R", "AL")
_SIGN = "\N{REPLACEMENT CHARACTER}"
_ELSEWHERE = "The report as a web page has them as they are."


def remarks(report: Report) -> Iterator[str]:
    """What of the report's text cannot be read on its pages, in sentences."""
    letters = sorted({letter for text in _texts(_printed(report)) for letter in text})
    missing = [each for each in letters if _is_missing(each)]
    turned = [each for each in letters if unicodedata.bidirectional(each) in _FROM_THE_RIGHT]
    if missing:
        yield f"The font of these pages lacks some letters ({_named(missing)}): {_SIGN} stands for each. {_ELSEWHERE}"
    if turned:
        yield f"Words that are read from the right stand in the wrong order here. {_ELSEWHERE}"


def printable(report: Report) -> Report:
    """The report with a sign for every letter that the font does not have."""
    letters = {letter for text in _texts(_printed(report)) for letter in text}
    signs = {ord(each): _SIGN for each in letters if _is_missing(each)}
    if not signs:
        return report
    title, subtitle, author, sections = _translated(_printed(report), signs)
    return replace(report, title=title, subtitle=subtitle, author=author, sections=sections)


def _printed(report: Report) -> tuple[Any, ...]:
    return report.title, report.subtitle, report.author, report.sections


def _is_missing(letter: str) -> bool:
    return letter.isprintable() and ord(letter) not in getFont(face()).face.charToGlyph


def _translated(value: Any, signs: Mapping[int, str]) -> Any:
    """A part of a report with its texts so written."""
    if isinstance(value, str):
        return value.translate(signs)
    if isinstance(value, tuple):
        return tuple(_translated(each, signs) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _translated(getattr(value, each.name), signs) for each in fields(value)})
    return value


def _named(letters: list[str]) -> str:
    more = f" and {len(letters) - _MOST_NAMED} more" if len(letters) > _MOST_NAMED else ""
    return ", ".join(f"U+{ord(each):04X}" for each in letters[:_MOST_NAMED]) + more


def _texts(value: Any) -> Iterator[str]:
    """All texts within a part of a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
