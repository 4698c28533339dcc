"""Networks come in through the real window, are measured as they are, kept with the project, and found again."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.measurements import Setup
from tests.e2e.conftest import LONG, Start

SAVE_PROGRAM = """
import sys, torch
from torch import nn

class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)

    def forward(self, x):
        return torch.log_softmax(self.norm(self.conv(x)), 1)

torch.export.save(torch.export.export(Network().eval(), (torch.rand(1, 3, 8, 8),)), sys.argv[1])
"""
"""Run apart from here: this process never loads torch."""


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


def drop(session: Session, path: Path) -> None:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(session.window, QDragEnterEvent(QPointF(50, 50).toPoint(), *rest))
    QApplication.sendEvent(session.window, QDropEvent(QPointF(50, 50), *rest))


def measured(session: Session, qtbot: QtBot) -> float:
    """The median that comes of a measurement in ONNX Runtime, in seconds."""
    session.measuring.choose((Setup("onnxruntime"),))
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG) as found:
        session.measuring.measure_again()
    latency = found.args[0].main.latency
    assert latency is not None
    return float(latency.p50)


def test_a_file_with_opaque_parts_is_counted_measured_kept_and_found_again(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_strange(tmp_path / "strange.onnx")
    session = start(measuring=False)
    document = session.document
    drop(session, tmp_path / "strange.onnx")
    qtbot.waitUntil(lambda: document.project.source is not None, timeout=LONG)
    assert [each.title for each in document.project.variants] == ["strange", "strange (editable)"]
    assert [node.block for node in document.project.graph] == ["input", "Conv", "Erf", "Relu", "output"]
    assert "No block does Erf" in session.window.notice.text
    found = session.results.examination
    assert found is not None and found.cost is not None
    assert found.cost.macs == 4 * 3 * 9 * 64
    assert measured(session, qtbot) > 0
    document.undo.undo()
    assert not document.project.graph.nodes
    document.undo.redo()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "kept.slimscope"), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()
    session.close()

    again = start(measuring=False)
    again.open(str(tmp_path / "kept.slimscope"))
    qtbot.waitUntil(lambda: again.document.project.source is not None, timeout=LONG)
    qtbot.waitUntil(lambda: again.results.examination is not None, timeout=LONG)
    shown = again.results.examination
    assert shown is not None and shown.cost == found.cost
    assert measured(again, qtbot) > 0
    again.close()

    (tmp_path / "strange.onnx").rename(tmp_path / "moved.onnx")
    last = start(measuring=False)
    last.open(str(tmp_path / "kept.slimscope"))
    qtbot.waitUntil(lambda: last.results.examination is not None, timeout=LONG)
    last.measuring.choose((Setup("onnxruntime"),))
    with qtbot.waitSignal(last.measuring.unmeasured, timeout=LONG) as told:
        last.measuring.measure_again()
    assert "strange.onnx: is not there any more. Put it back, or import it from where it is now." in told.args[0]
    assert last.document.project.examination is not None


def test_a_program_of_torch_export_is_measured_in_both_runtimes_once_a_person_agrees_that_its_code_runs(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "network.pt2"
    subprocess.run([sys.executable, "-c", SAVE_PROGRAM, str(path)], check=True, capture_output=True)
    session = start(measuring=False)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Yes)
    drop(session, path)
    qtbot.waitUntil(lambda: session.document.project.source is not None, timeout=LONG)
    found = session.results.examination
    assert found is not None and found.cost is not None
    assert found.cost.macs == 4 * 3 * 9 * 36
    assert "112 parameters of 120 in PyTorch" in session.window.notice.text
    session.measuring.choose((Setup("eager"), Setup("onnxruntime")))
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG) as told:
        session.measuring.measure_again()
    assert [timing.latency is not None for timing in told.args[0].timings] == [True, True]
