"""Files of ONNX are counted by their own operations, and come back as blocks that give the same."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import helper

from modelzoo.analysis.cost import cost
from modelzoo.build import build
from modelzoo.errors import BuildError, FileError, GraphError, ParamError
from modelzoo.export.int8 import quantise
from modelzoo.export.pictures import drawn_pictures
from modelzoo.export.sessions import Session
from modelzoo.exports import OnnxWish
from modelzoo.foreign import Foreign
from modelzoo.imports.mapping import map_onnx
from modelzoo.imports.understanding import understand
from tests.zoo.asking import cost_of
from tests.zoo.imports.making import exported, finished, model, node_chain, random, read, saved

node = helper.make_node


def mapped(found: Foreign):
    return map_onnx(found, onnx.load(found.onnx))


def assert_same(found: Foreign) -> None:
    """The blocks give what ONNX Runtime makes of the file."""
    editable = mapped(found)
    inputs = [torch.rand(each.shape) for each in found.feeds]
    (expected, *_) = Session(Path(found.onnx).read_bytes())(inputs)
    with torch.no_grad():
        torch.testing.assert_close(editable.network()(*inputs), expected, rtol=1e-5, atol=1e-5)
    counted = cost(editable.graph, editable.size)
    assert (counted.parameters, counted.macs) == (found.cost.parameters, found.cost.macs)


@pytest.mark.parametrize(
    "name",
    [
        "squeezenet",
        "mobilenet_v1:width=0.25,depth2=1,depth3=1,depth4=1,depth5=1",
        "mobilenet_v2:width=0.35",
        "mobilenet_v3:version=small",
        "edgesegnet",
        "shufflenet_v1:depth2=1,depth3=2,depth4=1",
        "shufflenet_v2:depth2=1,depth3=2,depth4=1",
        "squeeze_unet",
        "l3unet",
        "1.0-SqNxt-23v5:depth1=1,depth2=1,depth3=1,depth4=1",
    ],
)
def test_our_own_onnx_comes_back_with_equal_parameters_and_outputs(name, tmp_path):
    found = understand(exported(name, tmp_path), tmp_path / "read")
    assert not mapped(found).opaque
    assert_same(found)
    assert found.file_bytes == (tmp_path / "exported.onnx").stat().st_size
    own = cost_of(name, "64")
    assert (found.cost.parameters, found.cost.macs) == (own.parameters, own.macs)


def test_folded_batch_norms_are_no_parameters_any_more(tmp_path):
    name = "mobilenet_v1:width=0.25,depth2=1,depth3=1,depth4=1,depth5=1"
    folded = understand(exported(name, tmp_path, wish=OnnxWish(fold_norms=True)), tmp_path / "read")
    assert not [node for node in folded.graph if node.block == "BatchNormalization"]
    assert folded.cost.parameters < cost_of(name, "64").parameters
    assert_same(folded)


def test_whole_numbers_have_no_editable_form(tmp_path):
    small = understand(saved(node_chain(), tmp_path), tmp_path / "whole")
    job = quantise(Path(small.onnx).read_bytes(), "static", drawn_pictures((3, 8, 8), 2))
    (tmp_path / "int8.onnx").write_bytes(finished(job).model)
    found = understand(tmp_path / "int8.onnx", tmp_path / "read")
    assert found.cost.macs == small.cost.macs
    with pytest.raises(GraphError, match="computes in whole numbers"):
        mapped(found)


@pytest.fixture(scope="module")
def of_any_size(tmp_path_factory):
    return exported("squeezenet", tmp_path_factory.mktemp("open"), wish=OnnxWish(any_size=True))


def test_an_open_size_is_worked_out_at_the_size_that_is_asked_for(of_any_size, tmp_path):
    small, large = (understand(of_any_size, tmp_path / size, size) for size in ("32", "64x96"))
    assert small.cost.macs == cost_of("squeezenet", "32").macs
    assert large.cost.macs == cost_of("squeezenet", "64x96").macs
    assert large.size == (64, 96)
    assert large.feeds[0].axes == ("batch", 3, "height", "width")
    assert_same(large)


def test_an_open_size_that_nobody_says_is_told(of_any_size, tmp_path):
    found = understand(of_any_size, tmp_path / "read")
    assert found.size == (224, 224)
    assert "leaves the size of its input open" in found.notes[0]


def test_a_fixed_size_is_kept(tmp_path):
    with pytest.raises(ParamError, match="takes 3x64x64"):
        understand(saved(model(node_chain().graph.node, shape=(1, 3, 64, 64)), tmp_path), tmp_path / "read", "32")


PATTERNS = {
    "hardswish": ([node("HardSigmoid", ["x"], ["g"], alpha=1 / 6), node("Mul", ["x", "g"], ["y"])], (), "hardswish"),
    "silu": ([node("Sigmoid", ["x"], ["g"]), node("Mul", ["g", "x"], ["y"])], (), "silu"),
    "relu6": (
        [node("Clip", ["x", "low", "high"], ["y"])],
        (("low", np.float32(0)), ("high", np.float32(6))),
        "relu6",
    ),
    "shuffle": (
        [
            node("Reshape", ["x", "five"], ["a"]),
            node("Transpose", ["a"], ["b"], perm=[0, 2, 1, 3, 4]),
            node("Reshape", ["b", "four"], ["y"]),
        ],
        (("five", np.array([1, 3, 2, 8, 8])), ("four", np.array([1, 6, 8, 8]))),
        "channel_shuffle",
    ),
    "same padding": (
        [node("Conv", ["x", "w"], ["y"], auto_pad="SAME_UPPER", strides=[2, 2], kernel_shape=[3, 3])],
        (("w", random(4, 6, 3, 3)),),
        "zero_pad",
    ),
    "grouped and dilated": (
        [node("Conv", ["x", "w", "b"], ["y"], group=2, dilations=[2, 2], pads=[2, 2, 2, 2])],
        (("w", random(4, 3, 3, 3)), ("b", random(4))),
        "conv",
    ),
    "batch norm": (
        [node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"], epsilon=1e-3)],
        (("s", random(6)), ("b", random(6)), ("m", random(6)), ("v", np.abs(random(6)) + 0.1)),
        "batch_norm",
    ),
    "mean and product": (
        [
            node("GlobalAveragePool", ["x"], ["a"]),
            node("Flatten", ["a"], ["b"]),
            node("MatMul", ["b", "w"], ["c"]),
            node("Add", ["c", "d"], ["y"]),
        ],
        (("w", random(6, 5)), ("d", random(5))),
        "linear",
    ),
    "resize": (
        [node("Resize", ["x", "", "s"], ["y"], mode="linear", coordinate_transformation_mode="half_pixel")],
        (("s", np.array([1, 1, 2, 2], np.float32)),),
        "upsample",
    ),
    "prelu": ([node("PRelu", ["x", "s"], ["y"])], (("s", random(6, 1, 1)),), "prelu"),
    "norm of neighbours": ([node("LRN", ["x"], ["y"], size=5, alpha=0.1, bias=2.0)], (), "local_response_norm"),
    "squeeze and excite": (
        [node("GlobalAveragePool", ["x"], ["a"]), node("Sigmoid", ["a"], ["g"]), node("Mul", ["x", "g"], ["y"])],
        (),
        "multiply",
    ),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_operations_become_the_block_that_does_the_same(name, tmp_path):
    nodes, constants, block = PATTERNS[name]
    found = read(model(nodes, constants, (1, 6, 8, 8)), tmp_path)
    assert block in {each.block for each in mapped(found).graph}
    assert_same(found)


def strange(tmp_path) -> Foreign:
    nodes = [
        node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]),
        node("Erf", ["a"], ["e"]),
        node("Conv", ["e", "v"], ["y"]),
    ]
    return read(model(nodes, (("w", random(4, 6, 3, 3)), ("v", random(5, 4, 1, 1))), (1, 6, 8, 8)), tmp_path)


def test_what_no_block_does_becomes_an_opaque_node_with_its_figures(tmp_path):
    found = strange(tmp_path)
    editable = mapped(found)
    assert [each.values["kind"] for each in editable.opaque] == ["Erf"]
    counted = cost(editable.graph, editable.size)
    assert (counted.parameters, counted.macs) == (found.cost.parameters, found.cost.macs)
    assert counted.activation_bytes == found.cost.activation_bytes
    assert dict(counted.uncounted)["Erf"] == 1


def test_an_opaque_node_holds_for_its_own_shapes_alone(tmp_path):
    editable = mapped(strange(tmp_path))
    (opaque,) = editable.opaque
    with pytest.raises(BuildError, match=rf"{opaque.id}: opaque cannot take 4x9x9: its figures \(Erf\) hold for 4x8x8"):
        cost(editable.graph, (9, 9))


def test_an_opaque_node_cannot_be_run(tmp_path):
    editable = mapped(strange(tmp_path))
    with pytest.raises(BuildError, match="only its figures are known"):
        build(editable.graph, editable.size)


def test_the_operations_that_no_formula_counts_are_listed(tmp_path):
    assert dict(strange(tmp_path).cost.uncounted) == {"Erf": 1}


def test_products_of_matrices_and_recurrent_layers_are_counted(tmp_path):
    nodes = [node("MatMul", ["x", "w"], ["a"]), node("LSTM", ["a", "i", "r"], ["", "y"], hidden_size=4)]
    weights = (("w", random(7, 5)), ("i", random(1, 16, 5)), ("r", random(1, 16, 4)))
    found = read(model(nodes, weights, (3, 2, 7)), tmp_path)
    assert found.cost.macs == 3 * 2 * 7 * 5 + 3 * 2 * 16 * (5 + 4)
    assert found.cost.parameters == 7 * 5 + 16 * 5 + 16 * 4


def test_a_quantised_convolution_counts_as_one_and_its_weights_by_their_bytes(tmp_path):
    scale, zero = ("s", np.float32(0.1)), ("z", np.uint8(3))
    weight = ("w", np.ones((4, 6, 3, 3), np.int8))
    nodes = [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]),
        node("QLinearConv", ["q", "s", "z", "w", "s", "k", "s", "z"], ["r"]),
        node("DequantizeLinear", ["r", "s", "z"], ["y"]),
    ]
    found = read(model(nodes, (scale, zero, weight, ("k", np.int8(0))), (1, 6, 8, 8)), tmp_path)
    assert found.cost.macs == 4 * 6 * 9 * 36
    assert found.cost.parameters == found.cost.parameter_bytes == 4 * 6 * 9


def test_tensors_that_share_memory_are_not_written_twice(tmp_path):
    nodes = [node("Relu", ["x"], ["a"]), node("Flatten", ["a"], ["b"]), node("Identity", ["b"], ["y"])]
    found = read(model(nodes, shape=(1, 6, 8, 8)), tmp_path)
    assert found.cost.activation_bytes == 4 * 6 * 64
    assert found.cost.peak_activation_bytes == 2 * 4 * 6 * 64


@pytest.mark.parametrize("opset", [9, 11, 13, 17, 21])
def test_any_opset_that_onnx_runtime_loads_is_read(opset, tmp_path):
    made = model(
        [node("Conv", ["x", "w"], ["a"]), node("Relu", ["a"], ["y"])], (("w", random(4, 3, 3, 3)),), opset=opset
    )
    found = read(made, tmp_path)
    assert found.opset == opset
    assert_same(found)


def test_weights_beside_the_file_are_read(tmp_path):
    made = model([node("Conv", ["x", "w"], ["y"])], (("w", random(64, 3, 3, 3)),))
    onnx.save(made, tmp_path / "made.onnx", save_as_external_data=True, location="made.data", size_threshold=0)
    found = understand(tmp_path / "made.onnx", tmp_path / "read")
    assert found.cost.parameters == 64 * 27
    assert_same(found)


def test_missing_weights_are_named(tmp_path):
    made = model([node("Conv", ["x", "w"], ["y"])], (("w", random(64, 3, 3, 3)),))
    onnx.save(made, tmp_path / "made.onnx", save_as_external_data=True, location="made.data", size_threshold=0)
    (tmp_path / "made.data").unlink()
    with pytest.raises(FileError, match=r"made\.data is not there"):
        understand(tmp_path / "made.onnx", tmp_path / "read")


def test_weights_from_elsewhere_are_refused(tmp_path):
    made = model([node("Conv", ["x", "w"], ["y"])], (("w", random(64, 3, 3, 3)),))
    onnx.save(made, tmp_path / "made.onnx", save_as_external_data=True, location="made.data", size_threshold=0)
    stolen = onnx.load(tmp_path / "made.onnx", load_external_data=False)
    for entry in stolen.graph.initializer[0].external_data:
        if entry.key == "location":
            entry.value = "../secret"
    (tmp_path / "sub").mkdir()
    with pytest.raises(FileError, match="does not lie beside it"):
        understand(saved(stolen, tmp_path / "sub"), tmp_path / "read")
