"""Parts of a network under a name: they do what they did, cost what they cost, and change wherever they are used."""

from dataclasses import replace

import onnxruntime
import pytest
import torch

from modelzoo.acts import Act
from modelzoo.analysis.cost import cost, examine
from modelzoo.analysis.preview import apply
from modelzoo.analysis.within import examine_within
from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.catalog import find_block, info_of
from modelzoo.clipping import clip, unclip
from modelzoo.diff import Side, diff
from modelzoo.edits import add_node, connect, disconnect, set_param
from modelzoo.errors import BuildError, GraphError, ProjectError
from modelzoo.export.code.writing import write_code
from modelzoo.export.onnx import exported
from modelzoo.graph import Graph, Size
from modelzoo.grouping import group, inner_graph, named_block, offers, taken_apart
from modelzoo.project import Project, UserBlock
from modelzoo.project_file import dumps, loads
from modelzoo.stages import stages
from modelzoo.ungroup import ungroup
from modelzoo.walk import walk
from modelzoo.zoo import open_model

SIZE = (64, 64)
TOTALS = ("parameters", "macs", "mult_adds", "pass_bytes", "parameter_bytes", "activation_bytes", "uncounted")


def chain() -> Graph:
    """Two convolutions, the second with a skip around it, between a stem and an end."""
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    first = b("conv", stem, id="first", out=8)
    second = b("conv", first, id="second", out=8)
    b("output", b("relu", b("add", first, second, id="join"), id="last"))
    return b.graph


def outputs(graph: Graph, size: Size = SIZE) -> torch.Tensor:
    torch.manual_seed(5)
    with torch.no_grad():
        return build(graph, size)(*example_inputs(graph, size))


