"""ONNX files: named after our blocks, open where that is wished, and the same as PyTorch on any input."""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from modelzoo.build import build
from modelzoo.builder import Builder
from modelzoo.errors import WeightsError, ZooError
from modelzoo.export import onnx_file
from modelzoo.export.onnx_file import export_onnx
from modelzoo.exports import OnnxWish, Weights
from modelzoo.jobs import Progress, finish
from modelzoo.zoo import open_model

SMALL = "block/fire:squeeze=4,expand=8"


def export(model, size="", wish=None, weights=None):
    opened = open_model(model, size)
    return finish(export_onnx(opened.graph, opened.size, opened.title, wish, weights))


def proto(found):
    return onnx.load_from_string(found.model)


def run(found, *inputs):
    session = onnxruntime.InferenceSession(found.model, providers=["CPUExecutionProvider"])
    return session.run(None, dict(zip((each.name for each in session.get_inputs()), inputs, strict=True)))


@pytest.fixture(scope="module")
def squeezenet():
    return export("SqueezeNet 1.1", "64", OnnxWish(any_size=True))


def test_batch_height_and_width_are_left_open(squeezenet):
    assert squeezenet.findings.axes == (("data", ("batch", 3, "height", "width")), ("scores", ("batch", 1000)))
    assert squeezenet.findings.compared == (((1, 3, 64, 64),), ((3, 3, 64, 64),), ((2, 3, 96, 128),))
    assert run(squeezenet, np.zeros((4, 3, 70, 100), np.float32))[0].shape == (4, 1000)


def test_the_difference_to_pytorch_is_told(squeezenet):
    assert 0 <= squeezenet.findings.difference < 1e-5
    assert squeezenet.findings.relative < 1e-4
    assert squeezenet.findings.warnings == ()


def test_the_file_gives_what_the_network_of_the_same_seed_gives():
    opened = open_model(SMALL, "8x9x10")
    picture = torch.rand(2, 8, 9, 10)
    for seed in (0, 7):
        found = finish(export_onnx(opened.graph, opened.size, "fire", weights=Weights(seed)))
        with torch.no_grad():
            expected = build(opened.graph, opened.size, seed)(picture)
        np.testing.assert_allclose(run(found, picture.numpy())[0], expected.numpy(), atol=1e-5)


def test_nodes_and_values_bear_the_names_of_the_blocks(squeezenet):
    graph = proto(squeezenet).graph
    assert [node.name for node in graph.node][:4] == [
        "conv1.conv/Conv",
        "conv1.after.0/Relu",
        "pool1.pool/MaxPool",
        "fire2.squeeze.0/Conv",
    ]
    values = [name for node in graph.node for name in node.output]
    assert len(set(values)) == len(values)
    blocks = {node.id for node in open_model("SqueezeNet 1.1").graph} - {"data", "drop9", "pool10"}
    assert blocks <= set(values)
    assert {"fire2.squeeze.0", "fire2.expand1"} <= set(values)
    assert [name for node in graph.node if node.name == "fire2.act/Relu" for name in node.output] == ["fire2"]


def test_the_owner_of_each_node_is_told(squeezenet):
    owners = dict(squeezenet.owners)
    assert owners == {node.name: owners[node.name] for node in proto(squeezenet).graph.node}
    assert owners["fire2/Concat"] == "fire2"
    blocks = {node.id for node in open_model("SqueezeNet 1.1").graph}
    assert set(owners.values()) == blocks - {"data", "drop9", "scores"}


def test_nothing_in_the_file_tells_of_this_machine(squeezenet):
    folders = {str(Path.cwd()), str(Path(onnx_file.__file__).parents[2]), tempfile.gettempdir(), sys.prefix}
    folders |= {str(Path.home()), str(Path(torch.__file__).parent)}
    told = {each for each in folders if len(each) > 1 and each.encode() in squeezenet.model}
    assert told == set()
    for word in (b".py", b"Traceback", b"line ", b"site-packages"):
        assert word not in squeezenet.model


def test_the_file_is_one_whole_and_valid(squeezenet):
    model = proto(squeezenet)
    onnx.checker.check_model(model, full_check=True)
    assert not [each for each in model.graph.initializer if each.data_location == onnx.TensorProto.EXTERNAL]
    assert squeezenet.findings.parameters == sum(
        each.numel() for each in network_of("SqueezeNet 1.1", "64").parameters()
    )


def network_of(model, size):
    opened = open_model(model, size)
    return build(opened.graph, opened.size)


@pytest.mark.parametrize("opset", [17, 18, 20, 22, 25])
def test_the_opset_is_read_back_from_the_file(opset):
    found = export(SMALL, "8x8x8", OnnxWish(opset))
    assert found.findings.opset == opset == proto(found).opset_import[0].version
    assert found.findings.warnings == ()
    assert dict(found.owners)["fire1.squeeze.0/Conv"] == "fire1"


def test_an_opset_that_the_exporter_leaves_as_it_was_is_made_all_the_same():
    found = export("mobilenet_v1:width=0.25,depth2=1,depth3=1,depth4=1,depth5=1", "32", OnnxWish(17))
    assert (found.findings.opset, found.findings.warnings) == (17, ())
    assert proto(found).opset_import[0].version == 17 and found.findings.relative < 1e-4


