"""Every block is a case by itself, the day it is registered."""

import itertools

import pytest
import torch
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.functional import conv2d, pixel_shuffle

from modelzoo import registry, zoo
from modelzoo.block_info import BlockInfo
from modelzoo.catalog import CATALOG
from modelzoo.errors import BuildError, ShapeError
from modelzoo.graph import Shape, Value
from modelzoo.params import Param
from modelzoo.probe import probe
from modelzoo.registry import build_module
from modelzoo.walk import walk
from tests.zoo.asking import module_of, probe_of
from tests.zoo.counting import count

BLOCKS = [info for info in CATALOG.blocks.values() if info.name != "input" and info.offered]
BY_NAME = {"ids": lambda info: info.name}
PICTURE = (1, 24, 16, 16)
TAKES: dict[str, tuple[Shape, ...]] = {
    "linear": ((1, 24),),
    "unfold": ((1, 32, 6, 6),),
    "crop_like": (PICTURE, (1, 3, 11, 10)),
    "pad_like": (PICTURE, (1, 3, 17, 19)),
    "nasnet_normal_cell": (PICTURE, (1, 12, 31, 32)),
    "multiply": (PICTURE, (1, 24, 1, 1)),
}


def usual_shapes(info: BlockInfo) -> tuple[Shape, ...]:
    return TAKES.get(info.name, (PICTURE,) * len(info.ports))


def assert_foretold(info: BlockInfo, shapes: tuple[Shape, ...], **values: Value) -> None:
    params = info.node("n", **values).params
    try:
        found = probe(info.name, params, shapes)
    except ShapeError:
        reject()
    seen = count(build_module(info.name, params, shapes).eval(), *map(torch.rand, shapes))
    assert found.shape == seen.output.shape
    assert (found.macs, found.parameters) == (seen.macs, seen.parameters)
    assert (found.mult_adds, found.pass_bytes) == (seen.mult_adds, seen.pass_bytes)


def fitting(param: Param) -> st.SearchStrategy[Value]:
    """Values that a parameter may take, small ones."""
    low, high = int(param.minimum or 0), int(min(param.maximum or 9, 9))
    number = st.integers(low, high)
    kinds: dict[str, st.SearchStrategy[Value]] = {
        "int": number | st.sampled_from([each for each in (12, 24) if each <= (param.maximum or each)] or [low]),
        "pair": st.integers(low, min(high, 4)) | st.tuples(number, number),
        "float": st.floats(max(param.minimum or 0.0, 0.01), min(param.maximum or 1.0, 2.0)),
        "bool": st.booleans(),
    }
    words = [st.sampled_from(param.choices)] if param.choices else []
    numbers = [kinds[param.kind]] if param.kind in kinds else []
    return st.one_of(st.just(param.default), *words, *numbers)


@pytest.mark.parametrize("info", BLOCKS, **BY_NAME)
def test_what_is_foretold_of_a_block_is_what_happens(info):
    shapes = usual_shapes(info)
    assert probe(info.name, info.node("n").params, shapes)
    assert_foretold(info, shapes)


@pytest.mark.parametrize("info", [info for info in BLOCKS if info.params], **BY_NAME)
@given(data=st.data())
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_it_is_so_for_any_parameters_that_a_block_accepts(info, data):
    values = {param.name: data.draw(fitting(param), label=param.name) for param in info.params}
    assert_foretold(info, usual_shapes(info), **values)


class Twice(nn.Module):
    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, in_channels, 3, padding=1)

    def forward(self, x):
        return self.conv(self.conv(x))


def test_a_layer_that_runs_twice_is_counted_as_torchinfo_counts_it(monkeypatch):
    monkeypatch.setitem(registry._MODULES, "twice", (Twice, ("in_channels",)))
    assert_foretold(BlockInfo("twice", "twice", "", "", "", ("x",), False, ()), (PICTURE,))


@pytest.mark.parametrize("info", list(CATALOG.blocks.values()), **BY_NAME)
def test_every_block_says_what_it_does_to_shapes(info):
    what, _, shapes = info.doc.partition("Shapes:")
    assert len(what.strip()) > 10
    assert shapes.strip()


@pytest.mark.parametrize("info", BLOCKS, **BY_NAME)
def test_every_composite_names_its_source(info):
    module = build_module(info.name, info.node("n").params, usual_shapes(info))
    weighted = [each for each in module.modules() if list(each.parameters(recurse=False))]
    assert info.source or len(weighted) < 2


@pytest.mark.parametrize("info", BLOCKS, **BY_NAME)
def test_every_parameter_of_a_block_has_a_default_that_fits_and_a_sentence_of_help(info):
    for param in info.params:
        assert param.check(param.default) == param.default
        assert param.help


