"""ShuffleNet V2 against independent implementations of both its forms."""

import pytest
import torch
from pytorchcv.models.shufflenetv2 import shufflenetv2_wd2
from pytorchcv.models.shufflenetv2b import shufflenetv2b_wd2
from torch import nn

from modelzoo.errors import ShapeError
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


def test_it_makes_what_an_independent_implementation_of_the_authors_form_makes():
    assert_same_outputs(at_any_size(shufflenetv2b_wd2()), "ShuffleNetV2 0.5x:classifier_bias=yes", 97, 64)


def test_with_half_projections_it_makes_what_an_implementation_of_that_form_makes():
    theirs = shufflenetv2_wd2()
    theirs.features.init_block.pool = nn.MaxPool2d(3, 2, 1)
    assert_same_outputs(at_any_size(theirs), "ShuffleNetV2 0.5x:classifier_bias=yes,projection=half", 97, 64)


@pytest.mark.parametrize(
    ("model", "parameters", "macs"),
    [
        ("ShuffleNetV2 0.5x", 1_366_792, 40_476_448),
        ("ShuffleNetV2 1.0x", 2_278_604, 144_907_992),
        ("ShuffleNetV2 2.0x", 7_393_996, 583_253_464),
    ],
)
def test_torchvision_s_form_has_the_figures_measured_from_torchvision(model, parameters, macs):
    """torchvision 0.28.0, shufflenet_v2_x0_5, x1_0 and x2_0."""
    found = cost_of(f"{model}:projection=half,classifier_bias=yes")
    assert (found.parameters, found.macs) == (parameters, macs)


@pytest.mark.parametrize(
    ("width", "channels", "last"), [(0.5, 48, 1024), (1.0, 116, 1024), (1.5, 176, 1024), (2.0, 244, 2048)]
)
def test_the_stages_have_the_published_channels_and_halve_the_size(width, channels, last):
    """megvii-model/ShuffleNet-Series, ShuffleNetV2."""
    shapes = shapes_of(f"ShuffleNetV2 {width}x")
    assert shapes["pool1"] == (24, 56, 56)
    assert shapes["stage2_4"] == (channels, 28, 28)
    assert shapes["stage3_8"] == (2 * channels, 14, 14)
    assert shapes["stage4_4"] == (4 * channels, 7, 7)
    assert shapes["conv5"] == (last, 7, 7)


def test_more_width_never_costs_less():
    costs = [cost_of(f"shufflenet_v2:width={each / 10}", "32").parameters for each in range(1, 26)]
    assert costs == sorted(costs)


def test_a_unit_without_a_stride_passes_half_of_its_channels_on():
    x = torch.rand(1, 24, 8, 8)
    made = module_of("shuffle_v2_unit", (1, 24, 8, 8))(x)
    assert torch.equal(made[:, ::2], x[:, :12])


def test_a_unit_says_which_channels_do_not_fit():
    with pytest.raises(ShapeError, match="25 channels cannot be cut into two halves"):
        probe_of("shuffle_v2_unit", (1, 25, 8, 8))
