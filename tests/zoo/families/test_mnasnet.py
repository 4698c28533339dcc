"""MnasNet against an independent implementation and the figures of its authors and torchvision."""

import pytest
from pytorchcv.models.mnasnet import mnasnet_a1, mnasnet_b1, mnasnet_small

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


@pytest.mark.parametrize(
    ("theirs", "name", "sizes"),
    [
        (mnasnet_small, "MnasNet-small", (96, 75)),
        (mnasnet_a1, "MnasNet-A1", (96,)),
        (mnasnet_b1, "MnasNet-B1", (96,)),
    ],
)
def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes(theirs, name, sizes):
    assert_same_outputs(at_any_size(theirs()), name, *sizes)


@pytest.mark.parametrize(("name", "printed"), [("MnasNet-A1", (312, 3.9)), ("MnasNet-small", (68, 2.0))])
def test_the_authors_figures_come_out(name, printed):
    """Million multiply-adds and parameters: README of tensorflow/tpu, models/official/mnasnet."""
    ours = cost_of(name)
    assert (round(ours.macs / 1e6), round(ours.parameters / 1e6, 1)) == printed


def test_a_width_above_1_gives_torchvision_s_parameters():
    """torchvision 0.28, mnasnet1_3, as its weights' description prints them."""
    assert cost_of("MnasNet-B1 1.3").parameters == 6_282_256


def test_squeeze_and_excitation_can_be_left_out_of_a1():
    without, with_it = (
        {node.values["squeeze_excite"] for node in open_model(name).graph.of_block("inverted_residual")}
        for name in ("mnasnet:squeeze_excite=no", "MnasNet-A1")
    )
    assert without == {"none"}
    assert with_it == {"none", "input"}
