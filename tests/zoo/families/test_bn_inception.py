"""BN-Inception against an independent implementation and the widths that its paper prints."""

import pytest
from pytorchcv.models.bninception import bninception
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.catalog import find_block
from modelzoo.probe import probe
from modelzoo.registry import build_graph
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs

FIGURE_5 = {
    "pool2": (192, 28, 28),
    "inception_3a": (256, 28, 28),
    "inception_3b": (320, 28, 28),
    "inception_3c": (576, 14, 14),
    "inception_4a": (576, 14, 14),
    "inception_4b": (576, 14, 14),
    "inception_4c": (576, 14, 14),
    "inception_4d": (576, 14, 14),
    "inception_4e": (1024, 7, 7),
    "inception_5a": (1024, 7, 7),
    "inception_5b": (1024, 7, 7),
}
"""Output of each module: channels from arXiv 1502.03167, figure 5, sizes as the comments of the public code of
tensorflow/models (inception_v2) give them."""


def test_it_makes_what_an_independent_implementation_makes():
    theirs = bninception()
    theirs.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(theirs, "BN-Inception (v2)", 128, 64)


@pytest.mark.parametrize("row", FIGURE_5)
def test_each_module_of_the_paper_s_figure_has_its_size(row):
    model = open_model("BN-Inception (as in the paper)")
    outputs = {each.node: each.output for each in cost(model.graph, model.size).layers}
    assert outputs[row] == (1, *FIGURE_5[row])


def test_biases_beside_batch_norms_are_all_that_its_public_weights_have_too_many():
    with_bias, without = (cost(build_graph("bn_inception", {"bias": bias}), (224, 224)) for bias in (True, False))
    assert (with_bias.parameters, without.parameters) == (11_295_240, 11_285_224)
    assert with_bias.macs == without.macs


def test_a_separable_first_convolution_has_8_filters_a_channel():
    outputs = {
        each.node: each.output for each in cost(build_graph("bn_inception", {"stem": "separable"}), (224, 224)).layers
    }
    assert outputs["conv1_depthwise"] == (1, 24, 112, 112)
    assert outputs["conv1"] == (1, 64, 112, 112)


@pytest.mark.parametrize("size", [(7, 7), (8, 8), (7, 12), (1, 2)])
def test_the_reduction_halves_any_size_and_rounds_up(size):
    info = find_block("inception_v2_reduction")
    found = probe(info.name, info.node("n").params, ((1, 320, *size),))
    assert found.shape == (1, 160 + 96 + 320, *((side + 1) // 2 for side in size))


def test_the_last_module_pools_by_the_largest_value():
    graph = build_graph("bn_inception", {})
    pools = {node.id: node.values["pool"] for node in graph.of_block("inception_v2")}
    assert pools.pop("inception_5b") == "max"
    assert set(pools.values()) == {"avg"}


@pytest.mark.parametrize("values", [{"width": 0.01}, {"width": 0.35, "stem": "separable"}, {"classes": 10}])
def test_it_can_be_of_any_width_at_odd_sizes(values):
    assert cost(build_graph("bn_inception", values), (97, 131)).layers[-1].output == (1, values.get("classes", 1000))
