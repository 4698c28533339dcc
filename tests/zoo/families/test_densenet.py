"""DenseNet against an independent implementation, and its blocks by themselves."""

import pytest
import torch
from pytorchcv.models.densenet import DenseNet, densenet161, densenet169, densenet201
from pytorchcv.models.densenet_cifar import densenet100_k12_bc_cifar10, get_densenet_cifar

from tests.zoo.asking import cost_of, module_of, shapes_of
from tests.zoo.carrying import assert_same_outputs, at_any_size


@pytest.mark.parametrize("size", [97, 64])
def test_it_makes_what_an_independent_implementation_makes(size):
    channels = [[72, 80, 88], [52, 60], [38], [27, 35]]
    theirs = DenseNet(channels, init_block_channels=64, num_classes=10)
    knobs = "growth=8,stem=64,depth1=3,depth2=2,depth3=1,depth4=2,classes=10"
    assert_same_outputs(at_any_size(theirs), f"densenet:{knobs}", size)


@pytest.mark.parametrize(
    ("theirs", "model"),
    [
        (densenet161, "DenseNet-161"),
        (densenet169, "DenseNet-169"),
        (densenet201, "DenseNet-201"),
        (densenet100_k12_bc_cifar10, "DenseNet-BC-100 (k=12)"),
    ],
)
def test_the_published_depths_have_the_parameters_of_an_independent_implementation(theirs, model):
    with torch.device("meta"):
        parameters = sum(each.numel() for each in theirs().parameters())
    assert cost_of(model).parameters == parameters


@pytest.mark.parametrize(("bottleneck", "depth"), [(4, 3), (0, 6)])
def test_the_forms_for_small_pictures_make_what_an_independent_implementation_makes(bottleneck, depth):
    theirs = get_densenet_cifar(num_classes=10, blocks=22, growth_rate=12, bottleneck=bottleneck > 0)
    depths = ",".join(f"depth{stage}={depth}" for stage in (1, 2, 3))
    assert_same_outputs(at_any_size(theirs), f"DenseNet-BC-100 (k=12):{depths},bottleneck={bottleneck}", 32, 21)


def test_a_block_adds_its_layers_times_the_growth_and_a_transition_halves_all():
    shapes = shapes_of("DenseNet-121")
    expected = {"conv0": (64, 112, 112), "pool0": (64, 56, 56), "block1": (256, 56, 56), "transition1": (128, 28, 28)}
    expected |= {"block2": (512, 28, 28), "transition2": (256, 14, 14), "block3": (1024, 14, 14)}
    expected |= {"transition3": (512, 7, 7), "block4": (1024, 7, 7)}
    assert expected.items() <= shapes.items()


def test_a_dense_block_hands_its_input_on_unchanged():
    x = torch.rand(1, 24, 8, 8)
    made = module_of("dense_block", (1, 24, 8, 8), layers=3, growth=4)(x)
    assert made.shape == (1, 36, 8, 8)
    assert torch.equal(made[:, :24], x)
