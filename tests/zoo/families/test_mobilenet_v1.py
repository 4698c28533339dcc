"""MobileNetV1 against an independent implementation and the paper's tables."""

import pytest
from pytorchcv.models.mobilenet import mobilenet_wd4
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs

PRINTED = {
    "MobileNetV1 1.0 @224": (569, 4.2),
    "MobileNetV1 0.75 @224": (325, 2.6),
    "MobileNetV1 0.5 @224": (149, 1.3),
    "MobileNetV1 0.25 @224": (41, 0.5),
    "MobileNetV1 1.0 @192": (418, 4.2),
    "MobileNetV1 1.0 @160": (290, 4.2),
    "MobileNetV1 1.0 @128": (186, 4.2),
    "Shallow MobileNetV1": (307, 2.9),
    "Conv MobileNetV1": (4866, 29.3),
}
"""Million multiply-adds and parameters, arXiv 1704.04861, tables 4 to 7; some are rounded, some cut."""


def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes():
    theirs = mobilenet_wd4()
    theirs.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(theirs, "MobileNetV1 0.25 @128:eps=1e-5", 128, 97)


@pytest.mark.parametrize("name", PRINTED)
def test_the_paper_s_figures_come_out(name):
    model = open_model(name)
    ours, (mult_adds, parameters) = cost(model.graph, model.size), PRINTED[name]
    assert abs(ours.macs / 1e6 - mult_adds) < 1.5
    assert round(ours.parameters / 1e6, 1) == parameters


def test_channels_are_cut_to_whole_numbers_and_are_eight_at_least():
    outs = [
        node.values["out"]
        for node in open_model("mobilenet_v1:width=0.127").graph
        if node.block == "depthwise_separable"
    ]
    assert outs == [8, 16, 16, 32, 32, 65, 65, 65, 65, 65, 65, 130, 130]
