"""VGG against pytorchcv's, of an eighth of the width and in its counts."""

import pytest
import torch
from pytorchcv.models.vgg import VGG, bn_vgg16b, bn_vgg19b, vgg11, vgg13, vgg16, vgg19
from torch import nn

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
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


@pytest.mark.parametrize(
    ("model", "theirs"),
    [
        ("VGG-11", vgg11),
        ("VGG-13", vgg13),
        ("VGG-16", vgg16),
        ("VGG-19", vgg19),
        ("VGG-16-BN", bn_vgg16b),
        ("VGG-19-BN", bn_vgg19b),
    ],
)
def test_it_has_the_parameters_of_pytorchcv_s_and_the_layers_of_its_name(model, theirs):
    with torch.device("meta"):
        parameters = sum(each.numel() for each in theirs().parameters())
    assert cost_of(model).parameters == parameters
    assert len(open_model(model).graph.of_block("conv", "linear")) == int(model.split("-")[1])


def test_without_the_adaptive_pool_fc6_grows_with_the_picture():
    def fc6(knobs, size):
        layers = cost_of(f"VGG-11:{knobs}", str(size)).layers
        return next(each.macs for each in layers if each.node == "fc6")

    assert fc6("", 96) == fc6("", 224) == fc6("adaptive_pool=no", 224) == 512 * 7 * 7 * 4096
    assert fc6("adaptive_pool=no", 96) == 512 * 3 * 3 * 4096
