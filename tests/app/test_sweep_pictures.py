"""The pictures of a sweep: lines, bands, crossings, and what is told of them in words."""

import csv
import io
from dataclasses import replace

import pytest

from app.panels.sweep.figures import P50, SPEED_UP, sweep_figures
from app.panels.sweep.naming import short_models
from app.panels.sweep.picture import picture, read
from app.plots.picture import picture_csv
from app.units import CHOSEN
from modelzoo.measurements import Load
from modelzoo.presets import presets
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep
from tests.app.looking import a_latency
from tests.app.sweeps import ELSEWHERE, FIGURE, REGULAR, SEPARABLE, measured, on_paper


def drawn(found, key, printed=()):
    figure = next(each for each in sweep_figures(CHOSEN.units) if each.key == key)
    return picture(found, figure, read(found, figure, printed))


def test_a_picture_of_times_has_a_line_for_each_model_and_setup_and_says_what_its_band_is():
    seen = drawn(measured(FIGURE), P50)
    latency = measured(FIGURE).points[0].latency
    first = seen.lines[0]
    assert (first.name, first.xs) == ("conv, eager", (4, 8, 16)) and len(seen.lines) == 4
    assert (first.ys[0], first.low[0], first.high[0]) == (latency.p50, latency.p10, latency.p90)
    assert seen.band == "Band: p10 to p90 of the runs" and seen.x.title == "Resolution (px)" and "ms" in seen.y.title


def test_a_picture_of_times_says_how_they_were_taken():
    (told,) = drawn(measured(FIGURE), P50).notes
    assert told == (
        "Measured: eager and onnxruntime, 1 thread, batch 1, contiguous; input 3×64×64, fp32; n = 484 runs a point; "
        "A CPU; 2026-11-21 09:00."
    )
    assert drawn(measured(FIGURE), SPEED_UP).notes == (told,) and drawn(measured(FIGURE), "macs").notes == ()


def test_conditions_that_differ_between_the_points_are_told_as_a_range():
    first, *others = measured(FIGURE).points
    taken = first.latency
    other = replace(taken, samples=taken.samples[:50], input=(3, 8, 8), environment=ELSEWHERE)
    found = replace(measured(FIGURE), points=(replace(first, latency=other), *others))
    seen = drawn(found, P50)
    assert "input 3×8×8 to 3×64×64, fp32; n = 50 to 484 runs a point; " in seen.notes[0]
    assert seen.notes[0].endswith("Another CPU and A CPU; 2025-03-01 12:00 to 2026-11-21 09:00.")
    by_title = {column.title: column.texts for column in seen.columns}
    assert by_title["n"] == {4: "50 to 484", 8: "484", 16: "484"} and by_title["cpu"][8] == "A CPU"


def test_doubts_are_told_below_the_picture_and_at_each_value_in_its_table():
    found = measured(FIGURE)
    busy = [replace(each, latency=replace(each.latency, load=Load(foreign_cores=1.9))) for each in found.points[:2]]
    seen = drawn(replace(found, points=(*busy, *found.points[2:])), P50)
    assert seen.notes[1].startswith("In doubt: conv, eager at resolution 4: Other processes kept 1.9 cores busy")
    assert seen.notes[1].endswith("So is 1 more.")
    (doubts,) = (column.texts for column in seen.columns if column.title == "doubts")
    assert "conv, onnxruntime: Other processes" in doubts[4] and doubts[8] == ""


def test_the_table_of_a_picture_of_times_has_the_conditions_before_the_figures():
    first = next(csv.DictReader(io.StringIO(picture_csv(drawn(measured(FIGURE), P50)))))
    assert list(first)[:10] == [
        *("runtime", "threads", "batch", "layout", "input", "n", "cpu", "date", "doubts", "Resolution (px)")
    ]
    assert (first["cpu"], first["date"], first["n"]) == ("A CPU", "2026-11-21 09:00", "484")
    assert {"conv, eager: p50 (ms)", "conv, eager: p10 (ms)", "conv, eager: p90 (ms)"} <= set(first)
    assert float(first["conv, eager: p50 (ms)"]) == pytest.approx(1e3 * measured(FIGURE).points[0].latency.p50)


