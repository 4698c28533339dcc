"""Networks from outside set side by side: with their editable forms, with blocks, and with each other."""

import numpy as np
import pytest

from modelzoo.analysis.sides import open_named_sides, open_sides
from modelzoo.diff import Side, diff
from modelzoo.edits import set_param
from modelzoo.imports.opening import as_editable, open_foreign
from modelzoo.project import Project
from tests.zoo.imports.making import model, node, node_chain, random, saved


def brought(path):
    """The network of a file as it is."""
    found = open_foreign(str(path))
    return Project(found.title, found.graph, found.size, source=found)


def apart(sides):
    return diff(*(Side(project.graph, found.cost) for project, found in sides))


def kinds(found):
    return {kind: len(rows) for kind in ("added", "removed", "changed") if (rows := found.of_kind(kind))}


@pytest.fixture
def chain(tmp_path):
    return saved(node_chain(), tmp_path, "chain.onnx")


@pytest.fixture
def rounded(tmp_path):
    scale, zero = ("s", np.float32(0.1)), ("z", np.uint8(3))
    nodes = [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]),
        node("DequantizeLinear", ["q", "s", "z"], ["d"]),
        node("Conv", ["d", "w"], ["y"], pads=[1, 1, 1, 1]),
    ]
    return saved(model(nodes, (scale, zero, ("w", random(4, 3, 3, 3)))), tmp_path, "rounded.onnx")


def test_nothing_is_apart_between_a_file_and_its_editable_form(chain):
    itself = brought(chain)
    blocks = as_editable(itself.source)
    found = apart(open_sides([itself, Project("editable", blocks.graph, blocks.size)]))
    assert kinds(found) == {}
    assert found.delta.parameters == found.delta.macs == 0


def test_what_a_person_changed_in_the_editable_form_is_all_that_is_apart(chain):
    itself = brought(chain)
    blocks = as_editable(itself.source)
    (conv,) = blocks.graph.of_block("conv")
    edited = set_param(blocks.graph, conv.id, "out", 6)
    found = apart(open_sides([itself, Project("edited", edited, blocks.size)]))
    assert [(row.name, list(map(str, row.edits))) for row in found.of_kind("changed")] == [(conv.id, ["out 4 → 6"])]


def test_two_files_are_set_side_by_side_as_they_are_whatever_their_operations_hold(chain, rounded):
    found = apart(open_sides([brought(chain), brought(rounded)]))
    assert {row.node.block for row in found.of_kind("added")} == {"QuantizeLinear", "DequantizeLinear"}
    assert "input" not in {row.node.block for row in found.of_kind("changed")}


def test_files_that_a_person_names_stand_as_blocks_or_else_as_they_are(chain, rounded):
    (blocks, _), _ = open_named_sides([str(chain), str(chain)])
    assert blocks.source is None and blocks.graph.of_block("conv")
    sides = open_named_sides([str(chain), str(rounded)])
    assert all(project.source for project, _ in sides)
    assert apart(sides).of_kind("added")


@pytest.mark.parametrize(("name", "numbers"), [("chain", "fp32"), ("rounded", "int8")])
def test_what_numbers_a_file_computes_with_is_told(name, numbers, request):
    assert open_foreign(str(request.getfixturevalue(name))).numbers == numbers


def test_a_file_of_half_the_bytes_computes_with_half_as_long_numbers(tmp_path):
    nodes = [node("Cast", ["x"], ["h"], to=10), node("Conv", ["h", "w"], ["g"]), node("Cast", ["g"], ["y"], to=1)]
    made = saved(model(nodes, (("w", random(4, 3, 3, 3).astype(np.float16)),)), tmp_path)
    assert open_foreign(str(made)).numbers == "fp16"