def test_the_palette_begins_with_the_ends_and_the_common_groups():
    groups = list(dict.fromkeys(info.group for info in CATALOG.blocks.values()))
    common = "Ends Convolutions Normalisation Activations Pooling Resizing Joining Channels Squeeze".split()
    assert groups[: len(common)] == common


CANNOT = {
    "concat cannot take 256x8x8 and 256x9x9: all inputs need the same height and width.": (
        "concat",
        [(1, 256, 8, 8), (1, 256, 9, 9)],
        {},
    ),
    "add cannot take 64x8x8 and 3x8x8: all inputs need the same channels, height and width.": (
        "add",
        [(1, 64, 8, 8), (1, 3, 8, 8)],
        {},
    ),
    "multiply cannot take 64x8x8 and 64: each side of the second must be as in the first, or 1.": (
        "multiply",
        [(1, 64, 8, 8), (1, 64)],
        {},
    ),
    "conv cannot take 3x2x2: the picture is too small for the kernel, its padding included.": (
        "conv",
        [(1, 3, 2, 2)],
        {"kernel": 7, "padding": 0},
    ),
    "conv cannot take 64x8x8: 64 input channels cannot be split into 3 groups.": (
        "conv",
        [(1, 64, 8, 8)],
        {"groups": 3},
    ),
    "conv cannot take 64: it needs a picture of channels x height x width.": ("conv", [(1, 64)], {}),
    "linear cannot take 512x4x4: wire a flatten or a global average pool before it.": (
        "linear",
        [(1, 512, 4, 4)],
        {},
    ),
    "transposed_conv cannot take 8x4x4: the output padding must be less than the stride.": (
        "transposed_conv",
        [(1, 8, 4, 4)],
        {"output_padding": 2},
    ),
    "max_pool cannot take 8x1x1: the picture is too small for it: nothing would be left.": (
        "max_pool",
        [(1, 8, 1, 1)],
        {},
    ),
    "max_pool cannot take 8x4x4: a pool can be padded by half of its kernel at most.": (
        "max_pool",
        [(1, 8, 4, 4)],
        {"padding": 2},
    ),
    "instance_norm cannot take 8x1x1: the picture needs more than one pixel.": ("instance_norm", [(1, 8, 1, 1)], {}),
    "group_norm cannot take 8: a mean and variance need more than one value.": ("group_norm", [(1, 8)], {}),
    "fold cannot take 3x9x8: height and width must be multiples of 2.": ("fold", [(1, 3, 9, 8)], {}),
    "unfold cannot take 3x8x8: the channels must be a multiple of 4.": ("unfold", [(1, 3, 8, 8)], {}),
    "crop cannot take 3x8x8: nothing would be left of it.": ("crop", [(1, 3, 8, 8)], {"top": 8}),
    "crop_like cannot take 3x8x8 and 3x9x8: 3x8x8 is smaller than the size to cut it to.": (
        "crop_like",
        [(1, 3, 8, 8), (1, 3, 9, 8)],
        {},
    ),
    "zero_pad cannot take 64: it needs a picture of channels x height x width.": ("zero_pad", [(1, 64)], {}),
    "channel_slice cannot take 9x4x4: 9 channels cannot be cut into 2 equal parts.": (
        "channel_slice",
        [(1, 9, 4, 4)],
        {},
    ),
    "channel_slice cannot take 8x4x4: there is no part 3 of 2.": ("channel_slice", [(1, 8, 4, 4)], {"part": 3}),
}


@pytest.mark.parametrize("text", CANNOT)
def test_a_block_says_in_a_users_words_what_it_cannot_take(text):
    name, shapes, values = CANNOT[text]
    with pytest.raises(ShapeError) as told:
        probe_of(name, *shapes, **values)
    assert str(told.value) == text


def test_an_impossible_shape_names_the_node_in_a_graph():
    model = zoo.open_model("block/fold", "3x9x8")
    with pytest.raises(BuildError, match="fold1: fold cannot take 3x9x8"):
        list(walk(model.graph, model.size))


@pytest.mark.parametrize(("factor", "kernel", "padding"), list(itertools.product((2, 4), (1, 3), (0, 1))))
def test_folding_before_a_convolution_makes_it_a_larger_one_of_larger_stride(factor, kernel, padding):
    picture = torch.rand(1, 3, 24, 32, dtype=torch.float64)
    folded = module_of("fold", (1, 3, 24, 32), factor=factor)(picture)
    conv = module_of("conv", tuple(folded.shape), out=5, kernel=kernel, padding=padding, act="none").double()
    weight, bias = (dict(conv.named_parameters())[f"conv.{each}"] for each in ("weight", "bias"))
    large = pixel_shuffle(weight, factor)
    assert large.shape == (5, 3, factor * kernel, factor * kernel)
    same = conv2d(picture, large, bias, stride=factor, padding=factor * padding)
    torch.testing.assert_close(conv(folded), same)


