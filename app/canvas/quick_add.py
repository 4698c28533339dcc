"""A block by its name, without a hand on the mouse: type, Enter, and it stands wired behind the selected one."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QIcon

from app import theme
from app.canvas.bench import Bench
from app.choosing import Choice
from app.icons import icon
from app.prose import block_tip, block_title
from app.search_box import SearchBox

_BELOW = 8
"""Pixels between the selected box and the box to type in."""


class QuickAdd(SearchBox):
    """Chooses among all blocks, by the words that the palette searches."""

    def __init__(self, canvas: Bench) -> None:
        super().__init__(canvas, "Add a block", "Type a block, Enter adds it", "No block matches “{}”.")
        self._canvas = canvas
        self.point: QPointF | None = None
        self.picture = self._icon

    def open_here(self) -> None:
        """Come up at the selected box, for a block that is to follow it."""
        self.point = None
        selected = self._canvas.sheet.selected_ids
        below = None
        if selected:
            corner = self._canvas.sheet.boxes[selected[-1]].rect().bottomLeft()
            below = self._canvas.mapFromScene(corner) + QPoint(0, _BELOW)
        self.open(self._offered(), below)

    def open_at(self, at: QPoint) -> None:
        """Come up at a point of the view, for a block that is to stand there."""
        self.point = self._canvas.mapToScene(at)
        self.open(self._offered(), at)

    def _icon(self, key: str) -> QIcon:
        colours = theme.of(self.palette())
        info = self._canvas.offers[key]
        return icon(info.name, QColor(colours.hue(info.group)), QColor(colours.on_accent))

    def _offered(self) -> Iterator[Choice]:
        for key, info in self._canvas.offers.items():
            yield Choice(key, block_title(info), info.group, f"{info.name} {info.doc}", block_tip(info))
