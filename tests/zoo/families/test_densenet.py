"""DenseNet against an independent implementation, and the paper's table."""

import pytest
import torch
from pytorchcv.models.densenet import DenseNet, densenet161, densenet169, densenet201
from pytorchcv.models.densenet_cifar import densenet40_k12_cifar10, densenet100_k12_bc_cifar10
from torch import nn

from modelzoo.analysis.cost import cost
from modelzoo.catalog import find_block
from modelzoo.registry import build_graph, build_module
from modelzoo.walk import walk
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_same_outputs


@pytest.mark.parametrize("size", [97, 64])
def test_it_makes_what_an_independent_implementation_makes(size):
    channels = [[72, 80, 88], [52, 60], [38], [27, 35]]
    theirs = DenseNet(channels, init_block_channels=64, num_classes=10)
    theirs.features.final_pool = nn.AdaptiveAvgPool2d(1)
    knobs = "growth=8,stem=64,depth1=3,depth2=2,depth3=1,depth4=2,classes=10"
    assert_same_outputs(theirs, f"densenet:{knobs}", size)


@pytest.mark.parametrize(
    ("theirs", "model"),
    [(densenet161, "DenseNet-161"), (densenet169, "DenseNet-169"), (densenet201, "DenseNet-201")],
)
def test_the_published_depths_have_the_parameters_of_an_independent_implementation(theirs, model):
    with torch.device("meta"):
        parameters = sum(each.numel() for each in theirs().parameters())
    opened = open_model(model)
    assert cost(opened.graph, opened.size).parameters == parameters


@pytest.mark.parametrize(
    ("theirs", "model"),
    [
        (densenet100_k12_bc_cifar10, "DenseNet-BC-100 (k=12)"),
        (
            densenet40_k12_cifar10,
            "DenseNet-BC-100 (k=12):depth1=12,depth2=12,depth3=12,bottleneck=0",
        ),
    ],
)
def test_the_forms_for_small_pictures_make_what_an_independent_implementation_makes(theirs, model):
    module = theirs()
    module.features.final_pool = nn.AdaptiveAvgPool2d(1)
    assert_same_outputs(module, model, 32, 21)


def test_the_stages_have_the_channels_and_sizes_of_table_1():
    shapes = {node.id: found.shape[1:] for node, _, found in walk(build_graph("densenet", {}), (224, 224))}
    expected = {"conv0": (64, 112, 112), "pool0": (64, 56, 56), "block1": (256, 56, 56), "transition1": (128, 28, 28)}
    expected |= {"block2": (512, 28, 28), "transition2": (256, 14, 14), "block3": (1024, 14, 14)}
    expected |= {"transition3": (512, 7, 7), "block4": (1024, 7, 7)}
    assert expected.items() <= shapes.items()


def test_a_dense_block_hands_its_input_on_unchanged():
    x = torch.rand(1, 24, 8, 8)
    info = find_block("dense_block")
    made = build_module(info.name, info.node("n", layers=3, growth=4).params, (tuple(x.shape),)).eval()(x)
    assert made.shape == (1, 36, 8, 8)
    assert torch.equal(made[:, :24], x)
