"""Where boxes stand: where a person put them, or where the layout puts them, at once or as soon as it is done."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from modelzoo.graph import Graph, Shape
from modelzoo.layout.arranging import arrange
from modelzoo.project import Place, Project

_AT_ONCE = 600
"""Nodes that are laid out before anything else happens; with more of them that would be felt."""
_FEW = 50
"""So many boxes may stand anywhere near their inputs until they are laid out."""

Shapes = Mapping[str, Shape]
Places = Mapping[str, Place]


class Layouts(QObject):
    """Knows the layout of the network that is shown; has those of large ones made elsewhere."""

    wished = Signal(object, object)
    """A large network is to be laid out: its graph and shapes. `learn` takes the places."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._awaited: tuple[Graph, Shapes] | None = None
        self._known: tuple[tuple[Graph, Shapes], Places] = (Graph(), {}), {}

    @property
    def pending(self) -> bool:
        """Whether a layout is being made."""
        return self._awaited is not None

    def places(self, project: Project, shapes: Shapes, shown: Places) -> Places | None:
        """Where the boxes stand; None as long as that is being found out and too few of them are shown anywhere."""
        graph, before = project.graph, self._awaited
        self._awaited, wanted = None, (graph, shapes)
        if is_placed(project):
            return project.places
        if len(graph) <= _AT_ONCE:
            return arrange(graph, shapes)
        if self._known[0] == wanted:
            return self._known[1]
        self._awaited = wanted
        if before != wanted:
            self.wished.emit(graph, shapes)
        stay = {id: place for id, place in shown.items() if id in graph}
        return stay if len(stay) >= len(graph) - _FEW else None

    def learn(self, graph: Graph, shapes: Shapes, places: Places) -> bool:
        """Keep the places that were found out, and tell whether they are still what is wished."""
        if self._awaited != (graph, shapes):
            return False
        self._awaited, self._known = None, ((graph, shapes), places)
        return True


def is_placed(project: Project) -> bool:
    """Whether a person, or a file, has said where boxes stand."""
    return any(node.id in project.places for node in project.graph)
