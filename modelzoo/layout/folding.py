"""Where a network turns round: what falls in resolution and rises again is folded into arms, side by side."""

import math
from collections.abc import Iterable, Mapping, Sequence

from modelzoo.graph import Node, Shape


def fold(nodes: Sequence[Node], shapes: Mapping[str, Shape]) -> dict[str, int]:
    """Which arm each node belongs to: 0 runs down to the first bottleneck, 1 climbs from there, 2 runs down again.

    A little shrinking is the work of unpadded convolutions and turns no arm round, nor does a global pooling.
    """
    arms: dict[str, int] = {}
    areas: dict[str, int] = {}
    peaks: dict[str, int] = {}
    for node in nodes:
        before = [areas[source] for source in node.sources]
        area = math.prod(shapes[node.id][2:]) if node.id in shapes else max(before, default=0)
        arm = max((arms[source] for source in node.sources), default=0)
        peak = max((peaks[source] for source in node.sources), default=area)
        if before and min(before) > 0:
            rises = 2 * area >= 3 * max(before) and 2 * max(before) <= peak
            falls = 1 < area <= min(areas[source] for source in node.sources if arms[source] == arm) / 2
            arm += falls if arm % 2 else rises
        arms[node.id], areas[node.id], peaks[node.id] = arm, area, max(peak, area)
    return _turned_early(nodes, arms, areas)


def _turned_early(nodes: Sequence[Node], arms: dict[str, int], areas: Mapping[str, int]) -> dict[str, int]:
    """The arms, where skips that enclose one another at the smallest resolution belong to the climb too."""
    turn = next((node for node in nodes if arms[node.id] == 1), None)
    if turn is None or not turn.sources:
        return arms
    lowest = min(areas[source] for source in turn.sources)
    level = [node for node in nodes if arms[node.id] == 0 and areas[node.id] == lowest]
    start = _innermost_turn(level, {node.id: at for at, node in enumerate(nodes)})
    if start is None:
        return arms
    climbing = {start}
    for node in nodes:
        if arms[node.id] == 0 and not climbing.isdisjoint(node.sources):
            climbing.add(node.id)
    return arms | dict.fromkeys(climbing, 1)


def _innermost_turn(level: Iterable[Node], order: Mapping[str, int]) -> str | None:
    """The last node before the innermost of at least two concatenations whose skips enclose one another."""
    joints = [node for node in level if node.block == "concat" and len(node.sources) > 1]
    nest = joints[-1:]
    for joint in reversed(joints[:-1]):
        if min(map(order.__getitem__, joint.sources)) > min(map(order.__getitem__, nest[-1].sources)):
            nest.append(joint)
    return max(nest[-1].sources, key=order.__getitem__) if len(nest) > 1 else None
