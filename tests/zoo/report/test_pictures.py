from dataclasses import replace
from itertools import combinations, pairwise
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.report.document import Box, Curve, Wire
from modelzoo.report.pictures.labelling import is_free, leader, place, spread
from modelzoo.report.pictures.making import figures, spoken
from modelzoo.report.pictures.sheet import number, shortened, styled
from modelzoo.report.pictures.strips import cut
from tests.zoo.report.printing import bars, chain, curves, scatter


def drawn(picture, width=480, height=500):
    with styled():
        return list(figures(picture, width, height))


def words(figure):
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text")) if text.get_text()]


def test_names_do_not_lie_on_each_other_nor_on_marks():
    marks = [(100.0 + 9 * at, 100.0 + 4 * (at % 3)) for at in range(10)]
    places = place(marks, [(60.0, 9.0)] * 10, [True] * 10, (0, 0, 400, 300), [])
    inner = [(left + 1, low + 1, right - 1, high - 1) for left, low, right, high in places]
    assert all(is_free(one, [other]) for one, other in combinations(inner, 2))
    assert all(is_free(spot, [(x - 2, y - 2, x + 2, y + 2)]) for spot in inner for x, y in marks)


def test_names_stay_within_the_plot():
    (spot,) = place([(398.0, 298.0)], [(60.0, 9.0)], [True], (0, 0, 400, 300), [])
    assert spot[0] >= 0 and spot[1] >= 0 and spot[2] <= 400 and spot[3] <= 300


def test_a_name_that_need_not_stand_anywhere_is_left_out_of_a_crowd():
    crowd = [(0.0, 0.0, 400.0, 300.0)]
    assert place([(200.0, 150.0)] * 2, [(60.0, 9.0)] * 2, [True, False], (0, 0, 400, 300), crowd)[1] is None


def test_only_a_name_that_stands_aside_has_a_line_to_its_mark():
    assert leader((0.0, 0.0), (7.0, -4.0, 50.0, 5.0)) is None
    assert leader((0.0, 0.0), (40.0, -4.0, 90.0, 5.0)) is not None


@settings(deadline=None)
@given(st.lists(st.floats(0, 300), max_size=20))
def test_names_at_the_ends_of_lines_are_apart_and_in_order(wished):
    found = spread(wished, 9.0, 0.0, 300.0)
    order = sorted(range(len(wished)), key=lambda at: (wished[at], at))
    assert all(found[after] - found[before] >= 9.0 - 1e-6 for before, after in pairwise(order))
    assert all(-1e-6 <= height <= 300 + 1e-6 for height in found)


def test_names_with_room_stand_where_their_lines_end():
    assert spread([10.0, 50.0, 200.0], 9.0, 0.0, 300.0) == [10.0, 50.0, 200.0]


def test_candidates_of_a_scatter_are_named():
    (figure,) = drawn(scatter("one", "two", "three"))
    assert {"one", "two", "three", "chosen", "limit", "p50 (ms)", "Accuracy (%)"} <= set(words(figure))


def test_the_front_has_all_its_names_in_a_crowd():
    names = [f"candidate {at}" for at in range(30)]
    assert set(names) <= set(words(drawn(scatter(*names))[0]))


def test_what_a_logarithmic_axis_cannot_show_is_left_out():
    plot = scatter("one", "two", "three")
    points = (replace(plot.points[0], x=0.0, x_range=(0.0, 1.0)), *plot.points[1:])
    shown = words(drawn(replace(plot, points=points))[0])
    assert "one" not in shown and "two" in shown


@pytest.mark.parametrize("value", [nan, inf])
def test_what_is_no_number_is_left_out(value):
    lines = curves("A", "B")
    spoilt = replace(lines.curves[0], ys=(value, *lines.curves[0].ys[1:]), lows=(), highs=())
    assert {"A", "B"} <= set(words(drawn(replace(lines, curves=(spoilt, lines.curves[1])))[0]))


def test_plots_of_nothing_are_empty():
    for picture in (scatter(), curves()):
        assert len(drawn(picture)) == 1
    assert drawn(bars(0)) == drawn(chain(0)) == []


