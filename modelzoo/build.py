"""A graph as a runnable network: one child module a node, under the node's id, and a readable `forward`."""

import torch
from torch import fx, nn

from modelzoo.errors import BuildError
from modelzoo.graph import Graph, Node, Shape, Size
from modelzoo.probe import Foretold
from modelzoo.registry import build_module
from modelzoo.walk import walk

_TAKEN = frozenset({"self", *dir(fx.GraphModule(nn.Module(), fx.Graph()))})


def build(graph: Graph, size: Size, seed: int = 0) -> fx.GraphModule:
    """The network for inputs of `size` (height, width), in eval mode, with weights drawn from `seed`.

    Its arguments are the input nodes in order, its result the output node's tensor, or a tuple of several.
    Only what reaches an output is built. Raises BuildError where a node cannot be, GraphError without an output.
    """
    modules = nn.Module()
    trace = fx.Graph()
    values: dict[str, fx.Node] = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for node, shapes, _ in walk(graph, size):
            if node.id in _TAKEN:
                raise BuildError(node.id, "torch keeps this name for itself. Rename the block.")
            match node.block:
                case "input":
                    values[node.id] = trace.placeholder(node.id)
                case "output":
                    values[node.id] = values[node.sources[0]]
                case _:
                    modules.add_module(node.id, _built(node, shapes))
                    values[node.id] = trace.call_module(node.id, tuple(values[source] for source in node.sources))
    ends = tuple(values[node.id] for node in graph.of_block("output"))
    trace.output(ends[0] if len(ends) == 1 else ends)
    return fx.GraphModule(modules, trace).eval()


def _built(node: Node, shapes: tuple[Shape, ...]) -> nn.Module:
    module = build_module(node.block, node.params, shapes)
    if isinstance(module, Foretold):
        raise BuildError(node.id, "it came with a file and only its figures are known: it cannot be run from here.")
    return module


def example_inputs(graph: Graph, size: Size, batch: int = 1) -> tuple[torch.Tensor, ...]:
    """Random inputs of shape (batch, channels, height, width), one an input node."""
    inputs = (node for node in graph.of_block("input") if node.id in graph.live)
    return tuple(torch.rand(batch, int(node.values["channels"]), *size) for node in inputs)  # type: ignore[arg-type]
