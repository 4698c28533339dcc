"""Exports as files: all that was asked for is written, or nothing; the opsets on offer can be had."""

import json

import onnx
import pytest
import torch

from modelzoo.build import build
from modelzoo.engine import JOBS
from modelzoo.errors import ExportError, WeightsError
from modelzoo.export.onnx_file import export_onnx
from modelzoo.export.opsets import OLDEST, opsets
from modelzoo.exports import OnnxWish
from modelzoo.filing import file_attachment, file_onnx
from modelzoo.jobs import finish
from modelzoo.weights import fit_weights, load_weights
from modelzoo.zoo import open_model


@pytest.fixture
def fire():
    opened = open_model("block/fire:squeeze=4,expand=8", "8x8x8")
    return opened.graph, opened.size, opened.title


def test_what_was_found_crosses_processes_and_the_file_lies_on_the_disk(fire, tmp_path):
    path, figures = str(tmp_path / "fire.onnx"), str(tmp_path / "fire.json")
    filed = finish(file_onnx(*fire, path, OnnxWish(18), None, figures, {"fire1": 0.0025}))
    written = (tmp_path / "fire.onnx").read_bytes()
    assert (filed.path, filed.netron, filed.bytes) == (path, figures, len(written))
    assert filed.findings.opset == onnx.load_from_string(written).opset_import[0].version == 18
    metrics = json.loads((tmp_path / "fire.json").read_text())["metrics"]
    assert {each["value"] for each in metrics if each["name"] == "block p50 ms"} == {2.5}


def test_the_attachment_alone_names_the_nodes_of_the_usual_file(fire, tmp_path):
    path = str(tmp_path / "fire.json")
    assert finish(file_attachment(*fire, path)) == path
    names = {node.name for node in onnx.load_from_string(finish(export_onnx(*fire)).model).graph.node}
    entries = json.loads((tmp_path / "fire.json").read_text())["metrics"]
    assert {each["target"] for each in entries if each["kind"] == "node"} == names


def test_a_job_that_is_given_up_leaves_no_file(fire, tmp_path):
    job = file_onnx(*fire, str(tmp_path / "fire.onnx"))
    while next(job).text != "comparing with PyTorch":
        pass
    job.close()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(fire, tmp_path):
    with pytest.raises(ExportError, match="cannot be written: No such file or directory"):
        finish(file_onnx(*fire, str(tmp_path / "none" / "fire.onnx")))


def test_the_opsets_that_are_offered_are_those_that_come_out(fire):
    offered = finish(opsets())
    assert len(offered) > 4
    assert offered == tuple(range(offered[0], offered[-1] + 1))
    assert offered[0] >= OLDEST
    for opset in (offered[0], offered[-1]):
        assert finish(export_onnx(*fire, OnnxWish(opset))).findings.opset == opset
    assert finish(export_onnx(*fire, OnnxWish(offered[0] - 1))).findings.opset != offered[0] - 1


def test_how_weights_would_fit_is_how_they_fit(fire, tmp_path):
    graph, size, _ = fire
    state = dict(build(graph, size, 3).state_dict())
    state["more"] = state.pop("fire1.expand1.bias")
    state["fire1.expand3.bias"] = torch.ones(3)
    torch.save(state, tmp_path / "weights.pt")
    fit = fit_weights(graph, size, str(tmp_path / "weights.pt"))
    assert fit == load_weights(build(graph, size), str(tmp_path / "weights.pt"))
    assert fit.missing == ("fire1.expand1.bias",) and fit.unexpected == ("more",)
    assert fit.misshapen == (("fire1.expand3.bias", (8,), (3,)),)


def test_a_file_that_is_no_pickle_is_not_said_to_hold_code(fire, tmp_path):
    (tmp_path / "net.onnx").write_bytes(finish(export_onnx(*fire)).model)
    with pytest.raises(WeightsError, match=r"net\.onnx: is no file of weights\.$"):
        fit_weights(*fire[:2], str(tmp_path / "net.onnx"))


def test_an_engine_can_be_asked_for_all_of_it():
    assert {"code", "opsets", "fit_weights", "file_onnx", "file_attachment"} <= JOBS.keys()
