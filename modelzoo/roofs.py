"""What this machine could do at best, and how near a model comes to that: the roofline, as plain data without torch.

The work is the ops that MACs count, a multiply-add being two FLOP; their bytes are inputs, weights and outputs, each
moved once: caches are cold between them. Norms, activations, additions and pools beside such ops in a block are taken
as fused into them and add nothing. A block that holds nothing else is bytes alone: 0 FLOP, and what it reads and
writes. It has a bound, which counts in its model's, but the model's intensity is that of the counted ops. What a
block merely passes on costs nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from modelzoo.measurements import Environment, Load
from modelzoo.results import Cost, LayerCost, intensity

FP32 = 4
"""Bytes of a value."""

Unit = Literal["FLOP/s", "B/s"]


@dataclass(frozen=True)
class Roof:
    """A limit that was measured: the best of n runs, and by which share of it their median stayed below.

    A copy's bytes are those read and those written; where the processor loads a line before it writes it, a third
    stream moves unseen and the true bandwidth is up to half as much again.
    """

    best: float
    unit: Unit
    how: str
    n: int
    spread: float


@dataclass(frozen=True)
class Roofs:
    """One machine's limits with so many threads, and what else went on while they were measured.

    cache is None where the size of the L2 cache is not known.
    """

    threads: int
    compute: Roof
    memory: Roof
    cache: Roof | None
    environment: Environment
    load: Load = field(default_factory=Load)

    @property
    def ridge(self) -> float:
        """The intensity from which on the arithmetic is the limit and no longer the memory, in FLOP per byte."""
        return self.compute.best / self.memory.best

    def attainable(self, intensity: float) -> float:
        """The most FLOP per second at this intensity."""
        return min(self.compute.best, intensity * self.memory.best)


@dataclass(frozen=True)
class RooflinePoint:
    """A block, or a whole model (node is empty), under the roofs: its work, its bound and the seconds it took."""

    node: str
    flops: int
    bytes: int
    bound: float
    seconds: float

    @property
    def intensity(self) -> float:
        """FLOP per byte; 0 for a block that is bytes alone."""
        return intensity(self.flops // 2, self.bytes)

    @property
    def speed(self) -> float:
        """FLOP per second that were reached."""
        return self.flops / self.seconds if self.seconds else 0.0

    @property
    def efficiency(self) -> float:
        """The bound over the seconds taken. Beyond 1 the tensors came from a cache, which no cold bound foresees."""
        return self.bound / self.seconds if self.seconds else 0.0


def bound(flops: float, bytes: float, roofs: Roofs) -> float:
    """The seconds that this work takes at least, its arithmetic and its traffic at the same time."""
    return max(flops / roofs.compute.best, bytes / roofs.memory.best)


def points(
    cost: Cost, seconds: Mapping[str, float], whole: float, roofs: Roofs, batch: int = 1
) -> tuple[RooflinePoint, ...]:
    """One point a block that moves anything and was timed, in order, and at last the whole model's.

    The seconds are each node's and the whole model's for so many pictures; the model is bound by all its blocks one
    after another.
    """
    works = {layer.node: _work(layer, batch) for layer in cost.layers}
    bounds = {node: bound(*work, roofs) for node, work in works.items()}
    blocks = [
        RooflinePoint(node, *work, bounds[node], seconds[node])
        for node, work in works.items()
        if any(work) and node in seconds
    ]
    moved = sum(_traffic(layer, batch) for layer in cost.layers)
    return (*blocks, RooflinePoint("", 2 * batch * cost.macs, moved, sum(bounds.values()), whole))


def _work(layer: LayerCost, batch: int) -> tuple[int, int]:
    """The FLOP and bytes of a block, or its bytes alone."""
    if layer.macs or not layer.activation_bytes:
        return 2 * batch * layer.macs, _traffic(layer, batch)
    return 0, batch * FP32 * sum(map(math.prod, (*layer.inputs, layer.output)))


def _traffic(layer: LayerCost, batch: int) -> int:
    """The bytes that the counted ops move: each picture's, and the weights' once."""
    return batch * (layer.traffic_bytes - layer.weight_traffic_bytes) + layer.weight_traffic_bytes
