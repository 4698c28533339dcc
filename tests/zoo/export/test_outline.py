"""The outline of a model: what a viewer draws of its ONNX, and whose nodes they are."""

import math

import onnx
import pytest

from modelzoo.builder import Builder
from modelzoo.errors import GraphError
from modelzoo.export.outline import outline
from modelzoo.graph import Graph
from modelzoo.zoo import open_model


def made(graph, size=(64, 64)):
    """What the job gives, and the model in it."""
    job = outline(graph, size)
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value, onnx.load_from_string(end.value.model)


@pytest.fixture(scope="module")
def squeezenet():
    """A graph, its outline, and the model in it."""
    graph = open_model("SqueezeNet 1.1").graph
    return (graph, *made(graph))


def test_an_outline_has_every_shape_but_not_the_weights(squeezenet):
    _, found, model = squeezenet
    weights = [each for each in model.graph.initializer if each.data_type == onnx.TensorProto.FLOAT]
    shapes = {each.name: tuple(each.dims) for each in weights}
    assert shapes["fire2.squeeze.0.weight"] == (16, 64, 1, 1)
    assert sum(math.prod(shape) for shape in shapes.values()) == 1_235_496
    assert len(found.model) < 50_000
    assert onnx.shape_inference.infer_shapes(model).graph.output[0].type.tensor_type.shape.dim[1].dim_value == 1000


def test_every_node_belongs_to_a_block_of_the_graph(squeezenet):
    graph, found, model = squeezenet
    assert {node for node, _ in found.owners} == {node.name for node in model.graph.node}
    inner = {node.id for node in graph if node.block not in ("input", "output", "dropout")}
    assert {block for _, block in found.owners} == inner


def test_a_norm_folded_into_a_convolution_shares_its_node():
    b = Builder()
    b("output", b("batch_norm", b("conv", b("input"), id="stem", act="none"), id="norm"))
    found, model = made(b.graph)
    (node,) = model.graph.node
    assert sorted(found.owners) == [(node.name, "norm"), (node.name, "stem")]


def test_nothing_of_this_machine_is_told(squeezenet):
    _, found, _ = squeezenet
    assert b".py" not in found.model and b"/home" not in found.model and b"pkg.torch" not in found.model


def test_a_graph_without_an_output_is_refused():
    with pytest.raises(GraphError):
        made(Graph())
