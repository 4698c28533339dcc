"""Where a box's ports are: on top and at the bottom, unless the wire comes from elsewhere; a port faces its wire."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF

from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH

_BESIDE = 0.75
"""Boxes whose heights differ by less than this share of a box stand beside each other."""
_SPARE_INSET = 16.0


class Side(Enum):
    """A side of a box, as the direction in which a wire leaves it."""

    TOP = (0.0, -1.0)
    BOTTOM = (0.0, 1.0)
    LEFT = (-1.0, 0.0)
    RIGHT = (1.0, 0.0)

    @property
    def outward(self) -> QPointF:
        """One unit away from the box."""
        return QPointF(*self.value)


@dataclass(frozen=True)
class Port:
    """An end that a wire can have: a node's output, or one of its inputs by number."""

    node: str
    input: int | None = None


@dataclass(frozen=True)
class Anchor:
    """Where a port sits on its box, and on which side."""

    point: QPointF
    side: Side


@dataclass(frozen=True)
class Anchors:
    """All ports of one box; an output that is wired in several directions has an anchor for each."""

    inputs: tuple[Anchor, ...]
    outputs: tuple[Anchor, ...]

    def output(self, side: Side) -> Anchor:
        """The output's anchor on this side, or else its main one."""
        return next((anchor for anchor in self.outputs if anchor.side is side), self.outputs[0])


def facing(here: QPointF, there: QPointF, otherwise: Side) -> Side:
    """The side of the box at `here` that faces the box at `there`; `otherwise` where one covers the other."""
    across, down = there.x() - here.x(), there.y() - here.y()
    if abs(down) < _BESIDE * BOX_HEIGHT:
        if abs(across) < BOX_WIDTH:
            return otherwise
        return Side.RIGHT if across > 0 else Side.LEFT
    return Side.BOTTOM if down > 0 else Side.TOP


def anchors(
    place: QPointF, sources: Sequence[QPointF | None], targets: Collection[QPointF], *, spare: bool, ends: bool
) -> Anchors:
    """The ports of a box at `place`, fed from and feeding boxes at these places (None: open).

    `spare`: one more input, out of the others' way. `ends`: no output.
    """
    wanted = [facing(place, source, Side.TOP) if source is not None else None for source in sources]
    usual = Side.BOTTOM if Side.BOTTOM in wanted and Side.TOP not in wanted else Side.TOP
    sides = [side or usual for side in wanted]
    opposite = Side.TOP if usual is Side.BOTTOM else Side.BOTTOM
    leaving = list(dict.fromkeys(facing(place, target, opposite) for target in targets)) or [opposite]
    leaving.sort(key=lambda side: side is not opposite)
    if ends:
        leaving = []
    spread = _spread([*sides, *leaving])
    inputs, outputs = spread[: len(sides)], spread[len(sides) :]
    if spare:
        inputs.append(Anchor(QPointF(BOX_WIDTH - _SPARE_INSET, 0 if usual is Side.TOP else BOX_HEIGHT), usual))
    return Anchors(tuple(inputs), tuple(outputs))


def _spread(sides: Sequence[Side]) -> list[Anchor]:
    """Ports that share a side share its length equally."""
    placed: list[Anchor] = []
    for at, side in enumerate(sides):
        share = (sides[:at].count(side) + 1) / (sides.count(side) + 1)
        x, y = share * BOX_WIDTH, share * BOX_HEIGHT
        point = {
            Side.TOP: QPointF(x, 0),
            Side.BOTTOM: QPointF(x, BOX_HEIGHT),
            Side.LEFT: QPointF(0, y),
            Side.RIGHT: QPointF(BOX_WIDTH, y),
        }[side]
        placed.append(Anchor(point, side))
    return placed
