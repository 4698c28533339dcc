"""A foreign network as a graph of our blocks, to be edited like any other, with the numbers it came with."""

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor, fx, nn

from modelzoo.build import build
from modelzoo.catalog import find_block
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, Size, free_id
from modelzoo.layering import Layer, fused, nodes_of
from modelzoo.ops import Blank
from modelzoo.probe import Foretold
from modelzoo.registry import build_module
from modelzoo.walk import walk

CLOSE = 1e-4
"""By which share of the largest output results may differ, and the two networks still be the same one."""


@dataclass(frozen=True)
class Editable:
    """A graph of blocks, and its numbers under the names that its network has for them."""

    graph: Graph
    size: Size
    weights: Mapping[str, Tensor]

    @property
    def opaque(self) -> tuple[Node, ...]:
        """What could not be mapped: known by its figures, never run."""
        return self.graph.of_block("opaque")

    def network(self) -> fx.GraphModule:
        """The network with its numbers. Raises BuildError where a part is opaque."""
        network = build(self.graph, self.size)
        network.load_state_dict(dict(self.weights), strict=False)
        return network


def assemble(
    layers: Sequence[Layer],
    channels: Sequence[int],
    results: Sequence[int],
    tensors: Mapping[str, Sequence[Tensor]],
    size: Size,
) -> Editable:
    """The layers as a graph between inputs of so many channels (the tensors -1, -2 ...) and the results.

    tensors: the numbers of each module that the layers name, in the order in which torch keeps them.
    """
    together = list(layers)
    if len(results) == 1:
        together = fused(together, results[0])
    b = find_block("input")
    inputs = [b.node(f"input{at}", channels=each) for at, each in enumerate(channels, 1)]
    names = _names(together, [each.id for each in inputs])
    nodes = [*inputs, *nodes_of(together, names, [each.id for each in inputs])]
    wires = {-1 - port: each.id for port, each in enumerate(inputs)} | names
    ends = [find_block("output").node(f"output{at}", [wires[each]]) for at, each in enumerate(results, 1)]
    graph = Graph((*nodes, *ends))
    own = {names[each.output]: [one for path in each.paths for one in tensors[path]] for each in together}
    return Editable(graph, size, _state(graph, size, own))


def is_same(editable: Editable, inputs: Sequence[Tensor], expected: Sequence[Tensor]) -> bool:
    """Whether the graph's network gives on these inputs what it should."""
    with torch.no_grad():
        found = editable.network()(*inputs)
    outputs = found if isinstance(found, tuple) else (found,)
    return len(outputs) == len(expected) and all(_near(*pair) for pair in zip(outputs, expected, strict=True))


def _near(one: Tensor, other: Tensor) -> bool:
    if one.shape != other.shape:
        return False
    return not one.numel() or bool((one - other).abs().max() <= CLOSE * other.abs().max().clamp(min=1e-6))


def _names(layers: Sequence[Layer], taken: Sequence[str]) -> dict[int, str]:
    """A name for each layer's node: the path of the module that it was, else its block with a number."""
    used = {*taken, *_kept_by_torch()}
    names: dict[int, str] = {}
    for layer in layers:
        wish = re.sub(r"[^0-9A-Za-z_]+", "_", layer.paths[0]).strip("_").lower() if layer.paths else ""
        if wish and (not wish.isidentifier() or keyword.iskeyword(wish)):
            wish = f"{layer.block}_{wish}"
        names[layer.output] = wish if wish and wish not in used else free_id(used, f"{wish}_" if wish else layer.block)
        used.add(names[layer.output])
    return names


@cache
def _kept_by_torch() -> frozenset[str]:
    return frozenset({"self", *dir(fx.GraphModule(nn.Module(), fx.Graph()))})


def _state(graph: Graph, size: Size, tensors: Mapping[str, Sequence[Tensor]]) -> dict[str, Tensor]:
    """The numbers under the network's names. Raises GraphError where they do not fit the nodes."""
    state: dict[str, Tensor] = {}
    for node, shapes, _ in walk(graph, size):
        if node.block in ("input", "output"):
            continue
        with Blank(torch.device("meta")):
            module = build_module(node.block, node.params, shapes)
        if isinstance(module, Foretold):
            continue
        own = {name: each for name, each in module.state_dict().items() if not name.endswith("num_batches_tracked")}
        given = tensors.get(node.id, ())
        if [each.shape for each in own.values()] != [each.shape for each in given]:
            raise GraphError(f"{node.id} has other numbers than a {node.block} has.")
        state |= {f"{node.id}.{name}": value for name, value in zip(own, given, strict=True)}
    return state
