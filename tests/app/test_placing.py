"""Where the nodes that a transform makes come to stand."""

import itertools

import pytest

from app.canvas.placing import place_made
from modelzoo.acts import Act
from modelzoo.analysis.cost import examine
from modelzoo.analysis.preview import preview
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, ROW, arrange
from modelzoo.zoo import open_model


def made(model, act):
    project = open_model(model)
    before = arrange(project.graph, examine(project.graph, project.size).shapes)
    found = preview(project.graph, act, project.size)
    return before, found, place_made(found, before)


@pytest.mark.parametrize(
    ("model", "act"),
    [
        ("Squeeze U-Net", Act("insert_se")),
        ("Squeeze U-Net", Act("separable", opened=True)),
        ("Squeeze U-Net", Act("activation", opened=True)),
        ("Squeeze U-Net", Act("upsample_conv")),
        ("SqueezeNet 1.1", Act("add_skips", (("over", "blocks"), ("join", "add")))),
        ("1.0-SqNxt-23", Act("move_blocks")),
        ("ResNet-50", Act("width", (("width", 0.3),))),
        ("VGG-16", Act("tall_and_wide")),
    ],
    ids=lambda each: each if isinstance(each, str) else each.transform,
)
def test_no_box_covers_another_after_an_act(model, act):
    _, found, places = made(model, act)
    assert places.keys() == {node.id for node in found.graph}
    for (x, y), (other_x, other_y) in itertools.combinations(places.values(), 2):
        assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT


def test_a_new_box_stands_right_below_what_it_reads_and_the_rest_gives_way():
    before, found, places = made("SqueezeNet 1.1", Act("insert_se", ids=("fire3",)))
    (new,) = places.keys() - before.keys()
    (x, y), (source_x, source_y) = places[new], places["fire3"]
    assert (x, y) == (source_x, source_y + ROW) and places["fire3"] == before["fire3"]
    (reader,) = (reader for reader, _ in found.graph.consumers[new])
    assert places[reader] == (before[reader][0], before[reader][1] + ROW)


def test_where_the_network_runs_upwards_a_new_box_stands_above_what_it_reads():
    before, found, places = made("Squeeze U-Net", Act("insert_se", ids=("fire12",)))
    (new,) = places.keys() - before.keys()
    assert before["fire12"][1] < before["fire10"][1]
    assert places[new][1] < places["fire12"][1]
    assert all(places[reader][1] <= places[new][1] for reader, _ in found.graph.consumers[new])


def test_a_box_that_only_changes_stays_where_it_is():
    before, _, places = made("Squeeze U-Net", Act("width"))
    assert places == before


def test_a_network_that_stood_nowhere_is_laid_out_as_a_whole():
    project = open_model("SqueezeNet 1.1")
    found = preview(project.graph, Act("insert_se"), project.size)
    assert place_made(found, {}).keys() == {node.id for node in found.graph}
