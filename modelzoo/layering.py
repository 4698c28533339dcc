"""What a module does, as layers of the palette: nodes to be, each with the modules whose weights it has."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from modelzoo.blocks.layers import ACTIVATIONS
from modelzoo.catalog import find_block
from modelzoo.graph import Node, free_id
from modelzoo.reading.functions import read_function
from modelzoo.reading.layers import read_layer
from modelzoo.recording import Step

_FUSING = ("conv", "depthwise_conv", "transposed_conv", "linear")


@dataclass(frozen=True)
class Layer:
    """A node to be: its block and parameters, the modules whose weights it has, the tensors it reads and makes."""

    block: str
    values: Mapping[str, Any]
    paths: tuple[str, ...]
    inputs: tuple[int, ...]
    output: int


def read_all(steps: Sequence[Step], tensors: dict[int, int]) -> Iterator[Layer]:
    """Each step as layers; `tensors` learns the number of each tensor."""
    numbers = itertools.count()
    for step in steps:
        reads = [read_layer(step.layer)] if step.layer is not None else read_function(step)
        inputs = tuple(tensors[id(each)] for each in step.inputs)
        paths = (step.path,) if step.layer is not None else ()
        for read, output in zip(reads, step.outputs, strict=True):
            tensors[id(output)] = inputs[0] if read is None else next(numbers)
            if read is not None:
                yield Layer(*read, paths, inputs, tensors[id(output)])


def fused(layers: Sequence[Layer], result: int) -> list[Layer]:
    """The layers, with norms and activations made part of the convolutions that nothing else reads."""
    readers = Counter(source for layer in layers for source in layer.inputs)
    kept: dict[int, Layer] = {}
    for layer in layers:
        source = layer.inputs[0]
        before = kept.get(source)
        together = _together(before, layer) if before and readers[source] == 1 and source != result else None
        if together is None:
            kept[layer.output] = layer
        else:
            kept = {(layer.output if key == source else key): each for key, each in (kept | {source: together}).items()}
    return list(kept.values())


def _together(first: Layer, second: Layer) -> Layer | None:
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


def names_for(prefix: str, layers: Sequence[Layer], taken: Collection[str]) -> dict[int, str]:
    """A name for each layer's node: the composite's, then the layer's own there, numbered where that is used twice."""
    wishes = {layer.output: f"{prefix}_{_stem(layer)}".removeprefix("_") for layer in layers}
    often = Counter(wishes.values())
    names: dict[int, str] = {}
    used = set(taken)
    for output, wish in wishes.items():
        names[output] = wish if often[wish] == 1 and wish not in used else free_id(used, f"{wish}_")
        used.add(names[output])
    return names


def _stem(layer: Layer) -> str:
    words = [word for word in layer.paths[0].split(".") if not word.isdigit()] if layer.paths else []
    return "_".join(words) or layer.block


def nodes_of(layers: Sequence[Layer], names: Mapping[int, str], ports: Sequence[str | None]) -> list[Node]:
    """The layers as nodes of these names, what feeds their ports being named too."""
    wires = {-1 - port: source for port, source in enumerate(ports)} | dict(names)
    return [
        find_block(each.block).node(names[each.output], [wires[source] for source in each.inputs], **each.values)
        for each in layers
    ]
