"""The automatic layout: layers, straight chains, and the U."""

from itertools import combinations

import pytest

import modelzoo.zoo as zoo
from modelzoo.builder import Builder
from modelzoo.edits import add_node
from modelzoo.graph import Graph, Shape
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, GRID, arrange
from modelzoo.project import Place
from modelzoo.walk import follow


def chain(length: int = 5) -> Graph:
    b = Builder()
    x = b("input")
    for _ in range(length):
        x = b("conv", x, out=8)
    b("output", x)
    return b.graph


def residual(blocks: int = 3) -> Graph:
    b = Builder()
    x = b("conv", b("input"), out=8)
    for _ in range(blocks):
        x = b("add", b("conv", b("conv", x, out=8), out=8), x)
    b("output", x)
    return b.graph


def u_net(depth: int = 3) -> Graph:
    b = Builder()
    x = b("input", id="picture")
    for level in range(depth):
        x = b("conv", x, out=8 << level, id=f"skip{level}")
        x = b("max_pool", x)
    x = b("conv", x, out=64, id="bottleneck")
    for level in reversed(range(depth)):
        x = b("concat", f"skip{level}", b("upsample", x, id=f"up{level}"), id=f"joint{level}")
        x = b("conv", x, out=8 << level)
    b("output", x, id="result")
    return b.graph


def inception() -> Graph:
    b = Builder()
    x = b("conv", b("input"), out=8)
    b("output", b("concat", b("conv", x), b("conv", b("conv", x)), b("conv", b("max_pool", x, stride=1))))
    return b.graph


def shapes_of(graph: Graph, side: int = 64) -> dict[str, Shape]:
    return {step.node.id: step.probe.shape for step in follow(graph, (side, side)) if step.probe}


def overlap(one: Place, other: Place) -> bool:
    return abs(one[0] - other[0]) < BOX_WIDTH and abs(one[1] - other[1]) < BOX_HEIGHT


GRAPHS = {"chain": chain(), "residual": residual(), "u_net": u_net(), "inception": inception()}


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("known", [True, False], ids=["with shapes", "without shapes"])
def test_no_boxes_overlap_and_all_stand_on_the_grid(name: str, known: bool) -> None:
    places = arrange(GRAPHS[name], shapes_of(GRAPHS[name]) if known else {})
    assert places.keys() == {node.id for node in GRAPHS[name]}
    assert not [pair for pair in combinations(places, 2) if overlap(places[pair[0]], places[pair[1]])]
    assert all(value % GRID == 0 for place in places.values() for value in place)


@pytest.mark.parametrize("name", ["chain", "residual", "inception"])
def test_every_wire_of_a_network_without_a_climb_leads_down(name: str) -> None:
    graph = GRAPHS[name]
    places = arrange(graph, shapes_of(graph))
    assert all(places[source][1] < places[node.id][1] for node in graph for source in node.sources)


def test_a_chain_is_straight() -> None:
    assert len({x for x, _ in arrange(chain(), {}).values()}) == 1


def test_the_main_line_of_a_residual_network_is_straight() -> None:
    assert len({x for x, _ in arrange(residual(), {}).values()}) == 1


def test_branches_stand_in_the_order_of_the_ports_they_lead_to() -> None:
    places = arrange(inception(), {})
    first, *_, last = inception()["concat1"].inputs
    assert first is not None and last is not None
    assert places[first][0] < places[last][0]


def test_a_u_net_climbs_on_the_right() -> None:
    graph = u_net()
    places = arrange(graph, shapes_of(graph))
    left = {id for id in places if places[id][0] == places["picture"][0]}
    assert {"picture", "skip0", "skip1", "skip2", "bottleneck"} <= left
    assert all(places[f"{id}{level}"][0] > places["picture"][0] for id in ("up", "joint") for level in range(3))
    for node in graph:
        for source in node.sources:
            if places[source][0] == places[node.id][0]:
                downward = node.id in left
                assert (places[source][1] < places[node.id][1]) is downward


def test_each_joint_of_a_u_net_stands_beside_its_skip() -> None:
    graph = u_net()
    places = arrange(graph, shapes_of(graph))
    assert [places[f"joint{level}"][1] for level in range(3)] == [places[f"skip{level}"][1] for level in range(3)]


def test_the_bottleneck_is_at_the_bottom() -> None:
    graph = u_net()
    places = arrange(graph, shapes_of(graph))
    assert places["bottleneck"][1] == places["up2"][1] == max(y for _, y in places.values())


def test_every_fall_runs_down_and_every_rise_climbs_in_an_arm_of_its_own() -> None:
    b = Builder()
    x = b("input")
    for lap in range(2):
        x = b("max_pool", b("conv", x, id=f"fall{lap}"))
        x = b("conv", b("upsample", x), id=f"rise{lap}")
    b("output", b("max_pool", x))
    places = arrange(b.graph, shapes_of(b.graph))
    across = [places[id][0] for id in ("fall0", "rise0", "max_pool2", "rise1", "max_pool3")]
    assert across == sorted(set(across))
    assert places["max_pool3"][1] < places["output1"][1]


def test_unknown_shapes_leave_a_u_net_unfolded() -> None:
    graph = u_net()
    places = arrange(graph, {})
    assert all(places[source][1] < places[node.id][1] for node in graph for source in node.sources)


def test_the_squeeze_u_net_turns_round_inside_its_nested_skips() -> None:
    model = zoo.open_model("Squeeze U-Net")
    shapes = {step.node.id: step.probe.shape for step in follow(model.graph, model.size) if step.probe}
    places = arrange(model.graph, shapes)
    joints = model.graph.of_block("concat")
    assert len(joints) == 5
    for joint in joints:
        assert any(places[source][1] == places[joint.id][1] for source in joint.sources)


def test_parts_that_are_not_wired_stand_side_by_side() -> None:
    graph, loose = add_node(chain(), "conv")
    places = arrange(graph, {})
    assert places[loose][0] >= max(x for id, (x, _) in places.items() if id != loose) + BOX_WIDTH


def test_the_layout_of_the_same_graph_is_the_same() -> None:
    graph = u_net(4)
    assert arrange(graph, shapes_of(graph)) == arrange(graph, shapes_of(graph))


def test_an_empty_graph_has_no_places() -> None:
    assert arrange(Graph(), {}) == {}
