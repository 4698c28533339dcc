"""Every fix that is offered takes its problem away, and breaks nothing else."""

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import modelzoo.zoo  # noqa: F401  fills the catalog
from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.catalog import find_block
from modelzoo.edits import add_node, remove_nodes
from modelzoo.fixes.finding import MOST_FIXES, MOST_PROBLEMS, fixes
from modelzoo.graph import Graph, Node
from modelzoo.jobs import finish
from modelzoo.results import Fix

SIZE = (64, 64)


def offered(graph: Graph, size: tuple[int, int] = SIZE) -> list[str]:
    return [fix.text for fix in found(graph, size)]


def found(graph: Graph, size: tuple[int, int] = SIZE) -> tuple[Fix, ...]:
    made = finish(fixes(graph, size))
    for fix in made:
        assert_helps(graph, fix, size)
    return made


def assert_helps(graph: Graph, fix: Fix, size: tuple[int, int]) -> None:
    """The problem is gone, what worked still does, and what is new works."""
    before, after = examine(graph, size), examine(fix.graph, size)
    broken = {problem.node for problem in after.problems}
    if fix.problem.node:
        assert fix.problem.node not in broken, fix
    else:
        assert fix.problem not in after.problems, fix
    new = {node.id for node in fix.graph if node.id not in graph}
    assert broken.isdisjoint(before.shapes.keys() | new), fix
    assert {node.id for node in graph} <= {node.id for node in fix.graph}


def joined(block: str, first: dict, second: dict, size: tuple[int, int] = SIZE) -> list[str]:
    """What is offered where a convolution and one behind it are joined."""
    b = Builder()
    skip = b("conv", b("input"), id="skip", **first)
    b("output", b(block, b("conv", skip, id="main", **second), skip))
    return offered(b.graph, size)


def after(*steps: tuple[str, dict], size: tuple[int, int] = SIZE) -> list[str]:
    """What is offered for a chain of blocks."""
    b = Builder()
    x = b("input")
    for block, values in steps:
        x = b(block, x, **values)
    b("output", x)
    return offered(b.graph, size)


def test_unlike_channels_are_made_equal_on_the_skip_first() -> None:
    assert joined("add", {"out": 64}, {"out": 128}) == [
        "insert a 1x1 convolution between skip and add1",
        "insert a 1x1 convolution between main and add1",
    ]


def test_unlike_sizes_are_made_equal_by_a_stride_a_pool_or_an_upsample() -> None:
    expected = [
        "insert a 1x1 convolution of stride 2 between skip and {}",
        "insert an average pool between skip and {}",
        "insert an upsample by 2 between main and {}",
    ]
    for block in ("add", "concat"):
        given = joined(block, {"out": 64}, {"out": 64, "stride": 2})
        assert given == [text.format(f"{block}1") for text in expected]


@pytest.mark.parametrize("size", [(97, 131), (33, 64), (5, 5)])
def test_odd_sizes_are_made_equal_too(size: tuple[int, int]) -> None:
    assert len(joined("add", {"out": 64}, {"out": 32, "stride": 2}, size)) == MOST_FIXES


def test_a_concatenation_keeps_unlike_channels() -> None:
    assert joined("concat", {"out": 64}, {"out": 128}) == []


def test_some_rows_too_many_are_cut_off_or_filled_up() -> None:
    assert joined("concat", {"out": 8}, {"out": 8, "padding": 0}) == [
        "insert a crop to the other's size between skip and concat1",
        "insert zeros up to the other's size between main and concat1",
    ]


def test_what_scales_is_adapted_rather_than_what_is_scaled() -> None:
    texts = joined("multiply", {"out": 32, "stride": 2}, {"out": 16, "stride": 4})
    b = Builder()
    x = b("conv", b("input"), id="picture", out=64)
    b("output", b("multiply", x, b("conv", x, id="scale", out=16)))
    assert offered(b.graph)[0] == "insert a 1x1 convolution between scale and multiply1"
    assert texts


def test_a_picture_before_a_fully_connected_layer_is_pooled_or_flattened() -> None:
    assert after(("conv", {}), ("linear", {"out": 10})) == [
        "insert a global average pool between conv1 and linear1",
        "insert a flatten between conv1 and linear1",
    ]


def test_what_needs_a_picture_is_wired_to_where_there_is_one() -> None:
    texts = after(("conv", {}), ("global_avg_pool", {}), ("relu", {}), ("conv", {}))
    assert texts == ["wire conv2 to conv1, where there still is a picture"]


def test_a_picture_too_small_for_a_kernel_is_padded_or_kept_larger() -> None:
    texts = after(("conv", {"stride": 16}), ("conv", {"kernel": 7, "padding": 0}))
    assert texts == ["set padding of conv2 to half", "set kernel of conv2 to 3", "set stride of conv1 to 1"]


def test_a_pool_that_would_leave_nothing_is_kept_from_it_by_earlier_strides() -> None:
    texts = after(*([("max_pool", {})] * 3), size=(6, 6))
    assert "set stride of max_pool2 to 1" in texts


def test_groups_become_the_nearest_divisor() -> None:
    assert after(("conv", {"out": 64}), ("conv", {"out": 60, "groups": 7}))[0] == "set groups of conv2 to 4"
    assert after(("conv", {"out": 60}), ("channel_shuffle", {"groups": 8}))[0] == "set groups of channel_shuffle1 to 6"
    assert after(("conv", {"out": 60}), ("channel_slice", {"parts": 8}))[0] == "set parts of channel_slice1 to 6"


