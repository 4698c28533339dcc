"""A transform as it is applied: an act that a history names, and the preview of what it would do."""

from dataclasses import dataclass

from modelzoo.catalog import CATALOG, TransformInfo, find_transform
from modelzoo.diff import Difference
from modelzoo.graph import Graph, Value
from modelzoo.params import value_text


@dataclass(frozen=True)
class Act:
    """One use of a transform. ids: the nodes that it may change; none of them stands for all.

    opened: composite blocks that it cannot change as they are are opened into their layers first. within: the uses of
    named blocks, from the outermost on, that lead to the nodes; empty where they are the model's own.
    """

    transform: str
    values: tuple[tuple[str, Value], ...] = ()
    ids: tuple[str, ...] = ()
    opened: bool = False
    within: tuple[str, ...] = ()

    @property
    def info(self) -> TransformInfo:
        """The transform. Raises UnknownNameError."""
        return find_transform(self.transform)

    @property
    def text(self) -> str:
        """The act in a few words, as in "width 0.5" or "dep-sep (2 blocks)"; its name where that is all we know."""
        part = f" ({self.ids[0]})" if len(self.ids) == 1 else f" ({len(self.ids)} blocks)" if self.ids else ""
        where = f" in {self.within[-1]}" if self.within else ""
        return self._said + part + where

    @property
    def _said(self) -> str:
        info, chosen = CATALOG.transforms.get(self.transform), dict(self.values)
        values = {param.name: param.default for param in info.params} if info else {}
        if self.transform == AS_BLOCKS:
            return self.transform
        if info is None or not chosen.keys() <= values.keys():  # of another version
            named = (f"{name}={value_text(value)}" for name, value in self.values)
            return " ".join([self.transform.replace("_", " "), *named])
        values |= chosen
        return info.brief.format(**{name: value_text(value) for name, value in values.items()})


AS_BLOCKS = "as blocks"
"""What stands in a history, and names an act, where a network from outside was made of blocks of ours. Its value
`file` is that network's origin."""

BY_HAND = Act("edited by hand")
"""What stands in a history for edits between two acts that no transform made."""


@dataclass(frozen=True)
class Preview:
    """What an act would make of a graph. `difference` says which nodes go, come and change, and what that saves.

    Where the act is one within a named block, graph and nodes are that block's, and the savings the whole model's.
    left: composite blocks that it does not change although layers within them would; they can be opened first.
    """

    act: Act
    graph: Graph
    difference: Difference
    left: tuple[str, ...] = ()
