"""Keeping a graph able to run when the channels that reach a block have changed."""

from collections.abc import Mapping

from modelzoo.catalog import find_block
from modelzoo.graph import Given, Graph, Shape
from modelzoo.rewriting import fresh, rewrite
from modelzoo.walk import Step, follow

Shapes = Mapping[str, Shape]
"""What each node hands on, batch first; nodes that cannot run are left out."""


def shapes_of(graph: Graph, given: Given) -> Shapes:
    """What each node hands on of what comes in."""
    return {step.node.id: step.probe.shape for step in follow(graph, given) if step.probe}


def restore_widths(before: Graph, after: Graph, given: Given) -> Graph:
    """The graph with a 1x1 convolution on each wire whose new number of channels its reader cannot take.

    That convolution makes as many channels as the reader had before. Readers that take any number keep the new one.
    """
    known = {step.node.id: step.shapes for step in follow(before, given)}
    mended = after
    while True:
        broken = next((step for step in follow(mended, given) if step.reason and _narrowed(step, known)), None)
        if broken is None:
            return mended
        mended = _widened(mended, broken, known[broken.node.id])


def _narrowed(step: Step, known: Mapping[str, tuple[Shape, ...]]) -> list[int]:
    """The ports where other channels arrive than before, on a picture of the same height and width."""
    return [
        port
        for port, (now, was) in enumerate(zip(step.shapes, known.get(step.node.id, ()), strict=False))
        if now[1] != was[1] and now[2:] == was[2:] and len(now) == 4
    ]


def _widened(graph: Graph, step: Step, shapes: tuple[Shape, ...]) -> Graph:
    node = step.node
    wires = dict(enumerate(node.inputs))
    made = []
    for port in _narrowed(step, {node.id: shapes}):
        name = fresh(graph, node.id, f"width{port + 1}")
        made.append(find_block("conv").node(name, [wires[port]], out=shapes[port][1], kernel=1, act="none"))
        wires[port] = name
    rewired = find_block(node.block).node(node.id, wires.values(), **node.values)
    return rewrite(graph, {node.id}, lambda _: [*made, rewired])
