"""GoogLeNet against the layers of Caffe's file and torchvision's figures, and its auxiliary classifiers."""

import pytest
import torch

from modelzoo.build import build, example_inputs
from modelzoo.errors import ShapeError
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of

HANDED_ON = {
    "conv1": (64, 112, 112),
    "pool1": (64, 56, 56),
    "conv2": (192, 56, 56),
    "pool2": (192, 28, 28),
    "inception_3a": (256, 28, 28),
    "inception_3b": (480, 28, 28),
    "pool3": (480, 14, 14),
    "inception_4a": (512, 14, 14),
    "inception_4d": (528, 14, 14),
    "inception_4e": (832, 14, 14),
    "pool4": (832, 7, 7),
    "inception_5a": (832, 7, 7),
    "inception_5b": (1024, 7, 7),
    "classifier": (1000,),
}
"""What each layer hands on at 224 x 224 pixels, by hand from BVLC/caffe, models/bvlc_googlenet/train_val.prototxt."""


def test_every_layer_of_caffe_s_file_has_its_shape():
    assert HANDED_ON.items() <= shapes_of("googlenet").items()


def test_a_module_holds_the_weights_that_its_widths_make():
    taken, one, reduce3, three, reduce5, five, projection = 528, 256, 160, 320, 32, 128, 128
    weights = taken * (one + reduce3 + reduce5 + projection) + 9 * reduce3 * three + 25 * reduce5 * five
    biases = one + reduce3 + three + reduce5 + five + projection
    found = {each.node: each.parameters for each in cost_of("googlenet").layers}
    assert found["inception_4e"] == weights + biases


def test_torchvision_s_form_has_the_parameters_and_macs_that_torchvision_reports():
    """Its weights' meta data say num_params 6624904 and 1.498 G ops; its layers have 1,498,376,192 MACs."""
    ours = cost_of("GoogLeNet (torchvision)")
    assert (ours.parameters, ours.macs) == (6_624_904, 1_498_376_192)


def test_the_responses_are_normalised_before_and_after_the_second_convolution():
    graph = open_model("googlenet").graph
    assert [each.id for each in graph.of_block("local_response_norm")] == ["norm1", "norm2"]
    assert (graph["norm1"].sources, graph["norm2"].sources) == (("pool1",), ("conv2",))
    assert not open_model("googlenet:local_norm=no").graph.of_block("local_response_norm")


def test_the_branches_lie_in_the_paper_s_order():
    module = module_of("inception_v1", (1, 8, 6, 6))
    with torch.no_grad():
        for each in module.parameters():
            each.zero_()
        for value, branch in enumerate((module.conv1x1, module.conv3x3, module.conv5x5, module.pool_proj), 1):
            branch[0].bias.fill_(value)
        row = module(torch.rand(1, 8, 6, 6))[0, :, 0, 0]
    assert torch.equal(row, torch.tensor([1.0] * 64 + [2.0] * 128 + [3.0] * 32 + [4.0] * 32))


def test_the_scores_come_before_those_of_the_auxiliary_heads():
    graph = open_model("googlenet:auxiliary=2").graph
    scores, *auxiliary = graph.of_block("output")
    assert scores.sources == ("classifier",)
    assert [each.sources for each in auxiliary] == [("auxiliary_4a",), ("auxiliary_4d",)]
    assert [graph[id].sources for id in ("auxiliary_4a", "auxiliary_4d")] == [("inception_4a",), ("inception_4d",)]


def test_heads_for_training_alone_keep_their_parameters_and_do_no_work():
    bare, always, training = (
        cost_of(f"googlenet:{knobs}") for knobs in ("", "auxiliary=2", "auxiliary=2,auxiliary_runs=training")
    )
    assert always.parameters == training.parameters > bare.parameters
    assert always.macs > training.macs == bare.macs


def test_a_head_for_training_alone_scores_while_training_and_gives_empty_rows_afterwards():
    opened = open_model("googlenet:auxiliary=1,auxiliary_runs=training,classes=7,width=0.1", "96")
    module = build(opened.graph, opened.size)
    pictures = example_inputs(opened.graph, opened.size, batch=2)
    with torch.no_grad():
        assert [each.shape for each in module(*pictures)] == [(2, 7), (2, 0)]
        assert [each.shape for each in module.train()(*pictures)] == [(2, 7), (2, 7)]


def test_a_head_that_looks_at_a_grid_has_the_same_parameters_at_any_size():
    small, large = (probe_of("auxiliary_classifier", (1, 512, side, side), grid=4).parameters for side in (3, 14))
    caffe = probe_of("auxiliary_classifier", (1, 512, 14, 14)).parameters
    assert small == large == caffe


def test_a_head_says_when_there_is_too_little_to_look_at():
    with pytest.raises(ShapeError, match="512x4x9: the picture is too small: it looks at means of 5x5 pixels"):
        probe_of("auxiliary_classifier", (1, 512, 4, 9))


def test_an_even_kernel_among_the_branches_is_refused_in_words():
    with pytest.raises(ShapeError, match="only a kernel of odd sides keeps the size"):
        probe_of("inception_v1", (1, 24, 16, 16), kernel5x5=4)


@pytest.mark.parametrize("width", [0.01, 0.35, 2.0])
def test_it_can_be_of_any_width_at_odd_sizes(width):
    shapes = shapes_of(f"googlenet:width={width},classes=10,auxiliary=2", "97x131")
    assert shapes["scores"] == shapes["auxiliary_4d_scores"] == (10,)
