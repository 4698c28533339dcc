"""What a transform applies to: the whole network, what is selected on the canvas, or one of its stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from modelzoo.catalog import find_block
from modelzoo.graph import Graph, Shape
from modelzoo.labels import shape_label
from modelzoo.stages import Stage, stages

_WHOLE, _SELECTION = "whole", "selection"


@dataclass(frozen=True)
class Scope:
    """One thing to choose. key: what it is known by as long as the network does not change much. ids: () for all."""

    key: str
    title: str
    ids: tuple[str, ...] = ()


class ScopeChooser(QComboBox):
    """Offers the stages of the network that was last shown."""

    changed = Signal()
    """Other nodes are meant than before."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[Scope, ...] = ()
        self._selected: tuple[str, ...] = ()
        self._scopes: list[Scope] = []
        self.setAccessibleName(self.tr("What the transform applies to"))
        self.setToolTip(self.tr("All blocks, those selected on the canvas, or a run of blocks of one kind and size"))
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._fill()

    @property
    def ids(self) -> tuple[str, ...] | None:
        """The nodes that are meant, () for all; None where the selection is and nothing is selected."""
        scope = self._scopes[self.currentIndex()]
        return None if scope.key == _SELECTION and not scope.ids else scope.ids

    def show_network(self, graph: Graph, shapes: Mapping[str, Shape]) -> None:
        """Offer the stages of this network."""
        found = (stage for stage in stages(graph, shapes) if len(stage) > 1)
        self._stages = tuple(_stage(graph, stage, shapes) for stage in found)
        self._fill()

    def show_selection(self, ids: Sequence[str]) -> None:
        """These nodes are selected."""
        self._selected = tuple(ids)
        self._fill()

    def choose_selection(self) -> None:
        """Mean what is selected, if anything is, else the whole."""
        self.setCurrentIndex(1 if self._selected else 0)

    def _fill(self) -> None:
        """Offer what there is now; what was chosen stays so as long as it is there."""
        before = self.ids if self._scopes else ()
        chosen = self._scopes[self.currentIndex()].key if self._scopes else _WHOLE
        count = len(self._selected)
        selection = self.tr("The selection ({})").format(
            self.tr("nothing yet")
            if not count
            else self._selected[0]
            if count == 1
            else self.tr("{} blocks").format(count)
        )
        whole = Scope(_WHOLE, self.tr("The whole network"))
        self._scopes = [whole, Scope(_SELECTION, selection, self._selected), *self._stages]
        keys = [scope.key for scope in self._scopes]
        with QSignalBlocker(self):
            self.clear()
            self.addItems([scope.title for scope in self._scopes])
            self.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
        if self.ids != before:
            self.changed.emit()


def _stage(graph: Graph, stage: Stage, shapes: Mapping[str, Shape]) -> Scope:
    """A stage as it is offered: Stage fire2 to fire4 (3 fire, 128×55×55)."""
    title = find_block(graph[stage[0]].block).title
    what = f"{len(stage)} × {title}, {shape_label(shapes[stage[-1]])}"
    return Scope(stage[0], f"Stage {stage[0]} to {stage[-1]} ({what})", stage)
