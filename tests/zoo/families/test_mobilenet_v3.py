"""MobileNetV3 against an independent implementation and the figures of the paper and its authors' README."""

import pytest
from pytorchcv.models.mobilenetv3 import mobilenetv3_large_w1, mobilenetv3_small_w1

from modelzoo.errors import BuildError
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
from tests.zoo.carrying import assert_same_outputs, at_any_size

PRINTED = {
    "MobileNetV3-Large 1.0": (217, 5.4),
    "MobileNetV3-Large 0.75": (155, 4.0),
    "MobileNetV3-Large minimalistic": (209, 3.9),
    "MobileNetV3-Small 1.0": (57, 2.5),
    "MobileNetV3-Small 1.0 with 1280 head": (57, 2.9),
}
"""Million multiply-adds and parameters, rounded or cut: arXiv 1905.02244, table 9, and the README of tensorflow/models,
slim/nets/mobilenet."""


@pytest.mark.parametrize(
    ("theirs", "name", "sizes"),
    [
        (mobilenetv3_small_w1, "mobilenet_v3:version=small,hidden=1280,eps=1e-5", (128, 97)),
        (mobilenetv3_large_w1, "mobilenet_v3:eps=1e-5", (96,)),
    ],
)
def test_with_the_same_weights_it_computes_what_pytorchcv_s_computes(theirs, name, sizes):
    assert_same_outputs(at_any_size(theirs()), name, *sizes)


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_figures_come_out(name):
    ours, (mult_adds, parameters) = cost_of(name), PRINTED[name]
    assert round(ours.macs / 1e6) == mult_adds
    assert parameters - 0.05 <= ours.parameters / 1e6 < parameters + 0.1


def test_the_layer_behind_the_pool_grows_with_the_width_but_does_not_shrink():
    heads = [open_model(f"mobilenet_v3:width={width}").graph["classifier"] for width in (0.5, 1.0, 1.25)]
    assert [head.values["hidden"] for head in heads] == [1280, 1280, 1600]


def test_without_hard_swish_only_relu_is_left():
    graph = open_model("mobilenet_v3:act=relu").graph
    assert {node.values["act"] for node in graph if "act" in node.values} == {"relu"}


def test_an_even_kernel_names_the_block_whose_shortcut_it_breaks():
    with pytest.raises(BuildError, match=r"bneck5: .*an even kernel changes the size"):
        cost_of("mobilenet_v3:large_kernel=4")
