"""A project keeps networks from outside with all their figures, and nothing that would run."""

import json
from dataclasses import replace

import pytest

from modelzoo import variants
from modelzoo.acts import BY_HAND
from modelzoo.entries import own_entries
from modelzoo.errors import GraphError, ProjectError
from modelzoo.foreign import Foreign, fixed_text
from modelzoo.graph import Graph
from modelzoo.measurements import Setup
from modelzoo.project import Project, Variant
from modelzoo.project_file import dumps, loads, salvage
from tests.imported import strange


def taken_in(*beside):
    return variants.take_in(Project(), (variants.arrived(strange(onnx="/somewhere/model.onnx")), *beside))


def test_it_is_there_again_with_all_its_figures():
    project = variants.pin(taken_in(Variant("mine")), 0)
    again = loads(dumps(project))
    assert (again.variants, again.baseline) == (project.variants, project.baseline)
    assert again.examination.cost.macs == 108 * 64
    assert again.examination.shapes["bend"] == (1, 4, 8, 8)
    assert again.subject(Setup()).foreign.origin == "/nets/strange.onnx"


def test_the_files_that_ran_it_are_not_kept():
    kept = replace(strange(), onnx="/a.onnx", program="/b.pt2", weights="/c.safetensors").plain
    assert (kept["onnx"], kept["program"], kept["weights"]) == ("", "", "")


def test_files_that_a_project_names_are_not_taken_either():
    data = strange().plain | {"onnx": "/a.onnx", "program": "/b.pt2", "weights": "/c.safetensors"}
    found = Foreign.from_json(data)
    assert (found.onnx, found.program, found.weights) == ("", "", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "../../elsewhere"},
        {"digest": ""},
        {"origin": "mobilenet_v1"},
        {"size": [0, 8]},
        {"size": "8"},
        {"cost": {}},
        {"graph": {"nodes": []}},
        {"feeds": None},
        {"more": 1},
    ],
)
def test_a_damaged_one_is_left_out_and_the_rest_opened(wrong):
    data = json.loads(dumps(taken_in(Variant("mine", notes={}))))
    data["variants"][0]["source"] |= wrong
    text = json.dumps(data)
    with pytest.raises(ProjectError):
        loads(text)
    project, lost = salvage(text)
    assert [each.title for each in project.variants] == ["strange", "mine"]
    assert project.source is None
    assert any("the network that was imported" in each for each in lost)


def test_what_it_is_can_neither_be_edited_nor_resized():
    project = taken_in()
    project.check_source()
    for changed in (replace(project, graph=Graph()), replace(project, size=(9, 9))):
        with pytest.raises(GraphError, match="Make it editable first"):
            changed.check_source()
    assert "strange.onnx" in fixed_text(project.source)


def test_its_editable_form_knows_where_it_came_from_whatever_is_done_to_it():
    editable = variants.as_blocks(strange(), Graph())
    project = variants.act_on(variants.add(Project(), editable), BY_HAND, Graph(), {})
    assert variants.imported_from(project) == "/nets/strange.onnx"
    assert variants.history_text(editable) == "strange + as blocks"
    assert variants.imported_from(Variant("mine")) == ""


def test_the_editable_form_descends_from_it():
    project = taken_in(variants.as_blocks(strange(), Graph()))
    assert variants.parent(project, 1) == 0


def test_on_the_board_it_is_a_kind_of_its_own():
    entries = own_entries(variants.add(taken_in(), Variant("mine")))
    assert [(each.kind, each.title) for each in entries] == [("import", "strange"), ("variant", "mine")]
    assert entries[0].subject(Setup()).foreign.file_bytes == 600


def test_read_at_another_size_it_is_the_variant_as_it_was_but_for_that():
    project = variants.reread(taken_in(), strange(), strange(side=16))
    project.check_source()
    assert (project.title, project.size) == ("strange", (16, 16))
    with pytest.raises(GraphError, match="Another network is shown"):
        variants.reread(project, strange(), strange(side=32))


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("/nets/a.onnx", "a.onnx"),
        ("/nets/net.py:tiny", "net.py:tiny"),
        ("torchvision.models:alexnet", "torchvision.models:alexnet"),
    ],
)
def test_it_is_called_what_a_person_knows_it_by(origin, name):
    assert strange(origin).name == name
