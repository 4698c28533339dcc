"""Networks from outside brought in by an engine, and found again by it and by the others of its session."""

import json
from dataclasses import replace

import numpy as np
import onnx
import pytest

import modelzoo.zoo  # noqa: F401  fills the registry
from modelzoo.analysis.latency import measure
from modelzoo.analysis.layer_times import measure_layers
from modelzoo.arrivals import bring_in, file_foreign_attachment, import_weights, outline_foreign, read_again
from modelzoo.errors import FileError, ZooError
from modelzoo.imports import opening
from modelzoo.imports.opening import located
from modelzoo.jobs import finish
from modelzoo.measurements import Setup, Subject
from modelzoo.origins import SHELF
from tests.e2e.test_importing import save_strange

RUNTIMES = ("eager", "onnxruntime")


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A session's folder, and a process that has read nothing yet."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv(SHELF, str(folder))
    monkeypatch.setattr(opening, "_known", {})
    monkeypatch.setattr(opening, "_allowed", set())
    return folder


@pytest.fixture
def net(tmp_path, shelf):
    save_strange(tmp_path / "strange.onnx")
    return tmp_path / "strange.onnx"


def arrival(net):
    return finish(bring_in(str(net)))


def test_it_comes_as_it_is_and_as_blocks_with_what_none_does_told(net):
    found = arrival(net)
    assert [node.block for node in found.itself.graph] == ["input", "Conv", "Erf", "Relu", "output"]
    assert [node.block for node in found.editable.graph] == ["input", "conv", "opaque", "relu", "output"]
    assert found.figures.cost.macs == found.itself.examination.cost.macs == 4 * 3 * 9 * 64
    assert found.notes == ("No block does Erf: such parts of the editable variant are opaque, with their figures.",)


def test_it_brings_no_file_along_and_is_found_on_the_shelf(net, monkeypatch):
    source = arrival(net).itself.source
    assert source.onnx == ""
    monkeypatch.setattr(opening, "read_apart", None)
    assert onnx.load(located(source).onnx).graph.node[0].op_type == "Conv"


def test_it_is_measured_as_the_window_has_it(net):
    source = arrival(net).itself.source
    subject = Subject(source.graph, source.size, Setup("onnxruntime"), "strange", source)
    assert finish(measure(subject, 0.01)).p50 > 0


def forget(shelf, monkeypatch):
    """Another session, with a shelf of its own."""
    for each in shelf.glob("*.json"):
        each.unlink()
    monkeypatch.setattr(opening, "_known", {})


def test_in_another_session_it_is_read_anew(net, shelf, monkeypatch):
    source = arrival(net).itself.source
    forget(shelf, monkeypatch)
    assert located(source).digest == source.digest


def test_one_that_is_gone_says_so(net, shelf, monkeypatch):
    source = arrival(net).itself.source
    forget(shelf, monkeypatch)
    net.rename(net.with_name("moved.onnx"))
    with pytest.raises(FileError, match=r"strange\.onnx: is not there any more\. Put it back, or import it"):
        located(source)


def test_one_that_has_changed_says_so(net, shelf, monkeypatch):
    source = arrival(net).itself.source
    forget(shelf, monkeypatch)
    model = onnx.load(net)
    model.graph.node[2].op_type = "Tanh"
    onnx.save(model, net)
    with pytest.raises(FileError, match="is another network than the one that was imported"):
        located(source)


def test_code_runs_only_where_a_process_of_the_session_was_allowed_to(tmp_path, shelf, monkeypatch):
    origin = f"{tmp_path / 'net.py'}:tiny"
    (tmp_path / "net.py").write_text("from torch import nn\ndef tiny():\n    return nn.Conv2d(3, 4, 3)\n")
    source = finish(bring_in(origin, "16")).itself.source
    forget(shelf, monkeypatch)
    monkeypatch.setattr(opening, "_allowed", set())
    assert located(source).program
    forget(shelf, monkeypatch)
    monkeypatch.setattr(opening, "_allowed", set())
    for each in shelf.glob("*.allowed"):
        each.unlink()
    with pytest.raises(FileError, match="holds code that would run"):
        located(source)


def test_its_size_is_its_own_where_the_file_says_so(net):
    source = arrival(net).itself.source
    with pytest.raises(ZooError, match="cannot be another than the file's own"):
        finish(read_again(source, "16"))


def test_a_viewer_sees_the_file_itself_and_each_operation_as_a_block(net):
    found = outline_foreign(arrival(net).itself.source)
    assert found.owners == (("stem", "stem"), ("bend", "bend"), ("act", "act"))
    assert [node.op_type for node in onnx.load_from_string(found.model).graph.node] == ["Conv", "Erf", "Relu"]


def test_the_attachment_names_the_operations_as_the_file_does(net, tmp_path):
    model = onnx.load(net)
    model.graph.node[0].name = "/stem/Conv"
    onnx.save(model, net)
    path = file_foreign_attachment(arrival(net).itself.source, str(tmp_path / "a.json"), {"stem_Conv": 1e-3})
    rows = json.loads((tmp_path / "a.json").read_text())["metrics"]
    told = {(each["target"], each["name"]): each["value"] for each in rows}
    assert path.endswith("a.json")
    assert told["/stem/Conv", "block MACs"] == 4 * 3 * 9 * 64
    assert told["/stem/Conv", "block p50 ms"] == 1.0
    assert ("", "mult-adds (torchinfo)") not in told


def test_the_attachment_of_what_is_no_file_of_onnx_is_refused(net, tmp_path):
    source = replace(arrival(net).itself.source, origin="net.py:tiny")
    with pytest.raises(ZooError, match=r"a file of ONNX, which net\.py:tiny is none of"):
        file_foreign_attachment(source, str(tmp_path / "a.json"))


def test_the_numbers_of_the_editable_form_are_a_state_dict(net):
    from safetensors.torch import load_file

    weights = load_file(finish(import_weights(str(net))))
    assert {name: tuple(each.shape) for name, each in weights.items()} == {"stem.conv.weight": (4, 3, 3, 3)}


def save_plain(path):
    """A convolution and its activation, which blocks of the palette do too."""
    weight = onnx.numpy_helper.from_array(np.ones((8, 3, 3, 3), np.float32), "weight")
    nodes = [onnx.helper.make_node("Conv", ["x", "weight"], ["y"]), onnx.helper.make_node("Relu", ["y"], ["z"])]
    ends = [onnx.helper.make_tensor_value_info(*each) for each in (("x", 1, [1, 3, 32, 32]), ("z", 1, [1, 8, 30, 30]))]
    graph = onnx.helper.make_graph(nodes, "plain", ends[:1], ends[1:], [weight])
    opset = onnx.helper.make_opsetid("", 18)
    onnx.save(onnx.helper.make_model(graph, opset_imports=[opset], ir_version=10), path)


def test_its_operations_are_timed_where_they_run_as_such(shelf, tmp_path):
    save_plain(tmp_path / "plain.onnx")
    source = arrival(tmp_path / "plain.onnx").itself.source
    eager, fast = (Subject(source.graph, source.size, Setup(runtime), "", source) for runtime in RUNTIMES)
    assert finish(measure(eager, 0.001)).p50 > 0
    with pytest.raises(ZooError, match="its parts can be timed in ONNX Runtime"):
        finish(measure_layers(eager, 0.001))
    assert sum(finish(measure_layers(fast, 0.001)).seconds.values()) > 0
