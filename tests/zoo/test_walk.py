"""What is said of a node that nothing reaches yet."""

import pytest

import modelzoo.zoo  # noqa: F401  fills the catalog
from modelzoo.catalog import find_block
from modelzoo.graph import Graph
from modelzoo.walk import follow


@pytest.mark.parametrize(
    ("block", "inputs", "said"),
    [
        ("conv", [None], "its input is not wired."),
        ("add", ["a", None], "input 2 is not wired."),
        ("add", [None, None], "inputs 1 and 2 are not wired."),
        ("concat", [None, None, None], "inputs 1, 2 and 3 are not wired."),
    ],
)
def test_open_inputs_are_named_in_a_sentence(block, inputs, said):
    graph = Graph((find_block("input").node("a"), find_block(block).node("b", inputs)))
    reason = next(step.reason for step in follow(graph, (32, 32)) if step.node.id == "b")
    assert reason == f"{said} Drag from another block's output to it."
