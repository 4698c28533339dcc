"""Left and right in a layered layout: an order with few crossings, then places that keep chains straight."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

Spot = tuple[str, int]
"""A node at a level, or the lane that a long wire from that node takes through the level."""

_SWEEPS = 6
_LANE_WIDTH = 30.0
_LANE_WEIGHT = 0.001


def columns(rows: Mapping[str, int], wires: Iterable[tuple[str, str, float]], pitch: float) -> dict[str, float]:
    """An x for every node, at least `pitch` apart within a row; wires that pass a row are given room there.

    A wire is (source, target, where its port lies on the target: from -0.5, far left, to 0.5).
    """
    return _Layers(rows, wires, pitch).solve()


class _Layers:
    """The spots of each level from left to right, and their neighbours above and below."""

    def __init__(self, rows: Mapping[str, int], wires: Iterable[tuple[str, str, float]], pitch: float) -> None:
        level = {row: at for at, row in enumerate(sorted(set(rows.values())))}
        self._spots: dict[str, Spot] = {id: (id, level[row]) for id, row in rows.items()}
        self._real = set(self._spots.values())
        self._pitch = pitch
        self._layers: list[list[Spot]] = [[] for _ in level]
        for spot in self._spots.values():
            self._layers[spot[1]].append(spot)
        self._above: dict[Spot, list[Spot]] = {spot: [] for spot in self._real}
        self._below: dict[Spot, list[Spot]] = {spot: [] for spot in self._real}
        self._leans: dict[tuple[Spot, Spot], float] = {}
        for source, target, port in wires:
            upper, lower = sorted((self._spots[source], self._spots[target]), key=lambda spot: spot[1])
            first, last = self._add_wire(upper, lower)
            self._leans[first if upper == self._spots[target] else last, self._spots[target]] = port
        self._x: dict[Spot, float] = {}

    def solve(self) -> dict[str, float]:
        """Order, then place."""
        for _ in range(_SWEEPS):
            self._sweep_order(self._layers, self._above)
            self._sweep_order(self._layers[::-1], self._below)
        for layer in self._layers:
            self._place(layer, lambda spot: [])
        for _ in range(_SWEEPS):
            for layer in self._layers:
                self._place(layer, self._above.__getitem__)
            for layer in reversed(self._layers):
                self._place(layer, self._below.__getitem__)
        for layer in self._layers * 2:
            self._place(layer, lambda spot: self._above[spot] + self._below[spot])
        return {id: self._x[spot] for id, spot in self._spots.items()}

    def _add_wire(self, upper: Spot, lower: Spot) -> tuple[Spot, Spot]:
        """Join two spots; wires from one node share their lane. Gives the spots next to the upper and the lower one."""
        before = upper
        for level in range(upper[1] + 1, lower[1]):
            lane = (upper[0], level)
            if lane not in self._above:
                self._above[lane], self._below[lane] = [before], []
                self._below[before].append(lane)
                self._layers[level].append(lane)
            before = lane
        self._below[before].append(lower)
        self._above[lower].append(before)
        return ((upper[0], upper[1] + 1) if before != upper else lower), before

    def _sweep_order(self, layers: Iterable[list[Spot]], neighbours: Mapping[Spot, list[Spot]]) -> None:
        """Sort each layer by the mean position of its neighbours in the layer before."""
        for layer in layers:
            middle = (len(layer) - 1) / 2
            at = {spot: index - middle for index, spot in enumerate(layer)}
            for spot in layer:
                near = [self._x[other] + self._leans.get((spot, other), 0.0) for other in neighbours[spot]]
                at[spot] = sum(near) / len(near) if near else self._x.get(spot, at[spot])
            layer.sort(key=at.__getitem__)
            self._x.update({spot: index - middle for index, spot in enumerate(layer)})

    def _place(self, layer: Sequence[Spot], neighbours: Callable[[Spot], list[Spot]]) -> None:
        """Put each spot as near to the middle of its neighbours as order and width allow."""
        offsets, offset = [0.0], 0.0
        for left, right in pairwise(layer):
            offset += (self._width(left) + self._width(right)) / 2
            offsets.append(offset)
        wishes = [self._wish(spot, neighbours(spot)) - offset for spot, offset in zip(layer, offsets, strict=True)]
        weights = [1.0 if spot in self._real else _LANE_WEIGHT for spot in layer]
        for spot, x, offset in zip(layer, _rising(wishes, weights), offsets, strict=True):
            self._x[spot] = x + offset

    def _wish(self, spot: Spot, neighbours: Sequence[Spot]) -> float:
        if not neighbours:
            return self._x[spot]
        weights = [1.0 if other in self._real else _LANE_WEIGHT for other in neighbours]
        return sum(weight * self._x[other] for weight, other in zip(weights, neighbours, strict=True)) / sum(weights)

    def _width(self, spot: Spot) -> float:
        return self._pitch if spot in self._real else _LANE_WIDTH


def _rising(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest values, by weighted least squares, that never fall: neighbours that would cross share their mean."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight in zip(wishes, weights, strict=True):
        mean, mass, count = wish, weight, 1
        while pools and pools[-1][0] > mean:
            other, heavier, more = pools.pop()
            mean = (mean * mass + other * heavier) / (mass + heavier)
            mass, count = mass + heavier, count + more
        pools.append((mean, mass, count))
    return [mean for mean, _, count in pools for _ in range(count)]
