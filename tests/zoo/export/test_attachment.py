"""Netron's attachment: our figures under the names of the ONNX nodes, in the form that Netron reads."""

import json

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.export.attachment import attachment
from modelzoo.export.onnx_file import export_onnx
from modelzoo.jobs import finish
from modelzoo.zoo import open_model


@pytest.fixture(scope="module")
def fire():
    opened = open_model("block/fire:squeeze=4,expand=8", "8x8x8")
    exported = finish(export_onnx(opened.graph, opened.size, "fire"))
    return exported.owners, cost(opened.graph, opened.size)


def read_as_netron(text):
    """What Netron makes of the file: for each kind and target its figures by name."""
    data = json.loads(text)
    assert data["signature"] == "netron:attachment"
    found = {}
    for entry in (*data["metadata"], *data["metrics"]):
        assert set(entry) == {"kind", "target", "name", "value"}
        found.setdefault((entry["kind"], entry["target"]), {})[entry["name"]] = entry["value"]
    return found


def test_each_onnx_node_has_the_figures_of_its_block(fire):
    owners, costs = fire
    found = read_as_netron(attachment(owners, costs))
    layer = next(each for each in costs.layers if each.node == "fire1")
    assert {target for kind, target in found if kind == "node"} == {name for name, _ in owners}
    assert found["node", "fire1.squeeze.0/Conv"] == {
        "block": "fire1 (fire)",
        "block parameters": layer.parameters,
        "block MACs": layer.macs,
        "block activation bytes": layer.activation_bytes,
    }


def test_the_model_has_the_totals(fire):
    _, costs = fire
    found = read_as_netron(attachment(*fire, title="Fire"))
    assert found["model", ""]["MACs"] == costs.macs
    assert found["model", ""]["network parameters"] == costs.parameters
    assert found["graph", "Fire"] == found["model", ""]


def test_measured_times_are_told_in_milliseconds(fire):
    found = read_as_netron(attachment(*fire, {"fire1": 0.0025}))
    assert found["node", "fire1/Concat"]["block p50 ms"] == 2.5
    assert found["model", ""]["blocks' p50 ms"] == 2.5


def test_nodes_of_no_block_are_left_out(fire):
    _, costs = fire
    found = read_as_netron(attachment([("shared/Shape", "nobody")], costs))
    assert {kind for kind, _ in found} == {"model", "graph"}
