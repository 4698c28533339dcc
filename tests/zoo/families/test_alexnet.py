"""AlexNet against pytorchcv's, and against the layers of Caffe's file, which groups and normalises."""

import pytest
import torch
from pytorchcv.models.alexnet import AlexNet
from torch import nn

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, module_of
from tests.zoo.carrying import assert_same_outputs

CHANNELS = {"two_towers": [[24], [64], [96, 96, 64]], "one_column": [[16], [48], [96, 64, 64]]}
"""A quarter of the published ones."""

CAFFE = {
    "conv1": ((96, 55, 55), 105_415_200),
    "pool1": ((96, 27, 27), 0),
    "conv2": ((256, 27, 27), 223_948_800),
    "pool2": ((256, 13, 13), 0),
    "conv3": ((384, 13, 13), 149_520_384),
    "conv4": ((384, 13, 13), 112_140_288),
    "conv5": ((256, 13, 13), 74_760_192),
    "pool5": ((256, 6, 6), 0),
    "fc6": ((4096,), 37_748_736),
    "fc7": ((4096,), 16_777_216),
    "fc8": ((1000,), 4_096_000),
}
"""Shapes and MACs by hand from BVLC/caffe, models/bvlc_alexnet/deploy.prototxt."""


def quarter_of_theirs(version):
    padding = 0 if version == "two_towers" else 2
    theirs = AlexNet(
        CHANNELS[version], [[11], [5], [3, 3, 3]], [[4], [1], [1, 1, 1]], [[padding], [2], [1, 1, 1]], False
    )
    theirs.output = nn.Sequential(
        nn.Linear(64 * 6 * 6, 1024), nn.ReLU(), nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, 1000)
    )
    return theirs


@pytest.mark.parametrize(("version", "sizes"), [("two_towers", (227, 219)), ("one_column", (224, 217))])
def test_without_groups_and_norms_it_computes_what_pytorchcv_s_does(version, sizes):
    model = f"alexnet:version={version},width=0.25,groups=1,local_norm=no"
    assert_same_outputs(quarter_of_theirs(version), model, *sizes)


def test_every_layer_of_caffe_s_file_has_its_shape_and_work():
    found = {each.node: (each.output[1:], each.macs) for each in cost_of("AlexNet (Caffe, grouped)").layers}
    assert {id: found[id] for id in CAFFE} == CAFFE


def test_the_norms_of_caffe_s_file_stand_before_the_first_two_pools():
    graph = open_model("AlexNet (Caffe, grouped)").graph
    norms = {node.sources[0]: graph.consumers[node.id][0][0] for node in graph.of_block("local_response_norm")}
    assert norms == {"conv1": "pool1", "conv2": "pool2"}


def test_its_fully_connected_layers_hold_96_percent_of_the_parameters():
    found = cost_of("AlexNet (Caffe, grouped)")
    held = sum(each.parameters for each in found.layers if each.block == "linear")
    assert held == 58_631_144
    assert f"{held / found.parameters:.0%}" == "96%"


def test_channels_become_multiples_of_the_groups_at_any_width():
    graph = open_model("alexnet:width=0.1,groups=5").graph
    assert [node.values["out"] for node in graph.of_block("conv")] == [10, 25, 40, 40, 25]


def test_only_with_the_adaptive_pool_its_size_is_that_of_any_picture():
    def parameters(knobs, size):
        return cost_of(f"AlexNet (torchvision):{knobs}", str(size)).parameters

    assert parameters("", 300) == parameters("", 224)
    assert parameters("adaptive_pool=no", 300) > parameters("adaptive_pool=no", 224) == parameters("", 224)


def test_a_local_response_norm_divides_by_what_the_five_nearest_channels_have():
    x = torch.randn(1, 7, 2, 3) * 50
    norm = module_of("local_response_norm", (1, 7, 2, 3))
    for channel in range(7):
        squares = x[:, max(0, channel - 2) : channel + 3].square().sum(1)
        expected = x[:, channel] / (1 + 1e-4 / 5 * squares) ** 0.75
        torch.testing.assert_close(norm(x)[:, channel], expected)
