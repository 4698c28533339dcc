"""Code: what is written of a network runs without us, and is the network."""

import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.catalog import CATALOG
from modelzoo.errors import BuildError, GraphError
from modelzoo.export.code.writing import class_name, write_code
from modelzoo.graph import Graph
from modelzoo.grouping import group
from modelzoo.registry import build_graph
from modelzoo.zoo import open_model
from tests.zoo.carrying import unsettle

ARCHITECTURES = list(CATALOG.architectures.values())
NAMES = [info.name for info in ARCHITECTURES]
PUBLISHED = [variant.name for info in ARCHITECTURES for variant in info.variants]
BLOCKS = [info.name for info in CATALOG.blocks.values() if info.offered and info.name not in ("input", "output")]

STRANGER = """
import importlib.util, pathlib, sys, torch

torch.set_num_threads(1)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = torch.load(path.with_suffix(".pt"))
    network = getattr(module, kept["network"])().eval()
    network.load_state_dict(kept["weights"])
    with torch.no_grad():
        found = network(*kept["inputs"])
    torch.save([found] if isinstance(found, torch.Tensor) else list(found), path.with_suffix(".found"))
assert not [name for name in sys.modules if name.startswith("modelzoo")]
"""


def narrow(info):
    """The architecture's graph, with few channels where that can be chosen: its weights go through the disk."""
    return build_graph(info.name, {"width": 0.25} if "width" in {param.name for param in info.params} else {})


def written(model, size=""):
    opened = open_model(model, size)
    return write_code(opened.graph, opened.size, opened.title)


def run(code):
    """The network of the code, without weights."""
    scope = {"__name__": "written"}
    exec(compile(code.text, "written", "exec"), scope)
    with torch.device("meta"):
        return scope[code.network]().eval()


def tensors(network):
    return [(name, tuple(value.shape)) for name, value in network.state_dict().items()]


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """A folder with the code of every architecture and what it made in an interpreter that knows nothing of us."""
    folder = tmp_path_factory.mktemp("written")
    for info in ARCHITECTURES:
        graph, size = narrow(info), (min(info.input[1], 128), min(info.input[2], 128))
        code = write_code(graph, size, info.title)
        network = build(graph, size)
        unsettle(network)
        inputs = example_inputs(graph, size)
        with torch.no_grad():
            expected = network(*inputs)
        (folder / f"{info.name}.py").write_text(code.text, encoding="utf-8")
        kept = {"network": code.network, "weights": network.state_dict(), "inputs": inputs}
        torch.save(kept, folder / f"{info.name}.pt")
        torch.save(
            [expected] if isinstance(expected, torch.Tensor) else list(expected), folder / f"{info.name}.expected"
        )
    asked = [sys.executable, "-I", "-c", STRANGER, str(folder)]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_code_of_an_architecture_computes_elsewhere_what_the_network_computes_here(strangers, name):
    found, expected = (torch.load(strangers / f"{name}.{which}") for which in ("found", "expected"))
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.shape == other.shape
        assert (one - other).abs().max() <= 1e-5 * other.abs().max()
        assert other.abs().max() > 0