def test_a_speed_up_is_seen_against_the_line_of_equals():
    seen = drawn(measured(FIGURE), SPEED_UP)
    assert seen.level_text == "Thin line at 1.00×: equally fast" and drawn(measured(FIGURE), P50).level is None


def test_what_belongs_together_looks_alike():
    looks = [(line.colour, line.style) for line in drawn(measured(FIGURE), P50).lines]
    assert looks == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [(line.colour, line.style) for line in drawn(measured(FIGURE), SPEED_UP).lines] == [(0, 0), (1, 0), (2, 2)]


def test_crossings_are_shaded_where_the_verdict_flips_and_told_in_words():
    shaded = drawn(measured(FIGURE), P50).intervals
    assert [(each.low, each.high) for each in shaded] == [(4, 16), (4, 16)]
    assert shaded[0].lines == ("conv, eager", "separable_conv, eager")
    assert shaded[0].text.startswith(
        "conv, eager is faster up to resolution 4, separable_conv, eager from resolution 16"
    )
    flips = drawn(measured(FIGURE), SPEED_UP).intervals
    assert [each.lines for each in flips] == [("separable_conv, eager",), ("separable_conv, onnxruntime",)]


def test_crossings_on_paper_are_shaded_too():
    sweep = Sweep(("mobilenet_v1", "mobilenet_v2"), "width", (0.25, 0.5, 1.0), "64")
    (shaded,) = drawn(SweepResult(sweep, on_paper(sweep)), "macs").intervals
    assert (shaded.low, shaded.high) == (0.25, 0.5) and "mobilenet_v1 has fewer MACs up to width 0.25" in shaded.text


def test_values_stand_in_order_whatever_the_order_they_were_written_in():
    sweep = replace(FIGURE, values=(16, 4, 8))
    assert drawn(SweepResult(sweep, on_paper(sweep)), "macs").lines[0].xs == (4, 8, 16)


def test_words_and_values_in_one_place_stand_side_by_side():
    words = Sweep(("block/conv",), "act", ("relu", "silu"))
    sizes = Sweep(("block/conv",), "resolution", (32, (16, 64)))
    for sweep in (words, sizes):
        seen = drawn(SweepResult(sweep, on_paper(sweep)), "macs")
        assert seen.lines[0].xs == (0, 1) and len(seen.x.words) == 2


def test_one_value_of_several_models_is_drawn_over_the_models_without_joining_them():
    sweep, printed = presets()[1].sweep, presets()[1].printed
    seen = drawn(SweepResult(sweep, on_paper(sweep)), "parameters", printed)
    assert seen.x.words == sweep.models and [line.name for line in seen.lines] == ["ours", "published"]
    assert not any(line.joined for line in seen.lines) and seen.lines[1].ys[2] == 781_375


def test_a_point_that_is_missing_leaves_a_gap_and_not_a_zero():
    found = measured(FIGURE)
    gone = replace(found, points=tuple(point for point in found.points if point.value != 8))
    assert drawn(gone, P50).lines[0].ys[1] is None


@pytest.mark.parametrize(
    ("models", "names"),
    [
        ((REGULAR, SEPARABLE), ("conv", "separable_conv")),
        (("block/conv:out=64", "block/conv:out=128"), ("conv:out=64", "conv:out=128")),
        (("block/conv:out=64", "block/fire"), ("conv:out=64", "fire")),
        (("EdgeSegNet", "block/fire"), ("EdgeSegNet", "block/fire")),
        (("block/fire:squeeze=8",), ("fire:squeeze=8",)),
    ],
)
def test_models_are_called_by_what_tells_them_apart(models, names):
    assert tuple(short_models(models).values()) == names


def test_a_measured_latency_is_summed_up_once():
    latency = a_latency()
    assert latency.p10 < latency.p50 < latency.p90
    assert replace(latency, samples=(1.0, 1.0)).p50 == 1.0
