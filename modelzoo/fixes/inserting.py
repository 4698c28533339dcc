"""Fixes by blocks on wires: so that several shapes fit together, or one fits its reader."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from modelzoo.catalog import find_block
from modelzoo.errors import BuildError, ShapeError
from modelzoo.fixes.adapters import PICTURE, WAYS, Adapter, one, pointwise
from modelzoo.fixes.wires import Candidate
from modelzoo.graph import Graph, Node, Shape, free_id
from modelzoo.probe import probe
from modelzoo.rewriting import rewrite
from modelzoo.walk import Step

_EQUAL_CHANNELS = ("add", "multiply")
"""Blocks that need the same channels at all inputs."""


def joints(graph: Graph, step: Step) -> Iterator[Candidate]:
    """Inputs made alike by blocks on the wires that differ; the skip rather than the main path, the smallest first."""
    free = step.node.block not in _EQUAL_CHANNELS
    for like in _kept(graph, step):
        for way in WAYS:
            found = {
                port: way(shape, step.shapes[like], free)
                for port, shape in enumerate(step.shapes)
                if not _alike(shape, step.shapes[like], free)
            }
            adapters = {port: adapter for port, adapter in found.items() if adapter}
            if adapters and len(adapters) == len(found):
                yield _inserted(graph, step.node, adapters, like)


def insertions(graph: Graph, step: Step) -> Iterator[Candidate]:
    """One block before a reader that it makes content."""
    (shape,) = step.shapes or ((),)
    for adapter in _single(step.node, shape) if len(shape) == PICTURE else ():
        ((block, values),) = adapter.blocks
        made = _probed(block, values, shape)
        if made and _works(step.node, made):
            yield _inserted(graph, step.node, {0: adapter}, 0)


def _single(node: Node, shape: Shape) -> Iterator[Adapter]:
    """What could be put before a block that reads one picture."""
    _, channels, height, width = shape
    yield Adapter("a global average pool", one("global_avg_pool"))
    yield Adapter("a flatten", one("flatten"))
    factor = node.values.get("factor")
    if isinstance(factor, int) and (height % factor or width % factor):
        rest = {"top": 0, "bottom": -height % factor, "left": 0, "right": -width % factor}
        yield Adapter("zeros at the border", one("zero_pad", **rest))
    for wanted in _wanted_channels(node, channels):
        yield pointwise(wanted)


def _wanted_channels(node: Node, channels: int) -> list[int]:
    """Numbers of channels that a block may take other than those that reach it."""
    values = node.values
    made = [value for name in ("out", "channels") if type(value := values.get(name)) is int and value > 0]
    parts = [value for name in ("groups", "parts") if type(value := values.get(name)) is int]
    if type(factor := values.get("factor")) is int:
        parts.append(factor**2)
    return [*made, *(math.ceil(channels / part) * part for part in parts)]


def _kept(graph: Graph, step: Step) -> list[int]:
    """The ports whose shape the others could take, one a shape: what is scaled, the main path, then the smallest."""
    sources = step.node.sources
    skips = {source for source in sources if any(source in _above(graph, other) for other in sources)}
    scaled = step.node.block == "multiply"

    def weight(port: int) -> tuple[bool, bool, int]:
        return scaled and port > 0, sources[port] in skips, math.prod(step.shapes[port][2:])

    found: dict[Shape, int] = {}
    for port in sorted(range(len(step.shapes)), key=weight):
        found.setdefault(step.shapes[port], port)
    return list(found.values())


def _above(graph: Graph, id: str) -> set[str]:
    """All that a node's output depends on."""
    found: set[str] = set()
    waiting = list(graph[id].sources)
    while waiting:
        source = waiting.pop()
        if source not in found:
            found.add(source)
            waiting += graph[source].sources
    return found


def _alike(shape: Shape, like: Shape, free: bool) -> bool:
    return shape == like or (free and len(shape) == len(like) and shape[2:] == like[2:])


def _inserted(graph: Graph, node: Node, adapters: Mapping[int, Adapter], like: int) -> Candidate:
    """The graph with an adapter on the wire into each of these ports, and what was done."""
    taken, wires, made = {each.id for each in graph}, list(node.inputs), []
    for port, adapter in adapters.items():
        for block, values in adapter.blocks:
            info, id = find_block(block), free_id(taken, block)
            made.append(info.node(id, (wires[port], node.inputs[like])[: len(info.ports)], **values))
            taken.add(id)
            wires[port] = id
    rewired = replace(node, inputs=tuple(wires))
    words = next(iter(adapters.values())).words
    where = " and ".join(dict.fromkeys(str(node.inputs[port]) for port in adapters))
    return f"insert {words} between {where} and {node.id}", rewrite(graph, {node.id}, lambda _: [*made, rewired])


def _works(node: Node, *shapes: Shape) -> bool:
    try:
        probe(node.block, node.params, shapes)
    except (BuildError, ShapeError):
        return False
    return True


def _probed(block: str, values: Mapping[str, Any], shape: Shape) -> Shape | None:
    try:
        return probe(block, find_block(block).node("made", **values).params, (shape,)).shape
    except (BuildError, ShapeError):
        return None
