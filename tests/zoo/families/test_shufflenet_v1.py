"""ShuffleNet V1 against an independent implementation, the authors' figures and the paper's table."""

import pytest
import torch
from pytorchcv.models.shufflenet import shufflenet_g3_wd4, shufflenet_g8_w1
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.catalog import find_block
from modelzoo.errors import ShapeError
from modelzoo.probe import probe
from modelzoo.registry import build_graph, build_module
from modelzoo.walk import walk
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs


@pytest.mark.parametrize(
    ("theirs", "model", "sizes"),
    [(shufflenet_g3_wd4, "ShuffleNetV1 0.25x g=3", (97, 64)), (shufflenet_g8_w1, "ShuffleNetV1 1x g=8", (64,))],
)
def test_it_makes_what_an_independent_implementation_makes(theirs, model, sizes):
    module = theirs()
    module.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(module, model, *sizes)


@pytest.mark.parametrize(
    ("model", "macs", "parameters"),
    [
        ("ShuffleNetV1 0.5x g=3", 38, 0.7),
        ("ShuffleNetV1 0.5x g=8", 40, 1.0),
        ("ShuffleNetV1 1x g=3", 138, 1.9),
        ("ShuffleNetV1 1x g=8", 138, 2.4),
        ("ShuffleNetV1 1.5x g=3", 292, 3.4),
        ("ShuffleNetV1 1.5x g=8", 290, 4.3),
        ("ShuffleNetV1 2x g=3", 524, 5.4),
        ("ShuffleNetV1 2x g=8", 522, 6.5),
    ],
)
def test_the_figures_of_the_authors_readme_come_out(model, macs, parameters):
    """megvii-model/ShuffleNet-Series, ShuffleNetV1/README.md, in millions."""
    opened = open_model(f"{model}:classifier_bias=no")
    found = cost(opened.graph, opened.size)
    assert found.macs / 1e6 == pytest.approx(macs, abs=0.6)
    assert found.parameters / 1e6 == pytest.approx(parameters, abs=0.051)


def test_the_bias_of_the_classifier_is_all_that_parts_the_rows_from_the_authors_code():
    bare = open_model("ShuffleNetV1 1x g=3:classifier_bias=no")
    found = cost(bare.graph, bare.size)
    assert (found.parameters, found.macs) == (1_864_728, 137_460_672)


@pytest.mark.parametrize(("groups", "channels"), [(1, 144), (2, 200), (3, 240), (4, 272), (8, 384)])
def test_the_stages_have_the_channels_and_sizes_of_table_1(groups, channels):
    shapes = {
        node.id: found.shape[1:]
        for node, _, found in walk(build_graph("shufflenet_v1", {"groups": groups}), (224, 224))
    }
    assert shapes["pool1"] == (24, 56, 56)
    assert shapes["stage2_4"] == (channels, 28, 28)
    assert shapes["stage3_8"] == (2 * channels, 14, 14)
    assert shapes["stage4_4"] == (4 * channels, 7, 7)


@pytest.mark.parametrize("groups", [5, 7, 12, 40])
@pytest.mark.parametrize("scale", [0.01, 0.3, 2.3])
def test_any_number_of_groups_works_at_any_scale(groups, scale):
    assert cost(build_graph("shufflenet_v1", {"groups": groups, "scale": scale}), (97, 131)).parameters > 0


@pytest.mark.parametrize("groups", [5, 6, 7])
def test_channels_for_groups_that_the_paper_leaves_out_lie_between_those_of_their_neighbours(groups):
    out = build_graph("shufflenet_v1", {"groups": groups})["stage2_1"].values["out"]
    assert 272 < out < 384
    assert out % (4 * groups) == 0


def test_a_strided_unit_keeps_the_averages_of_its_input():
    x = torch.rand(1, 24, 8, 8)
    info = find_block("shuffle_unit")
    unit = build_module(info.name, info.node("n", stride=2, out=60, groups=3).params, (tuple(x.shape),)).eval()
    torch.testing.assert_close(unit(x)[:, 36:], nn.AvgPool2d(3, 2, 1)(x))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"out": 48}, "without a stride it makes as many channels as come in: 24, not 48"),
        ({"out": 24, "stride": 2}, "with a stride it makes more channels than come in: more than 24, not 24"),
        ({"out": 40, "stride": 2, "groups": 3}, "10 bottleneck channels cannot be split into 3 groups"),
    ],
)
def test_a_unit_says_which_channels_do_not_fit(values, told):
    with pytest.raises(ShapeError, match=told):
        probe("shuffle_unit", find_block("shuffle_unit").node("n", **values).params, ((1, 24, 8, 8),))
