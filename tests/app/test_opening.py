"""Where the layers of an opened composite come to stand."""

import itertools

import pytest

from app.canvas.opening import place_opened
from modelzoo.analysis.cost import examine
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, arrange
from modelzoo.ungroup import ungroup
from modelzoo.zoo import open_model


def opened(text, *ids):
    model = open_model(text)
    before = arrange(model.graph, examine(model.graph, model.size).shapes)
    found = ungroup(model.graph, ids, model.size)
    return before, found, place_opened(found, before)


@pytest.mark.parametrize(
    ("model", "ids"), [("SqueezeNet 1.1", ["fire2", "fire3"]), ("Squeeze U-Net", ["fire3", "fire12"])]
)
def test_every_box_of_an_opened_block_has_room(model, ids):
    _, found, places = opened(model, *ids)
    assert places.keys() == {node.id for node in found.graph}
    for (x, y), (other_x, other_y) in itertools.combinations(places.values(), 2):
        assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT


def test_the_layers_stand_where_the_block_stood_and_what_is_below_moves_down():
    before, found, places = opened("SqueezeNet 1.1", "fire4")
    parts = [places[id] for id in found.parts["fire4"]]
    assert parts[0] == before["fire4"]
    assert max(y for _, y in parts) < places["fire5"][1]
    assert places["fire3"] == before["fire3"]


def test_a_block_on_the_way_up_opens_upwards():
    _, found, places = opened("Squeeze U-Net", "fire12")
    heights = [places[id][1] for id in found.parts["fire12"]]
    assert heights[0] == max(heights) and heights[-1] == min(heights)
    for node in found.graph:
        if node.id in found.parts["fire12"]:
            assert all(places[node.id][1] <= places[source][1] for source in node.sources)