def test_unfolding_undoes_folding():
    x = torch.rand(1, 3, 12, 18)
    folded = module_of("fold", (1, 3, 12, 18), factor=3)(x)
    assert torch.equal(module_of("unfold", tuple(folded.shape), factor=3)(folded), x)


def test_padding_the_pointwise_convolution_leaves_a_ring_of_biases():
    x = torch.rand(1, 4, 8, 8)
    late = module_of("separable_conv", (1, 4, 8, 8), out=6, padding_at="pointwise", act="none")
    usual = module_of("separable_conv", (1, 4, 8, 8), out=6, act="none")
    usual.load_state_dict(late.state_dict())
    bias = late.state_dict()["conv.1.bias"].view(6, 1)
    assert torch.equal(late(x)[0, :, 0], bias.expand(6, 8))
    torch.testing.assert_close(late(x)[:, :, 1:-1, 1:-1], usual(x)[:, :, 1:-1, 1:-1])


def test_crop_and_zero_pad_work_on_the_sides_they_name():
    x = torch.arange(12.0).view(1, 1, 3, 4)
    sides = {"top": 1, "bottom": 0, "left": 0, "right": 2}
    assert module_of("crop", (1, 1, 3, 4), **sides)(x).tolist() == [[[[4, 5], [8, 9]]]]
    padded = module_of("zero_pad", (1, 1, 3, 4), **sides)(x)
    assert padded.shape == (1, 1, 4, 6)
    assert torch.equal(padded[:, :, 1:, :4], x)
    assert padded.sum() == x.sum()


@pytest.mark.parametrize(("keep", "first"), [("centre", 6), ("top_left", 0)])
def test_crop_like_takes_the_size_of_its_second_input(keep, first):
    x = torch.arange(25.0).view(1, 1, 5, 5)
    cut = module_of("crop_like", (1, 1, 5, 5), (1, 7, 3, 2), keep=keep)(x, torch.rand(1, 7, 3, 2))
    assert cut.shape == (1, 1, 3, 2)
    assert cut[0, 0, 0, 0] == first


def test_channel_slice_keeps_the_part_it_is_told():
    x = torch.arange(6.0).view(1, 6, 1, 1)
    assert module_of("channel_slice", (1, 6, 1, 1), parts=3, part=2)(x).flatten().tolist() == [2, 3]


def test_channel_shuffle_deals_the_groups_out_in_turn():
    x = torch.arange(6.0).view(1, 6, 1, 1)
    assert module_of("channel_shuffle", (1, 6, 1, 1), groups=2)(x).flatten().tolist() == [0, 3, 1, 4, 2, 5]


@pytest.mark.parametrize("name", ["softmax", "heatmap_head"])
def test_a_softmax_over_the_pixels_makes_each_map_add_up_to_one(name):
    values = {"over": "pixels"} if name == "softmax" else {}
    maps = module_of(name, (1, 10, 9, 9), **values)(torch.randn(1, 10, 9, 9))
    torch.testing.assert_close(maps.sum((2, 3)), torch.ones(1, 10))


def test_the_article_s_heat_maps_are_58_pixels_wide():
    assert probe_of("heatmap_head", (1, 35, 64, 64)).shape == (1, 10, 58, 58)


def test_dropout_does_nothing_once_a_model_is_used():
    x = torch.rand(1, 8)
    assert torch.equal(module_of("dropout", (1, 8))(x), x)


def test_squeezeseg_s_own_transposed_fire_enlarges_the_width_only():
    values = {"kernel": (1, 4), "stride": (1, 2), "padding": (0, 1)}
    assert probe_of("squeezeseg_transposed_fire", (1, 64, 16, 16), **values).shape == (1, 128, 16, 32)


def test_an_oversize_transposed_convolution_is_cut_to_the_stride():
    assert probe_of("squeezeseg_transposed_fire", (1, 64, 4, 4), stride=1).shape == (1, 128, 4, 4)


def test_the_sides_of_a_fire_may_differ():
    assert probe_of("fire", PICTURE, expand=8, expand3=24).shape == (1, 32, 16, 16)


@pytest.mark.parametrize("info", [info for info in BLOCKS if info.group == "Activations"], **BY_NAME)
def test_activations_accept_plain_values_too(info):
    assert probe_of(info.name, (1, 24)).shape == (1, 24)