def test_channels_that_do_not_fit_are_made_fit_by_a_convolution() -> None:
    assert after(("conv", {"out": 62}), ("unfold", {"factor": 4})) == [
        "insert a 1x1 convolution between conv1 and unfold1"
    ]


def test_a_picture_that_cannot_be_folded_evenly_gets_a_border() -> None:
    assert after(("conv", {}), ("fold", {"factor": 4}), size=(62, 63)) == [
        "insert zeros at the border between conv1 and fold1"
    ]


def test_an_empty_canvas_gets_an_input_and_a_network_without_an_end_an_output() -> None:
    (first,) = found(Graph())
    assert first.text.startswith("add input1")
    b = Builder()
    b("conv", b("input"))
    (second,) = found(b.graph)
    assert second.text == "add output1 behind conv1"
    assert examine(second.graph, SIZE).cost is not None


def test_an_open_port_is_wired_to_what_nothing_reads() -> None:
    b = Builder()
    b("output", b("conv", b("conv", b("conv", b("input")))))
    torn = remove_nodes(b.graph, {"conv2"})
    assert offered(torn) == ["wire conv1 to conv3"]
    assert after(("conv", {})) == []


def test_open_ports_are_wired_where_there_are_as_many_loose_blocks() -> None:
    b = Builder()
    x = b("input")
    b("conv", x), b("conv", x)
    graph, _ = add_node(b.graph, "add")
    assert "wire conv1 and conv2 to add1" in offered(graph)


def test_a_block_is_not_wired_to_what_depends_on_it() -> None:
    b = Builder()
    b("input")
    graph, _ = add_node(b.graph, "conv")
    graph = Graph((*graph.nodes, find_block("conv").node("late", ["conv1"])))
    assert [text for text in offered(graph) if "conv1" in text] == ["wire input1 to conv1"]


def test_many_loose_blocks_are_not_guessed_from() -> None:
    b = Builder()
    x = b("input")
    for _ in range(5):
        b("conv", x)
    graph, _ = add_node(b.graph, "output")
    assert offered(graph) == []


def test_without_an_input_one_is_added_and_wired() -> None:
    graph, _ = add_node(Graph(), "conv")
    assert "add input1 and wire it to conv1" in offered(graph)


def test_fixes_and_problems_are_few_and_cross_processes() -> None:
    b = Builder()
    x = b("conv", b("input"), out=7)
    for _ in range(MOST_PROBLEMS + 5):
        b("channel_shuffle", x, groups=3)
    many = finish(fixes(b.graph, SIZE))
    assert len({fix.problem for fix in many}) <= MOST_PROBLEMS
    assert all(len([each for each in many if each.problem == fix.problem]) <= MOST_FIXES for fix in many)
    assert pickle.loads(pickle.dumps(many)) == many


def test_a_network_without_problems_has_nothing_to_mend() -> None:
    assert after(("conv", {})) == []


VALUES = {
    "conv": {
        "out": st.sampled_from([6, 8, 16, 21]),
        "kernel": st.sampled_from([1, 3, 7, (3, 1)]),
        "stride": st.sampled_from([1, 2, 3]),
        "padding": st.sampled_from(["half", 0, 1]),
        "groups": st.sampled_from([1, 2, 4, 5]),
    },
    "max_pool": {"kernel": st.sampled_from([2, 3, 9])},
    "avg_pool": {"stride": st.sampled_from([1, 2, 4])},
    "upsample": {},
    "global_avg_pool": {"flat": st.booleans()},
    "flatten": {},
    "linear": {"out": st.sampled_from([6, 10])},
    "relu": {},
    "batch_norm": {},
    "channel_shuffle": {"groups": st.sampled_from([2, 3, 8])},
    "channel_slice": {"parts": st.sampled_from([2, 3]), "part": st.sampled_from([1, 3])},
    "fold": {"factor": st.sampled_from([2, 3])},
    "unfold": {"factor": st.sampled_from([2, 3])},
    "add": {},
    "concat": {},
    "multiply": {},
    "crop_like": {},
    "fire": {},
    "shuffle_unit": {"out": st.sampled_from([0, 8]), "groups": st.sampled_from([2, 3])},
    "output": {},
}


@st.composite
def networks(draw: st.DrawFn) -> Graph:
    """Blocks wired as it comes: some fit, some do not, some are open."""
    nodes: list[Node] = [find_block("input").node("input1", channels=draw(st.sampled_from([3, 8])))]
    for at in range(draw(st.integers(1, 7))):
        name = draw(st.sampled_from(sorted(VALUES)))
        info = find_block(name)
        before = [node.id for node in nodes if node.block != "output"]
        sources = [draw(st.sampled_from([*before, before[-1], before[-1], None])) for _ in info.ports]
        values = {key: draw(values) for key, values in VALUES[name].items()}
        nodes.append(info.node(f"{name}_{at}", sources, **values))
    return Graph(tuple(nodes))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks(), st.sampled_from([(32, 32), (17, 40), (7, 5)]))
def test_every_offered_fix_takes_its_problem_away(graph: Graph, size: tuple[int, int]) -> None:
    found(graph, size)
