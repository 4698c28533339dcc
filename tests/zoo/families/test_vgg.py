"""VGG against pytorchcv's, and against the paper's own counts."""

import pytest
from pytorchcv.models.vgg import VGG
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.walk import walk
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs

DEPTHS = {11: (1, 1, 2, 2, 2), 16: (2, 2, 3, 3, 3)}


def eighth_of_theirs(layers, use_bn=False):
    channels = [[out] * depth for out, depth in zip((8, 16, 32, 64, 64), DEPTHS[layers], strict=True)]
    theirs = VGG(channels, use_bn=use_bn)
    theirs.output = nn.Sequential(
        nn.Linear(64 * 7 * 7, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 1000)
    )
    return theirs


def test_it_computes_what_pytorchcv_s_does():
    assert_same_outputs(eighth_of_theirs(11), "VGG-11:width=0.125", 224)
    assert_same_outputs(eighth_of_theirs(11), "VGG-11:width=0.125,adaptive_pool=no", 224, 231)


def test_with_batch_norms_it_computes_what_pytorchcv_s_does():
    assert_same_outputs(eighth_of_theirs(16, use_bn=True), "VGG-16-BN:width=0.125", 224)


@pytest.mark.parametrize(("layers", "millions"), [(11, 133), (13, 133), (16, 138), (19, 144)])
def test_it_has_the_parameters_of_the_paper_s_table_2_and_the_layers_of_its_name(layers, millions):
    model = open_model(f"VGG-{layers}")
    assert round(cost(model.graph, model.size).parameters / 1e6) == millions
    assert len(model.graph.of_block("conv", "linear")) == layers


def test_a_batch_norm_costs_two_parameters_a_channel_of_every_convolution():
    plain, normed = (cost(open_model(name).graph, (224, 224)) for name in ("VGG-19", "VGG-19-BN"))
    assert normed.parameters - plain.parameters == 2 * (2 * 64 + 2 * 128 + 4 * 256 + 8 * 512)
    assert normed.macs == plain.macs


def test_without_the_adaptive_pool_fc6_grows_with_the_picture():
    def fc6(knobs, size):
        model = open_model(f"VGG-11:{knobs}", str(size))
        return next(each.macs for node, _, each in walk(model.graph, model.size) if node.id == "fc6")

    assert fc6("", 96) == fc6("", 224) == fc6("adaptive_pool=no", 224) == 512 * 7 * 7 * 4096
    assert fc6("adaptive_pool=no", 96) == 512 * 3 * 3 * 4096
