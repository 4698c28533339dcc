"""What a graph is: nodes whose wires lead back, and what follows from that."""

import pytest

from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, free_id, shape_text


def node(id: str, *inputs: str | None, block: str = "conv") -> Node:
    return Node(id, block, (("out", 8),), inputs)


DIAMOND = Graph(
    (
        node("input1", block="input"),
        node("left", "input1"),
        node("right", "input1"),
        node("add1", "left", "right", block="add"),
        node("loose", "left"),
        node("output1", "add1", block="output"),
    )
)


@pytest.mark.parametrize("id", ["", "1conv", "a b", "conv-1", "class", "ä.b"])
def test_an_id_that_is_no_identifier_is_refused(id):
    with pytest.raises(GraphError, match="cannot name a block"):
        Graph((node(id),))


def test_an_id_used_twice_is_refused():
    with pytest.raises(GraphError, match="Two blocks are named a"):
        Graph((node("a"), node("a")))


def test_a_wire_from_a_later_node_is_refused():
    with pytest.raises(GraphError, match="a takes its input from b"):
        Graph((node("a", "b"), node("b")))


def test_a_wire_from_the_node_itself_is_refused():
    with pytest.raises(GraphError):
        Graph((node("a", "a"),))


def test_open_inputs_and_loose_nodes_are_legal():
    graph = Graph((node("a", None), node("b")))
    assert graph["a"].sources == ()
    assert len(graph) == 2


def test_a_name_that_is_not_there_is_an_error_for_a_person():
    with pytest.raises(GraphError, match="no block named nobody"):
        DIAMOND["nobody"]
    assert "nobody" not in DIAMOND


def test_consumers_are_the_wires_seen_from_their_sources():
    assert DIAMOND.consumers["input1"] == (("left", 0), ("right", 0))
    assert DIAMOND.consumers["left"] == (("add1", 0), ("loose", 0))
    assert DIAMOND.consumers["output1"] == ()


def test_only_what_reaches_an_output_is_live():
    assert DIAMOND.live == {"input1", "left", "right", "add1", "output1"}
    assert Graph(DIAMOND.nodes[:-1]).live == frozenset()


def test_equal_graphs_have_one_fingerprint_and_any_change_another():
    again = Graph(tuple(Node(each.id, each.block, each.params, each.inputs) for each in DIAMOND))
    assert again.fingerprint == DIAMOND.fingerprint
    wider = DIAMOND.replace(Node("left", "conv", (("out", 9),), ("input1",)))
    rewired = DIAMOND.replace(node("add1", "right", "left", block="add"))
    fewer = Graph(DIAMOND.nodes[:-1])
    assert len({DIAMOND.fingerprint, wider.fingerprint, rewired.fingerprint, fewer.fingerprint}) == 4


def test_replace_keeps_the_order_and_every_other_node():
    changed = DIAMOND.replace(node("right", None))
    assert [each.id for each in changed] == [each.id for each in DIAMOND]
    assert [each.id for each in changed if each not in DIAMOND.nodes] == ["right"]


def test_nodes_are_found_by_their_block():
    assert [each.id for each in DIAMOND.of_block("input", "output")] == ["input1", "output1"]


def test_a_free_id_is_the_first_number_not_taken():
    assert free_id(["conv1", "conv3"], "conv") == "conv2"
    assert free_id([], "conv") == "conv1"


def test_a_shape_is_written_without_its_batch():
    assert shape_text((1, 64, 32, 16)) == "64x32x16"
