"""A model's blocks with all that is known of each: figures on paper, the time taken, the place under the roofs."""

from dataclasses import dataclass
from functools import cached_property

from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.results import Cost, LayerCost
from modelzoo.roofs import RooflinePoint, Roofs, points


@dataclass(frozen=True)
class LayerRow:
    """One block. macs_share, time_share: its parts of the model's MACs and median time.

    point: its place under the roofs. stale: its time is of the model before an edit. batch: the pictures of that time.
    as_torchinfo: whether torchinfo has figures for it.
    """

    layer: LayerCost
    macs_share: float
    time: NodeTime | None = None
    time_share: float | None = None
    point: RooflinePoint | None = None
    stale: bool = False
    batch: int = 1
    as_torchinfo: bool = True

    @property
    def seconds(self) -> float | None:
        """What the block took; None where it was not timed, or where its work was done within another block."""
        return self.time.p50 if self.time and not self.time.merged else None

    @property
    def speed(self) -> float | None:
        """FLOP per second that its counted operations reached."""
        if not (self.layer.macs and self.seconds) or self.stale:
            return None
        return 2 * self.batch * self.layer.macs / self.seconds

    @property
    def bound(self) -> float | None:
        """The seconds that it takes at least."""
        return self.point.bound if self.point else None

    @property
    def efficiency(self) -> float | None:
        """The bound over the seconds taken."""
        return self.point.efficiency if self.point and self.seconds and not self.stale else None


@dataclass(frozen=True)
class Breakdown:
    """Where the cost and the time of the present model sit; what is None is not known.

    stale: the times are of the model before an edit.
    """

    cost: Cost | None = None
    times: LayerTimes | None = None
    roofs: Roofs | None = None
    stale: bool = False

    @property
    def batch(self) -> int:
        """How many pictures were timed at once."""
        return self.times.whole.setup.batch if self.times else 1

    @cached_property
    def points(self) -> tuple[RooflinePoint, ...]:
        """Every block that moves anything, and at last the whole model; nothing without roofs.

        What was not timed, or within another block, took 0 seconds.
        """
        if self.cost is None or self.roofs is None:
            return ()
        seconds = {layer.node: 0.0 for layer in self.cost.layers} | (self.times.seconds if self.times else {})
        return points(self.cost, seconds, self.times.total if self.times else 0.0, self.roofs, self.batch)

    @cached_property
    def rows(self) -> tuple[LayerRow, ...]:
        """The blocks in order."""
        if self.cost is None:
            return ()
        times = {each.node: each for each in self.times.nodes} if self.times else {}
        under = {point.node: point for point in self.points}
        macs = self.cost.macs or 1
        return tuple(
            LayerRow(
                layer,
                layer.macs / macs,
                time := times.get(layer.node),
                self.times.share(time.p50) if self.times and time and not time.merged else None,
                under.get(layer.node),
                self.stale,
                self.batch,
                self.cost.as_torchinfo,
            )
            for layer in self.cost.layers
        )
