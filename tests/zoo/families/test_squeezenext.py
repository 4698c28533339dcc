"""SqueezeNext by its authors' files: what the figures cannot show, and pytorchcv's form where knobs lead there."""

import pytest
import torch
from pytorchcv.models.squeezenext import sqnxt23_w1
from torch import nn

from modelzoo.build import build, example_inputs
from modelzoo.edits import set_param
from modelzoo.errors import ShapeError
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of
from tests.zoo.carrying import assert_agree, at_any_size, carry, unsettle

REDESIGNS = [f"1.0-SqNxt-23v{step}" for step in (2, 3, 4, 5)]


@pytest.mark.parametrize("size", [128, 97])
def test_with_its_biases_padding_and_order_it_computes_what_pytorchcv_s_does(size):
    theirs = at_any_size(sqnxt23_w1()).eval()
    unsettle(theirs)
    opened = open_model("1.0-SqNxt-23:bias=yes,conv1_padding=1", str(size))
    graph = opened.graph
    for node in graph.of_block("sqnxt_block"):
        graph = set_param(graph, node.id, "first", "1x3")
    ours = build(graph, opened.size)
    carry(theirs, ours)
    assert_agree(theirs, ours, example_inputs(graph, opened.size))


def test_with_its_biases_and_padding_it_counts_as_pytorchcv_s_does():
    found = cost_of("1.0-SqNxt-23:bias=yes,conv1_padding=1", "224")
    assert (found.parameters, found.macs) == (724_056, 275_920_640)


def test_the_redesigns_differ_in_parameters_and_not_in_macs():
    found = [cost_of(name) for name in REDESIGNS]
    assert {each.macs for each in found} == {224_916_480}
    assert [each.parameters for each in found] == sorted({each.parameters for each in found})


@pytest.mark.parametrize(
    ("model", "convolutions"),
    [
        *((name, 111) for name in ("1.0-SqNxt-23", "1.0-G-SqNxt-23", "2.0-SqNxt-23", *REDESIGNS)),
        ("1.0-SqNxt-34", 166),
        ("1.0-SqNxt-44", 216),
        ("2.0-SqNxt-44", 216),
    ],
)
def test_a_network_has_as_many_convolutions_as_its_name_says_modules(model, convolutions):
    opened = open_model(model, "64")
    layers = build(opened.graph, opened.size).modules()
    assert sum(isinstance(each, nn.Conv2d) for each in layers) == convolutions


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_a_block_moved_one_stage_later_keeps_the_macs(stage):
    depths = [4, 4, 4, 4]
    depths[stage - 1] -= 1
    depths[stage] += 1
    moved = ",".join(f"depth{at}={depth}" for at, depth in enumerate(depths, start=1))
    base = "squeezenext:conv1_kernel=5,entry=sequential"
    even = f"{base},depth1=4,depth2=4,depth3=4,depth4=4"
    assert cost_of(f"{base},{moved}").macs == cost_of(even).macs
    assert cost_of(f"{base},{moved}").parameters > cost_of(even).parameters


@pytest.mark.parametrize("channels", [32, 256])
def test_its_two_separable_convolutions_weigh_as_much_as_one_dense_3x3_of_a_quarter_to_a_half(channels):
    def weights(kernel, given, out):
        return probe_of("conv", (1, given, 8, 8), kernel=kernel, out=out, bias=False).parameters

    half, quarter = channels // 2, channels // 4
    split = weights((3, 1), quarter, half) + weights((1, 3), half, half)
    assert split == weights(3, quarter, half) == 9 * channels**2 // 8

    squeezes = channels * half + half * quarter + half * channels
    norms = 2 * (half + quarter + half + half + channels)
    found = probe_of("sqnxt_block", (1, channels, 8, 8), out=channels, shortcut="identity")
    assert found.parameters == squeezes + split + norms


def test_the_tall_and_the_wide_convolution_take_turns_to_be_first():
    graph = open_model("1.0-SqNxt-23").graph
    assert [node.values["first"] for node in graph.of_block("sqnxt_block")][:7] == ["3x1", "1x3"] * 3 + ["3x1"]


@pytest.mark.parametrize(("first", "kernels"), [("3x1", [(3, 1), (1, 3)]), ("1x3", [(1, 3), (3, 1)])])
def test_the_separable_convolution_that_is_named_stands_first(first, kernels):
    layers = module_of("sqnxt_block", (1, 8, 4, 4), first=first).modules()
    found = [each.kernel_size for each in layers if isinstance(each, nn.Conv2d)]
    assert [each for each in found if each != (1, 1)] == kernels


@pytest.mark.parametrize(("shortcut", "reads_the_input"), [("parallel", True), ("sequential", False)])
def test_a_sequential_entry_sees_its_input_through_the_shortcut_alone(shortcut, reads_the_input):
    module = module_of("sqnxt_block", (1, 8, 6, 6), out=16, stride=2, shortcut=shortcut)
    module.shortcut[0].weight.data.zero_()
    unsettle(module.bottleneck)
    one, other = (module(torch.randn(1, 8, 6, 6)) for _ in range(2))
    assert (not torch.equal(one, other)) is reads_the_input


@pytest.mark.parametrize("model", ["1.0-SqNxt-23", "1.0-SqNxt-23v5"])
def test_the_stages_have_the_sizes_of_the_authors_files(model):
    shapes = shapes_of(model)
    side, pooled = (111, 55) if model.endswith("23") else (112, 56)
    assert (shapes["conv1"], shapes["pool1"]) == ((64, side, side), (64, pooled, pooled))
    stages = [shapes[f"stage{stage}_1"] for stage in (1, 2, 3, 4)]
    assert stages == [(32, pooled, pooled), (64, 28, 28), (128, 14, 14), (256, 7, 7)]


@pytest.mark.parametrize(("width", "groups", "stage1"), [(0.01, 1, 4), (0.35, 1, 12), (0.35, 4, 16), (3.0, 2, 96)])
def test_stages_are_multiples_of_four_times_the_groups_at_any_width(width, groups, stage1):
    shapes = shapes_of(f"squeezenext:width={width},groups={groups},classes=10", "97x131")
    assert shapes["stage1_1"][0] == stage1
    assert shapes["fc"] == (10,)


def test_an_identity_shortcut_says_what_it_needs():
    with pytest.raises(ShapeError, match="an identity shortcut needs 32 channels at its input and stride 1"):
        probe_of("sqnxt_block", (1, 24, 8, 8), shortcut="identity")
