"""Notes on the canvas: calm sheets of paper behind the boxes, whose lines break at their width."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from app.canvas.distance import FAR, HALFWAY, font, scale_of
from app.canvas.note_acts import fit_width
from app.theme import Theme
from modelzoo.project import Note

if TYPE_CHECKING:
    from app.canvas.sheet import Sheet

NOTE_LAYER = -1.0
TEXT_HEIGHT = 13
"""The letters of a note, in scene units from near."""
PAD, BAR = 10.0, 4.0
"""Around the text, and the coloured edge at its left."""
_SEEN, _LARGEST = 9.0, 40
"""The pixels of the window that a note's letters are high at least, and how large they may become for that."""
_RADIUS = 5.0
_GRIP = 8.0
"""So near to its right edge a note can be made wider."""


class NoteItem(QGraphicsItem):
    """One note."""

    def __init__(self, id: str, theme: Theme) -> None:
        super().__init__()
        self.id = id
        self.note = Note("", (0.0, 0.0))
        self._theme = theme
        self._body = QRectF()
        self.setFlag(self.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self.setZValue(NOTE_LAYER)

    def show_note(self, note: Note) -> None:
        """Be this note."""
        if note != self.note:
            self.note = note
            self.show_width(note.width)
        self.setPos(*note.place)

    def show_width(self, width: float) -> None:
        """Break the lines at this width, as long as no other is shown."""
        self.prepareGeometryChange()
        inner = fit_width(width) - 2 * PAD - BAR
        _, height = _broken(self.note.text, font(TEXT_HEIGHT), inner)
        self._body = QRectF(0, 0, fit_width(width), height + 2 * PAD)
        self.setToolTip(self.tip)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    @property
    def description(self) -> str:
        """The note in words, for a screen reader."""
        return f"Note: {self.note.text}"

    @property
    def tip(self) -> str:
        """What can be done with it."""
        return "Double-click or press Enter to write; drag the right edge to make it wider"

    @property
    def width(self) -> float:
        """How wide it is shown."""
        return self._body.width()

    def rect(self) -> QRectF:
        """The paper in scene coordinates."""
        return self._body.translated(self.pos())

    def on_edge(self, at: QPointF) -> bool:
        """Whether a point of the scene lies at the edge that makes it wider."""
        return self.rect().contains(at) and self.rect().right() - at.x() <= _GRIP

    def boundingRect(self) -> QRectF:
        """The paper with its frame."""
        return self._body.adjusted(-3, -3, 3, 3)

    def shape(self) -> QPainterPath:
        """The paper alone."""
        path = QPainterPath()
        path.addRect(self._body)
        return path

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Show where it can be made wider."""
        on_edge = self.on_edge(event.scenePos())
        self.setCursor(Qt.CursorShape.SizeHorCursor if on_edge else Qt.CursorShape.ArrowCursor)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The paper with its coloured edge, and as much of the text as can be read at this scale."""
        scale = scale_of(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, scale >= FAR)
        bar = QRectF(0, 0, max(BAR, 3 / scale), self._body.height())
        paper = QPainterPath()
        paper.addRoundedRect(self._body, _RADIUS, _RADIUS)
        painter.fillPath(paper, QColor(self._theme.note))
        painter.save()
        painter.setClipPath(paper, Qt.ClipOperation.IntersectClip)
        painter.fillRect(bar, edge_colour(self._theme))
        if scale >= FAR:
            self._paint_text(painter, scale)
        painter.restore()
        self._paint_frame(painter, paper, scale)

    def _paint_text(self, painter: QPainter, scale: float) -> None:
        """The text, from far in larger letters, as many lines as there is room for."""
        letters = font(max(TEXT_HEIGHT, min(_LARGEST, round(_SEEN / scale))))
        inner = self._body.adjusted(PAD + BAR, PAD, -PAD, -PAD)
        if scale < HALFWAY:
            inner = self._body.adjusted(PAD + BAR, 3, -3, -3)
        text, _ = _broken(self.note.text, letters, inner.width())
        painter.setPen(QColor(self._theme.text))
        lines = [text.lineAt(at) for at in range(text.lineCount())]
        fitting = [line for line in lines if line.y() + line.height() <= inner.height() + 1] or lines[:1]
        for line in fitting[:-1]:
            line.draw(painter, inner.topLeft())
        if len(fitting) == len(lines):
            fitting[-1].draw(painter, inner.topLeft())
        else:
            self._paint_rest(painter, fitting[-1], inner, letters)

    def _paint_rest(self, painter: QPainter, line: QTextLine, inner: QRectF, letters: QFont) -> None:
        """The last line that there is room for, which says that more follows."""
        rest = " ".join(self.note.text[line.textStart() :].split())
        row = QRectF(inner.left(), inner.top() + line.y(), inner.width(), line.height())
        painter.setFont(letters)
        cut = QFontMetricsF(letters).elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, cut)

    def _paint_frame(self, painter: QPainter, paper: QPainterPath, scale: float) -> None:
        pen = QPen(QColor(self._theme.accent), 2.2) if self.isSelected() else QPen(edge_colour(self._theme), 1.0)
        pen.setWidthF(max(pen.widthF(), pen.widthF() / max(scale, FAR) / 2))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(paper)


class Notes(dict[str, NoteItem]):
    """The notes of a sheet by name."""

    def __init__(self, sheet: "Sheet") -> None:
        super().__init__()
        self._sheet = sheet

    def show(self, notes: Mapping[str, Note]) -> None:
        """Show exactly these; those that stay keep their selection."""
        for gone in self.keys() - notes.keys():
            self._sheet.removeItem(self.pop(gone))
        for id, note in notes.items():
            if id not in self:
                self[id] = NoteItem(id, self._sheet.theme)
                self._sheet.addItem(self[id])
            self[id].show_note(note)

    @property
    def selected(self) -> tuple[str, ...]:
        """The selected notes."""
        return tuple(id for id, item in self.items() if item.isSelected())

    @property
    def shown(self) -> dict[str, Note]:
        """The notes as they were last shown."""
        return {id: item.note for id, item in self.items()}

    def select(self, ids: Collection[str]) -> None:
        """Select exactly these."""
        for id, item in self.items():
            item.setSelected(id in ids)

    def at(self, point: QPointF) -> NoteItem | None:
        """The note under a point."""
        return next((item for item in self._sheet.items(point) if isinstance(item, NoteItem)), None)

    def bounds(self) -> QRectF:
        """The rectangle around all notes."""
        found = QRectF()
        for area in self.areas:
            found = found.united(area)
        return found

    @property
    def areas(self) -> list[QRectF]:
        """Where each note lies."""
        return [item.rect() for item in self.values()]


def edge_colour(theme: Theme) -> QColor:
    """The colour that tells notes from afar."""
    return QColor(theme.hue("Resizing"))


def _broken(text: str, letters: QFont, width: float) -> tuple[QTextLayout, float]:
    """The text in lines of this width, and how high they are together."""
    made = QTextLayout(text.replace("\n", "\u2028"), letters)
    made.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    option = made.textOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    height = 0.0
    made.beginLayout()
    while (line := made.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    made.endLayout()
    return made, max(height, QFontMetricsF(letters).height())
