"""Drawings of models on a page: closed up, and in letters that can be read."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.analysis.cost import examine
from modelzoo.report.content.drawing import drawing
from modelzoo.report.document import Box, Drawing, Limit, Wire
from modelzoo.report.pictures.graph import broken
from modelzoo.report.pictures.sheet import styled, text_width
from modelzoo.report.pictures.tightening import tight
from modelzoo.zoo import open_model
from tests.zoo.report.printing import scatter
from tests.zoo.report.test_pictures import drawn

PAGE = 487, 478
LEAST = 5.5
"""Points of print that letters have at least."""


def model(name: str) -> Drawing:
    found = open_model(name, "64")
    return drawing(name, found.graph, {}, dict(examine(found.graph, found.size).shapes))


@pytest.mark.parametrize("name", ["Squeeze U-Net", "EdgeSegNet", "SqueezeNet 1.1"])
def test_a_model_of_some_thirty_blocks_is_one_picture_whose_letters_can_be_read(name):
    (picture,) = drawn(model(name), *PAGE)
    sizes = [each.get_fontsize() for axes in picture.axes for each in axes.texts]
    assert len(sizes) > 30 and min(sizes) >= LEAST


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=1, max_size=12, unique=True), st.data())
def test_a_drawing_closed_up_keeps_its_order_and_its_wires_at_its_boxes(places, data):
    far = data.draw(st.integers(220, 900))
    boxes = tuple(Box(f"b{at}", "", "", x * far, y * far, 210, 54) for at, (x, y) in enumerate(places))
    wires = tuple(
        Wire(((a.x + 105, a.y + 54), (a.x + 105, a.y + 70), (b.x + 105, a.y + 70), (b.x + 105, b.y)))
        for a, b in pairwise(boxes)
    )
    found = tight(Drawing("", boxes, wires))
    for axis in ("x", "y"):
        before, after = ([getattr(each, axis) for each in some] for some in (boxes, found.boxes))
        order = sorted(range(len(boxes)), key=lambda at: before[at])
        assert all((after[a] < after[b]) == (before[a] < before[b]) for a, b in pairwise(order))
    assert all((one.width, one.height) == (210, 54) for one in found.boxes)
    for wire, (a, b) in zip(found.wires, pairwise(found.boxes), strict=True):
        assert wire.points[0] == pytest.approx((a.x + 105, a.y + 54))
        assert wire.points[-1] == pytest.approx((b.x + 105, b.y))


def test_a_gap_keeps_room_for_every_wire_that_runs_along_it():
    boxes = tuple(Box(str(x), "", "", x, 0, 210, 54) for x in (0.0, 1000.0))
    lanes = [tuple((x, float(y)) for y in (0, 54)) for x in range(300, 900, 20)]
    found = tight(Drawing("", boxes, tuple(map(Wire, lanes))))
    xs = [wire.points[0][0] for wire in found.wires]
    assert all(after - before >= 9 for before, after in pairwise(xs))
    assert xs[0] > 210 and xs[-1] < found.boxes[1].x < 1000


def test_a_text_too_long_for_a_line_goes_on_in_a_second_and_loses_its_end_there():
    with styled():
        room = text_width("fire squeeze 16,", 12)
        assert broken("fire", 12, room) == ("fire",)
        assert broken("fire squeeze 16, expand 64", 12, room) == ("fire squeeze 16,", "expand 64")
        _, second = broken("fire squeeze 16, expand 64, batch norm, and so on", 12, room)
        assert second.startswith("expand 64") and second.endswith("…") and text_width(second, 12) <= room
        assert broken("", 12, room) == ()


@pytest.mark.parametrize("below", [True, False])
def test_what_misses_a_limit_lies_in_the_shade(below):
    (figure,) = drawn(replace(scatter("one", "two", "three"), limits=(Limit("x", 1.5, below),)))
    (axes,) = figure.axes
    (shade,) = (each for each in axes.patches if each.get_alpha())
    low, high = axes.get_xlim()
    bounds = shade.get_extents().transformed(axes.transData.inverted())
    assert (bounds.x0, bounds.x1) == pytest.approx((1.5, high) if below else (low, 1.5))
