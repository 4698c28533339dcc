"""The command line: exact keys for programs, plain tables for people, one line for a mistake."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from modelzoo.arguments import COMMANDS
from modelzoo.cli import main
from modelzoo.commands import answers
from modelzoo.params import value_text
from modelzoo.zoo import open_model


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
        ["measure"],
        ["measure", "squeezenet", "--threads", "0"],
        ["layers"],
        ["layers", "a", "b"],
        ["layers", "squeezenet", "--threads", "0"],
        ["roofline", "--threads", "0"],
        ["measure", "squeezenet", "--threads", "two"],
        ["measure", "squeezenet", "--seconds", "nan"],
        ["verify", "report.pdf", "--patience", "long"],
        ["verify", "report.pdf", "--patience", "-1"],
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
