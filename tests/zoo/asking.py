"""Short questions that many tests of the zoo ask: of a model by its name, of a block by its parameters."""

from torch import nn

from modelzoo.analysis.cost import Cost, cost
from modelzoo.catalog import find_block
from modelzoo.graph import Shape, Value
from modelzoo.probe import Probe, probe
from modelzoo.registry import build_module
from modelzoo.walk import walk
from modelzoo.zoo import open_model


def cost_of(model: str, size: str = "") -> Cost:
    """What the model costs, at its own size if no other is given."""
    opened = open_model(model, size)
    return cost(opened.graph, opened.size)


def shapes_of(model: str, size: str = "") -> dict[str, Shape]:
    """What each node of the model hands on, without the batch."""
    opened = open_model(model, size)
    return {node.id: found.shape[1:] for node, _, found in walk(opened.graph, opened.size)}


def probe_of(block: str, *shapes: Shape, **values: Value) -> Probe:
    """What the block does to inputs of these shapes."""
    return probe(block, find_block(block).node("n", **values).params, shapes)


def module_of(block: str, *shapes: Shape, **values: Value) -> nn.Module:
    """The block's module for inputs of these shapes, in eval mode."""
    return build_module(block, find_block(block).node("n", **values).params, shapes).eval()
