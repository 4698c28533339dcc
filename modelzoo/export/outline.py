"""A graph as a viewer of ONNX draws it: its nodes and the shapes of its weights, without the weights themselves."""

from collections.abc import Iterator

import onnx

from modelzoo.build import build, example_inputs
from modelzoo.export.models import file_of
from modelzoo.export.naming import name_all
from modelzoo.export.onnx import input_names, to_onnx
from modelzoo.exports import Outline
from modelzoo.graph import Graph, Size
from modelzoo.jobs import Job, Progress

_SMALL = 1024
"""Bytes of a tensor that is kept: a shape or an axis is worth reading, a weight drawn from a seed is not."""


def outline(graph: Graph, size: Size) -> Job[Outline]:
    """A job: the model's ONNX without its weights, a few dozen kilobytes, and the blocks of its nodes.

    Raises BuildError, GraphError or ZooError where the model has no ONNX form.
    """
    yield Progress(0.0, "building the network")
    network = build(graph, size)
    yield Progress(0.1, "exporting to ONNX")
    model = to_onnx(network, example_inputs(graph, size), input_names(graph))
    yield Progress(0.9, "naming the nodes")
    scopes = name_all(model, [node.id for node in graph.of_block("output")])
    owners = tuple(dict.fromkeys((*scopes, *_by_weights(model, graph))))
    return Outline(emptied(model), owners)


def _by_weights(model: onnx.ModelProto, graph: Graph) -> Iterator[tuple[str, str]]:
    """A node belongs to the blocks of its weights too: a convolution that a batch norm was folded into to both."""
    weights = {each.name: each.name.partition(".")[0] for each in model.graph.initializer}
    for node in model.graph.node:
        for name in node.input:
            if (block := weights.get(name, "")) in graph:
                yield node.name, block


def emptied(model: onnx.ModelProto) -> bytes:
    """The file without what nobody reads; an attachment speaks of the graph without a name."""
    model.graph.ClearField("name")
    for each in model.graph.initializer:
        if len(each.raw_data) > _SMALL:
            each.ClearField("raw_data")
    for node in model.graph.node:
        del node.metadata_props[:]
    return file_of(model)
