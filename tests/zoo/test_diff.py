"""What sets two graphs apart: the same nodes are found again whatever they are called, and the deltas add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.analysis.cost import cost
from modelzoo.builder import Builder
from modelzoo.diff import Difference, Figures, Side, diff
from modelzoo.edits import add_node, connect, insert_on_wire, remove_nodes, rename, set_param, splice
from modelzoo.graph import Graph, Node
from modelzoo.zoo import open_model
from tests.zoo.transforms.acting import chain

MODELS = ["Squeeze U-Net", "EdgeSegNet", "1.0-SqNxt-23v5", "MobileNetV2 1.0", "inception_v3", "U-Net (paper)"]


def graph_of(model: str) -> Graph:
    return open_model(model).graph


def between(before: Graph, after: Graph) -> Difference:
    return diff(Side(before), Side(after))


def named(found: Difference, kind: str) -> list[str]:
    return [row.node.id for row in found.rows if row.kind == kind]


def renamed(graph: Graph, prefix: str = "n") -> Graph:
    """The graph with every node called something else."""
    names: dict[str | None, str | None] = {node.id: f"{prefix}{at}" for at, node in enumerate(graph)}
    return Graph(
        tuple(
            Node(str(names[node.id]), node.block, node.params, tuple(names.get(each) for each in node.inputs))
            for node in graph
        )
    )


@pytest.mark.parametrize("model", MODELS)
def test_a_graph_does_not_differ_from_itself(model):
    graph = graph_of(model)
    found = between(graph, graph)
    assert [row.kind for row in found.rows] == ["unchanged"] * len(graph)
    assert [row.before for row in found.rows] == [row.after for row in found.rows] == list(graph)


@pytest.mark.parametrize("model", MODELS)
def test_nodes_that_only_have_other_names_are_found_again(model):
    graph = graph_of(model)
    other = renamed(graph)
    found = between(graph, other)
    assert [row.kind for row in found.rows] == ["unchanged"] * len(graph)
    assert [row.before.id for row in found.rows] == [node.id for node in graph]
    assert found.rows[0].name == f"{graph.nodes[0].id} → n0"


def test_squeeze_u_net_against_its_depthwise_variant_shows_exactly_the_replaced_convolutions():
    before, after = graph_of("Squeeze U-Net"), graph_of("squeeze_unet:convolution=separable_padded_late")
    found = between(before, after)
    replaced = {node.id for node in before if node.block in ("fire", "transposed_conv") or node.id == "conv2"}
    assert set(named(found, "changed")) == replaced
    assert {after[id].block for id in named(found, "added")} == {"upsample"}
    assert named(found, "removed") == []
    whats = {row.node.id: [str(edit) for edit in row.edits] for row in found.of_kind("changed")}
    assert whats["conv2"] == ["block conv → separable_conv"]
    assert whats["up1"] == ["block transposed_conv → separable_conv"]
    assert whats["fire2"] == ["convolution dense → separable_padded_late"]


def test_the_replaced_convolutions_are_found_without_names_too():
    before, after = graph_of("Squeeze U-Net"), graph_of("squeeze_unet:convolution=separable_padded_late")
    plain, other = between(before, after), between(before, renamed(after))
    enlarged = {"up3", "up4"}  # two nodes stand in the place of each: nothing but its name says which it became
    assert {row.before.id for row in other.of_kind("changed")} == set(named(plain, "changed")) - enlarged
    assert set(named(other, "removed")) == enlarged


def test_a_block_on_a_wire_is_the_only_difference_and_what_reads_it_is_unchanged():
    graph = graph_of("1.0-SqNxt-23")
    grown, id = add_node(graph, "squeeze_excite", "weigh")
    found = between(graph, insert_on_wire(grown, id, "stage2_3", 0))
    assert named(found, "added") == ["weigh"]
    assert len(found.of_kind("unchanged")) == len(graph)


def test_numbers_that_move_on_behind_an_insertion_do_not_mislead():
    one = chain("conv", "max_pool", "relu", "avg_pool", "relu6")
    b = Builder()
    x = b("input", id="picture", channels=8)
    for out in (16, 64, 32):
        x = b("conv", x, out=out)
    before = Graph((*b.graph.nodes, Node("result", "output", (), (x,))))
    b = Builder()
    x = b("input", id="picture", channels=8)
    for out in (48, 16, 64, 32):
        x = b("conv", x, out=out)
    after = Graph((*b.graph.nodes, Node("result", "output", (), (x,))))
    found = between(before, after)
    assert named(found, "added") == ["conv1"]
    assert [row.name for row in found.of_kind("unchanged")][1:4] == [
        "conv1 → conv2", "conv2 → conv3", "conv3 → conv4"
    ]  # fmt: skip
    assert named(between(one, one), "changed") == []


def test_every_width_changed_still_aligns_by_name():
    found = between(graph_of("MobileNetV2 1.0"), graph_of("mobilenet_v2:width=0.5"))
    assert named(found, "added") == named(found, "removed") == []
    assert {edit.name for row in found.rows for edit in row.edits} == {"out"}
    assert all(row.before.id == row.after.id for row in found.rows)


def test_blocks_moved_between_stages_are_taken_out_here_and_put_in_there():
    found = between(graph_of("1.0-SqNxt-23v2"), graph_of("1.0-SqNxt-23v3"))
    assert named(found, "removed") == ["stage1_5", "stage1_6"]
    assert named(found, "added") == ["stage2_7", "stage2_8"]
    assert named(found, "changed") == []


def test_names_that_a_paper_gave_outweigh_a_closer_fit():
    found = between(graph_of("1.0-SqNxt-23"), graph_of("1.0-SqNxt-23v3"))
    assert named(found, "removed") == ["stage1_5", "stage1_6"]
    assert named(found, "changed") == ["conv1", "stage1_1", "stage2_1", "stage3_1", "stage4_1"]


def test_names_that_changed_places_do_not():
    graph = chain("conv", "max_pool", "conv")
    graph = rename(rename(set_param(graph, "conv2", "out", 24), "conv1", "entry"), "conv2", "exit")
    swapped = rename(rename(rename(graph, "entry", "x"), "exit", "entry"), "x", "exit")
    assert [row.kind for row in between(graph, swapped).rows] == ["unchanged"] * 5


def test_dropped_skips_are_the_joins_alone():
    found = between(graph_of("Squeeze U-Net"), graph_of("squeeze_unet:skips=no"))
    assert {row.node.block for row in found.of_kind("removed")} == {"concat"}
    assert len(found.of_kind("removed")) == 5
    assert named(found, "added") == named(found, "changed") == []


def test_a_wire_that_leads_elsewhere_is_a_change():
    graph = graph_of("Squeeze U-Net")
    found = between(graph, connect(graph, "fire5", "concat3", 1))
    assert named(found, "changed") == ["concat3"]
    (edit,) = found.of_kind("changed")[0].edits
    assert (edit.name, edit.before, edit.after) == ("input 2", "pool3", "fire5")


def test_branches_written_down_in_another_order_are_the_same():
    def network(first: bool) -> Graph:
        b = Builder()
        x = b("input", channels=8)
        ends = {}
        for kernel in (1, 3, 5) if first else (5, 1, 3):
            ends[kernel] = b("conv", b("conv", x, kernel=kernel), kernel=kernel, out=kernel)
        b("output", b("concat", ends[1], ends[3], ends[5]))
        return b.graph

    found = between(network(True), network(False))
    assert [row.kind for row in found.rows] == ["unchanged"] * 9


def test_networks_of_other_families_share_what_they_share():
    found = between(graph_of("MobileNetV2 1.0"), graph_of("vgg"))
    assert len(found.of_kind("unchanged")) >= 1
    assert len(found.of_kind("added")) > 5
    assert len(found.of_kind("removed")) > 5


def test_rows_are_in_the_order_of_the_second_graph_with_the_removed_where_they_stood():
    graph = graph_of("VGG-16")
    found = between(graph, remove_nodes(graph, ["conv2_1", "input1"]))
    assert [row.node.id for row in found.rows] == [node.id for node in graph]


def test_deltas_of_nodes_add_up_to_those_of_the_models():
    sides = []
    for model in ("Squeeze U-Net", "Squeeze Encoder Decoder"):
        opened = open_model(model)
        sides.append(Side(opened.graph, cost(opened.graph, opened.size)))
    found = diff(*sides)
    for name in ("parameters", "macs", "mult_adds", "pass_bytes", "activation_bytes"):
        assert sum(getattr(row.delta, name) for row in found.rows) == getattr(found.delta, name)
    assert found.delta.parameters == 781_375 - 2_505_235
    assert found.delta.peak_activation_bytes == (
        sides[1].cost.peak_activation_bytes - sides[0].cost.peak_activation_bytes
    )


def test_measured_times_are_compared_where_both_sides_have_them():
    graph = chain("conv", "relu")
    short = chain("conv")
    timed = Side(graph, times={"conv1": 0.5, "relu1": 0.25}, seconds=0.75)
    rows = {row.node.id: row.delta.seconds for row in diff(timed, Side(short, times={"conv1": 0.75})).rows}
    assert rows["conv1"] is None
    size = (32, 32)
    both = diff(
        Side(graph, cost(graph, size), {"conv1": 0.5, "relu1": 0.25}, 0.75),
        Side(short, cost(short, size), {"conv1": 0.75}, 0.75),
    )
    assert {row.node.id: row.delta.seconds for row in both.rows} == {
        "picture": None, "conv1": 0.25, "relu1": -0.25, "result": None
    }  # fmt: skip
    assert both.delta.seconds == 0


def test_a_graph_that_cannot_be_counted_is_compared_without_figures():
    found = diff(Side(chain("conv")), Side(chain("conv", "linear")))
    assert found.delta is None
    assert named(found, "added") == ["linear1"]
    assert {row.delta for row in found.of_kind("unchanged")} == {Figures()}


def long(blocks: int, start: int = 0) -> Graph:
    """A residual network of about three nodes a block."""
    b = Builder()
    x = b("input", channels=32)
    for number in range(start, start + blocks):
        x = b("add", x, b("relu", b("conv", x, out=32, kernel=1 + number % 5)))
    b("output", x)
    return b.graph


@pytest.mark.parametrize("change", ["nothing", "names", "an edit", "all widths", "another network"])
def test_of_five_hundred_nodes_each_has_its_row(change):
    graph = long(170)
    others = {
        "nothing": graph,
        "names": renamed(graph),
        "an edit": set_param(graph, "conv80", "out", 33),
        "all widths": Graph(
            tuple(Node(each.id, each.block, tuple((k, 16 if k == "out" else v) for k, v in each.params), each.inputs)
                  for each in graph)
        ),
        "another network": renamed(Graph(tuple(node for node in long(165, start=3)))),
    }  # fmt: skip
    found = between(graph, others[change])
    assert len(found.rows) >= len(graph) > 500


EDITS = ["rename", "remove", "set", "double"]


@given(data=st.data())
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_after_any_edits_every_node_of_both_graphs_is_in_exactly_one_row(data):
    before = after = graph_of(data.draw(st.sampled_from(MODELS)))
    for _ in range(data.draw(st.integers(0, 6))):
        id = data.draw(st.sampled_from([node.id for node in after]))
        node = after[id]
        match data.draw(st.sampled_from(EDITS)):
            case "rename":
                after = rename(after, id, f"{id}_x")
            case "remove" if len(after) > 2:
                after = remove_nodes(after, [id])
            case "set" if "out" in node.values:
                after = set_param(after, id, "out", 24)
            case "double" if node.inputs and f"{id}_y" not in after:
                twin = Node(f"{id}_y", node.block, node.params, (id, *node.inputs[1:]))
                after = splice(after, id, [node, twin], twin.id)
    found = between(before, after)
    assert sorted(row.before.id for row in found.rows if row.before) == sorted(node.id for node in before)
    assert [row.after.id for row in found.rows if row.after] == [node.id for node in after]
    back = between(after, before)
    assert len(back.of_kind("added")) == len(found.of_kind("removed"))
    assert len(back.of_kind("changed")) == len(found.of_kind("changed"))