def test_the_code_is_laid_out_as_ruff_lays_it_out(strangers):
    ruff = [sys.executable, "-m", "ruff"]
    words = ["--isolated", "--no-cache", "--line-length", "88"]
    laid = subprocess.run([*ruff, "format", "--diff", *words, strangers], capture_output=True, text=True, check=False)
    assert laid.stdout == ""
    rules = ["--select", "E,F,W,I,UP,B,C4,SIM,N,PIE"]
    checked = subprocess.run([*ruff, "check", *words, *rules, strangers], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_code_of_a_published_network_has_its_tensors_under_the_same_names(name):
    opened = open_model(name)
    with torch.device("meta"):
        expected = build(opened.graph, opened.size)
    assert tensors(run(written(name))) == tensors(expected)


@pytest.mark.parametrize("name", BLOCKS)
def test_the_code_of_a_block_computes_what_the_block_computes(name):
    opened = open_model(f"block/{name}", "64x16x16")
    network = build(opened.graph, opened.size)
    ours = run(written(f"block/{name}", "64x16x16")).to_empty(device="cpu")
    ours.load_state_dict(network.state_dict())
    inputs = example_inputs(opened.graph, opened.size)
    with torch.no_grad():
        assert torch.allclose(ours(*inputs), network(*inputs), atol=1e-6)


def test_settings_that_nobody_turns_leave_no_trace():
    text = written("SqueezeNet 1.1").text
    assert "class Fire(nn.Module):" in text
    assert "def __init__(self, in_channels: int, squeeze: int = 16, expand: int = 64) -> None:" in text
    for absent in ("norm: ", "convolve", "ShapeError", "Annotated", "instance", "groups", "dilation", "modelzoo"):
        assert absent not in text


def test_a_setting_that_differs_stays():
    text = written("AlexNet").text
    assert "groups: int = 1" in text
    assert "self.conv2 = Conv(96, out=256, kernel=5, padding=2, groups=2)" in text


def test_blocks_without_weights_are_layers_of_torch_or_plain_python():
    text = written("squeeze_unet", "64").text
    assert "nn.MaxPool2d(" in text
    assert "x = torch.cat([" in text
    assert "class Concat" not in text
    assert "class MaxPool" not in text


def test_the_sources_of_the_blocks_and_of_the_network_are_told():
    text = " ".join(written("SqueezeNet 1.1").text.split())
    assert text.count("arXiv 1602.07360") == 2
    assert "forresti/SqueezeNet" in text


@pytest.mark.parametrize("name", ["SqueezeNet 1.1", "NASNet-A Mobile (4 @ 1056)"])
def test_a_network_that_was_changed_says_what_it_was_made_from(name):
    assert f"Made from {name}, with changes." in written(f"{name}:classes=10").text
    assert "with changes" not in written(name).text


@pytest.mark.parametrize(
    "model", ["GoogLeNet", "fomm_hourglass:heads=yes", "NASNet-A Mobile (4 @ 1056)", "block/concat"]
)
def test_each_node_knows_its_lines_and_each_line_its_nodes(model):
    opened = open_model(model)
    code = write_code(opened.graph, opened.size, opened.title)
    lines = code.text.splitlines()
    assert {id for span in code.spans for id in span.nodes} == {node.id for node in opened.graph}
    for span in code.spans:
        said = " ".join(lines[span.first - 1 : span.last])
        blocks = {opened.graph[id].block for id in span.nodes}
        if blocks <= {"input", "output"}:
            assert said.strip().startswith("def forward(" if blocks == {"input"} else "return ")
        elif code.lines_of(span.nodes[0]) != (span,):
            assert f"self.{span.nodes[0]}" in said
        assert code.nodes_at(span.first) == code.nodes_at(span.last) == span.nodes
    assert code.nodes_at(1) == ()


def test_each_line_of_a_class_is_of_all_nodes_that_need_it():
    opened = open_model("MobileNetV3-Small 1.0")
    code = write_code(opened.graph, opened.size, opened.title)
    lines = code.text.splitlines()

    def nodes_of(definition):
        (at,) = (at for at, line in enumerate(lines, 1) if line.startswith(definition))
        last = next(at for at, line in enumerate(lines[at:], at) if not line.strip() and not lines[at + 1].strip())
        assert code.nodes_at(at) == code.nodes_at(last)
        assert code.nodes_at(last + 1) == ()
        return set(code.nodes_at(at))

    inverted = {node.id for node in opened.graph.of_block("inverted_residual")}
    assert len(inverted) > 1
    assert nodes_of("class InvertedResidual(") == inverted
    assert nodes_of("class SqueezeExcite(") == inverted
    assert nodes_of("class Conv(") == {node.id for node in opened.graph.of_block("conv")}
    assert code.nodes_at(lines.index("class MobileNetV3Small1_0(nn.Module):") + 1) == ()


def test_a_named_block_is_a_class_of_its_own_however_often_and_deep_it_is_used():
    b = Builder()
    stem = b("conv", b("input", channels=8), id="stem", out=8)
    b("output", b("add", stem, b("fire", stem, id="fire", squeeze=4, expand=4), id="join"))
    inner, within = group(b.graph, ["fire", "join"], "residual fire")
    outer, whole = group(inner, ["stem", within], "two steps")
    first, end = outer[whole], outer.of_block("output")[0]
    again = replace(first, id="again", inputs=(whole,))
    twice = Graph((*outer.of_block("input"), first, again, replace(end, inputs=("again",))))
    code = write_code(twice, (8, 8), "net")
    network, theirs, picture = run(code).to_empty(device="cpu"), build(twice, (8, 8)), torch.rand(1, 8, 8, 8)
    network.load_state_dict(theirs.state_dict())
    with torch.no_grad():
        assert torch.allclose(network(picture), theirs(picture), atol=1e-6)
    assert code.text.count("class ResidualFire(") == code.text.count("class TwoSteps(") == 1
    line = next(at for at, text in enumerate(code.text.split("\n"), 1) if text.startswith("class ResidualFire("))
    assert code.nodes_at(line) == (whole, "again")


def test_names_that_would_hide_others_are_changed():
    b = Builder()
    x = b("conv", b("input", id="torch"), id="x", out=4)
    y = b("conv", x, id="Conv", out=4)
    b("output", b("concat", y, x, id="nn"), id="self_")
    code = write_code(b.graph, (8, 8), "Conv")
    network = run(code).to_empty(device="cpu")
    theirs = build(b.graph, (8, 8))
    network.load_state_dict(theirs.state_dict())
    picture = torch.rand(1, 3, 8, 8)
    with torch.no_grad():
        assert torch.equal(network(picture), theirs(picture))


def test_two_inputs_and_two_outputs_are_arguments_and_a_tuple():
    b = Builder()
    first, second = b("input", id="left"), b("input", id="right", channels=5)
    wide = b("conv", first, out=8)
    b("output", b("add", wide, b("conv", second, out=8)))
    b("output", wide)
    code = write_code(b.graph, (9, 7), "two")
    assert "def forward(self, left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:" in code.text
    assert tensors(run(code)) == tensors(build(b.graph, (9, 7)))


def test_the_file_runs_by_itself(tmp_path):
    file = tmp_path / "written.py"
    file.write_text(written("block/fire").text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=True)
    assert done.stdout == "torch.Size([1, 128, 32, 32])\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("SqueezeNet 1.1", "SqueezeNet1_1"),
        ("1.0-SqNxt-23v5", "Network1_0SqNxt23v5"),
        ("MobileNetV2 1.0", "MobileNetV2_1_0"),
        ("my net (width=0.5)", "MyNet"),
        ("Größe", "Größe"),
        ("", "Network"),
        ("class", "Class"),
    ],
)
def test_a_title_becomes_the_name_of_a_class(title, name):
    assert class_name(title) == name
    assert name.isidentifier()


def test_a_network_that_cannot_run_has_no_code():
    with pytest.raises(GraphError, match="no output"):
        write_code(Graph(), (8, 8), "empty")
    b = Builder()
    b("output", b("linear", b("input")))
    with pytest.raises(BuildError, match="flatten"):
        write_code(b.graph, (8, 8), "flat")
