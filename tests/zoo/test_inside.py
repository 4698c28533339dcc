"""A named block seen from within: an edit there is one of the block, wherever the model uses it."""

from dataclasses import replace

import pytest

import modelzoo.zoo  # noqa: F401  fills the catalog
from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.edits import add_node, connect, disconnect, remove_nodes, rename, set_param
from modelzoo.errors import GraphError
from modelzoo.graph import Graph
from modelzoo.grouping import group, inner_graph, offers
from modelzoo.inside import as_far_as_it_goes, dressed, inside, lifted, renamed, without_block
from modelzoo.project import Note, Project, UserBlock

SIZE = (32, 32)


def project() -> Project:
    """The block "part" holds the block "skip"; both are used twice, one after the other, at the end of a network."""
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    join = b("add", stem, b("conv", stem, id="second", out=8), id="join")
    b("output", b("relu", b("batch_norm", join, id="bend"), id="last"), id="end")
    graph, skip = group(b.graph, ["second", "join"], "skip")
    blocks = {"skip": UserBlock(inner_graph(graph[skip]))}
    graph, part = group(graph, [skip, "bend"], "part")
    blocks["part"] = UserBlock(inner_graph(graph[part]), {"bend": (3.0, 4.0)})
    whole = Project("net", graph, SIZE, blocks=blocks)
    for key, after in (("my/part", part), ("my/skip", "part_1")):
        graph, id = add_node(whole.graph, offers(blocks)[key])
        whole = replace(whole, graph=connect(connect(graph, after, id, 0), id, "last", 0))
    return whole


def setting(id: str, **values: object):
    def change(now: Project) -> Project:
        graph = now.graph
        for name, value in values.items():
            graph = set_param(graph, id, name, value)
        return replace(now, graph=graph)

    return change


def inner(whole: Project, *path: str) -> Graph:
    return inside(whole, path).graph


def test_inside_one_sees_the_blocks_graph_and_places_under_its_name():
    seen = inside(project(), ("part",))
    assert [node.id for node in seen.graph] == ["input1", "skip", "bend", "output1"]
    assert (seen.title, seen.places) == ("part", {"bend": (3.0, 4.0)})
    assert inside(project(), ("part", "skip")).title == "skip"
    assert inside(project(), ()) == project()


def test_an_edit_inside_is_one_of_every_use_and_of_the_palette():
    changed = lifted(setting("bend", eps=0.5), ("part",))(project())
    for seen in (inner(changed, "part"), inner(changed, "part_1"), changed.blocks["part"].graph):
        assert seen["bend"].values["eps"] == 0.5
    assert changed.graph["skip"] == project().graph["skip"]
    assert changed.blocks["skip"] == project().blocks["skip"]


def test_an_edit_two_blocks_deep_reaches_every_use_at_any_depth():
    changed = lifted(setting("second", kernel=5), ("part", "skip"))(project())
    for path in (("part", "skip"), ("part_1", "skip"), ("skip",)):
        assert inner(changed, *path)["second"].values["kernel"] == 5
    for block, path in (("skip", ()), ("part", ("skip",))):
        assert inside(Project(graph=changed.blocks[block].graph), path).graph["second"].values["kernel"] == 5
    assert examine(changed.graph, SIZE).cost.parameters > examine(project().graph, SIZE).cost.parameters


def test_a_block_that_only_has_the_same_name_stays_as_it_is():
    other = lifted(setting("second", kernel=5), ("skip",))(project())
    pasted, id = add_node(other.graph, offers(project().blocks)["my/skip"])
    changed = lifted(setting("second", kernel=7), ("skip",))(replace(other, graph=pasted))
    assert inner(changed, id)["second"].values["kernel"] == 3
    assert inner(changed, "skip")["second"].values["kernel"] == 7


def test_other_variants_keep_the_block_as_they_had_it():
    whole = project()
    two = whole.with_variants((whole.shown, whole.shown), 1)
    changed = lifted(setting("bend", eps=0.5), ("part",))(two)
    assert changed.earlier == two.earlier


