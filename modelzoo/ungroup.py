"""A composite block opened in place: replaced by the layers it is made of, which together do the same.

A named block is replaced by the blocks that a person made it of, and no further.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import torch

from modelzoo.blocks.layers import ACTIVATIONS
from modelzoo.catalog import find_block
from modelzoo.edits import splice
from modelzoo.errors import BuildError, GraphError
from modelzoo.graph import Graph, Node, Shape, Value, free_id
from modelzoo.grouping import is_named_block, taken_apart
from modelzoo.ops import Blank
from modelzoo.reading import LEAVES, read_function, read_layer
from modelzoo.recording import Step, record
from modelzoo.registry import build_module
from modelzoo.results import Ungrouped
from modelzoo.walk import Given, follow

Params = tuple[tuple[str, Value], ...]

_FUSING = ("conv", "depthwise_conv", "transposed_conv", "linear")


@dataclass(frozen=True)
class _Layer:
    """A node to be: its block and parameters, the modules whose weights it has, the tensors it reads and makes."""

    block: str
    values: Mapping[str, Any]
    paths: tuple[str, ...]
    inputs: tuple[int, ...]
    output: int


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
        names = _names(step.node.id, layers, {node.id for node in opened} - {step.node.id})
        nodes = _nodes(opened[step.node.id], layers, names)
        opened = splice(opened, step.node.id, nodes, names[result])
        parts[step.node.id] = tuple(names.values())
        origins |= {names[each.output]: tuple(f"{step.node.id}.{path}" for path in each.paths) for each in layers}
    return Ungrouped(opened, parts, origins)


@lru_cache(maxsize=4096)
def _layers(block: str, params: Params, shapes: tuple[Shape, ...]) -> tuple[tuple[_Layer, ...], int]:
    """The layers of a block in order, and the tensor that is its output. Its inputs are the tensors -1, -2, ..."""
    with Blank(torch.device("meta")):
        module = build_module(block, params, shapes).eval()
    inputs = [torch.empty(shape, device="meta") for shape in shapes]
    steps, output = record(module, inputs, LEAVES)
    tensors = {id(tensor): -1 - port for port, tensor in enumerate(inputs)}
    single = list(_read_all(steps, tensors))
    result = tensors[id(output)]
    fused = _fused(single, result)
    layers = fused if len(fused) > 1 else single
    if len(layers) < 2:
        raise GraphError("it is a single layer.")
    return tuple(layers), result


def _read_all(steps: Sequence[Step], tensors: dict[int, int]) -> Iterator[_Layer]:
    """Each step as layers; `tensors` learns the number of each tensor."""
    numbers = itertools.count()
    for step in steps:
        reads = [read_layer(step.layer)] if step.layer is not None else read_function(step)
        inputs = tuple(tensors[id(each)] for each in step.inputs)
        paths = (step.path,) if step.layer is not None else ()
        for read, output in zip(reads, step.outputs, strict=True):
            tensors[id(output)] = inputs[0] if read is None else next(numbers)
            if read is not None:
                yield _Layer(*read, paths, inputs, tensors[id(output)])


def _fused(layers: Sequence[_Layer], result: int) -> list[_Layer]:
    """The layers, with norms and activations made part of the convolutions that nothing else reads."""
    readers = Counter(source for layer in layers for source in layer.inputs)
    kept: dict[int, _Layer] = {}
    for layer in layers:
        source = layer.inputs[0]
        before = kept.get(source)
        together = _together(before, layer) if before and readers[source] == 1 and source != result else None
        if together is None:
            kept[layer.output] = layer
        else:
            kept = {(layer.output if key == source else key): each for key, each in (kept | {source: together}).items()}
    return list(kept.values())


def _together(first: _Layer, second: _Layer) -> _Layer | None:
    """One layer in place of two, or None where no block does both."""
    values: dict[str, Any] = {}
    if first.block == "global_avg_pool" and second.block == "flatten":
        values = {"flat": True}
    elif first.block in _FUSING and first.values["act"] == "none":
        if second.block in ACTIVATIONS and not second.values:
            values = {"act": second.block}
        elif second.block == "batch_norm" and second.values["affine"] and first.values.get("norm", "") == "":
            values = {"norm": "batch", "eps": second.values["eps"]} if first.block != "linear" else {}
    if not values:
        return None
    return replace(first, values={**first.values, **values}, paths=first.paths + second.paths, output=second.output)


def _names(prefix: str, layers: Sequence[_Layer], taken: Collection[str]) -> dict[int, str]:
    """A name for each layer's node: the composite's, then the layer's own there, numbered where that is used twice."""
    wishes = {layer.output: f"{prefix}_{_stem(layer)}" for layer in layers}
    often = Counter(wishes.values())
    names: dict[int, str] = {}
    used = set(taken)
    for output, wish in wishes.items():
        names[output] = wish if often[wish] == 1 and wish not in used else free_id(used, f"{wish}_")
        used.add(names[output])
    return names


def _stem(layer: _Layer) -> str:
    words = [word for word in layer.paths[0].split(".") if not word.isdigit()] if layer.paths else []
    return "_".join(words) or layer.block


def _nodes(node: Node, layers: Sequence[_Layer], names: Mapping[int, str]) -> list[Node]:
    wires = {-1 - port: source for port, source in enumerate(node.inputs)} | dict(names)
    return [
        find_block(each.block).node(names[each.output], [wires[source] for source in each.inputs], **each.values)
        for each in layers
    ]
