"""Inception V3 against an independent implementation and the table that its paper prints."""

import pytest
import torch
from pytorchcv.models.inceptionv3 import inceptionv3
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.build import build, example_inputs
from modelzoo.catalog import find_block
from modelzoo.errors import ShapeError
from modelzoo.probe import probe
from modelzoo.registry import build_graph
from tests.zoo.carrying import assert_same_outputs

SIZE = (299, 299)
TABLE_1 = {
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
"""What each stage hands on, arXiv 1512.00567, table 1, where it prints the size of the next stage's input; between
pool1 and pool2 the sizes are those of the public code, torchvision's inception_v3, which the table's rows leave out."""


def costs(**values):
    return cost(build_graph("inception_v3", values), SIZE)


def test_it_makes_what_an_independent_implementation_makes():
    theirs = inceptionv3()
    theirs.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(theirs, "Inception v3 (no aux)", 107, 96)


@pytest.mark.parametrize("row", TABLE_1)
def test_each_stage_hands_on_what_the_paper_s_table_prints(row):
    outputs = {each.node: each.output for each in costs().layers}
    assert outputs[row] == (1, *TABLE_1[row])


def test_the_auxiliary_head_s_parameters_count_though_it_does_no_work():
    bare, training = costs(), costs(auxiliary=True, auxiliary_runs="training")
    assert training.parameters - bare.parameters == 768 * 128 + 2 * 128 + 25 * 128 * 768 + 2 * 768 + 768 * 1000 + 1000
    assert training.macs == bare.macs


def test_an_auxiliary_head_that_always_runs_is_counted():
    extra = costs(auxiliary=True).macs - costs().macs
    assert extra == 5 * 5 * 768 * 128 + 25 * 128 * 768 + 768 * 1000


def test_the_auxiliary_head_scores_while_training():
    graph = build_graph("inception_v3", {"auxiliary": True, "auxiliary_runs": "training", "width": 0.05, "classes": 5})
    module = build(graph, SIZE)
    pictures = example_inputs(graph, SIZE, batch=2)
    with torch.no_grad():
        assert [each.shape for each in module(*pictures)] == [(2, 5), (2, 0)]
        assert [each.shape for each in module.train()(*pictures)] == [(2, 5), (2, 5)]


def test_two_3x3_convolutions_save_28_percent_of_a_5x5_one():
    """arXiv 1512.00567, section 3.1: (9 + 9) / 25, where all three keep the channels."""
    info = find_block("inception_a")
    same = {"reduce5x5": 64, "conv5x5": 64, "norm": "none"}
    one, two = (
        probe(info.name, info.node("n", five_by_five=form, **same).params, ((1, 192, 35, 35),)).parameters
        for form in ("5x5", "two 3x3")
    )
    assert one - two == (25 - 18) * 64 * 64


def test_1xn_and_nx1_cost_grows_with_n_and_not_with_its_square():
    info = find_block("inception_c")
    three, seven = (probe(info.name, info.node("n", n=n).params, ((1, 768, 17, 17),)) for n in (3, 7))
    layers = 128 * 128 + 128 * 192 + 3 * 128 * 128 + 128 * 192
    assert seven.parameters - three.parameters == (7 - 3) * layers
    assert seven.shape == three.shape


@pytest.mark.parametrize("block", ["inception_c", "inception_d"])
def test_an_even_n_is_refused_in_words(block):
    info = find_block(block)
    with pytest.raises(ShapeError, match="only a kernel of odd sides keeps the size"):
        probe(block, info.node("n", n=4).params, ((1, 24, 16, 16),))


def test_the_rows_of_modules_can_be_of_any_length():
    graph = build_graph("inception_v3", {"depth_a": 1, "depth_c": 1, "depth_e": 5})
    assert [len(graph.of_block(f"inception_{kind}")) for kind in "abcde"] == [1, 1, 1, 1, 5]
    inner = [node.values["reduce_nxn"] for node in build_graph("inception_v3", {"depth_c": 5}).of_block("inception_c")]
    assert inner == [128, 160, 160, 160, 192]


@pytest.mark.parametrize("values", [{"width": 0.01}, {"width": 0.35, "n": 5}, {"classes": 10}])
def test_it_can_be_of_any_width_at_odd_sizes(values):
    graph = build_graph("inception_v3", values)
    assert cost(graph, (97, 131)).layers[-1].output == (1, values.get("classes", 1000))
