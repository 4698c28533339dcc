"""Marks on boxes: what becomes of a node, as a sign, a frame and a few words, so that no colour need be told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.box_painting import BODY
from app.canvas.distance import FAR, HALFWAY, font, scale_of
from app.theme import Theme
from modelzoo.diff import Kind, Row

if TYPE_CHECKING:
    from app.canvas.sheet import Sheet

SIGNS: Mapping[Kind, str] = {"added": "+", "removed": "−", "changed": "≠"}
_TONES: Mapping[Kind, str] = {"added": "good", "removed": "bad", "changed": "warning"}
_FRAME, _APART, _BADGE, _OUT = 3.0, 4.0, 20.0, 9.0
_LARGEST = 1.8
"""How much larger a sign may become, as seen from farther away."""


@dataclass(frozen=True)
class Mark:
    """What becomes of a node: its kind, and how it differs in a few words, which stand in place of its parameters."""

    kind: Kind
    text: str = ""

    @staticmethod
    def of(row: Row) -> "Mark | None":
        """The mark of a row of a difference; None where the node stays as it is."""
        return None if row.kind == "unchanged" else Mark(row.kind, ", ".join(map(str, row.edits)))

    @property
    def sign(self) -> str:
        """One sign for the kind."""
        return SIGNS[self.kind]

    @property
    def description(self) -> str:
        """The mark in words."""
        return f"{self.kind}: {self.text}" if self.text else self.kind

    def colour(self, theme: Theme) -> QColor:
        """The kind's colour, for those who see it."""
        return QColor(getattr(theme, _TONES[self.kind]))


def show_marks(sheet: "Sheet", marks: Mapping[str, Mark]) -> None:
    """Mark these boxes and no others."""
    for id, box in sheet.boxes.items():
        box.show_mark(marks.get(id))


def paint_mark(painter: QPainter, mark: Mark, theme: Theme) -> None:
    """A frame around the box, broken where it goes, with the sign on its corner; from far the sign alone fills it."""
    scale = scale_of(painter)
    colour = mark.colour(theme)
    style = Qt.PenStyle.DashLine if mark.kind == "removed" else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, _FRAME / max(scale, FAR), style))
    if scale < FAR:
        painter.fillRect(BODY, QColor(theme.box))
        painter.drawRect(BODY)
        _paint_sign(painter, mark.sign, BODY, colour, int(BODY.height()))
        return
    painter.drawRoundedRect(BODY.adjusted(-_APART, -_APART, _APART, _APART), 2 * _APART, 2 * _APART)
    across = _BADGE * min(_LARGEST, max(1.0, HALFWAY / scale))
    badge = QRectF(0, 0, across, across)
    badge.moveTopRight(BODY.topRight() + QPointF(_OUT, -_OUT))
    painter.setPen(QPen(QColor(theme.canvas), 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(badge)
    _paint_sign(painter, mark.sign, badge, QColor(theme.base), round(across * 0.75))


def _paint_sign(painter: QPainter, sign: str, within: QRectF, colour: QColor, pixels: int) -> None:
    painter.setFont(font(pixels, bold=True))
    painter.setPen(colour)
    painter.drawText(within, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, sign)
