"""`export` on the command line: what it writes, what it tells, and what it never writes over."""

import json

import onnx
import pytest
import torch
from safetensors.torch import load_file

from modelzoo import cli
from modelzoo.build import build
from modelzoo.export.sessions import Session
from modelzoo.zoo import open_model

MODEL = ("block/fire:squeeze=4,expand=8", "--size", "8x8x8")
WITH_NORMS = "mobilenet_v1:width=0.25,depth2=1,depth3=1,depth4=1,depth5=1"


@pytest.fixture
def ask(capsys):
    """Run a command; gives its exit code, what it printed, and what it complained of."""

    def run(*arguments):
        code = cli.main(["export", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def test_an_onnx_file_is_written_and_what_was_checked_is_told(ask, tmp_path):
    file = tmp_path / "fire.onnx"
    code, out, err = ask(*MODEL, "--onnx", file, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["path"], told["opset"], told["checked"]) == (str(file), 20, True)
    assert told["max_difference"] < 1e-4
    assert told["axes"]["input1"] == ["batch", 8, 8, 8]
    assert (told["warnings"], told["weights"], told["netron"]) == ([], None, None)
    onnx.checker.check_model(onnx.load(file))


def test_a_person_reads_what_was_written(ask, tmp_path):
    file = tmp_path / "fire.onnx"
    code, out, _ = ask(*MODEL, "--onnx", file, "--opset", "22", "--any-size", "--fixed-batch")
    assert code == 0
    assert f"{file}: ONNX opset 22, {file.stat().st_size:,} bytes" in out
    assert "input1: 1 x 8 x height x width" in out
    assert "on random inputs of 1x8x8x8, 1x8x40x72" in out


def test_python_code_is_written(ask, tmp_path):
    file = tmp_path / "fire.py"
    code, out, _ = ask(*MODEL, "--python", file, "--json")
    told = json.loads(out)
    text = file.read_text(encoding="utf-8")
    assert (code, told["path"], told["lines"]) == (0, str(file), text.count("\n"))
    assert f"class {told['network']}(nn.Module):" in text


def test_the_weights_alone_are_written_as_a_state_dict(ask, tmp_path):
    file, again = tmp_path / "fire.safetensors", tmp_path / "again.safetensors"
    code, out, _ = ask(*MODEL, "--state-dict", file, "--seed", "3", "--json")
    opened = open_model(MODEL[0], MODEL[2])
    own = build(opened.graph, opened.size, 3).state_dict()
    assert (code, json.loads(out)["bytes"]) == (0, file.stat().st_size)
    assert {name: value.tolist() for name, value in load_file(file).items()} == {
        name: value.tolist() for name, value in own.items()
    }
    assert ask(*MODEL, "--state-dict", again, "--weights", file)[0] == 0
    assert again.read_bytes() == file.read_bytes()


def test_the_numbers_of_a_file_leave_with_it(ask, tmp_path):
    first, numbers, second = tmp_path / "first.onnx", tmp_path / "numbers.safetensors", tmp_path / "second.onnx"
    assert ask(WITH_NORMS, "--size", "32", "--onnx", first, "--seed", "5")[0] == 0
    assert ask(first, "--state-dict", numbers)[0] == 0
    assert ask(first, "--onnx", second)[0] == 0
    pictures = [torch.rand(1, 3, 32, 32)]
    (expected,), (found,) = (Session(each.read_bytes())(pictures) for each in (first, second))
    torch.testing.assert_close(found, expected)
    trained = {tuple(each.flatten()[:5].tolist()) for each in load_file(numbers).values() if each.dim() == 4}
    opened = open_model(WITH_NORMS, "32")
    own = build(opened.graph, opened.size, 5).state_dict().values()
    assert trained == {tuple(each.flatten()[:5].tolist()) for each in own if each.dim() == 4}


def test_netron_s_attachment_is_written_beside_the_file(ask, tmp_path):
    figures = tmp_path / "fire.json"
    code, _, _ = ask(*MODEL, "--onnx", tmp_path / "fire.onnx", "--netron", figures)
    names = {node.name for node in onnx.load(tmp_path / "fire.onnx").graph.node}
    entries = json.loads(figures.read_text(encoding="utf-8"))["metrics"]
    assert code == 0
    assert {each["target"] for each in entries if each["kind"] == "node"} <= names


def test_a_file_that_is_there_is_kept_unless_forced(ask, tmp_path):
    for option in ("--onnx", "--python"):
        file = tmp_path / f"kept{option}"
        file.write_text("mine")
        code, out, err = ask(*MODEL, option, file)
        assert (code, out) == (1, "")
        assert err == f"slimscope: {file}: is there already. Add --force to write over it.\n"
        assert file.read_text() == "mine"
        assert ask(*MODEL, option, file, "--force")[0] == 0
        assert file.read_bytes() != b"mine"


def test_nothing_is_written_where_one_of_the_files_is_there(ask, tmp_path):
    figures = tmp_path / "fire.json"
    figures.write_text("mine")
    assert ask(*MODEL, "--onnx", tmp_path / "fire.onnx", "--netron", figures)[0] == 1
    assert not (tmp_path / "fire.onnx").exists()


def test_a_folder_that_is_not_there_is_told(ask, tmp_path):
    code, _, err = ask(*MODEL, "--python", tmp_path / "none" / "fire.py")
    assert code == 1
    assert "cannot be written: No such file or directory" in err


def test_weights_are_loaded_and_their_fit_is_told(ask, tmp_path):
    opened = open_model("block/fire:squeeze=4,expand=8", "8x8x8")
    state = dict(build(opened.graph, opened.size, 5).state_dict())
    state["more"] = state.pop("fire1.expand1.bias")
    torch.save(state, tmp_path / "weights.pt")
    code, out, _ = ask(*MODEL, "--onnx", tmp_path / "a.onnx", "--weights", tmp_path / "weights.pt")
    assert code == 0
    assert "Weights: 5 tensors loaded by name" in out
    assert "missing in the file: fire1.expand1.bias" in out
    assert "of no use here: more" in out
    assert "What is not loaded is drawn from the seed." in out
    code, out, _ = ask(*MODEL, "--onnx", tmp_path / "b.onnx", "--weights", tmp_path / "weights.pt", "--json")
    assert json.loads(out)["weights"]["missing"] == ["fire1.expand1.bias"]


def test_weights_that_are_no_numbers_are_told_and_the_answer_stays_json(ask, tmp_path):
    opened = open_model("block/fire:squeeze=4,expand=8", "8x8x8")
    state = {name: each * torch.nan for name, each in build(opened.graph, opened.size).state_dict().items()}
    torch.save(state, tmp_path / "weights.pt")
    code, out, _ = ask(
        *MODEL, "--any-size", "--onnx", tmp_path / "a.onnx", "--weights", tmp_path / "weights.pt", "--json"
    )
    told = json.loads(out, parse_constant=pytest.fail)
    assert (code, told["max_difference"], told["max_relative_difference"]) == (0, None, None)
    assert told["warnings"] == ["The outputs are no finite numbers with these weights: they cannot be compared."]


def test_the_seed_decides_the_weights(ask, tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        ask(*MODEL, "--onnx", tmp_path / name, "--seed", seed)
    first, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == again != other


@pytest.mark.parametrize(
    "arguments",
    [
        MODEL,
        (*MODEL, "--onnx", "a", "--python", "b"),
        (*MODEL, "--onnx", "a", "--opset", "many"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(ask, arguments):
    code, _, err = ask(*arguments)
    assert code == 2
    assert "usage:" in err


def test_a_name_that_does_not_exist_is_told(ask, tmp_path):
    code, _, err = ask("squeezenot", "--onnx", tmp_path / "a.onnx")
    assert code == 1
    assert "Did you mean squeezenet" in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--netron", "--weights"])
def test_what_goes_with_an_onnx_file_is_refused_for_code(ask, tmp_path, option):
    code, _, err = ask(*MODEL, "--python", tmp_path / "a.py", option, tmp_path / "b")
    assert code == 1
    assert f"{option} goes with an ONNX file" in err
    assert not list(tmp_path.iterdir())


def test_a_drawing_is_made_by_whoever_can_and_told(capsys, tmp_path):
    file = tmp_path / "fire.svg"
    code = cli.main(["export", *MODEL, "--svg", str(file), "--json"], lambda project, found: project.title.encode())
    told = json.loads(capsys.readouterr().out)
    assert (code, told) == (0, {"path": str(file), "blocks": 3, "problems": []})
    assert file.read_text() == MODEL[0]


def test_without_a_canvas_there_is_no_drawing(ask, tmp_path):
    code, _, err = ask(*MODEL, "--svg", tmp_path / "fire.svg")
    assert code == 1
    assert "cannot be drawn: only the program `slimscope` can" in err
    assert not list(tmp_path.iterdir())