def test_each_line_has_its_name_also_where_there_are_many():
    names = [f"run {at}" for at in range(30)]
    assert set(names) <= set(words(drawn(curves(*names))[0]))


def test_a_faint_line_has_the_colour_of_its_clear_one_and_no_name_of_its_own():
    lines = curves("A", "B")
    faint = Curve("A", lines.curves[0].xs, lines.curves[0].ys, faint=True)
    (figure,) = drawn(replace(lines, curves=(faint, *lines.curves)))
    first, second, _ = figure.axes[0].lines[:3]
    assert first.get_color() == second.get_color()
    assert words(figure).count("A") == 1


def test_a_line_of_a_million_points_keeps_its_peaks_and_few_points():
    xs = tuple(float(at) for at in range(100_000))
    ys = tuple(5.0 if at == 77_777 else 1.0 + at % 7 / 100 for at in range(100_000))
    (figure,) = drawn(replace(curves("A"), x_log=False, curves=(Curve("A", xs, ys),)))
    line = figure.axes[0].lines[0]
    assert len(line.get_xdata()) < 2000
    assert max(line.get_ydata()) == 5.0


def test_marks_of_a_logarithmic_axis_are_round_numbers_that_can_be_read():
    texts = words(drawn(scatter(*map(str, range(12))))[0])
    assert {"1", "10"} <= set(texts)
    assert not any("$" in text for text in texts)


def test_bars_have_their_names_and_figures_in_order():
    (figure,) = drawn(bars(4))
    labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert labels == ["block_0", "block_1", "block_2", "block_3"]
    assert {"1.00", "4.00"} <= set(words(figure))


def test_all_parts_of_long_bars_have_one_scale():
    found = drawn(bars(100))
    assert len(found) > 1
    assert len({figure.axes[0].get_xlim() for figure in found}) == 1


@settings(max_examples=20, deadline=None)
@given(length=st.integers(1, 120), width=st.sampled_from([300, 480, 700]))
def test_every_block_of_a_long_chain_is_in_one_strip_and_every_picture_fits(length, width):
    drawing = chain(length)
    cutting = cut(drawing, width, 450)
    strips = [strip for picture in cutting.pictures for strip in picture]
    assert all(sum(strip.holds(box) for strip in strips) == 1 for box in drawing.boxes)
    for picture in cutting.pictures:
        assert sum(strip.width for strip in picture) * cutting.scale <= width
        assert max(strip.height for strip in picture) * cutting.scale <= 450 + 1e-6


def test_a_drawing_from_left_to_right_is_cut_into_rows():
    boxes = tuple(Box(f"b{at}", f"b{at}", "", at * 260, 0, 210, 54) for at in range(12))
    wires = tuple(Wire(((at * 260 + 210, 27), (at * 260 + 260, 27))) for at in range(11))
    cutting = cut(replace(chain(1), boxes=boxes, wires=wires), 480, 500)
    assert not cutting.upright
    assert len(cutting.pictures[0]) > 1
    (figure,) = drawn(replace(chain(1), boxes=boxes, wires=wires))
    assert {f"b{at}" for at in range(12)} <= set(words(figure))


def test_shapes_stand_beside_wires_and_never_under_blocks():
    shown = words(drawn(chain(3))[0])
    assert {"1×56×56", "2×56×56"} <= set(shown)
    crowded = replace(chain(2), boxes=(*chain(2).boxes, Box("x", "x", "", -300, 0, 900, 200)))
    assert "1×56×56" not in words(drawn(crowded)[0])


def test_pictures_are_spoken_of_by_what_they_show():
    assert "two (front)" in spoken(scatter("one", "two"))
    assert "A, B" in spoken(curves("A", "B"))
    assert "block_1 2.00" in spoken(bars(2))
    assert "5 blocks and 4 wires" in spoken(chain(5))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.25"), (1500, "1,500"), (2_500_000, "2.5 M"), (-3, "−3"), (4e9, "4 G"), (1e-4, "0.0001")],
)
def test_figures_at_axes_are_short(value, text):
    assert number(value) == text


def test_a_long_name_loses_its_middle():
    assert shortened("a" * 20 + "b" * 20, 11) == "aaaaaa…bbbb"
