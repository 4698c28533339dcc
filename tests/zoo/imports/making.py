"""Models of ONNX made for tests."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from modelzoo.export.onnx_file import export_onnx
from modelzoo.exports import OnnxWish
from modelzoo.imports.understanding import understand
from modelzoo.zoo import open_model

node = helper.make_node


def model(nodes, constants=(), shape=(1, 3, 8, 8), opset=18, output="y"):
    """A model of these nodes from x to y; constants are pairs of a name and an array."""
    ends = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, list(shape)),
        helper.make_tensor_value_info(output, TensorProto.FLOAT, None),
    ]
    kept = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants]
    graph = helper.make_graph(nodes, "made", ends[:1], ends[1:], kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)


def random(*shape):
    """Numbers of a kind that training leaves."""
    return np.random.default_rng(len(shape)).uniform(-0.5, 0.5, shape).astype(np.float32)


def saved(made, folder: Path, name: str = "made.onnx") -> Path:
    path = folder / name
    onnx.save(made, path)
    return path


def read(made, folder: Path, input: str = ""):
    """What is found of a model."""
    return understand(saved(made, folder), folder / "read", input)


def exported(name: str, folder: Path, size: str = "64", wish: OnnxWish | None = None) -> Path:
    """A model of ours as an ONNX file."""
    project = open_model(name, size)
    path = folder / "exported.onnx"
    path.write_bytes(finished(export_onnx(project.graph, project.size, project.title, wish)).model)
    return path


def finished(job):
    """What a job comes to."""
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def node_chain():
    """A small network of the usual operations."""
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("GlobalAveragePool", ["c"], ["d"]),
        helper.make_node("Flatten", ["d"], ["e"]),
        helper.make_node("Gemm", ["e", "v"], ["y"], transB=1),
    ]
    return model(nodes, (("w", random(4, 3, 3, 3)), ("v", random(5, 4))))
