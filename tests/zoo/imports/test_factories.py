"""Networks that somebody's function makes come back as layers with their numbers, read in a process of their own."""

import importlib.util
from pathlib import Path

import pytest
import torch

from modelzoo.errors import FileError, ParamError
from modelzoo.export.code.writing import write_code
from modelzoo.imports.opening import allow_code, as_editable, open_foreign
from modelzoo.imports.recorded import record_module
from modelzoo.zoo import open_candidate, open_model

NETS = Path(__file__).parents[2] / "data" / "factories" / "nets.py"


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked(name: str) -> str:
    origin = f"{NETS}:{name}"
    allow_code(origin)
    return origin


def trained(network: torch.nn.Module) -> torch.nn.Module:
    """Numbers as a training leaves them: none of them as layers are made."""
    torch.manual_seed(0)
    for each in network.state_dict().values():
        if each.dim() == 1:
            each.uniform_(0.5, 1.5)
    return network.eval()


def assert_comes_back(network: torch.nn.Module, side: int) -> None:
    x = torch.rand(1, 3, side, side)
    found = record_module(network, [x])
    again = found.network()
    with torch.no_grad():
        torch.testing.assert_close(again(x), network(x), rtol=1e-5, atol=1e-5)
    assert sum(each.numel() for each in again.parameters()) == sum(each.numel() for each in network.parameters())
    assert not found.opaque


@pytest.mark.parametrize("name", ["ResNet", "MobileNetV2", "SqueezeNet", "VGG"])
def test_a_network_in_the_manner_of_torchvision_comes_back_with_equal_parameters_and_outputs(name):
    assert_comes_back(trained(getattr(load(NETS), name)()), 64)


@pytest.mark.parametrize("name", ["squeezenet", "mobilenet_v1:width=0.25", "shufflenet_v2", "squeeze_unet", "l3unet"])
def test_our_own_python_code_comes_back_with_equal_parameters_and_outputs(name, tmp_path):
    model = open_model(name, "64")
    code = write_code(model.graph, model.size, model.title)
    (tmp_path / "written.py").write_text(code.text)
    assert_comes_back(trained(getattr(load(tmp_path / "written.py"), code.network)()), 64)


def test_the_blocks_are_named_after_the_modules():
    graph = record_module(load(NETS).ResNet().eval(), [torch.rand(1, 3, 64, 64)]).graph
    assert graph["layer2_0_conv1"].values["stride"] == 2
    assert graph["fc"].block == "linear"


def test_a_factory_made_of_our_layers_is_a_candidate_like_one_of_ours():
    found = open_candidate(asked("ResNet"), "64")
    assert found.foreign is None
    assert found.size == (64, 64)
    assert found.graph["layer1_0_conv1"].values["norm"] == "batch"


def test_a_factory_of_other_things_keeps_its_figures_as_opaque_nodes():
    foreign = open_candidate(asked("Attentive"), "32").foreign
    editable = as_editable(foreign)
    assert "MatMul" in {node.values["kind"] for node in editable.opaque}
    rows = 8 * 8
    assert foreign.cost.macs == 8 * 3 * 16 * rows + rows * 8 * 8 + 2 * rows * 8 * rows + 8 * 10
    assert editable.graph["conv"].block == "conv"


def test_a_network_that_has_fewer_parameters_in_onnx_says_so():
    found = open_foreign(asked("ResNet"), "64")
    own = sum(each.numel() for each in load(NETS).ResNet().parameters())
    assert found.cost.parameters < own
    assert f"{found.cost.parameters:,} parameters of {own:,} in PyTorch" in found.notes[0]


def test_nobodys_code_runs_unasked():
    with pytest.raises(FileError, match="holds code that would run"):
        open_foreign(f"{NETS}:VGG")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lettered", "gives something of the type str, not a torch module"),
        ("failing", "the weights are on the other machine"),
        ("BasicBlock", "cannot be called without inplanes, planes"),
        ("missing", "has no function named missing"),
    ],
)
def test_a_factory_that_makes_no_network_says_why(name, told):
    with pytest.raises(FileError, match=told):
        open_foreign(asked(name), "32")


def test_a_size_that_a_network_cannot_take_is_refused():
    with pytest.raises((FileError, ParamError), match="cannot run on 1x3x2x2"):
        open_foreign(asked("SqueezeNet"), "2")
