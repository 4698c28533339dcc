"""Boxes are put in line and equally far apart, each as one step."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.canvas.aligning import Edge, Way, aligned, distributed
from app.canvas.view import Canvas
from tests.app.papers import Papers, small

PLACES = {"a": (0.0, 40.0), "b": (100.0, 0.0), "c": (30.0, 90.0)}

COORDINATES = st.integers(-5000, 5000).map(float)
MANY = st.dictionaries(st.text("abcdefgh", min_size=1), st.tuples(COORDINATES, COORDINATES), min_size=3)


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    canvas.show()
    yield canvas


@pytest.mark.parametrize(
    ("edge", "axis", "line"),
    [("left", 0, 0), ("centre", 0, 50), ("right", 0, 100), ("top", 1, 0), ("middle", 1, 45), ("bottom", 1, 90)],
)
def test_boxes_come_in_line_and_keep_their_other_coordinate(edge: Edge, axis: int, line: float) -> None:
    found = aligned(PLACES, edge)
    assert {place[axis] for place in found.values()} == {line}
    assert {id: place[1 - axis] for id, place in found.items()} == {id: at[1 - axis] for id, at in PLACES.items()}


@given(MANY, st.sampled_from(["across", "down"]))
def test_distances_become_equal_between_the_outermost_in_the_order_there_was(
    places: dict[str, tuple[float, float]], way: Way
) -> None:
    axis = 0 if way == "across" else 1
    found = distributed(places, way)
    before = sorted(place[axis] for place in places.values())
    after = sorted(place[axis] for place in found.values())
    gaps = [later - earlier for earlier, later in pairwise(after)]
    assert max(gaps) - min(gaps) < 1e-6
    assert after[0] == before[0] and after[-1] == pytest.approx(before[-1])
    assert all(found[id][1 - axis] == place[1 - axis] for id, place in places.items())
    ordered = sorted(places, key=lambda id: places[id][axis])
    assert ordered == sorted(ordered, key=lambda id: found[id][axis])


def test_the_selected_boxes_are_aligned_in_one_step_and_the_others_stay(canvas: Canvas) -> None:
    papers = Papers(canvas, small())
    canvas.select(["conv1"])
    canvas.nudge((70.0, 0.0))
    before = canvas.sheet.places
    canvas.select(["conv1", "conv2"])
    canvas.align("right")
    after = canvas.sheet.places
    assert after["conv2"][0] == after["conv1"][0] == before["conv1"][0]
    assert all(after[id] == before[id] for id in before if id != "conv2")
    assert papers.texts[1:] == ["align 2 blocks"] and canvas.sheet.selected_ids == ("conv1", "conv2")


def test_the_selected_boxes_are_distributed_in_one_step(canvas: Canvas) -> None:
    papers = Papers(canvas, small())
    canvas.select(["conv1"])
    canvas.nudge((0.0, -30.0))
    canvas.select(["input1", "conv1", "conv2"])
    canvas.distribute("down")
    tops = [canvas.sheet.places[id][1] for id in ("input1", "conv1", "conv2")]
    assert tops[1] - tops[0] == tops[2] - tops[1] and papers.texts[1:] == ["distribute 3 blocks"]


def test_boxes_that_stand_in_line_are_no_step(canvas: Canvas) -> None:
    papers = Papers(canvas, small())
    canvas.select(["conv1", "conv2"])
    canvas.align("left")
    canvas.align("left")
    assert len(papers.texts) <= 1 and papers.hints == []


def test_too_few_boxes_are_told_of(canvas: Canvas) -> None:
    papers = Papers(canvas, small())
    canvas.select(["conv1"])
    canvas.align("left")
    canvas.select(["conv1", "conv2"])
    canvas.distribute("across")
    assert papers.texts == [] and papers.hints == [
        "Select two or more blocks to align them.",
        "Select three or more blocks to distribute them.",
    ]
