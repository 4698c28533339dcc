"""A node by its name, block or parameters: what is found is selected and brought into view while a person types."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QIcon

from app import theme
from app.canvas.bench import Bench
from app.choosing import Choice
from app.icons import icon
from app.prose import block_title
from app.search_box import SearchBox


class NodeSearch(SearchBox):
    """Chooses among the nodes of the canvas; Escape gives back what was selected before."""

    breadth = 280

    def __init__(self, canvas: Bench) -> None:
        super().__init__(canvas, "Find a node", "Type a name or a block", "No node matches “{}”.")
        self._canvas = canvas
        self._selected: tuple[str, ...] = ()
        self.picture = self._icon
        self.walked.connect(self._show)
        self.chosen.connect(self._show)
        self.left.connect(self._put_back)

    def open_here(self) -> None:
        """Come up in a corner with all nodes, in the order of the network."""
        self._selected = self._canvas.sheet.selected_ids
        self.open(map(self._choice, self._canvas.sheet.boxes), QPoint())

    def _choice(self, id: str) -> Choice:
        box = self._canvas.sheet.boxes[id]
        return Choice(id, id, block_title(box.info), f"{box.node.block} {box.description}", box.description)

    def _icon(self, id: str) -> QIcon:
        info, colours = self._canvas.sheet.boxes[id].info, theme.of(self.palette())
        return icon(info.name, QColor(colours.hue(info.group)), QColor(colours.on_accent))

    def _show(self, id: str) -> None:
        self._canvas.sheet.select({id})
        self._canvas.attend(self.geometry())

    def _put_back(self) -> None:
        self._canvas.sheet.select(self._selected)
