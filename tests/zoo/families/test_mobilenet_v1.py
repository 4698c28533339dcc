"""MobileNetV1 against an independent implementation and the paper's tables."""

from itertools import pairwise

import pytest
from pytorchcv.models.mobilenet import mobilenet_wd4

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

PRINTED = {
    "MobileNetV1 1.0 @224": (569, 4.2),
    "MobileNetV1 0.75 @224": (325, 2.6),
    "MobileNetV1 0.5 @224": (149, 1.3),
    "MobileNetV1 0.25 @224": (41, 0.5),
    "MobileNetV1 1.0 @192": (418, 4.2),
    "MobileNetV1 1.0 @160": (290, 4.2),
    "MobileNetV1 1.0 @128": (186, 4.2),
}
"""Million multiply-adds and parameters, arXiv 1704.04861, tables 6 and 7; some are rounded, some cut."""


def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes():
    assert_same_outputs(at_any_size(mobilenet_wd4()), "MobileNetV1 0.25 @128", 128, 97)


@pytest.mark.parametrize("name", PRINTED)
def test_the_paper_s_figures_come_out(name):
    ours, (mult_adds, parameters) = cost_of(name), PRINTED[name]
    assert abs(ours.macs / 1e6 - mult_adds) < 1
    assert round(ours.parameters / 1e6, 1) == parameters


def test_channels_are_cut_to_whole_numbers_and_are_eight_at_least():
    graph = open_model("mobilenet_v1:width=0.127").graph
    assert [node.values["out"] for node in graph.of_block("depthwise_separable")] == [
        8,
        16,
        16,
        32,
        32,
        65,
        65,
        65,
        65,
        65,
        65,
        130,
        130,
    ]


def test_the_shallow_network_lacks_five_equal_blocks():
    full, shallow = (cost_of(name).parameters for name in ("MobileNetV1 1.0 @224", "Shallow MobileNetV1"))
    assert full - shallow == 5 * (9 * 512 + 512 * 512 + 4 * 512)


def test_full_convolutions_weigh_nine_times_what_mixes_the_channels():
    separable, dense = (cost_of(name).parameters for name in ("MobileNetV1 1.0 @224", "Conv MobileNetV1"))
    channels = [32, 64, *[128] * 2, *[256] * 2, *[512] * 6, *[1024] * 2]
    mixed = sum(given * made for given, made in pairwise(channels))
    filtered = sum(9 * each + 2 * each for each in channels[:-1])
    assert dense - separable == 8 * mixed - filtered