def assert_same(one: Graph, other: Graph, size: Size = SIZE) -> None:
    before, after = cost(one, size), cost(other, size)
    assert [getattr(after, each) for each in TOTALS] == [getattr(before, each) for each in TOTALS]
    torch.testing.assert_close(outputs(other, size), outputs(one, size), rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", ["SqueezeNet 1.1", "Squeeze U-Net", "MobileNetV1 0.5 @128", "ResNet-18"])
def test_a_model_of_named_stages_costs_and_gives_what_it_did(name):
    model = open_model(name, "64")
    found = [stage for stage in stages(model.graph, examine(model.graph, SIZE).shapes) if len(stage) > 1]
    grouped = model.graph
    for at, stage in enumerate(found):
        grouped, _ = group(grouped, stage, f"stage {at}")
    assert len(grouped) == len(model.graph) - sum(len(stage) - 1 for stage in found) < len(model.graph)
    assert_same(model.graph, grouped)


def test_blocks_within_blocks_do_what_they_did():
    inner, id = group(chain(), ["second", "join"], "skip")
    outer, _ = group(inner, ["first", id], "part")
    assert [node.id for node in outer] == ["input1", "stem", "part", "last", "output1"]
    assert_same(chain(), outer)
    assert {name for name in build(outer, SIZE).state_dict() if name.startswith("part")} == {
        f"part.{each}.conv.{kind}" for each in ("first", "skip.second") for kind in ("weight", "bias")
    }


def test_what_reaches_the_ports_may_differ_in_size():
    b = Builder()
    picture = b("input")
    small = b("max_pool", picture, id="small")
    join = b("concat", picture, b("upsample", small, id="large"), id="join")
    b("output", join)
    grouped, id = group(b.graph, ["large", "join"], "merge")
    assert cost(grouped, SIZE).layers[2].inputs == ((1, 3, 32, 32), (1, 3, 64, 64))
    assert_same(b.graph, grouped)
    assert info_of(grouped[id]).ports == ("input1", "input2")


CANNOT = {
    "Select the blocks that are to be one block.": [],
    "The network's inputs and outputs stay outside of a block: select only what lies between.": ["input1", "stem"],
    "A block has one output, but first and second are read outside: select what joins them too.": ["first", "second"],
    "second reads what is selected and feeds it as well: select it too.": ["first", "join"],
}


@pytest.mark.parametrize("text", CANNOT)
def test_a_selection_that_cannot_be_one_block_says_why(text):
    with pytest.raises(GraphError) as told:
        group(chain(), CANNOT[text], "part")
    assert str(told.value) == text


def test_an_open_port_becomes_a_port_of_the_block():
    graph, id = add_node(chain(), "conv")
    grouped, made = group(graph, [id], "alone")
    assert grouped[made].inputs == (None,)
    assert examine(grouped, SIZE).shapes.keys() == {"input1", "stem", "first", "second", "join", "last", "output1"}


def test_ports_stay_where_they_are_when_a_wire_is_taken_away():
    graph, id = group(chain(), ["join", "last"], "end")
    loose = disconnect(graph, id, 0)
    assert loose[id].inputs == (None, "second")
    assert connect(loose, "first", id, 0) == graph
    with pytest.raises(GraphError, match="has no port 3"):
        connect(graph, "stem", id, 2)


@pytest.mark.parametrize("ids", [["second", "join"], ["first", "second", "join", "last"], ["stem"]])
def test_taken_apart_the_graph_is_as_it_was(ids):
    grouped, id = group(chain(), ids, "part")
    apart, names = taken_apart(grouped, id)
    assert {node.id: node for node in apart} == {node.id: node for node in chain()}
    assert names == {each: each for each in ids}


def test_taken_apart_twice_the_nodes_get_free_names():
    grouped, id = group(chain(), ["second", "join"], "skip")
    twice, again = add_node(grouped, info_of(grouped[id]))
    once = taken_apart(connect(twice, "stem", again, 0), id)[0]
    apart, names = taken_apart(once, again)
    assert names == {"second": "skip_1_second", "join": "skip_1_join"}
    assert apart["skip_1_join"].inputs == ("stem", "skip_1_second")


def test_opening_a_named_block_goes_one_level_down_and_tells_whose_weights_are_whose():
    inner, skip = group(chain(), ["second", "join"], "skip")
    outer, part = group(inner, ["first", skip], "part")
    opened = ungroup(outer, [part], SIZE)
    assert opened.parts == {"part": ("first", "skip")}
    assert opened.origins == {"first": ("part.first",), "skip": ("part.skip",)}
    assert_same(outer, opened.graph)


def test_a_problem_inside_is_told_with_the_name_of_the_block_inside():
    wide, id = group(set_param(chain(), "second", "out", 9), ["first", "second", "join"], "part")
    (problem,) = examine(wide, SIZE).problems
    assert problem.node == id
    assert problem.reason == (
        "inside, join: add cannot take 8x64x64 and 9x64x64: all inputs need the same channels, height and width."
    )
    with pytest.raises(BuildError, match="part: inside, join: add cannot take"):
        list(walk(wide, SIZE))


def test_a_name_that_torch_keeps_is_refused_inside_too():
    b = Builder()
    b("output", b("conv", b("input"), id="forward"))
    graph, _ = group(b.graph, ["forward"], "part")
    (problem,) = examine(graph, SIZE).problems
    assert problem.reason == "inside, forward: torch keeps this name for itself. Rename the block."


def test_a_block_is_examined_with_what_reaches_it_where_it_is_used():
    inner, skip = group(chain(), ["second", "join"], "skip")
    outer, part = group(inner, ["first", skip], "part")
    given, found = examine_within(outer, SIZE, (part,))
    assert given == {"input1": (1, 8, 64, 64)}
    assert found.shapes["skip"] == (1, 8, 64, 64) and found.problems == ()
    deeper, within = examine_within(outer, SIZE, (part, skip))
    assert set(deeper.values()) == {(1, 8, 64, 64)}
    assert within.cost.parameters == examine(chain(), SIZE).cost.layers[3].parameters
    with pytest.raises(GraphError, match="no block named nowhere"):
        examine_within(outer, SIZE, ("nowhere",))


def test_a_project_keeps_its_blocks_and_their_uses_readably():
    inner, skip = group(chain(), ["second", "join"], "skip")
    outer, part = group(inner, ["first", skip], "part")
    project = Project(graph=outer, blocks={"part": UserBlock(inner_graph(outer[part]), {"first": (10.0, 20.0)})})
    text = dumps(project)
    assert loads(text) == project
    assert "\\" not in text


@pytest.mark.parametrize("inside", ["[{}]", '[{"id": "x"}]', "3", "[[]]", '"x"', '[{"id":"a","block":"nonsense"}]'])
def test_a_damaged_inside_is_a_clear_error(inside):
    grouped, _ = group(chain(), ["second", "join"], "skip")
    text = dumps(Project(graph=grouped))
    start = text.index('"graph": [')
    damaged = f'{text[:start]}"graph": {inside}, "old": [{text[start + len(chr(34) + "graph" + chr(34) + ": [") :]}'
    with pytest.raises(ProjectError):
        loads(damaged)


def test_blocks_on_the_clipboard_bring_their_insides_along():
    grouped, id = group(chain(), ["second", "join"], "skip")
    (pasted,), _ = unclip(clip(grouped, [id], {}))
    assert pasted.params == grouped[id].params


def test_a_projects_blocks_can_be_added_like_those_of_the_catalog():
    inner = inner_graph(group(chain(), ["second", "join"], "Skip it")[0]["skip_it"])
    found = offers({"Skip it": UserBlock(inner)})
    assert found["conv"] is find_block("conv") and "group" not in found
    graph, id = add_node(chain(), found["my/Skip it"])
    assert id == "skip_it"
    assert graph[id].inputs == (None,)
    assert add_node(graph, found["my/Skip it"])[1] == "skip_it_1"
    assert found["my/Skip it"].doc.startswith("Made of second, join.")


@pytest.mark.parametrize(
    ("title", "id"), [("3x", "block_3x"), ("class", "block_class"), ("+", "block"), ("Ä b", "ä_b")]
)
def test_any_name_gives_an_id_that_python_takes(title, id):
    assert group(chain(), ["first"], title)[1] == id


def test_a_block_needs_a_name_an_input_and_one_output():
    inner = inner_graph(group(chain(), ["first"], "part")[0]["part"])
    with pytest.raises(GraphError, match="needs a name"):
        named_block("  ", inner)
    for graph, reason in (
        (Graph(tuple(node for node in inner if node.block != "output")), "exactly one output block"),
        (Graph((find_block("output").node("end"),)), "needs an input block"),
    ):
        with pytest.raises(GraphError, match=reason):
            named_block("part", graph)


def test_a_transform_that_may_open_blocks_opens_named_ones_too():
    grouped, _ = group(chain(), ["second", "join"], "skip")
    made = apply(grouped, Act("separable", opened=True), SIZE)
    assert "skip" not in made
    assert cost(made, SIZE).macs == cost(apply(chain(), Act("separable"), SIZE), SIZE).macs


def test_a_diff_of_a_grouped_model_names_the_block_and_not_its_text():
    one, _ = group(chain(), ["second", "join"], "skip")
    other, _ = group(set_param(chain(), "second", "kernel", 5), ["second", "join"], "skip")
    (row,) = diff(Side(one), Side(other)).of_kind("changed")
    assert row.name == "skip"
    assert [str(edit) for edit in row.edits] == ["inside second → second"]


def test_the_exported_onnx_model_gives_the_same_and_says_which_block_each_operation_is_of():
    grouped, _ = group(chain(), ["second", "join"], "skip")
    session = onnxruntime.InferenceSession(exported(grouped, SIZE), providers=["CPUExecutionProvider"])
    picture = torch.rand(1, 3, *SIZE)
    with torch.no_grad():
        expected = build(grouped, SIZE)(picture)
    (found,) = session.run(None, {"input1": picture.numpy()})
    torch.testing.assert_close(torch.from_numpy(found), expected, rtol=1e-4, atol=1e-5)


def test_in_exported_code_a_named_block_is_a_class_of_its_own():
    inner, skip = group(chain(), ["second", "join"], "skip")
    outer, _ = group(inner, ["first", skip], "my part")
    code = write_code(outer, SIZE, "net")
    scope: dict[str, type[torch.nn.Module]] = {"__name__": "written"}
    exec(compile(code.text, "written", "exec"), scope)
    assert list(scope).index("Skip") < list(scope).index("MyPart") < list(scope).index("Net")
    network, ours = scope["Net"]().eval(), build(outer, SIZE)
    network.load_state_dict(ours.state_dict())
    picture = example_inputs(outer, SIZE)
    torch.testing.assert_close(network(*picture), ours(*picture), rtol=0, atol=0)


def test_replacing_the_graph_of_a_use_keeps_the_node_valid():
    grouped, id = group(chain(), ["second", "join"], "skip")
    node = replace(grouped[id], id="again")
    assert inner_graph(node) == inner_graph(grouped[id])
    with pytest.raises(GraphError, match="stem is a single block"):
        inner_graph(grouped["stem"])
