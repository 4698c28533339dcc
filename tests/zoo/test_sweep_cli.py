"""`sweep` and `reproduce figure1` on the command line."""

import json
import sys

import pytest

from modelzoo.analysis import latency
from modelzoo.cli import main
from modelzoo.commands import sweeping

CONVS = ("sweep", "block/conv:kernel=1,out=100", "block/conv:kernel=3,out=20")
QUICK = ("--seconds", "0.02")


@pytest.fixture(autouse=True)
def brief_warm_up(monkeypatch):
    """A machine that is busy with other tests is never steady: there is nothing to wait for."""
    monkeypatch.setattr(latency, "MOST_WARM_UP_SECONDS", 0.05)


def test_a_paper_sweep_gives_a_point_a_model_and_value(ask_json):
    found = ask_json("sweep", "mobilenet_v1", "block/fire", "--over", "resolution", "--values", "64,96x128", "--paper")
    assert list(found) == ["over", "points", "crossings"]
    assert [(each["model"], each["value"], each["input"]) for each in found["points"]] == [
        ("mobilenet_v1", 64, [3, 64, 64]),
        ("block/fire", 64, [64, 64, 64]),
        ("mobilenet_v1", "96x128", [3, 96, 128]),
        ("block/fire", "96x128", [64, 96, 128]),
    ]
    for each in found["points"]:
        whole = ask_json("analyze", each["model"], "--size", "x".join(map(str, each["input"])))
        for figure in ("parameters", "macs", "mult_adds_torchinfo", "pass_bytes_torchinfo", "peak_activation_bytes"):
            assert each[figure] == whole[figure]
        assert (each["p50_s"], each["runtime"], each["problem"]) == (None, None, None)


CROSSING = ("sweep", "block/separable_conv", "block/conv", "--over", "kernel", "--values", "1,3", "--paper")
"""At kernel 1 the separable convolution only adds a filter a channel; from 3 on it saves."""


def test_figures_on_paper_cross_where_their_order_turns(ask_json):
    crossings = {each["figure"]: each for each in ask_json(*CROSSING)["crossings"]}
    assert set(crossings) == {"macs", "parameters"}
    for each in crossings.values():
        assert (each["a"], each["b"]) == ("block/conv", "block/separable_conv")
        assert (each["low"], each["high"]) == (1, 3)


def test_a_crossing_is_told_in_a_line(ask):
    said = "block/conv has fewer MACs up to kernel 1, block/separable_conv from kernel 3 on: they cross between the two"
    assert said in ask(*CROSSING)


def test_a_measured_sweep_gives_times_comparisons_and_the_machine(ask_json):
    found = ask_json(*CONVS, "--over", "resolution", "--values", "4-8:4", "--runtime", "onnxruntime", *QUICK)
    assert len(found["points"]) == 4
    for each in found["points"]:
        assert each["n"] == len(each["samples_s"]) >= 50
        assert each["min_s"] <= each["p50_s"] <= each["p90_s"]
        assert (each["runtime"], each["threads"], each["batch"]) == ("onnxruntime", 1, 1)
    assert [(each["value"], each["runtime"]) for each in found["comparisons"]] == [
        (4, "onnxruntime"),
        (8, "onnxruntime"),
    ]
    assert found["environment"]["cpu"]


def test_the_text_has_a_row_a_value_and_a_column_a_model(ask):
    text = ask("sweep", "block/conv", "block/relu", "--over", "resolution", "--values", "8,16", *QUICK)
    for words in ("p50 (ms)", "MACs (M)", "resolution  block/conv  block/relu", "Convention"):
        assert words in text
    assert ("they cross between" in text) or ("No curve surely overtakes another" in text)


def test_times_in_the_text_say_how_they_were_taken(ask):
    text = ask("sweep", "block/conv", "--over", "out", "--values", "8,16", "--size", "8", "--batch", "2", *QUICK)
    assert "p50 (ms): eager, 1 thread, batch 2, contiguous, input 64x8x8, " in text
    assert " runs or more each" in text
    assert "overtakes" not in text


