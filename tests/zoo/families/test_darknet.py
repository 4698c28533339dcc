"""DarkNet's classifiers against pytorchcv's, and against the operations that their author prints."""

import pytest
from pytorchcv.models.darknet import get_darknet

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


@pytest.mark.parametrize(
    ("version", "model"), [("tiny", "Tiny DarkNet"), ("ref", "DarkNet reference"), ("19", "DarkNet-19")]
)
def test_it_computes_what_pytorchcv_s_does(version, model):
    assert_same_outputs(at_any_size(get_darknet(version)), model, 96, 77)


@pytest.mark.parametrize(("model", "billions"), [("Tiny DarkNet", 0.98), ("DarkNet reference (cfg)", 0.81)])
def test_twice_the_macs_are_the_operations_that_the_author_prints(model, billions):
    """pjreddie.com/darknet/tiny-darknet."""
    assert round(2 * cost_of(model).macs / 1e9, 2) == billions


def test_only_the_last_pool_of_the_reference_network_tells_the_ways_to_round_apart():
    def sides(model):
        return [shape[-1] for id, shape in shapes_of(model).items() if id.startswith("pool")]

    assert sides("DarkNet reference") == [112, 56, 28, 14, 7, 3]
    assert sides("DarkNet reference (cfg)") == [112, 56, 28, 14, 7, 4]
    assert cost_of("DarkNet reference (cfg)").macs == 402_571_264


def test_width_scales_all_but_the_classes():
    graph = open_model("Tiny DarkNet:width=0.5,classes=10").graph
    assert [node.values["out"] for node in graph.of_block("conv")] == [
        *(8, 16, 8, 64, 8, 64, 16, 128, 16, 128, 32, 256, 32, 256, 64),
        10,
    ]
