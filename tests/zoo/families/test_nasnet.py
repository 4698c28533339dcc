"""NASNet-A against an independent implementation, and its cells by themselves."""

import pytest
import torch
from pytorchcv.models.nasnet import NASNet, NormalUnit, ReductionBaseUnit, nasnet_6a4032

from modelzoo.analysis.cost import cost
from modelzoo.edits import set_param
from modelzoo.errors import ShapeError
from modelzoo.registry import build_graph
from tests.zoo.asking import cost_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


def small(cells, skip):
    """Their network with few filters and cells, each cell's newer input defined before its older one, as ours is."""
    widths = ([], [64], [128]), (48, 96, 192)
    channels = [[*first, *[width] * cells] for first, width in zip(*widths, strict=True)]
    theirs = NASNet(channels, 6, (8, 16), 7, extra_padding=True, skip_reduction_layer_input=skip, num_classes=10)
    for unit in theirs.modules():
        if isinstance(unit, NormalUnit | ReductionBaseUnit):
            inner = unit._modules
            kept = {name: inner.pop(name) for name in list(inner)}
            inner |= {"conv1x1": kept.pop("conv1x1"), "conv1x1_prev": kept.pop("conv1x1_prev"), **kept}
    return at_any_size(theirs)


@pytest.mark.parametrize(("cells", "skip", "sizes"), [(2, False, (96, 64)), (2, True, (64,))])
def test_it_makes_what_an_independent_implementation_makes(cells, skip, sizes):
    knobs = f"filters=8,stem=6,classes=10,cells={cells},skip_reduction={'yes' if skip else 'no'}"
    assert_same_outputs(small(cells, skip), f"nasnet:{knobs}", *sizes)


def test_the_large_network_has_the_parameters_of_an_independent_implementation():
    with torch.device("meta"):
        parameters = sum(each.numel() for each in nasnet_6a4032().parameters())
    assert cost_of("NASNet-A Large (6 @ 4032)").parameters == parameters


def test_the_name_tells_the_channels_of_the_last_features():
    for name, shape in (("Mobile (4 @ 1056)", (1056, 7, 7)), ("Large (6 @ 4032)", (4032, 11, 11))):
        assert shapes_of(f"NASNet-A {name}")["relu"] == shape


def test_without_what_is_computed_and_cut_off_again_the_count_is_the_slim_readme_s():
    """tensorflow/models, slim/nets/nasnet/README.md: NASNet-A mobile, 564 M multiply-adds."""
    graph = build_graph("nasnet", {})
    for node in graph.of_block("nasnet_reduction_cell"):
        graph = set_param(graph, node.id, "shift", False)
    assert round(cost(graph, (224, 224)).macs / 1e6) == 564


def test_every_cell_reads_the_last_two():
    graph = build_graph("nasnet", {})
    assert graph["stem2"].inputs == ("stem1", "conv0")
    assert graph["stage1_1"].inputs == ("stem2", "stem1")
    assert graph["stage1_3"].inputs == ("stage1_2", "stage1_1")
    assert graph["reduction1"].inputs == ("stage1_4", "stage1_3")
    assert graph["stage2_1"].inputs == ("reduction1", "stage1_4")


def test_a_cell_after_a_skipped_reduction_reads_what_the_reduction_read_as_its_older_input():
    graph = build_graph("nasnet", {"skip_reduction": True})
    assert graph["stage2_1"].inputs == ("reduction1", "stage1_3")
    assert graph["stage2_2"].inputs == ("stage2_1", "reduction1")


@pytest.mark.parametrize("size", ["97x131", "224x225", "7", "33x50"])
def test_any_size_works_and_no_weight_depends_on_it(size):
    assert cost_of("nasnet", size).parameters == cost_of("nasnet").parameters


def test_a_cell_halves_an_older_input_of_twice_the_size_and_says_no_to_others():
    same = probe_of("nasnet_normal_cell", (1, 24, 9, 8), (1, 12, 9, 8), filters=10)
    twice = probe_of("nasnet_normal_cell", (1, 24, 9, 8), (1, 12, 17, 16), filters=10)
    assert same.shape == twice.shape == (1, 60, 9, 8)
    assert same.parameters == twice.parameters
    with pytest.raises(ShapeError, match="12x20x16 must be as high and wide as 24x9x8, or twice that"):
        probe_of("nasnet_normal_cell", (1, 24, 9, 8), (1, 12, 20, 16))


def test_the_first_reduction_takes_its_older_input_as_it_is():
    with pytest.raises(ShapeError, match="12x16x16 must be as high and wide as 24x8x8"):
        probe_of("nasnet_reduction_cell", (1, 24, 8, 8), (1, 12, 16, 16), adjust=False)
