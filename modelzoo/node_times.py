"""Where a model's time goes, node by node, as plain frozen data: no torch here."""

from dataclasses import dataclass

from modelzoo.measurements import Latency


@dataclass(frozen=True)
class NodeTime:
    """What one node takes of a forward pass, in seconds; nothing where it merely names or passes on a tensor.

    merged: it has no time of its own since the runtime does its work within other nodes' operations.
    """

    node: str
    block: str
    p50: float
    p90: float
    merged: bool = False


@dataclass(frozen=True)
class LayerTimes:
    """A model's nodes in order, timed in turns with its whole passes.

    whole: the latency of those. others: the kinds of operations that belong to no node, such as changes of a tensor's
    layout, with their medians; no node's time holds a part of them. n: passes whose nodes were timed.
    """

    whole: Latency
    nodes: tuple[NodeTime, ...]
    others: tuple[tuple[str, float], ...]
    n: int

    @property
    def total(self) -> float:
        """The median of the whole passes, in seconds."""
        return self.whole.p50

    @property
    def seconds(self) -> dict[str, float]:
        """Each node's median."""
        return {each.node: each.p50 for each in self.nodes}

    def share(self, seconds: float) -> float:
        """This part of the whole."""
        return seconds / self.total

    @property
    def unattributed_share(self) -> float:
        """What the nodes' medians leave of the whole; below 0 where they sum up to more."""
        return self.share(self.total - sum(self.seconds.values()))