def test_what_a_sweep_varies_is_not_told_of_all_its_times(ask):
    text = ask("sweep", "block/conv", "--over", "batch", "--values", "1,2", "--size", "8", *QUICK)
    assert "p50 (ms): eager, 1 thread, contiguous, input 64x8x8, " in text
    assert "MACs (M) of one picture" in text


def test_a_value_that_cannot_be_is_told_beside_the_others(ask, ask_json):
    argv = ("sweep", "block/conv", "--over", "out", "--values", "0,8", "--paper")
    assert "block/conv at out 0: out cannot be 0" in ask(*argv)
    refused, fine = ask_json(*argv)["points"]
    assert refused["macs"] is None
    assert "out cannot be 0" in refused["problem"]
    assert fine["macs"] > 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["block/conv", "--over", "out", "--values", "0"], "out cannot be 0"),
        (["block/conv", "--over", "resolution", "--values", "huge"], "size cannot be 'huge'"),
        (["block/conv", "--over", "resolution", "--values", "9-1:2"], "a range goes up"),
        (["block/conv", "--over", "resolution", "--values", "8", "--size", "8"], "the size is what this sweep goes"),
        (["block/conv", "--over", "colour", "--values", "8"], "colour is nothing that block/conv can be swept over"),
        (["block/convv", "--over", "out", "--values", "8"], "There is no block named 'convv'"),
        (["block/conv", "--over", "threads", "--values", "1,2"], "threads changes nothing on paper"),
    ],
)
def test_a_mistake_is_told_in_one_line(capsys, argv, said):
    assert main(["sweep", *argv, "--paper"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("argv", [["squeezenet"], ["squeezenet", "--over", "width"], ["--over", "a", "--values", "1"]])
def test_wrong_usage_is_exit_code_2(capsys, argv):
    assert main(["sweep", *argv]) == 2
    assert capsys.readouterr().err.startswith("usage: slimscope sweep")


def test_an_interrupted_sweep_prints_nothing_by_halves(capsys, monkeypatch):
    def interrupted(asked, seconds):
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "measured_sweep", interrupted)
    assert main(["sweep", "block/conv", "--over", "resolution", "--values", "8", "--json"]) == 130
    assert capsys.readouterr() == ("", "slimscope: stopped\n")


def test_progress_is_shown_to_a_person_and_wiped_out_again(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["sweep", "block/relu", "--over", "resolution", "--values", "4", *QUICK, "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)
    assert "resolution 4, measuring" in printed.err
    assert printed.err.endswith("\r\x1b[K")


def test_figure_1_puts_speed_ups_beside_the_constant_mac_ratio(ask_json):
    found = ask_json("reproduce", "figure1", "--seconds", "0.01")
    rows = [each for each in found["rows"] if "resolution" in each]
    assert [(each["runtime"], each["resolution"]) for each in rows] == [
        (runtime, side) for runtime in ("eager", "onnxruntime") for side in (4, 8, 16, 32, 64)
    ]
    for each in found["rows"]:
        assert set(each) >= {"name", "published", "ours", "agrees", "note"}
    for each in rows:
        assert each["mac_ratio"] == pytest.approx(8.41, abs=0.005)
        assert each["published"] is None
        assert each["low"] <= each["speed_up"] <= each["high"]
        assert each["verdict"] in ("faster", "slower", "no difference shown")
    trends = [each for each in found["rows"] if each["name"].endswith("trend")]
    assert [type(each["agrees"]) for each in trends] == [bool, bool]
    assert [each["runtime"] for each in found["crossings"]] == ["eager", "onnxruntime"]
    assert found["environment"]["cpu"] and {type(each["doubts"]) for each in rows} == {list}


def test_figure_1_says_what_can_be_read_off_the_source(ask):
    text = ask("reproduce", "figure1", "--seconds", "0.01")
    for words in ("8.41", "Speed-up", "the verdict", "no numbers can be read off it"):
        assert words in text
