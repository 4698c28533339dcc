"""What a roofline shows, as plain data: roofs as lines, blocks as marks, each with what it says. No widget here."""

from dataclasses import dataclass
from typing import Literal

from app import units
from app.breakdown import Breakdown
from modelzoo.roofs import RooflinePoint, Roofs

Place = tuple[float, float]
"""FLOP per byte, and FLOP per second."""
Kind = Literal["block", "bytes", "model"]

_ROOM = 1.8
_SLOPE = 5.0
"""How much of the x axis there is at least where the memory is the limit."""
_LITTLE = 1.15
"""How many times beyond the outermost mark the axes reach; above there is but the name of the compute roof."""


@dataclass(frozen=True)
class Mark:
    """A block, or the whole model (node is empty).

    A block that is bytes alone stands at the left end of the x axis, where the height of the memory roof is its bound
    as it is everywhere else.
    """

    node: str
    block: str
    kind: Kind
    place: Place
    text: str


@dataclass(frozen=True)
class RoofLine:
    """A limit from one place to another."""

    title: str
    start: Place
    end: Place


@dataclass(frozen=True)
class Picture:
    """The ends of both axes, the roofs, and the marks in the network's order, the model last."""

    x: Place
    y: Place
    roofs: tuple[RoofLine, ...]
    marks: tuple[Mark, ...]

    @property
    def bytes_alone(self) -> tuple[Mark, ...]:
        """The marks of blocks without arithmetic."""
        return tuple(mark for mark in self.marks if mark.kind == "bytes")

    def mark(self, node: str) -> Mark | None:
        """The mark of this node."""
        return next((mark for mark in self.marks if mark.node == node), None)


def picture(breakdown: Breakdown) -> Picture | None:
    """The blocks that were timed under the roofs; nothing as long as times or roofs are not known."""
    roofs, timed = breakdown.roofs, [point for point in breakdown.points if point.seconds]
    if roofs is None or not timed:
        return None
    intensities = [point.intensity for point in timed if point.flops]
    ridges = [roofs.compute.best / roof.best for roof in (roofs.memory, roofs.cache) if roof]
    x = (min(ridges + intensities) / _SLOPE, max(ridges + intensities) * _ROOM)
    blocks = {row.layer.node: row.layer.block for row in breakdown.rows}
    marks = tuple(_mark(point, blocks.get(point.node, ""), x[0]) for point in timed)
    least = min([mark.place[1] for mark in marks] + [roofs.attainable(x[0])])
    most = max([mark.place[1] for mark in marks] + [roofs.compute.best])
    return Picture(x, (least / _ROOM, most * _LITTLE), _lines(roofs, *x), marks)


def _mark(point: RooflinePoint, block: str, left: float) -> Mark:
    if point.flops:
        kind: Kind = "block" if point.node else "model"
        return Mark(point.node, block, kind, (point.intensity, point.speed), _text(point))
    return Mark(point.node, block, "bytes", (left, left * point.bytes / point.seconds), _text(point))


def _text(point: RooflinePoint) -> str:
    if point.flops:
        reached = f"{units.intensity(point.intensity)}, {units.rate(point.speed, 'FLOP/s')}"
    else:
        reached = f"bytes alone, {units.rate(point.bytes / point.seconds, 'B/s')}"
    took = f"{units.duration(point.seconds)}, at least {units.duration(point.bound)} by the roofs"
    beyond = "; beyond 100 %: its tensors came from a cache" if point.efficiency > 1 else ""
    return f"{point.node or 'Whole model'}: {reached}; {took}: {units.percent(point.efficiency)} efficient{beyond}"


def _lines(roofs: Roofs, left: float, right: float) -> tuple[RoofLine, ...]:
    top = roofs.compute.best
    slopes = [("Memory", roofs.memory)] + ([("L2", roofs.cache)] if roofs.cache else [])
    steepest = max(roof.best for _, roof in slopes)
    lines = [RoofLine(f"Compute {units.rate(top, 'FLOP/s')}", (top / steepest, top), (right, top))]
    for name, roof in slopes:
        end = min(top / roof.best, right)
        lines.append(
            RoofLine(f"{name} {units.rate(roof.best, 'B/s')}", (left, left * roof.best), (end, end * roof.best))
        )
    return tuple(lines)
