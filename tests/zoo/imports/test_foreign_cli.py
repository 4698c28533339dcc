"""The command line takes networks from outside wherever it takes a model."""

import json
from pathlib import Path

import pytest
import torch

from modelzoo.cli import main
from modelzoo.exports import OnnxWish
from tests.zoo.asking import cost_of
from tests.zoo.imports.making import exported, model, node, random, saved

NETS = Path(__file__).parents[2] / "data" / "factories" / "nets.py"


@pytest.fixture
def ask(capsys):
    def answer(*words):
        code = main([*map(str, words)])
        said = capsys.readouterr()
        assert code == 0, said.err
        return json.loads(said.out) if "--json" in words else said.out

    return answer


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return exported("squeezenet:classes=10", folder, "64", OnnxWish(any_size=True))


def test_analyze_counts_a_file_by_its_own_operations(ask, file):
    found = ask("analyze", file, "--size", "64", "--json")
    assert found["macs"] == cost_of("squeezenet:classes=10", "64").macs
    assert found["mult_adds_torchinfo"] is None
    assert found["numbers"] == "fp32"
    assert {"Relu", "MaxPool"} <= set(found["uncounted"])
    assert found["inputs"][0]["axes"] == ["batch", 3, "height", "width"]
    assert "Conv" in {each["block"] for each in found["layers"]}


def test_analyze_tells_the_file_in_words(ask, file):
    said = ask("analyze", file)
    assert "ONNX opset 20" in said
    assert "leaves the size of its input open" in said
    assert "torchinfo" not in said


def test_measure_runs_a_file_in_both_runtimes(ask, file):
    runtimes = ("--runtime", "eager", "--runtime", "onnxruntime")
    found = ask("measure", file, "--size", "32", "--seconds", "0.01", *runtimes, "--json")
    assert [each["runtime"] for each in found["results"]] == ["eager", "onnxruntime"]
    assert {tuple(each["input"]) for each in found["results"]} == {(3, 32, 32)}
    assert len(found["comparisons"]) == 1


def test_measure_says_what_pytorch_cannot_run(ask, file, tmp_path):
    strange = saved(model([node("Erf", ["x"], ["y"])]), tmp_path, "strange.onnx")
    runtimes = ("--runtime", "eager", "--runtime", "onnxruntime")
    found = ask("measure", strange, "--seconds", "0.01", *runtimes, "--json")
    assert [each["runtime"] for each in found["results"]] == ["onnxruntime"]
    assert "cannot be run by PyTorch, for Erf is known here as ONNX alone" in found["failures"][0]["reason"]


@pytest.mark.parametrize(("runtime", "block"), [("onnxruntime", "Conv"), ("eager", "conv")])
def test_layers_times_the_operations_of_a_file(ask, file, runtime, block):
    found = ask("layers", file, "--size", "64", "--seconds", "0.01", "--runtime", runtime, "--json")
    convolutions = [each for each in found["blocks"] if each["block"] == block]
    assert len(convolutions) == 26
    assert sum(each["p50_s"] for each in convolutions) > 0


def test_sweep_goes_over_open_sizes(ask, file):
    found = ask(
        "sweep", file, "squeezenet:classes=10", "--over", "resolution", "--values", "32,64", "--paper", "--json"
    )
    macs = [each["macs"] for each in found["points"]]
    assert macs[0::2] == macs[1::2]


def test_sweep_goes_over_open_batches(ask, file):
    sizes = ("--size", "32", "--over", "batch", "--values", "1,3", "--runtime", "onnxruntime", "--seconds", "0.01")
    found = ask("sweep", file, *sizes, "--json")
    assert [each["p50_s"] > 0 for each in found["points"]] == [True, True]


def test_diff_holds_a_file_against_a_model_of_ours(ask, file):
    found = ask("diff", file, "squeezenet:classes=10", "--size", "64", "--json")
    assert found["delta"]["macs"] == found["delta"]["parameters"] == 0


def test_export_hands_the_numbers_of_a_file_on(ask, file, tmp_path):
    found = ask("export", file, "--size", "64", "--onnx", tmp_path / "again.onnx", "--json")
    assert found["weights"]["missing"] == []
    assert found["weights"]["loaded"] > 50
    assert found["max_relative_difference"] < 1e-5


def test_a_program_of_torch_export_is_a_candidate(ask, capsys, tmp_path):
    program = torch.export.export(torch.nn.Conv2d(3, 4, 3).eval(), (torch.rand(1, 3, 8, 8),))
    torch.export.save(program, tmp_path / "net.pt2")
    runtimes = ("--runtime", "eager", "--runtime", "onnxruntime")
    found = ask("measure", tmp_path / "net.pt2", "--seconds", "0.01", *runtimes, "--json")
    assert [each["runtime"] for each in found["results"]] == ["eager", "onnxruntime"]


def test_a_factory_is_a_candidate_and_its_code_is_told_of(capsys):
    assert main(["analyze", f"{NETS}:ResNet", "--size", "64", "--json"]) == 0
    said = capsys.readouterr()
    assert "the code in it runs, in a process of its own" in said.err
    assert json.loads(said.out)["layers"][1]["node"] == "conv1"


def test_a_mistake_is_one_clear_line(capsys, tmp_path):
    (tmp_path / "bad.onnx").write_bytes(random(50).tobytes())
    assert main(["analyze", str(tmp_path / "bad.onnx")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
