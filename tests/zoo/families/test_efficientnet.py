"""EfficientNet against an independent implementation and torchvision's figures."""

import pytest
from pytorchcv.models.efficientnet import efficientnet_b0, efficientnet_b0b

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
from tests.zoo.carrying import assert_same_outputs

PRINTED = {
    ("EfficientNet-B0", ""): (5_288_548, 0.386),
    ("EfficientNet-B1", ""): (7_794_184, 0.687),
    ("EfficientNet-B2", "288"): (9_109_994, 1.088),
    ("EfficientNet-B3", ""): (12_233_232, 1.827),
    ("EfficientNet-B4", ""): (19_341_616, 4.394),
    ("EfficientNet-B5", ""): (30_389_784, 10.266),
    ("EfficientNet-B6", ""): (43_040_704, 19.068),
    ("EfficientNet-B7", ""): (66_347_960, 37.746),
}
"""Parameters, and thousand million multiply-adds at the native size: descriptions of torchvision 0.28's weights, which
were made for 288 pixels in place of 260 in the case of B2."""


def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes():
    assert_same_outputs(efficientnet_b0(), "EfficientNet-B0", 160, 97)


def test_at_odd_sizes_the_authors_padding_is_the_same_as_ours():
    assert_same_outputs(efficientnet_b0b(), "efficientnet:eps=0.001", 97)


@pytest.mark.parametrize(("name", "size"), PRINTED)
def test_torchvision_s_figures_come_out(name, size):
    ours, (parameters, mult_adds) = cost_of(name, size), PRINTED[name, size]
    assert ours.parameters == parameters
    assert round(ours.macs / 1e9, 3) == mult_adds


def test_each_published_model_opens_at_its_native_size():
    sizes = [open_model(f"EfficientNet-B{number}").size[0] for number in range(8)]
    assert sizes == [224, 240, 260, 300, 380, 456, 528, 600]


def test_depth_adds_blocks_and_rounds_their_number_up():
    stages = [node.id for node in open_model("efficientnet:depth=1.1").graph if node.block == "inverted_residual"]
    assert [sum(each.startswith(f"stage{stage}_") for each in stages) for stage in range(2, 9)] == [2, 3, 3, 4, 4, 5, 2]
