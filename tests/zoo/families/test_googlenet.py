"""GoogLeNet against the table that its paper prints, and its auxiliary classifiers."""

import pytest
import torch

from modelzoo.analysis.cost import cost
from modelzoo.build import build, example_inputs
from modelzoo.catalog import find_block
from modelzoo.errors import ShapeError
from modelzoo.probe import probe
from modelzoo.registry import build_graph, build_module
from modelzoo.zoo import open_model

TABLE_1 = {
    "conv1": ((64, 112, 112), None),
    "pool1": ((64, 56, 56), None),
    "conv2": ((192, 56, 56), None),
    "pool2": ((192, 28, 28), None),
    "inception_3a": ((256, 28, 28), 128),
    "inception_3b": ((480, 28, 28), 304),
    "pool3": ((480, 14, 14), None),
    "inception_4a": ((512, 14, 14), 73),
    "inception_4b": ((512, 14, 14), 88),
    "inception_4c": ((512, 14, 14), 100),
    "inception_4d": ((528, 14, 14), 119),
    "inception_4e": ((832, 14, 14), 170),
    "pool4": ((832, 7, 7), None),
    "inception_5a": ((832, 7, 7), None),
    "inception_5b": ((1024, 7, 7), 71),
    "classifier": ((1000,), 1),
}
"""Output size and million operations of each row, arXiv 1409.4842, table 1. It rounds now up, now down. Left out: 5a,
whose printed 54 M do not follow from the widths printed beside it, and conv1, whose 34 M are not those of a 7x7 kernel.
"""
WEIGHTS = {
    "inception_3a": (192, 64, 96, 128, 16, 32, 32),
    "inception_4e": (528, 256, 160, 320, 32, 128, 128),
    "inception_5a": (832, 256, 160, 320, 32, 128, 128),
    "inception_5b": (832, 384, 192, 384, 48, 128, 128),
}
"""Input and branch widths of some rows of the same table."""


def layers_of(name, **values):
    model = open_model(name)
    return {each.node: each for each in cost(build_graph("googlenet", values), model.size).layers}


@pytest.mark.parametrize("row", TABLE_1)
def test_each_row_of_the_paper_s_table_has_the_size_it_prints(row):
    assert layers_of("googlenet")[row].output == (1, *TABLE_1[row][0])


@pytest.mark.parametrize("row", [row for row, (_, printed) in TABLE_1.items() if printed])
def test_the_work_of_each_row_is_within_a_million_of_what_the_paper_prints(row):
    assert abs(layers_of("googlenet")[row].macs / 1e6 - TABLE_1[row][1]) < 1


@pytest.mark.parametrize("row", WEIGHTS)
def test_a_module_holds_the_weights_that_its_widths_make(row):
    taken, one, reduce3, three, reduce5, five, projection = WEIGHTS[row]
    weights = taken * (one + reduce3 + reduce5 + projection) + 9 * reduce3 * three + 25 * reduce5 * five
    biases = one + reduce3 + three + reduce5 + five + projection
    assert layers_of("googlenet")[row].parameters == weights + biases


def test_torchvision_s_form_has_the_parameters_and_macs_that_torchvision_reports():
    """Its weights' meta data say num_params 6624904 and 1.498 G ops; its layers have 1,498,376,192 MACs."""
    model = open_model("GoogLeNet (torchvision)")
    ours = cost(model.graph, model.size)
    assert (ours.parameters, ours.macs) == (6_624_904, 1_498_376_192)


def test_the_responses_are_normalised_before_and_after_the_second_convolution():
    graph = build_graph("googlenet", {})
    assert [each.id for each in graph.of_block("local_response_norm")] == ["norm1", "norm2"]
    assert (graph["norm1"].sources, graph["norm2"].sources) == (("pool1",), ("conv2",))
    assert not build_graph("googlenet", {"lrn": False}).of_block("local_response_norm")


def test_the_branches_lie_in_the_paper_s_order():
    module = build_module("inception_v1", find_block("inception_v1").node("n").params, ((1, 8, 6, 6),)).eval()
    with torch.no_grad():
        for each in module.parameters():
            each.zero_()
        for value, branch in enumerate((module.conv1x1, module.conv3x3, module.conv5x5, module.pool_proj), 1):
            branch[0].bias.fill_(value)
        row = module(torch.rand(1, 8, 6, 6))[0, :, 0, 0]
    assert torch.equal(row, torch.tensor([1.0] * 64 + [2.0] * 128 + [3.0] * 32 + [4.0] * 32))


def test_the_scores_come_before_those_of_the_auxiliary_heads():
    graph = build_graph("googlenet", {"heads": 2, "classes": 7, "width": 0.1})
    scores, *auxiliary = graph.of_block("output")
    assert scores.sources == ("classifier",)
    assert [each.sources for each in auxiliary] == [("auxiliary_4a",), ("auxiliary_4d",)]
    assert [graph[id].sources for id in ("auxiliary_4a", "auxiliary_4d")] == [("inception_4a",), ("inception_4d",)]


def test_heads_for_training_alone_keep_their_parameters_and_do_no_work():
    bare, always, training = (
        cost(build_graph("googlenet", values), (224, 224))
        for values in ({}, {"heads": 2}, {"heads": 2, "heads_run": "training"})
    )
    assert always.parameters == training.parameters > bare.parameters
    assert always.macs > training.macs == bare.macs


def test_a_head_for_training_alone_scores_while_training_and_gives_empty_rows_afterwards():
    graph = build_graph("googlenet", {"heads": 1, "heads_run": "training", "classes": 7, "width": 0.1})
    module = build(graph, (96, 96))
    pictures = example_inputs(graph, (96, 96), batch=2)
    with torch.no_grad():
        assert [each.shape for each in module(*pictures)] == [(2, 7), (2, 0)]
        assert [each.shape for each in module.train()(*pictures)] == [(2, 7), (2, 7)]


def test_a_head_that_looks_at_a_grid_has_the_same_parameters_at_any_size():
    info = find_block("auxiliary_classifier")
    small, large = (
        probe(info.name, info.node("n", grid=4).params, ((1, 512, side, side),)).parameters for side in (3, 14)
    )
    caffe = probe(info.name, info.node("n").params, ((1, 512, 14, 14),)).parameters
    assert small == large == caffe


def test_a_head_says_when_there_is_too_little_to_look_at():
    info = find_block("auxiliary_classifier")
    with pytest.raises(ShapeError, match="512x4x9: the picture is too small: it looks at means of 5x5 pixels"):
        probe(info.name, info.node("n").params, ((1, 512, 4, 9),))


def test_an_even_kernel_among_the_branches_is_refused_in_words():
    info = find_block("inception_v1")
    with pytest.raises(ShapeError, match="only a kernel of odd sides keeps the size"):
        probe(info.name, info.node("n", kernel5x5=4).params, ((1, 24, 16, 16),))


@pytest.mark.parametrize("values", [{"width": 0.01}, {"width": 0.35, "classes": 10, "heads": 2}, {"width": 2.0}])
def test_it_can_be_of_any_width_at_odd_sizes(values):
    assert cost(build_graph("googlenet", values), (97, 131)).layers[-1].output == (1, values.get("classes", 1000))
