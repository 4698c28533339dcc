"""The command line: exact keys for programs, plain tables for people, one line for a mistake."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from modelzoo.analysis import roofline
from modelzoo.cli import COMMANDS, main
from modelzoo.commands import answers
from modelzoo.params import value_text
from modelzoo.project import Project, save
from modelzoo.zoo import open_model


@pytest.fixture
def ask(capsys):
    """Runs a command that must succeed and gives what it printed."""

    def run(*argv: str) -> str:
        assert main(argv) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


@pytest.fixture
def ask_json(ask):
    """Runs a command with --json and gives the one document it printed."""
    return lambda *argv: json.loads(ask(*argv, "--json"))


@pytest.fixture
def refuse(capsys):
    """Runs a command that must fail and gives the exit code and what it said."""

    def run(*argv: str) -> tuple[int, str]:
        code = main(argv)
        printed = capsys.readouterr()
        assert printed.out == ""
        return code, printed.err

    return run


@pytest.mark.parametrize("what", ["models", "blocks"])
def test_list_gives_every_entry_with_its_parameters(ask_json, what):
    rows: list[dict[str, Any]] = ask_json("list", what)
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names)) > 3
    for row in rows:
        assert list(row) == ["name", "family", "title", "source", "input", "parameters", "variants"]
        for each in row["parameters"]:
            assert list(each) == ["name", "type", "default", "minimum", "maximum", "choices", "help"]


def test_every_listed_name_can_be_analyzed(ask_json):
    for row in ask_json("list", "models"):
        assert ask_json("analyze", row["name"])["macs"] > 0
        for variant in row["variants"]:
            knobs, input = written(row["name"], variant["parameters"]), "x".join(map(str, variant["input"]))
            assert open_model(variant["name"]).graph == open_model(knobs, input).graph


def written(name: str, parameters: dict[str, Any]) -> str:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in parameters.items()}
    return f"{name}:{','.join(f'{key}={value_text(value)}' for key, value in values.items())}"


def test_list_names_models_with_their_published_variants(ask):
    text = ask("list", "models")
    assert "squeezenet" in text
    assert "SqueezeNet 1.1" in text


def test_analyze_gives_the_cost_on_paper(ask_json):
    found = ask_json("analyze", "block/conv:out=8,bias=no,act=none", "--size", "3x10x12")
    assert (
        list(found)
        == (
            "model fingerprint input parameters macs mult_adds_torchinfo pass_bytes_torchinfo parameter_bytes "
            "activation_bytes peak_activation_bytes uncounted layers"
        ).split()
    )
    assert found["input"] == [3, 10, 12]
    assert found["parameters"] == 3 * 8 * 9
    assert found["macs"] == found["mult_adds_torchinfo"] == 3 * 8 * 9 * 10 * 12
    assert found["pass_bytes_torchinfo"] == 2 * 4 * 8 * 10 * 12
    assert found["uncounted"] == []
    _, layer, _ = found["layers"]
    assert list(layer) == (
        "node block inputs output parameters macs mult_adds_torchinfo activation_bytes intensity".split()
    )
    assert (layer["inputs"], layer["output"]) == ([[3, 10, 12]], [8, 10, 12])


def test_analyze_names_its_conventions_and_what_it_did_not_count(ask):
    text = ask("analyze", "block/conv:norm=batch")
    assert "MACs (M)" in text
    assert "Mult-adds (torchinfo, M)" in text
    assert "Pass size (torchinfo, MB)" in text
    assert "torchinfo counts biases and norms" in text
    assert "relu (1x)" in text


def test_analyze_gives_a_reason_only_where_the_two_counts_differ(ask):
    assert "torchinfo counts" not in ask("analyze", "block/conv:bias=no")


def test_analyze_shows_each_block_on_demand(ask):
    assert "conv1" in ask("analyze", "block/conv", "--layers")
    assert "conv1" not in ask("analyze", "block/conv")


def test_a_project_file_is_a_model_too(ask_json, tmp_path):
    model = open_model("block/fire")
    save(Project("Mine", model.graph, (16, 24)), tmp_path / "mine.slimscope")
    found = ask_json("analyze", str(tmp_path / "mine.slimscope"))
    assert (found["model"], found["fingerprint"], found["input"]) == ("Mine", model.graph.fingerprint, [64, 16, 24])


def test_measure_gives_samples_environment_and_comparisons(ask_json):
    found = ask_json("measure", "block/conv:out=2", "block/conv:out=200", "--size", "3x32x32", "--seconds", "0.05")
    assert list(found) == ["environment", "results", "comparisons", "failures"]
    assert set(found["environment"]) > {"cpu", "threads", "os", "python", "torch", "onnxruntime", "date", "machine"}
    small, large = found["results"]
    assert list(small)[:10] == "model runtime threads input p50_s p90_s min_s first_s n samples_s".split()
    assert small["n"] == len(small["samples_s"]) >= 50
    assert small["min_s"] == min(small["samples_s"]) < large["min_s"]
    assert (small["runtime"], small["threads"], small["input"]) == ("eager", 1, [3, 32, 32])
    (comparison,) = found["comparisons"]
    assert list(comparison) == ["a", "b", "runtime", "ratio", "low", "high", "verdict"]
    assert (comparison["a"], comparison["b"]) == ("block/conv:out=2", "block/conv:out=200")
    assert comparison["verdict"] == "faster"


def test_measure_names_units_machine_and_convention(ask):
    text = ask("measure", "block/relu", "--seconds", "0.01", "--threads", "2", "--runtime", "eager")
    for word in ("p50 (ms)", "p90 (ms)", "first (ms)", "Others' load (cores)", "CPU", "onnxruntime", "fp32"):
        assert word in text


def test_measure_compares_models_of_a_runtime_and_the_runtimes_of_a_model(ask_json):
    models, runtimes = ("block/conv:out=2", "block/conv:out=100"), ("eager", "onnxruntime")
    both = ("--runtime", "eager", "--runtime", "onnxruntime", "--batch", "2")
    found = ask_json("measure", *models, *both, "--size", "3x16x16", "--seconds", "0.01")
    assert [(each["model"], each["runtime"]) for each in found["results"]] == [
        (model, runtime) for runtime in runtimes for model in models
    ]
    assert {each["batch"] for each in found["results"]} == {2}
    assert {(each["a"], each["b"], each["runtime"]) for each in found["comparisons"]} == {
        (*models, "eager"),
        (*models, "onnxruntime"),
        *((model, model, "eager / onnxruntime") for model in models),
    }


def test_measure_keeps_the_figures_of_one_runtime_where_the_other_fails(ask_json):
    both = ("--runtime", "onnxruntime", "--runtime", "eager", "--layout", "channels_last")
    found = ask_json("measure", "block/conv", *both, "--seconds", "0.01")
    (result,), (failure,) = found["results"], found["failures"]
    assert (result["runtime"], failure["runtime"]) == ("eager", "onnxruntime")
    assert "layout" in failure["reason"]


@pytest.mark.parametrize("runtime", ["eager", "onnxruntime"])
def test_layers_gives_each_block_its_time_and_share(ask_json, runtime):
    found = ask_json("layers", "block/fire", "--size", "16", "--runtime", runtime, "--seconds", "0.05")
    assert list(found) == ["blocks", "total_p50_s", "unattributed_share"]
    assert [(each["node"], each["block"]) for each in found["blocks"]] == [
        ("input1", "input"),
        ("fire1", "fire"),
        ("output1", "output"),
    ]
    for each in found["blocks"]:
        assert list(each) == ["node", "block", "p50_s", "share"]
        assert each["share"] == each["p50_s"] / found["total_p50_s"]
    assert found["unattributed_share"] == pytest.approx(1 - sum(each["share"] for each in found["blocks"]))


def test_layers_puts_time_beside_work_and_says_what_belongs_to_no_block(ask):
    text = ask("layers", "block/fire", "--size", "16", "--seconds", "0.05", "--threads", "2")
    for word in ("p50 (ms)", "p90 (ms)", "Share", "MACs' share", "GFLOP/s", "Unattributed", "2 threads", "CPU"):
        assert word in text
    assert "Efficiency" not in text


def test_layers_puts_each_block_under_the_roofs_on_demand(ask, ask_json, monkeypatch):
    monkeypatch.setattr(roofline, "SIDES", (64,))
    asked = ("layers", "block/fire", "--size", "16", "--seconds", "0.05", "--roofline")
    found = ask_json(*asked)
    assert list(found) == ["blocks", "total_p50_s", "unattributed_share", "bound_s", "efficiency", "roofs"]
    _, fire, _ = found["blocks"]
    assert fire["efficiency"] == fire["bound_s"] / fire["p50_s"]
    text = ask(*asked)
    for word in ("Bound (ms)", "Efficiency", "Compute roof", "Ridge"):
        assert word in text


def test_roofline_gives_the_roofs_with_their_units(ask, ask_json, monkeypatch):
    monkeypatch.setattr(roofline, "SIDES", (64,))
    found = ask_json("roofline")
    assert list(found) == ["threads", "compute", "memory", "cache", "environment", "ridge"]
    assert found["ridge"] == found["compute"]["best"] / found["memory"]["best"]
    text = ask("roofline", "--threads", "2")
    for word in ("GFLOP/s", "GB/s", "FLOP/byte", "matrices in", "MiB, read and written"):
        assert word in text


def test_reproduce_puts_published_figures_beside_ours(ask, ask_json):
    found = ask_json("reproduce", "table3")
    assert list(found) == ["rows"]
    for row in found["rows"]:
        assert list(row) == ["name", "figure", "published", "ours", "agrees", "note"]
    text = ask("reproduce", "table3")
    assert "2,507,035" in text
    assert "Mult-adds (torchinfo, M)".lower() in text.lower()


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["analyze", "squeezenett"], "There is no model named 'squeezenett'. Did you mean squeezenet"),
        (["analyze", "block/conv:out=0"], "out cannot be 0"),
        (["analyze", "block/conv:outt=3"], "outt=3 is not a setting here"),
        (["analyze", "block/conv", "--size", "huge"], "size cannot be 'huge'"),
        (["analyze", "block/unfold:factor=7"], "unfold1: unfold cannot take 64x32x32"),
        (["analyze", "nowhere.slimscope"], "nowhere.slimscope: cannot be read: No such file or directory"),
        (["measure", "block/conv", "no_such_model"], "There is no model named 'no_such_model'"),
        (["layers", "block/conv", "--runtime", "eagre"], "There is no runtime named 'eagre'. Did you mean eager?"),
        (["measure", "block/conv", "--runtime", "eagre"], "There is no runtime named 'eagre'. Did you mean eager?"),
        (
            ["measure", "block/conv", "--runtime", "onnxruntime", "--layout", "channels_last"],
            "layout cannot be channels_last in ONNX Runtime: contiguous.",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line(refuse, argv, said):
    code, line = refuse(*argv)
    assert code == 1
    assert line.startswith("slimscope: ")
    assert said in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["paint"],
        ["list"],
        ["list", "cats"],
        ["analyze"],
        ["analyze", "a", "b"],
        ["measure"],
        ["measure", "squeezenet", "--threads", "0"],
        ["layers"],
        ["layers", "a", "b"],
        ["layers", "squeezenet", "--threads", "0"],
        ["roofline", "--threads", "0"],
        ["measure", "squeezenet", "--threads", "two"],
        ["measure", "squeezenet", "--seconds", "nan"],
        ["measure", "squeezenet", "--batch", "0"],
        ["measure", "squeezenet", "--layout", "diagonal"],
        ["reproduce", "table9"],
    ],
)
def test_wrong_usage_is_exit_code_2(refuse, argv):
    code, said = refuse(*argv)
    assert code == 2
    assert said.startswith("usage: slimscope")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(capsys, command):
    assert main([command, "--help"]) == 0
    assert f"slimscope {command}" in capsys.readouterr().out


def test_an_interrupt_ends_with_one_line(refuse, monkeypatch):
    def interrupted(arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(answers, "answer", interrupted)
    assert refuse("list", "models") == (130, "slimscope: stopped\n")


def test_progress_is_shown_to_a_person_and_wiped_out_again(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["measure", "block/relu", "--seconds", "0.01", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)
    assert "measuring" in printed.err
    assert printed.err.endswith("\r\x1b[K")


def test_a_reader_that_goes_away_is_no_error_to_complain_of():
    read, write = os.pipe()
    os.close(read)
    code = "import sys; from modelzoo.cli import main; sys.exit(main(['list', 'blocks']))"
    done = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")
