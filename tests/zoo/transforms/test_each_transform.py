"""What single transforms do to shapes, wires and names."""

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.builder import Builder
from modelzoo.catalog import CATALOG
from modelzoo.errors import ZooError
from modelzoo.transforms.width import counts_channels
from modelzoo.zoo import open_model
from tests.zoo.transforms.acting import SIZE, acted, chain, figures, shape_of

VGG = open_model("VGG-16").graph
PADDED = [
    {"kernel": 5},
    {"kernel": 5, "stride": 2},
    {"kernel": 5, "padding": 0},
    {"kernel": 5, "padding": 1, "stride": 2},
    {"kernel": 5, "padding": 0, "stride": 2},
    {"kernel": 5, "padding": 4},
    {"kernel": 5, "padding": (2, 0), "stride": (1, 2)},
]


@pytest.mark.parametrize("name", ["separable", "tall_and_wide", "two_3x3", "bottleneck"])
@pytest.mark.parametrize("values", PADDED, ids=str)
def test_the_size_of_the_result_stays_whatever_the_padding_and_stride(name, values):
    graph = chain("conv", out=16, **values)
    found = acted(graph, name, stem=True)
    assert found != graph
    assert shape_of(found, "conv1") == shape_of(graph, "conv1")


@pytest.mark.parametrize(
    "values", [*PADDED, {"kernel": 3, "dilation": 2}, {"kernel": 3, "padding": 1, "norm": "batch"}]
)
@pytest.mark.parametrize("padding_at", ["depthwise", "pointwise"])
def test_separable_and_back_is_the_graph_before(values, padding_at):
    graph = chain("conv", "conv", **values)
    found = acted(graph, "separable", stem=True, padding_at=padding_at)
    assert shape_of(found, "conv2") == shape_of(graph, "conv2")
    assert cost(found, SIZE).macs < cost(graph, SIZE).macs
    assert acted(found, "dense") == graph


def test_1x1_convolutions_are_made_separable_only_if_asked_for():
    graph = chain("conv", "conv", kernel=1)
    with pytest.raises(ZooError, match="nothing to change"):
        acted(graph, "separable")
    assert acted(graph, "separable", which="all", stem=True).of_block("conv") == ()


def test_separable_convolutions_have_the_counts_of_the_formula():
    graph = chain("conv", channels=64, out=128, bias=False, act="none")
    found = acted(graph, "separable", stem=True)
    assert figures(graph)["macs"] / figures(found)["macs"] == pytest.approx(1 / (1 / 128 + 1 / 9))


def test_a_square_convolution_becomes_a_tall_and_a_wide_one_of_two_thirds_the_weights():
    graph = chain("conv", "conv", channels=64, out=64, bias=False)
    found = acted(graph, "tall_and_wide", stem=True, first="wide")
    assert [node.values["kernel"] for node in found.of_block("conv")] == [(1, 3), (3, 1)] * 2
    assert figures(found)["parameters"] * 3 == figures(graph)["parameters"] * 2
    assert found["conv1_wide"].inputs == ("picture",)


def test_nothing_stands_between_the_parts_if_so_wished():
    found = acted(chain("conv", norm="batch"), "tall_and_wide", stem=True, between=False)
    assert (found["conv1_tall"].values["norm"], found["conv1_tall"].values["act"]) == ("none", "none")
    assert (found["conv1"].values["norm"], found["conv1"].values["act"]) == ("batch", "relu")


def test_two_3x3_convolutions_have_18_of_25_weights():
    graph = chain("conv", "conv", channels=64, out=64, kernel=5, bias=False)
    found = acted(graph, "two_3x3", stem=True)
    assert figures(found)["parameters"] * 25 == figures(graph)["parameters"] * 18


