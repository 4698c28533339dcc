"""A file of ONNX comes in through the real window, read by a process of its own, and can be edited."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from pytestqt.qtbot import QtBot

from tests.e2e.conftest import LONG, Start


def save_strange(path: Path) -> None:
    """A convolution and a rectifier, and between them something that no block does."""
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (("x", [1, 3, 8, 8]),)]
    ends.append(helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4, 8, 8]))
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["a"], name="stem", pads=[1, 1, 1, 1]),
        helper.make_node("Erf", ["a"], ["b"], name="bend"),
        helper.make_node("Relu", ["b"], ["y"], name="act"),
    ]
    weights = [numpy_helper.from_array(np.ones((4, 3, 3, 3), np.float32), "w")]
    graph = helper.make_graph(nodes, "strange", ends[:1], ends[1:], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9), path)


def test_a_file_comes_in_as_a_variant_with_what_is_opaque_told(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    save_strange(tmp_path / "strange.onnx")
    session = start(measuring=False)
    session.open(str(tmp_path / "strange.onnx"))
    qtbot.waitUntil(lambda: session.document.project.title == "strange", timeout=LONG)
    assert [node.block for node in session.document.project.graph] == ["input", "conv", "opaque", "relu", "output"]
    assert "No block does Erf" in session.window.notice.text
    found = session.results.examination
    assert found is not None and found.cost is not None
    assert found.cost.macs == 4 * 3 * 9 * 64
    session.document.undo.undo()
    assert not session.document.project.graph.nodes
