"""Two networks that are drawn alike."""

import itertools

import pytest

from app.canvas.pairing import place_pair
from modelzoo.analysis.sides import open_sides
from modelzoo.diff import Side, diff
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH


def pair(*names):
    (one, its), (other, others) = open_sides(names)
    found = diff(Side(one.graph, its.cost), Side(other.graph, others.cost))
    return found, *place_pair(found, its.shapes, others.shapes)


NAMES = [("SqueezeNet 1.0", "SqueezeNet 1.1"), ("Squeeze U-Net", "L3U-Net"), ("MobileNetV2 1.0", "VGG-11")]


@pytest.mark.parametrize("names", NAMES)
def test_a_node_that_both_have_stands_at_one_place_in_both(names):
    found, before, after = pair(*names)
    both = [(row.before.id, row.after.id) for row in found.rows if row.before and row.after]
    assert both and all(before[old] == after[new] for old, new in both)


@pytest.mark.parametrize("names", NAMES)
def test_what_one_has_alone_leaves_a_gap_in_the_other(names):
    found, before, after = pair(*names)
    assert len(before) + len(after) == sum(bool(row.before) + bool(row.after) for row in found.rows)
    places = {*before.values(), *after.values()}
    assert len(places) == len(found.rows)
    for (x, y), (other_x, other_y) in itertools.combinations(places, 2):
        assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT
