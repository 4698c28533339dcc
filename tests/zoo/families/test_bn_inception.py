"""BN-Inception against an independent implementation, and against the sizes that TensorFlow's code notes."""

import pytest
from pytorchcv.models.bninception import bninception

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

HANDED_ON = {
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
"""What each module hands on, as the comments in tensorflow/models, slim/nets/inception_v2.py, say; it counts on from 3b
where the paper, and we, begin with 3a."""


def test_it_makes_what_an_independent_implementation_makes():
    assert_same_outputs(at_any_size(bninception()), "BN-Inception (v2)", 128, 64)


def test_each_module_of_tensorflow_s_code_has_its_size():
    assert HANDED_ON.items() <= shapes_of("BN-Inception (TensorFlow)").items()


def test_biases_beside_batch_norms_are_all_that_its_public_weights_have_too_many():
    with_bias, without = (cost_of(f"bn_inception:bias={bias}") for bias in ("yes", "no"))
    assert (with_bias.parameters, without.parameters) == (11_295_240, 11_285_224)
    assert with_bias.macs == without.macs


def test_a_separable_first_convolution_has_8_filters_a_channel():
    shapes = shapes_of("bn_inception:separable_stem=yes")
    assert shapes["conv1_depthwise"] == (24, 112, 112)
    assert shapes["conv1"] == (64, 112, 112)


@pytest.mark.parametrize("size", [(7, 7), (8, 8), (7, 12), (1, 2)])
def test_the_reduction_halves_any_size_and_rounds_up(size):
    found = probe_of("inception_v2_reduction", (1, 320, *size))
    assert found.shape == (1, 160 + 96 + 320, *((side + 1) // 2 for side in size))


def test_the_last_module_pools_by_the_largest_value():
    graph = open_model("bn_inception").graph
    pools = {node.id: node.values["pool"] for node in graph.of_block("inception_v2")}
    assert pools.pop("inception_5b") == "max"
    assert set(pools.values()) == {"avg"}


@pytest.mark.parametrize("knobs", ["width=0.01", "width=0.35,separable_stem=yes", "width=2"])
def test_it_can_be_of_any_width_at_odd_sizes(knobs):
    assert shapes_of(f"bn_inception:{knobs},classes=10", "97x131")["scores"] == (10,)
