"""A file beside its network: what outputs that hardly depend on the inputs would hide is found inside."""

import math

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.export.comparing import difference, inside
from modelzoo.export.models import file_of
from modelzoo.export.naming import name_all
from modelzoo.export.onnx import input_names, to_onnx
from modelzoo.export.sessions import Session


@pytest.fixture
def deaf():
    """A network whose output does not depend on its input, the file of it, and an input."""
    b = Builder()
    x = b("conv", b("conv", b("input", channels=2), out=4), out=4)
    b("output", b("conv", x, out=3))
    network, inputs = build(b.graph, (8, 8)), example_inputs(b.graph, (8, 8))
    with torch.no_grad():
        network.conv3.get_parameter("conv.weight").zero_()
    model = to_onnx(network, inputs, input_names(b.graph))
    name_all(model, ["output1"])
    return network, model, inputs


def spoil(model, name, change):
    weight = next(each for each in model.graph.initializer if each.name == name)
    weight.CopyFrom(numpy_helper.from_array(change(numpy_helper.to_array(weight)).astype(np.float32), name))


def test_blocks_that_give_the_same_are_counted(deaf):
    network, model, inputs = deaf
    found = inside(model, network, inputs)
    assert found.blocks == 2
    assert found.relative < 1e-5


def test_a_wrong_block_is_found_where_the_outputs_do_not_show_it(deaf):
    network, model, inputs = deaf
    spoil(model, "conv2.conv.weight", lambda weight: 2 * weight)
    assert difference(Session(file_of(model)), network, inputs)[1] < 1e-5
    found = inside(model, network, inputs)
    assert (found.worst, found.relative > 0.1) == ("conv2", True)


def test_values_that_are_no_numbers_are_the_worst(deaf):
    network, model, inputs = deaf
    spoil(model, "conv1.conv.weight", lambda weight: math.nan * weight)
    assert math.isnan(inside(model, network, inputs).relative)


def test_the_model_is_left_as_it_was(deaf):
    network, model, inputs = deaf
    before = model.SerializeToString()
    inside(model, network, inputs)
    assert model.SerializeToString() == before
    onnx.checker.check_model(model, full_check=True)