def test_groups_divide_the_work_and_a_shuffle_follows():
    graph = chain("conv", "conv", "conv", channels=3, out=64, bias=False)
    found = acted(graph, "grouped", groups=4)
    assert [node.block for node in found] == ["input", "conv", "conv", "channel_shuffle", "conv", "output"]
    assert found["conv3"].inputs == ("conv2_shuffle",)
    middle = [next(layer for layer in cost(each, SIZE).layers if layer.node == "conv2") for each in (graph, found)]
    assert middle[0].macs == 4 * middle[1].macs


def test_groups_that_do_not_divide_the_channels_are_no_choice():
    with pytest.raises(ZooError, match="whose channels, before and behind it, the groups divide"):
        acted(chain("conv", "conv", "conv", out=64), "grouped", groups=3)


def test_a_bottleneck_works_on_a_share_of_the_channels():
    found = acted(chain("conv", "conv", out=64), "bottleneck", reduction=8)
    assert [shape_of(found, id)[0] for id in ("conv2_reduce", "conv2_inner", "conv2")] == [8, 8, 64]


def test_a_transposed_convolution_becomes_an_enlargement_and_a_convolution_of_the_same_shape():
    graph = open_model("unet").graph
    found = acted(graph, "upsample_conv", (64, 64))
    assert not found.of_block("transposed_conv")
    assert shape_of(found, "enlarge4", (64, 64)) == shape_of(graph, "enlarge4", (64, 64))
    assert found["enlarge4"].values["kernel"] == 3


def test_a_transposed_fire_module_becomes_squeezeseg_s_with_the_same_channels():
    graph = chain("transposed_fire", up=64, squeeze=16, expand=32)
    found = acted(graph, "squeezeseg")
    assert [node.block for node in found] == ["input", "squeezeseg_transposed_fire", "output"]
    assert shape_of(found, "transposed_fire1") == shape_of(graph, "transposed_fire1") == (64, 64, 64)
    assert cost(found, SIZE).parameters < cost(graph, SIZE).parameters


def test_skips_of_a_u_net_go_with_the_crops_that_served_them():
    model = open_model("U-Net (paper)")
    found = acted(model.graph, "drop_skips", model.size)
    assert not found.of_block("concat", "crop_like")
    assert found["up4"].inputs == ("enlarge4",)


def test_parallel_branches_are_no_skips():
    graph = open_model("EdgeSegNet").graph
    with pytest.raises(ZooError, match="nothing to change"):
        acted(graph, "drop_skips", (64, 64))


def test_where_a_block_cannot_take_fewer_channels_a_1x1_convolution_restores_them():
    b = Builder()
    x = b("conv", b("input", channels=8), out=8)
    y = b("concat", b("conv", x, out=8), x)
    z = b("conv", y, out=16)
    b("output", b("add", y, z))
    found = acted(b.graph, "drop_skips", ids=["concat1"])
    assert not found.of_block("concat")
    assert found["add1"].inputs == ("add1_width1", "conv3")
    assert shape_of(found, "add1_width1") == (16, 32, 32)


def test_switched_off_shortcuts_are_switched_on_again():
    graph = open_model("MobileNetV2 1.0").graph
    off = acted(graph, "drop_skips", (224, 224))
    assert {node.values["shortcut"] for node in off.of_block("inverted_residual")} == {True, False}
    assert acted(off, "add_skips", (224, 224), over="blocks") == graph


def test_levels_of_equal_size_are_joined():
    bare = open_model("squeeze_unet:skips=no").graph
    for join, channels in (("concat", 64 + 256), ("add", 64)):
        found = acted(bare, "add_skips", (64, 64), join=join)
        assert found["up3_join"].block == join
        assert found["up3_join"].sources[0] == "up3"
        assert shape_of(found, "up3_join", (64, 64)) == (channels, 8, 8)
        assert found["fire12"].inputs == ("up3_join",)
        assert acted(found, "drop_skips", (64, 64)) == bare