def test_moving_a_box_inside_changes_no_model():
    changed = lifted(lambda now: replace(now, places={"bend": (7.0, 8.0)}), ("part",))(project())
    assert changed.graph == project().graph
    assert changed.blocks["part"].places == {"bend": (7.0, 8.0)}
    assert lifted(lambda now: now, ("part",))(project()) == project()


def test_a_new_input_is_a_new_port_and_wires_stay_where_they_were():
    def widen(now: Project) -> Project:
        return replace(now, graph=add_node(now.graph, "input", "another")[0])

    changed = lifted(widen, ("skip",))(project())
    assert changed.graph["skip"].inputs == ("part_1", None)
    assert inner(changed, "part")["skip"].inputs == ("input1", None)
    back = lifted(lambda now: replace(now, graph=remove_nodes(now.graph, ["another"])), ("skip",))(changed)
    assert back.graph == project().graph


def test_an_input_that_is_renamed_keeps_its_wire():
    changed = lifted(lambda now: replace(now, graph=rename(now.graph, "input1", "picture")), ("skip",))(project())
    assert changed.graph["skip"].inputs == ("part_1",)


REFUSED = {
    "A block has one output: it needs exactly one output block inside.": lambda now: replace(
        now, graph=remove_nodes(now.graph, ["output1"])
    ),
    "A block needs an input block inside: what it is wired to comes in there.": lambda now: replace(
        now, graph=remove_nodes(now.graph, ["input1"])
    ),
    "What reaches the inputs of a block is decided where it is used.": setting("input1", channels=5),
    "Notes stand beside the whole model: go out of the block first.": lambda now: replace(
        now, notes={"note1": Note("so", (0.0, 0.0))}
    ),
    "part cannot be a part of itself.": lambda now: replace(
        now, graph=add_node(now.graph, offers(now.blocks)["my/part"])[0]
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_could_be_no_block_is_refused(reason):
    with pytest.raises(GraphError) as told:
        lifted(REFUSED[reason], ("part",))(project())
    assert str(told.value) == reason


def test_an_unfinished_inside_is_a_problem_and_no_refusal():
    changed = lifted(lambda now: replace(now, graph=disconnect(now.graph, "bend", 0)), ("part",))(project())
    reasons = {problem.node: problem.reason for problem in examine(changed.graph, SIZE).problems}
    assert reasons["part"].startswith("inside, bend: its input is not wired.")


def test_a_block_is_renamed_wherever_it_is_used_in_every_variant():
    whole = project()
    two = whole.with_variants((whole.shown, whole.shown), 1)
    changed = renamed(two, "skip", "detour")
    assert list(changed.blocks) == ["detour", "part"]
    for variant in changed.variants:
        assert variant.graph["skip"].values["title"] == "detour"
        assert inside(Project(graph=variant.graph), ("part",)).graph["skip"].values["title"] == "detour"
    assert changed.blocks["part"].graph == inner(changed, "part")
    with pytest.raises(GraphError, match="There is a block named part already"):
        renamed(whole, "skip", "part")
    with pytest.raises(GraphError, match="needs a name"):
        renamed(whole, "skip", " ")


def test_a_block_that_is_forgotten_stays_where_it_is_used():
    changed = without_block(project(), "part")
    assert list(changed.blocks) == ["skip"]
    assert changed.graph == project().graph
    edited = lifted(setting("bend", eps=0.5), ("part",))(changed)
    assert edited.blocks["part"].graph == inner(edited, "part_1")


def test_a_path_goes_as_far_as_there_are_blocks():
    assert as_far_as_it_goes(project(), ("part", "skip")) == ("part", "skip")
    assert as_far_as_it_goes(project(), ("part", "bend")) == ("part",)
    assert as_far_as_it_goes(project(), ("nowhere", "skip")) == ()


def test_the_inputs_inside_are_shown_with_the_channels_that_reach_them():
    shown = dressed(inner(project(), "part"), {"input1": (1, 8, 32, 32)})
    assert shown["input1"].values == {"channels": 8}
    assert dressed(shown, {}) == shown
