"""Inception V3 against an independent implementation, and its modules by themselves."""

import pytest
import torch
from pytorchcv.models.inceptionv3 import inceptionv3

from modelzoo.errors import ShapeError
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

HANDED_ON = {
    "conv1": (32, 149, 149),
    "conv2": (32, 147, 147),
    "conv3": (64, 147, 147),
    "pool1": (64, 73, 73),
    "conv4": (80, 73, 73),
    "conv5": (192, 71, 71),
    "pool2": (192, 35, 35),
    "inception_a3": (288, 35, 35),
    "inception_c4": (768, 17, 17),
    "reduction_d": (1280, 8, 8),
    "inception_e2": (2048, 8, 8),
}
"""What each stage hands on, as the inputs of the next in table 1 of PMC6646476, which lists Inception V3's layers for
pictures of 300 pixels; 299 make the same of the first convolution."""


def test_it_makes_what_an_independent_implementation_makes():
    assert_same_outputs(at_any_size(inceptionv3()), "Inception v3 (no aux)", 96, 75)


def test_each_stage_hands_on_what_the_table_prints():
    assert HANDED_ON.items() <= shapes_of("inception_v3").items()


def test_the_auxiliary_head_s_parameters_count_though_it_does_no_work():
    bare, training = (cost_of(f"Inception v3 ({kind} aux)") for kind in ("no", "with"))
    assert training.parameters - bare.parameters == 768 * 128 + 2 * 128 + 25 * 128 * 768 + 2 * 768 + 768 * 1000 + 1000
    assert training.macs == bare.macs


def test_an_auxiliary_head_that_always_runs_is_counted():
    bare, always = (cost_of(f"inception_v3:auxiliary={each}") for each in ("no", "yes"))
    assert always.macs - bare.macs == 5 * 5 * 768 * 128 + 25 * 128 * 768 + 768 * 1000


def test_a_head_with_a_5x5_convolution_scores_while_training_and_gives_empty_rows_afterwards():
    values = {"reduce": 8, "conv5x5": 16, "hidden": 0, "norm": "batch", "runs": "training", "classes": 5}
    module = module_of("auxiliary_classifier", (1, 12, 17, 17), **values)
    features = torch.rand(2, 12, 17, 17)
    with torch.no_grad():
        assert module(features).shape == (2, 0)
        assert module.train()(features).shape == (2, 5)


def test_two_3x3_convolutions_save_28_percent_of_a_5x5_one():
    """arXiv 1512.00567, section 3.1: (9 + 9) / 25, where all three keep the channels."""
    same = {"reduce5x5": 64, "conv5x5": 64, "norm": "none"}
    one, two = (
        probe_of("inception_a", (1, 192, 35, 35), five_by_five=form, **same).parameters for form in ("5x5", "two 3x3")
    )
    assert one - two == (25 - 18) * 64 * 64


def test_1xn_and_nx1_cost_grows_with_n_and_not_with_its_square():
    three, seven = (probe_of("inception_c", (1, 768, 17, 17), n=n) for n in (3, 7))
    layers = 128 * 128 + 128 * 192 + 3 * 128 * 128 + 128 * 192
    assert seven.parameters - three.parameters == (7 - 3) * layers
    assert seven.shape == three.shape


@pytest.mark.parametrize("block", ["inception_c", "inception_d"])
def test_an_even_n_is_refused_in_words(block):
    with pytest.raises(ShapeError, match="only a kernel of odd sides keeps the size"):
        probe_of(block, (1, 24, 16, 16), n=4)


def test_the_rows_of_modules_can_be_of_any_length():
    graph = open_model("inception_v3:depth_a=1,depth_c=1,depth_e=5").graph
    assert [len(graph.of_block(f"inception_{kind}")) for kind in "abcde"] == [1, 1, 1, 1, 5]
    inner = [node.values["reduce_nxn"] for node in open_model("inception_v3:depth_c=5").graph.of_block("inception_c")]
    assert inner == [128, 160, 160, 160, 192]


@pytest.mark.parametrize("knobs", ["width=0.01", "width=0.35,n=5", "width=2"])
def test_it_can_be_of_any_width_at_odd_sizes(knobs):
    assert shapes_of(f"inception_v3:{knobs},classes=10", "97x131")["scores"] == (10,)
