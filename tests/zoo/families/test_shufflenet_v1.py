"""ShuffleNet V1 against an independent implementation and the authors' figures."""

import pytest
import torch
from pytorchcv.models.shufflenet import shufflenet_g3_wd4, shufflenet_g8_w1
from torch import nn

from modelzoo.errors import ShapeError
from modelzoo.registry import build_graph
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


@pytest.mark.parametrize(
    ("theirs", "model", "sizes"),
    [(shufflenet_g3_wd4, "ShuffleNetV1 0.25x g=3", (97, 64)), (shufflenet_g8_w1, "ShuffleNetV1 1x g=8", (64,))],
)
def test_it_makes_what_an_independent_implementation_makes(theirs, model, sizes):
    assert_same_outputs(at_any_size(theirs()), model, *sizes)


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
    found = cost_of(f"{model}:classifier_bias=no")
    assert found.macs / 1e6 == pytest.approx(macs, abs=0.6)
    assert found.parameters / 1e6 == pytest.approx(parameters, abs=0.051)


def test_the_bias_of_the_classifier_costs_a_parameter_a_class():
    with_it, without = (cost_of(f"ShuffleNetV1 1x g=3:classifier_bias={each}") for each in ("yes", "no"))
    assert with_it.parameters - without.parameters == 1000
    assert with_it.macs == without.macs


@pytest.mark.parametrize(("groups", "channels"), [(1, 144), (2, 200), (3, 240), (4, 272), (8, 384)])
def test_the_stages_have_the_published_channels_and_halve_the_size(groups, channels):
    """megvii-model/ShuffleNet-Series, ShuffleNetV1, for 3 and 8 groups; pytorchcv for all."""
    shapes = shapes_of(f"shufflenet_v1:groups={groups}")
    assert shapes["pool1"] == (24, 56, 56)
    assert shapes["stage2_4"] == (channels, 28, 28)
    assert shapes["stage3_8"] == (2 * channels, 14, 14)
    assert shapes["stage4_4"] == (4 * channels, 7, 7)


@pytest.mark.parametrize("groups", [5, 7, 12, 40])
@pytest.mark.parametrize("width", [0.01, 0.3, 2.3])
def test_any_number_of_groups_works_at_any_width(groups, width):
    shapes = shapes_of(f"shufflenet_v1:groups={groups},width={width}", "97x131")
    assert shapes["classifier"] == (1000,)
    assert shapes["stage2_1"][0] % (4 * groups) == 0


@pytest.mark.parametrize("groups", [5, 6, 7])
def test_channels_for_groups_that_the_paper_leaves_out_lie_between_those_of_their_neighbours(groups):
    out = build_graph("shufflenet_v1", {"groups": groups})["stage2_1"].values["out"]
    assert 272 < out < 384
    assert out % (4 * groups) == 0


def test_a_strided_unit_keeps_the_averages_of_its_input():
    x = torch.rand(1, 24, 8, 8)
    unit = module_of("shuffle_unit", (1, 24, 8, 8), stride=2, out=60, groups=3)
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
        probe_of("shuffle_unit", (1, 24, 8, 8), **values)
