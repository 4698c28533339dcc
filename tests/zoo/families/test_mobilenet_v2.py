"""MobileNetV2 against an independent implementation and the authors' table."""

import pytest
from pytorchcv.models.mobilenetv2 import mobilenetv2b_w1, mobilenetv2b_wd4

from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, probe_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

PRINTED = {1.4: (582, 6.06), 1.3: (509, 5.34), 1.0: (300, 3.47), 0.75: (209, 2.61), 0.5: (97, 1.95), 0.35: (59, 1.66)}
"""Million multiply-adds, and parameters without the batch norms': README of tensorflow/models, slim/nets/mobilenet."""


@pytest.mark.parametrize(
    ("theirs", "name", "sizes"),
    [(mobilenetv2b_w1, "MobileNetV2 1.0", (96,)), (mobilenetv2b_wd4, "mobilenet_v2:width=0.25,multiple=1", (128, 97))],
)
def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes(theirs, name, sizes):
    assert_same_outputs(at_any_size(theirs()), name, *sizes)


@pytest.mark.parametrize("width", PRINTED)
def test_the_authors_figures_come_out_without_the_batch_norms_parameters(width):
    name = f"MobileNetV2 {width}"
    ours, (mult_adds, parameters) = cost_of(name), PRINTED[width]
    norms = sum(2 * channels for channels in normed(open_model(name)))
    assert abs(ours.macs / 1e6 - mult_adds) < 1
    assert abs((ours.parameters - norms) / 1e6 - parameters) < 0.01


def normed(model):
    """The channels of each batch norm, from the plan alone."""
    channels = 0
    for node in model.graph:
        if node.block == "conv":
            channels = node.values["out"]
            yield channels
        if node.block == "inverted_residual":
            wide = round(channels * node.values["expansion"])
            yield from (wide, wide) if wide > channels else (wide,)
            channels = node.values["out"]
            yield channels


def probed(**values):
    return probe_of("inverted_residual", (1, 12, 8, 8), **values)


def test_expansion_1_leaves_the_first_convolution_out():
    assert probed(out=10, expansion=1).parameters == 12 * 9 + 12 * 10 + 2 * (12 + 10)


@pytest.mark.parametrize(("multiple", "wide"), [(1, 30), (8, 32)])
def test_expanded_channels_are_rounded_to_the_multiple(multiple, wide):
    found = probed(out=10, expansion=2.5, multiple=multiple)
    assert found.parameters == wide * (12 + 9 + 10) + 2 * (2 * wide + 10)


@pytest.mark.parametrize(("kind", "inner"), [("input", 3), ("expanded", 24)])
def test_squeeze_and_excitation_is_a_share_of_the_input_or_of_the_expanded_channels(kind, inner):
    plain, weighed = (probed(out=10, expansion=8, squeeze_excite=each).parameters for each in ("none", kind))
    assert weighed - plain == 96 * inner + inner + inner * 96 + 96


@pytest.mark.parametrize(
    ("values", "added"), [({}, True), ({"stride": 2}, False), ({"out": 13}, False), ({"shortcut": False}, False)]
)
def test_the_input_is_added_at_stride_1_and_equal_channels_only(values, added):
    block, without = (probed(**{"out": 12, **values, **each}) for each in ({}, {"shortcut": False}))
    assert (block.activation_bytes > without.activation_bytes) == added
