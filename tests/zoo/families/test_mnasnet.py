"""MnasNet against an independent implementation and the figures of the paper and torchvision."""

import pytest
from pytorchcv.models.mnasnet import mnasnet_a1, mnasnet_b1, mnasnet_small
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs


@pytest.mark.parametrize(
    ("theirs", "name", "sizes"),
    [
        (mnasnet_small, "MnasNet-small", (224, 97)),
        (mnasnet_a1, "MnasNet-A1", (96,)),
        (mnasnet_b1, "MnasNet-B1", (96,)),
    ],
)
def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes(theirs, name, sizes):
    module = theirs()
    module.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(module, name, *sizes)


@pytest.mark.parametrize(("name", "printed"), [("MnasNet-A1", (312, 3.9)), ("MnasNet-small", (68, 2.0))])
def test_the_paper_s_figures_come_out(name, printed):
    """Million multiply-adds and parameters: arXiv 1807.11626, tables 1 and 4."""
    model = open_model(name)
    ours = cost(model.graph, model.size)
    assert (round(ours.macs / 1e6), round(ours.parameters / 1e6, 1)) == printed


def test_a_width_above_1_gives_torchvision_s_parameters():
    """torchvision 0.28, mnasnet1_3, as its weights' description prints them."""
    model = open_model("MnasNet-B1 1.3")
    assert cost(model.graph, model.size).parameters == 6_282_256


def test_squeeze_and_excitation_can_be_left_out_of_a1():
    nodes = [node for node in open_model("mnasnet:se=no").graph if node.block == "inverted_residual"]
    assert {node.values["se"] for node in nodes} == {"none"}
    assert {node.values["se"] for node in open_model("MnasNet-A1").graph if "se" in node.values} == {"none", "input"}
