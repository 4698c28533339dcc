"""A composite block opened in place: replaced by the layers it is made of, which together do the same.

A named block is replaced by the blocks that a person made it of, and no further.
"""

from collections.abc import Collection
from functools import lru_cache

import torch

from modelzoo.edits import splice
from modelzoo.errors import BuildError, GraphError
from modelzoo.graph import Given, Graph, Shape, Value
from modelzoo.grouping import is_named_block, taken_apart
from modelzoo.layering import Layer, fused, names_for, nodes_of, read_all
from modelzoo.ops import Blank
from modelzoo.reading.layers import LEAVES
from modelzoo.recording import record
from modelzoo.registry import build_module
from modelzoo.results import Ungrouped
from modelzoo.walk import follow

Params = tuple[tuple[str, Value], ...]


def ungroup(graph: Graph, ids: Collection[str], given: Given) -> Ungrouped:
    """The graph with these nodes replaced by the layers they are made of, given what comes in.

    Raises BuildError where a node cannot be run, is a single layer, or does what no block of the palette does.
    """
    opened = graph
    parts: dict[str, tuple[str, ...]] = {}
    origins: dict[str, tuple[str, ...]] = {}
    for step in follow(graph, given):
        if step.node.id not in ids:
            continue
        if is_named_block(step.node):
            opened, names_inside = taken_apart(opened, step.node.id)
            parts[step.node.id] = tuple(names_inside.values())
            origins |= {now: (f"{step.node.id}.{inside}",) for inside, now in names_inside.items()}
            continue
        if step.probe is None:
            raise BuildError(step.node.id, step.reason or "what feeds it cannot work yet.")
        try:
            layers, result = _layers(step.node.block, step.node.params, step.shapes)
        except GraphError as error:
            raise BuildError(step.node.id, f"{step.node.block} cannot be opened: {error}") from None
        names = names_for(step.node.id, layers, {node.id for node in opened} - {step.node.id})
        nodes = nodes_of(layers, names, opened[step.node.id].inputs)
        opened = splice(opened, step.node.id, nodes, names[result])
        parts[step.node.id] = tuple(names.values())
        origins |= {names[each.output]: tuple(f"{step.node.id}.{path}" for path in each.paths) for each in layers}
    return Ungrouped(opened, parts, origins)


@lru_cache(maxsize=4096)
def _layers(block: str, params: Params, shapes: tuple[Shape, ...]) -> tuple[tuple[Layer, ...], int]:
    """The layers of a block in order, and the tensor that is its output. Its inputs are the tensors -1, -2, ..."""
    with Blank(torch.device("meta")):
        module = build_module(block, params, shapes).eval()
    inputs = [torch.empty(shape, device="meta") for shape in shapes]
    steps, output = record(module, inputs, LEAVES)
    tensors = {id(tensor): -1 - port for port, tensor in enumerate(inputs)}
    single = list(read_all(steps, tensors))
    result = tensors[id(output)]
    together = fused(single, result)
    layers = together if len(together) > 1 else single
    if len(layers) < 2:
        raise GraphError("it is a single layer.")
    return tuple(layers), result
