"""`slimscope diff`: two models side by side, as a table and as data."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.cli import main
from modelzoo.edits import remove_nodes
from modelzoo.environment import environment
from modelzoo.measurements import Latency, Load, Setup
from modelzoo.project import Project
from modelzoo.project_file import save
from modelzoo.record import Record
from modelzoo.zoo import open_model

DEPTHWISE = "squeeze_unet:convolution=separable_padded_late"


def test_the_document_names_every_node_once_and_the_deltas(ask):
    data = json.loads(ask("diff", "Squeeze U-Net", DEPTHWISE, "--json"))
    before, after = (open_model(name) for name in ("Squeeze U-Net", DEPTHWISE))
    assert data["added"] == ["upsample1", "upsample2"]
    assert data["removed"] == []
    changed = [each["node"] for each in data["changed"]]
    assert sorted(data["added"] + changed + data["unchanged"]) == sorted(node.id for node in after.graph)
    assert {"node": "conv2", "what": "block conv → separable_conv"} in data["changed"]
    costs = [cost(model.graph, model.size) for model in (before, after)]
    assert data["delta"]["parameters"] == costs[1].parameters - costs[0].parameters
    assert data["delta"]["macs"] == costs[1].macs - costs[0].macs
    assert data["delta"]["mult_adds_torchinfo"] == costs[1].mult_adds - costs[0].mult_adds
    assert sum(each["macs"] for each in data["nodes"]) == data["delta"]["macs"]


def test_the_table_shows_only_what_differs_and_the_totals(ask):
    text = ask("diff", "1.0-SqNxt-23v2", "1.0-SqNxt-23v3")
    assert "2 added, 2 removed, 0 changed, 25 unchanged" in text
    assert [line.split()[:2] for line in text.splitlines() if line.startswith(("added", "removed"))] == [
        ["removed", "stage1_5"], ["removed", "stage1_6"], ["added", "stage2_7"], ["added", "stage2_8"]
    ]  # fmt: skip
    assert "733,664  →  747,840  +14,176" in text
    assert "224.92  →   224.92    +0.00" in text


def test_equal_models_have_no_table(ask):
    text = ask("diff", "EdgeSegNet", "EdgeSegNet")
    assert "0 added, 0 removed, 0 changed, 16 unchanged" in text
    assert "Node" not in text


def test_both_are_held_against_each_other_at_one_size(ask):
    data = json.loads(ask("diff", "SqueezeNet 1.0", "SqueezeNet 1.1", "--size", "128", "--json"))
    macs = [cost(model.graph, model.size).macs for model in (open_model(f"SqueezeNet 1.{at}", "128") for at in (0, 1))]
    assert data["delta"]["macs"] == macs[1] - macs[0]


def test_a_project_that_cannot_run_is_compared_without_totals(ask, tmp_path):
    model = open_model("EdgeSegNet")
    file = tmp_path / "half.slimscope"
    save(Project("half", remove_nodes(model.graph, ["conv1"]), model.size), file)
    data = json.loads(ask("diff", "EdgeSegNet", str(file), "--json"))
    assert (data["removed"], data["delta"]) == (["conv1"], None)
    assert "no totals" in ask("diff", "EdgeSegNet", str(file))


def test_a_model_that_does_not_exist_is_a_mistake_in_one_line(capsys):
    assert main(["diff", "EdgeSegNet", "EdgeSegNot"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["diff", "EdgeSegNet"]) == 2


@pytest.mark.parametrize("together", [True, False], ids=["in turns", "apart"])
def test_times_that_a_file_holds_are_told_with_how_they_were_taken(ask, tmp_path, together):
    models = [open_model(name, "16") for name in ("block/conv", "block/separable_conv")]
    files = []
    for at, model in enumerate(models):
        latency = Latency(
            model.graph.fingerprint,
            Setup(),
            (64, *model.size),
            samples=(0.002 - at * 0.0005,) * 5,
            first=0.003,
            steady=True,
            load=Load(),
            environment=environment(),
            session="one" if together else f"session {at}",
        )
        files.append(str(tmp_path / f"{at}.slimscope"))
        save(replace(model, record=Record((latency,))), Path(files[-1]))
    data, text = json.loads(ask("diff", *files, "--json")), ask("diff", *files)
    assert data["p50_s"] == [0.002, 0.0015]
    assert data["measured_in_turns"] is together
    assert ("measured apart" in text) is not together
    assert "-0.500" in text and "(-25.0%)" in text
