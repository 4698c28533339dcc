"""Darknet's classifiers against pytorchcv's, and against the operations that their author prints."""

import pytest
from pytorchcv.models.darknet import get_darknet
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.walk import walk
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs


@pytest.mark.parametrize(
    ("version", "model"), [("tiny", "Tiny DarkNet"), ("ref", "DarkNet reference"), ("19", "DarkNet-19")]
)
def test_it_computes_what_pytorchcv_s_does(version, model):
    theirs = get_darknet(version)
    theirs.output.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(theirs, model, 96, 77)


@pytest.mark.parametrize(
    ("model", "billions"), [("Tiny DarkNet", 0.98), ("DarkNet reference (cfg)", 0.8), ("DarkNet-19", 5.58)]
)
def test_twice_the_macs_are_the_operations_that_the_author_prints(model, billions):
    opened = open_model(model)
    assert 2 * cost(opened.graph, opened.size).macs / 1e9 == pytest.approx(billions, abs=0.006)


def test_only_the_last_pool_of_the_reference_network_tells_the_ways_to_round_apart():
    def sides(model):
        opened = open_model(model)
        return [each.shape[-1] for node, _, each in walk(opened.graph, opened.size) if node.block == "max_pool"]

    assert sides("DarkNet reference") == [112, 56, 28, 14, 7, 3]
    assert sides("DarkNet reference (cfg)") == [112, 56, 28, 14, 7, 4]
    kept = open_model("DarkNet reference (cfg)")
    assert cost(kept.graph, kept.size).macs == 402_571_264


def test_width_scales_all_but_the_classes():
    graph = open_model("Tiny DarkNet:width=0.5,classes=10").graph
    assert [node.values["out"] for node in graph.of_block("conv")] == [
        *(8, 16, 8, 64, 8, 64, 16, 128, 16, 128, 32, 256, 32, 256, 64),
        10,
    ]
