"""Transforms that keep the function: with the weights taken over or rearranged, the outputs are the same."""

import pytest
import torch

from modelzoo.blocks.layers import ACTIVATIONS
from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.errors import ZooError
from modelzoo.graph import Graph
from modelzoo.transforms.fold_stem import folded_state
from modelzoo.zoo import open_model
from tests.zoo.carrying import unsettle
from tests.zoo.transforms.acting import acted, chain, shape_of

STEMS = [
    {"kernel": 7, "stride": 2, "padding": 3},
    {"kernel": 3, "stride": 2},
    {"kernel": 4, "stride": 4, "padding": 0},
    {"kernel": 11, "stride": 4, "padding": 2},
    {"kernel": (5, 3), "stride": (2, 2), "padding": (2, 1), "bias": False, "norm": "batch"},
    {"kernel": 3, "stride": 2, "padding": 2, "dilation": 2, "norm": "instance"},
    {"kernel": 1, "stride": 2},
    {"kernel": 3},
    {"kernel": 5, "norm": "batch", "act": "prelu"},
    {"kernel": 2, "stride": 2, "padding": 0, "act": "hardswish"},
    {"kernel": 3, "stride": 3, "padding": 0},
]


def enlarged(mode: str, norm: str, act: str) -> Graph:
    b = Builder()
    x = b("upsample", b("input", channels=5), factor=2, mode=mode)
    b("output", b("conv", x, out=7, kernel=1, norm=norm, act=act))
    return b.graph


def outputs(graph: Graph, state: dict[str, torch.Tensor] | None = None) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """What the network makes of one picture, and its weights: `state`, or unsettled ones."""
    module = build(graph, (48, 48))
    if state is None:
        unsettle(module)
    else:
        module.load_state_dict(state)
    torch.manual_seed(1)
    with torch.no_grad():
        return module(*example_inputs(graph, (48, 48))), dict(module.state_dict())


def folded(graph: Graph, factor: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The outputs before and after folding, the weights of every changed convolution rearranged."""
    found = acted(graph, "fold_stem", (48, 48), factor=factor)
    before, state = outputs(graph)
    for node in graph.of_block("conv"):
        if found[node.id] != node:
            own = {name.removeprefix(f"{node.id}."): state.pop(name) for name in list(state) if node.id in name}
            made = folded_state(node, own, factor)
            state |= {f"{node.id}.{name}": value for name, value in made.items()}
    return before, outputs(found, state)[0]


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("values", STEMS, ids=str)
def test_a_folded_first_convolution_does_the_same_with_its_weights_rearranged(values, factor):
    graph = chain("conv", channels=3, out=6, **values)
    try:
        before, after = folded(graph, factor)
    except ZooError as error:
        assert "Choose another input size, such as" in str(error) or values.get("norm") == "instance"
        return
    assert before.std() > 1e-3
    assert (before - after).abs().max() < 1e-5


@pytest.mark.parametrize(("values", "factor"), [(STEMS[0], 2), (STEMS[1], 2), (STEMS[3], 4), (STEMS[7], 2)], ids=str)
def test_usual_stems_can_be_folded(values, factor):
    graph = chain("conv", channels=3, out=6, **values)
    assert acted(graph, "fold_stem", (48, 48), factor=factor).of_block("fold")


def test_a_whole_network_does_the_same_behind_a_folded_input():
    before, after = folded(open_model("Squeeze Encoder Decoder").graph, 2)
    assert (before - after).abs().max() < 1e-5


def test_a_patch_embedding_becomes_a_1x1_convolution_of_folded_pixels():
    found = acted(chain("conv", channels=3, out=6, kernel=4, stride=4, padding=0), "fold_stem", factor=4)
    assert [node.block for node in found] == ["input", "fold", "conv", "output"]
    assert (found["conv1"].values["kernel"], found["conv1"].values["stride"]) == (1, 1)


def test_a_size_that_cannot_be_folded_brings_one_that_can():
    graph = open_model("1.0-SqNxt-23").graph
    with pytest.raises(ZooError, match=r"conv1: 227x227 pixels cannot be folded by 2\. .* such as 228x228\."):
        acted(graph, "fold_stem", (227, 227))
    assert shape_of(acted(graph, "fold_stem", (228, 228)), "conv1", (228, 228)) == (64, 111, 111)


@pytest.mark.parametrize("mode", ["nearest", "bilinear", "bilinear_aligned"])
def test_a_1x1_convolution_does_the_same_before_an_enlargement(mode):
    graph = enlarged(mode, "none", "none")
    found = acted(graph, "pointwise_first")
    assert [node.block for node in found] == ["input", "conv", "upsample", "output"]
    before, state = outputs(graph)
    assert (before - outputs(found, state)[0]).abs().max() < 1e-5


def test_behind_repeated_pixels_norm_and_activation_come_along():
    graph = enlarged("nearest", "batch", "hardswish")
    before, state = outputs(graph)
    assert (before - outputs(acted(graph, "pointwise_first"), state)[0]).abs().max() < 1e-5


def test_behind_interpolated_pixels_a_convolution_with_an_activation_stays():
    with pytest.raises(ZooError, match="nothing to change"):
        acted(enlarged("bilinear", "none", "relu"), "pointwise_first")


def test_every_activation_can_follow_a_folded_convolution():
    for act in ACTIVATIONS:
        before, after = folded(chain("conv", channels=3, out=4, kernel=3, act=act), 2)
        assert (before - after).abs().max() < 1e-5
