"""`layers` and `roofline` on the command line."""

import pytest

from modelzoo.analysis import load, roofline
from modelzoo.measurements import Load


@pytest.mark.parametrize("runtime", ["eager", "onnxruntime"])
def test_layers_gives_each_block_its_time_and_share(ask_json, runtime):
    found = ask_json("layers", "block/fire", "--size", "16", "--runtime", runtime, "--seconds", "0.05")
    assert list(found)[:3] == ["blocks", "total_p50_s", "unattributed_share"]
    assert (found["model"], found["runtime"], found["threads"], found["input"]) == (
        "block/fire",
        runtime,
        1,
        [64, 16, 16],
    )
    assert found["total_n"] >= 50 and found["environment"]["cpu"]
    assert [(each["node"], each["block"]) for each in found["blocks"]] == [
        ("input1", "input"),
        ("fire1", "fire"),
        ("output1", "output"),
    ]
    for each in found["blocks"]:
        assert list(each)[:4] == ["node", "block", "p50_s", "share"]
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
    assert {"bound_s", "efficiency", "roofs"} <= found.keys()
    _, fire, _ = found["blocks"]
    assert fire["efficiency"] == fire["bound_s"] / fire["p50_s"]
    text = ask(*asked)
    for word in ("Bound (ms)", "Efficiency", "Compute roof", "Ridge"):
        assert word in text


def test_roofline_gives_the_roofs_with_their_units(ask, ask_json, monkeypatch):
    monkeypatch.setattr(roofline, "SIDES", (64,))
    found = ask_json("roofline")
    keys = ["threads", "compute", "memory", "cache", "environment", "load", "ridge", "doubts"]
    assert list(found) == keys
    assert found["ridge"] == found["compute"]["best"] / found["memory"]["best"]
    assert found["environment"].keys() == ask_json("measure", "block/relu", *QUICK)["environment"].keys()
    text = ask("roofline", "--threads", "2")
    for word in ("GFLOP/s", "GB/s", "FLOP/byte", "matrices in", "MiB, read and written"):
        assert word in text


QUICK = ("--seconds", "0.01")


@pytest.mark.parametrize("asked", [("layers", "block/relu", "--seconds", "0.01"), ("measure", "block/relu")])
def test_a_figure_taken_on_a_busy_machine_is_not_shown_without_saying_so(ask, ask_json, monkeypatch, asked):
    monkeypatch.setattr(load.LoadWatch, "load", Load(foreign_cores=99.0))
    said = "Other processes kept 99.0 cores busy"
    text = ask(*asked)
    assert "Not to be trusted (" in text and said in text
    found = ask_json(*asked)
    (doubt,) = [each for row in (found, *found.get("results", ())) for each in row.get("doubts", ()) if said in each]
    assert doubt