def test_layers_that_keep_their_shape_are_added_to_their_input():
    found = acted(chain("conv", "conv", "conv", "conv", channels=3, out=16), "add_skips", over="blocks")
    assert [node.inputs for node in found.of_block("add")] == [("conv2", "conv1"), ("conv3", "conv2_add")]


def test_the_width_multiplier_rounds_to_eight_and_keeps_the_outputs():
    model = open_model("Squeeze U-Net")
    found = acted(model.graph, "width", model.size, width=0.35)
    outs = {int(node.values["out"]) for node in found.of_block("conv", "transposed_conv") if node.id != "head"}
    assert {out % 8 for out in outs} == {0}
    assert found["head"] == model.graph["head"]
    assert (found["fire2"].values["squeeze"], found["fire2"].values["expand"]) == (8, 24)
    assert cost(found, model.size).parameters < cost(model.graph, model.size).parameters / 4


def test_every_number_without_a_small_bound_is_a_number_of_channels_or_known_not_to_be():
    scaled = {param.name for info in CATALOG.blocks.values() for param in info.params if counts_channels(param)}
    helps = {param.help for info in CATALOG.blocks.values() for param in info.params if counts_channels(param)}
    assert {"out", "squeeze", "expand", "growth", "filters", "mid", "conv1x1"} <= scaled
    assert all(any(word in help for word in ("Channels", "Values")) for help in helps)


def test_squeeze_and_excitation_stands_behind_norm_and_activation():
    b = Builder()
    x = b("relu", b("batch_norm", b("conv", b("conv", b("input"), out=8), out=32, act="none")))
    b("output", b("conv", x, out=4))
    found = acted(b.graph, "insert_se", reduction=8)
    assert found["relu1_se"].inputs == ("relu1",)
    assert found["relu1_se"].values["squeeze"] == 4
    assert found["conv3"].inputs == ("relu1_se",)
    assert len(found.of_block("squeeze_excite")) == 1
    with pytest.raises(ZooError, match="nothing to change"):
        acted(found, "insert_se")


def test_h_swish_takes_the_place_of_relu_but_not_within_squeeze_and_excitation():
    b = Builder()
    x = b("squeeze_excite", b("relu", b("conv", b("input"))), act="relu")
    b("output", x)
    found = acted(b.graph, "activation")
    assert (found["conv1"].values["act"], found["relu1"].block) == ("hardswish", "hardswish")
    assert found["squeeze_excite1"].values["act"] == "relu"


def test_a_kernel_changes_with_its_padding():
    graph = chain("conv", "conv", kernel=7, padding=3)
    found = acted(graph, "kernel", old=7, new=5)
    assert [(node.values["kernel"], node.values["padding"]) for node in found.of_block("conv")] == [(5, 2)] * 2


def test_blocks_taken_out_hand_on_what_they_read():
    found = acted(VGG, "drop_blocks", (224, 224), ids=["conv1_2", "pool1"])
    assert found["conv2_1"].inputs == ("conv1_1",)
    with pytest.raises(ZooError, match="Select the blocks to take out"):
        acted(VGG, "drop_blocks", (224, 224))


def test_plain_convolutions_move_from_stage_to_stage_as_composites_do():
    found = acted(VGG, "move_blocks", (224, 224))
    ids = [node.id for node in found.of_block("conv")]
    assert ids[:4] == ["conv1_1", "conv2_1", "conv2_2", "conv2_3"]
    assert found["pool1"].inputs == ("conv1_1",)
    assert (found["conv2_3"].inputs, found["conv2_3"].values["out"]) == (("conv2_2",), 128)


def test_one_block_of_a_stage_stays():
    with pytest.raises(ZooError, match="Of the 2 blocks of stage 1 only 1 can be moved"):
        acted(VGG, "move_blocks", (224, 224), blocks=2)
    with pytest.raises(ZooError, match="There is no stage 9"):
        acted(VGG, "move_blocks", (224, 224), stage=9)
