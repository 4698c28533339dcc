"""Edits of the canvas, as changes of a project."""

from itertools import pairwise

import pytest

from app.canvas import acts
from modelzoo.builder import Builder
from modelzoo.clipping import clip, looks_clipped
from modelzoo.errors import GraphError, ProjectError
from modelzoo.layout.arranging import BOX_HEIGHT, arrange
from modelzoo.project import Project

FAR = (990.0, 990.0)


@pytest.fixture
def project() -> Project:
    b = Builder()
    b("output", b("conv", b("conv", b("input"), out=8), out=16))
    return Project(graph=b.graph)


def shown(project: Project) -> dict[str, tuple[float, float]]:
    return arrange(project.graph, {})


def test_a_move_pins_all_boxes_and_shifts_the_moved(project: Project) -> None:
    before = shown(project)
    after = acts.move({"conv1": (30.0, -20.0)}, before)(project)
    x, y = before["conv1"]
    assert after.places == before | {"conv1": (x + 30, y - 20)}
    assert after.graph is project.graph


def test_deleting_a_wire_and_a_box_takes_the_places_along(project: Project) -> None:
    after = acts.delete({"conv1"}, [("output1", 0)], shown(project))(project)
    assert [node.id for node in after.graph] == ["input1", "conv2", "output1"]
    assert after.graph["output1"].inputs == after.graph["conv2"].inputs == (None,)
    assert "conv1" not in after.places


def test_several_wires_of_one_joint_are_deleted_at_once() -> None:
    b = Builder()
    inputs = [b("input") for _ in range(4)]
    b("concat", *inputs)
    project = Project(graph=b.graph)
    after = acts.delete((), [("concat1", 1), ("concat1", 2)], {})(project)
    assert after.graph["concat1"].sources == (inputs[0], inputs[3])


def test_a_wire_that_moves_along_one_joint_keeps_its_order() -> None:
    b = Builder()
    inputs = [b("input") for _ in range(3)]
    b("concat", *inputs)
    project = Project(graph=b.graph)
    after = acts.connect(inputs[0], "concat1", 3, {}, instead_of=("concat1", 0))(project)
    assert after.graph["concat1"].inputs == (inputs[1], inputs[2], inputs[0])


def test_a_wire_that_would_close_a_loop_is_an_error(project: Project) -> None:
    with pytest.raises(GraphError, match="close a loop"):
        acts.connect("conv2", "conv1", 0, {})(project)


def test_a_dropped_block_stands_where_it_was_dropped(project: Project) -> None:
    after = acts.drop("fire", FAR, shown(project))(project)
    assert after.places["fire1"] == FAR
    assert after.graph["fire1"].inputs == (None,)


def test_an_inserted_block_gets_room_between_its_neighbours(project: Project) -> None:
    before = shown(project)
    after = acts.insert("max_pool", before["conv2"], "conv2", 0, before)(project)
    assert after.graph["conv2"].inputs == ("max_pool1",)
    assert after.graph["max_pool1"].inputs == ("conv1",)
    heights = [after.places[id][1] for id in ("input1", "conv1", "max_pool1", "conv2", "output1")]
    assert all(lower - upper > BOX_HEIGHT for upper, lower in pairwise(heights))


def test_an_appended_block_is_wired_behind_the_other(project: Project) -> None:
    assert acts.append("fire", "conv1", {})(project).graph["fire1"].inputs == ("conv1",)


def test_what_is_copied_can_be_pasted_under_free_names(project: Project) -> None:
    before = shown(project)
    text = clip(project.graph, {"conv1", "conv2"}, before)
    assert looks_clipped(text)
    after = acts.paste(text, (10.0, 20.0), before)(project)
    assert after.graph["conv4"].inputs == ("conv3",)
    assert after.graph["conv3"].inputs == (None,)
    assert after.places["conv4"] == (before["conv2"][0] + 10, before["conv2"][1] + 20)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "slimscope nodes"}', '{"places": {}, "nodes": [{}]}'])
def test_a_damaged_clipboard_is_told_as_such(project: Project, text: str) -> None:
    with pytest.raises(ProjectError, match="The clipboard"):
        acts.paste(text, (0.0, 0.0), {})(project)
