"""Edits: whatever a person does in whatever order, a graph stays a graph, and a refusal changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.edits import add_node, connect, disconnect, insert_on_wire, paste, remove_nodes, rename, set_param
from modelzoo.errors import GraphError, ParamError, UnknownNameError
from modelzoo.graph import Graph
from modelzoo.zoo import open_model

BLOCKS = st.sampled_from(["input", "conv", "fire", "add", "concat", "crop_like", "output", "no_such_block"])
NAMES = st.sampled_from([None, "a", "conv1", "concat1", "1x", "class"])
PORTS = st.integers(-1, 3)
SETTINGS = st.sampled_from(
    [("out", 8), ("out", 0), ("kernel", (3, 1)), ("act", "silu"), ("act", "swoosh"), ("squeeze", 4), ("channels", 1)]
)
EDITS = "add connect disconnect remove rename insert paste set".split()


def chain(*blocks: str) -> Graph:
    """Blocks one after another, each wired to the one before it at its first port."""
    graph, before = Graph(), ""
    for block in blocks:
        graph, id = add_node(graph, block)
        graph = connect(graph, before, id, 0) if before else graph
        before = id
    return graph


def edited(graph: Graph, data: st.DataObject) -> Graph:
    """The graph after one edit drawn at random. Raises ZooError where the edit is refused."""
    ids = st.sampled_from([*(node.id for node in graph), "nobody"])
    draw = data.draw
    match draw(st.sampled_from(EDITS)):
        case "add":
            return add_node(graph, draw(BLOCKS), draw(NAMES))[0]
        case "connect":
            return connect(graph, draw(ids), draw(ids), draw(PORTS))
        case "disconnect":
            return disconnect(graph, draw(ids), draw(PORTS))
        case "remove":
            return remove_nodes(graph, draw(st.sets(ids, max_size=2)))
        case "rename":
            return rename(graph, draw(ids), draw(NAMES) or "b")
        case "insert":
            return insert_on_wire(graph, draw(ids), draw(ids), draw(PORTS))
        case "paste":
            chosen = draw(st.sets(ids, max_size=3))
            return paste(graph, [node for node in graph if node.id in chosen])[0]
    return set_param(graph, draw(ids), *draw(SETTINGS))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_pasting_a_whole_architecture_wires_the_copies_as_the_originals(data):
    graph = open_model("squeezenet").graph
    chosen = [node for node in graph if data.draw(st.booleans())]
    pasted, names = paste(graph, chosen)
    assert pasted.nodes[: len(graph)] == graph.nodes
    assert len(pasted) == len(graph) + len(chosen)
    for node in chosen:
        copy = pasted[names[node.id]]
        assert (copy.block, copy.params) == (node.block, node.params)
        assert copy.inputs == tuple(names.get(id) if id else None for id in node.inputs)


def test_a_loop_is_refused_and_told_wire_by_wire():
    graph = chain("conv", "conv", "conv")
    with pytest.raises(GraphError) as refused:
        connect(graph, "conv3", "conv1", 0)
    _, _, loop = str(refused.value).rstrip(".").partition("close a loop: ")
    wires = {"conv1": "conv2", "conv2": "conv3", "conv3": "conv1"}
    ids = loop.split(" → ")
    assert len(ids) == 4
    assert [wires[id] for id in ids[:-1]] == ids[1:]


def test_a_wire_to_an_earlier_node_sorts_the_graph_anew():
    graph = add_node(chain("add", "output"), "input")[0]
    graph = connect(graph, "input1", "add1", 1)
    assert [node.id for node in graph] == ["input1", "add1", "output1"]


def test_connect_takes_the_place_of_the_wire_that_was_there():
    graph = add_node(chain("input", "conv"), "input")[0]
    assert connect(graph, "input2", "conv1", 0)["conv1"].inputs == ("input2",)


def test_an_output_feeds_nothing():
    graph = chain("input", "output")
    graph, id = add_node(graph, "conv")
    with pytest.raises(GraphError, match="end of the network"):
        connect(graph, "output1", id, 0)


def test_a_port_that_is_not_there_is_refused():
    graph = chain("input", "conv")
    with pytest.raises(GraphError, match="conv1 has no port 2: it takes one input"):
        connect(graph, "input1", "conv1", 1)


def test_a_block_with_any_number_of_inputs_grows_by_a_wire_and_shrinks_with_it():
    graph = chain("input", "concat")
    for port in (1, 2):
        graph = connect(graph, "input1", "concat1", port)
    assert graph["concat1"].inputs == ("input1",) * 3
    graph = disconnect(graph, "concat1", 0)
    assert graph["concat1"].inputs == ("input1",) * 2
    assert disconnect(graph, "concat1", 0)["concat1"].inputs == (None, "input1")


def test_removing_a_node_opens_the_ports_it_fed():
    graph = remove_nodes(chain("input", "conv", "conv", "output"), {"conv1"})
    assert graph["conv2"].inputs == (None,)
    assert "conv1" not in graph


def test_renaming_follows_the_wires():
    graph = rename(chain("input", "conv", "output"), "conv1", "stem")
    assert graph["output1"].inputs == ("stem",)
    assert graph["stem"].inputs == ("input1",)


@pytest.mark.parametrize("taken", ["input1", "class", "a b"])
def test_renaming_to_a_name_that_cannot_be_is_refused(taken):
    with pytest.raises(GraphError):
        rename(chain("input", "conv"), "conv1", taken)


def test_a_node_put_on_a_wire_stands_between_its_ends():
    graph, id = add_node(chain("input", "conv", "output"), "fire")
    graph = insert_on_wire(graph, id, "output1", 0)
    assert graph["output1"].inputs == ("fire1",)
    assert graph["fire1"].inputs == ("conv1",)
    assert [node.id for node in graph] == ["input1", "conv1", "fire1", "output1"]


@pytest.mark.parametrize(("id", "port"), [("fire1", 1), ("fire1", -1), ("input1", 0)])
def test_a_node_cannot_stand_on_a_wire_that_is_not_there_or_without_inputs_of_its_own(id, port):
    graph = add_node(chain("input", "conv", "output"), "fire")[0]
    with pytest.raises(GraphError):
        insert_on_wire(graph, id, "output1", port)


def test_set_param_changes_that_value_alone():
    graph = chain("input", "conv")
    changed = set_param(graph, "conv1", "kernel", (5, 5))
    assert changed["conv1"].values == graph["conv1"].values | {"kernel": 5}
    assert changed["input1"] is graph["input1"]


def test_a_value_out_of_bounds_or_a_name_that_is_no_parameter_is_refused():
    graph = chain("input", "conv")
    with pytest.raises(ParamError, match="out cannot be 0: it takes a whole number from 1 to 65536"):
        set_param(graph, "conv1", "out", 0)
    with pytest.raises(UnknownNameError, match="Did you mean kernel"):
        set_param(graph, "conv1", "kernal", 3)