def test_an_opset_that_the_exporter_cannot_make_is_told():
    found = export(SMALL, "8x8x8", OnnxWish(8))
    assert found.findings.opset == proto(found).opset_import[0].version >= 18
    assert found.findings.warnings == (f"The exporter made opset {found.findings.opset}: it could not make 8.",)


def test_a_file_for_one_batch_and_size_is_fixed():
    found = export(SMALL, "8x9x10", OnnxWish(any_batch=False))
    assert found.findings.axes == (("input1", (1, 8, 9, 10)), ("output1", (1, 16, 9, 10)))
    assert found.findings.compared == (((1, 8, 9, 10),),)


def test_two_inputs_and_two_outputs_keep_their_names():
    b = Builder()
    first, second = b("input", id="left"), b("input", id="right", channels=5)
    wide = b("conv", first, out=8, id="wide")
    b("output", b("add", wide, b("conv", second, out=8)), id="sum")
    b("output", wide, id="early")
    found = finish(export_onnx(b.graph, (9, 7), "two"))
    assert [name for name, _ in found.findings.axes] == ["left", "right", "sum", "early"]
    pictures = torch.rand(2, 3, 9, 7), torch.rand(2, 5, 9, 7)
    with torch.no_grad():
        expected = build(b.graph, (9, 7))(*pictures)
    for one, other in zip(run(found, *(each.numpy() for each in pictures)), expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-5)


def test_a_size_that_weights_depend_on_cannot_be_left_open():
    b = Builder()
    b("output", b("linear", b("flatten", b("conv", b("input"), out=2)), out=4))
    with pytest.raises(ZooError, match=r"cannot be left open"):
        finish(export_onnx(b.graph, (8, 8), "flat", OnnxWish(any_size=True)))


def test_a_size_that_a_block_is_made_for_cannot_be_left_open():
    b = Builder()
    first = b("input")
    b("output", b("pad_like", b("max_pool", first), first))
    with pytest.raises(ZooError, match=r"Height and width cannot be left open: at \d+x\d+ the file computes something"):
        finish(export_onnx(b.graph, (8, 8), "pad", OnnxWish(any_size=True)))


def test_a_file_of_weights_is_exported_and_its_fit_told(tmp_path):
    theirs = network_of(SMALL, "8x8x8")
    state = {name: torch.full_like(value, 0.5) for name, value in theirs.state_dict().items()}
    torch.save(state, tmp_path / "weights.pt")
    found = export(SMALL, "8x8x8", weights=Weights(path=str(tmp_path / "weights.pt")))
    assert found.findings.fit is not None
    assert found.findings.fit.whole
    values = [onnx.numpy_helper.to_array(each) for each in proto(found).graph.initializer]
    assert all((each == 0.5).all() for each in values if each.dtype == np.float32)
    del state["fire1.expand1.bias"]
    torch.save(state, tmp_path / "weights.pt")
    found = export(SMALL, "8x8x8", weights=Weights(path=str(tmp_path / "weights.pt")))
    assert found.findings.warnings == (
        "The file of weights does not fit: 1 tensors of the network keep the numbers drawn from the seed.",
    )


def test_weights_that_cannot_be_read_stop_the_export(tmp_path):
    with pytest.raises(WeightsError, match="cannot be read"):
        export(SMALL, "8x8x8", weights=Weights(path=str(tmp_path / "none.pt")))


def test_outputs_that_differ_are_told(monkeypatch):
    other = nn.Sequential(nn.Conv2d(8, 16, 1))
    exporting = onnx_file.to_onnx
    monkeypatch.setattr(onnx_file, "to_onnx", lambda _, *rest: exporting(other, *rest))
    found = export(SMALL, "8x8x8")
    assert found.findings.relative > 1e-3
    assert found.findings.warnings[-1].startswith("The outputs differ from PyTorch's by ")


def test_the_job_tells_how_far_it_is():
    opened = open_model(SMALL, "8x8x8")
    told = list(export_onnx(opened.graph, opened.size, "fire"))
    assert all(isinstance(each, Progress) for each in told)
    assert [each.text for each in told[:3]] == ["building the network", "exporting to ONNX", "checking the file"]
    assert [each.share for each in told] == sorted(each.share for each in told)


def test_exporting_prints_nothing(capfd, recwarn):
    export(SMALL, "8x8x8", OnnxWish(17))
    export(SMALL, "8x8x8", OnnxWish(99))
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list


@pytest.mark.parametrize("model", ["shufflenet_v2:depth2=1,depth3=2,depth4=1", "squeeze_unet"])
def test_networks_of_all_kinds_are_exported_for_any_size(model):
    found = export(model, "64", OnnxWish(any_size=True))
    assert found.findings.relative < 1e-3
    assert json.dumps(found.findings.axes).count('"height"') == 1


def test_the_sizes_that_an_upsampling_is_told_are_no_parameters():
    opened = open_model("squeeze_unet", "32")
    found = finish(export_onnx(opened.graph, opened.size, opened.title))
    network = build(opened.graph, opened.size)
    assert found.findings.parameters == sum(each.numel() for each in network.parameters())
