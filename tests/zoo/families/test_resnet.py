"""ResNet and SE-ResNet against pytorchcv's, and against what other public code counts."""

from functools import partial

import pytest
import torch
from pytorchcv.models.resnet import get_resnet
from pytorchcv.models.seresnet import get_seresnet
from torch import nn

from tests.zoo.asking import cost_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

SHALLOW = "depth1=1,depth2=1,depth3=1,depth4=1"
SIZES = (96, 75)


def test_18_layers_compute_what_pytorchcv_s_do():
    assert_same_outputs(at_any_size(get_resnet(18)), "ResNet-18", *SIZES)


@pytest.mark.parametrize(("stride_at", "first"), [("1x1", True), ("3x3", False)])
def test_bottlenecks_compute_what_pytorchcv_s_do_wherever_the_stride_is(stride_at, first):
    theirs = at_any_size(get_resnet(14, bottleneck=True, conv1_stride=first))
    assert_same_outputs(theirs, f"ResNet-50:{SHALLOW},stride_at={stride_at}", *SIZES)


@pytest.mark.parametrize("block", ["basic", "bottleneck"])
def test_squeeze_and_excitation_computes_what_pytorchcv_s_does(block):
    theirs = at_any_size(get_seresnet(14 if block == "bottleneck" else 10, bottleneck=block == "bottleneck"))
    assert_same_outputs(theirs, f"se_resnet:{SHALLOW},block={block},ceil_pools=no", *SIZES)
    theirs.features.init_block.pool = nn.MaxPool2d(3, 2, ceil_mode=True)
    assert_same_outputs(theirs, f"se_resnet:{SHALLOW},block={block}", *SIZES)


@pytest.mark.parametrize(
    ("model", "theirs"),
    [
        ("ResNet-34", partial(get_resnet, 34)),
        ("ResNet-101", partial(get_resnet, 101)),
        ("ResNet-152 v1", partial(get_resnet, 152)),
        ("SE-ResNet-34", partial(get_seresnet, 34)),
        ("SE-ResNet-101", partial(get_seresnet, 101)),
    ],
)
def test_the_published_depths_have_the_parameters_of_pytorchcv_s(model, theirs):
    with torch.device("meta"):
        parameters = sum(each.numel() for each in theirs().parameters())
    assert cost_of(model).parameters == parameters


def test_moving_the_stride_to_the_3x3_convolution_costs_work_and_no_parameter():
    paper, later = cost_of("ResNet-50 v1"), cost_of("ResNet-50")
    assert (paper.macs, later.macs) == (3_857_973_248, 4_089_184_256)
    assert paper.parameters == later.parameters


def test_se_resnet_50_with_the_later_stride_has_the_macs_that_timm_s_has():
    assert cost_of("SE-ResNet-50:stride_at=3x3,ceil_pools=no").macs == 4_091_699_200


@pytest.mark.parametrize("size", [224, 131])
def test_every_stage_but_the_first_halves_the_size_and_doubles_the_channels(size):
    shapes = shapes_of("ResNet-34", str(size))
    ends = {stage: shapes[f"conv{stage}_{depth}"] for stage, depth in zip((2, 3, 4, 5), (3, 4, 6, 3), strict=True)}
    sides = (56, 28, 14, 7) if size == 224 else (33, 17, 9, 5)
    assert list(ends.values()) == [(64 << at, side, side) for at, side in enumerate(sides)]


def test_half_the_reduction_twice_the_weights_of_squeeze_and_excitation():
    def extra(reduction):
        with_it = cost_of(f"SE-ResNet-50:reduction={reduction}").parameters
        return with_it - cost_of("ResNet-50 v1").parameters

    channels = (256,) * 3 + (512,) * 4 + (1024,) * 6 + (2048,) * 3
    for reduction in (16, 8):
        assert extra(reduction) == sum(2 * each * each // reduction + each // reduction + each for each in channels)


@pytest.mark.parametrize("model", ["ResNet-18", "ResNet-50", "SE-ResNet-50"])
def test_the_smallest_width_still_works_on_an_odd_picture(model):
    assert shapes_of(f"{model}:width=0.01,classes=10", "97x131")["fc"] == (10,)
