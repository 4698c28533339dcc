"""Measured times of compared models: what the page shows, marks and copies of them, and what it lets a person wish."""

import pytest
from PySide6.QtCore import Qt

from app.panels.comparison.page import ComparisonPage
from app.panels.comparison.rows import BEST
from app.panels.comparison.times import Timed
from modelzoo.jobs import Progress
from modelzoo.measurements import Comparison, Load, Setup
from tests.app.comparing import LARGE, SMALL, column, copied_as, copied_rows, headings, models
from tests.app.looking import a_latency, button, opened, visible_text
from tests.hands import LEFT, cell, click

EAGER, ONNX = Setup("eager"), Setup("onnxruntime", threads=2)
TIP = Qt.ItemDataRole.ToolTipRole


def steady(p50, setup, **changes):
    return a_latency(p50, samples=(p50, p50 * 1.1) * 30 + (p50,) * 40, setup=setup, **changes)


def timed():
    return {
        SMALL: {setup: Timed(steady(0.002, setup)) for setup in (EAGER, ONNX)},
        LARGE: {
            EAGER: Timed(steady(0.006, EAGER), against=Comparison(3.0, 2.9, 3.1)),
            ONNX: Timed(problem="ONNX Runtime refuses the model: no memory"),
        },
    }


@pytest.fixture
def page(qtbot):
    page = opened(qtbot, ComparisonPage(), 1280, 500)
    page.show_models(models(SMALL, LARGE), "")
    return page


@pytest.fixture
def measured(page):
    page.show_times((EAGER, ONNX), timed(), SMALL)
    return page


def test_nothing_is_said_of_times_before_any_is_measured(page):
    assert not [heading for heading in headings(page) if "p50" in heading]
    assert "question mark" not in visible_text(page)


def test_each_runtime_has_its_times_with_unit_and_threads(measured):
    assert column(measured, "p50 eager, 1 thread (ms)") == ["2.000", "6.000"]
    assert column(measured, "p90 eager, 1 thread (ms)") == ["2.200", "6.600"]
    assert column(measured, "p50 onnxruntime, 2 threads (ms)") == ["2.000", "!"]


def test_batch_and_layout_are_named_where_they_are_not_the_usual_ones(page):
    setup = Setup("eager", 1, 8, "channels_last")
    page.show_times((setup,), {SMALL: {setup: Timed(steady(0.002, setup))}}, SMALL)
    assert column(page, "p50 eager, 1 thread, batch 8, channels last (ms)") == ["2.000", "–"]


def test_a_model_is_set_beside_the_reference_with_interval_and_verdict(measured):
    assert column(measured, "Ratio eager, 1 thread") == ["1", "3.000"]
    assert column(measured, "95 % interval eager, 1 thread") == ["–", "2.900 to 3.100"]
    assert column(measured, "Verdict eager, 1 thread") == ["reference", "slower"]
    assert "both took turns" in column(measured, "Ratio eager, 1 thread", TIP)[1]


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Comparison(0.5, 0.4, 0.6), "faster"),
        (Comparison(1.02, 0.99, 1.05), "no difference shown"),
        (Comparison(0.5, 0.4, 0.6, in_turns=False), "faster, measured apart"),
    ],
)
def test_a_verdict_says_no_more_than_was_shown(page, found, verdict):
    times = {SMALL: {EAGER: Timed(steady(0.002, EAGER))}, LARGE: {EAGER: Timed(steady(0.001, EAGER), against=found)}}
    page.show_times((EAGER,), times, SMALL)
    assert column(page, "Verdict eager, 1 thread") == ["reference", verdict]


def test_why_a_model_could_not_be_measured_is_told_where_its_time_would_stand(measured):
    assert "no memory" in column(measured, "p50 onnxruntime, 2 threads (ms)", TIP)[1]
    assert column(measured, "Verdict onnxruntime, 2 threads") == ["reference", "–"]


def test_a_time_tells_how_it_was_taken(measured):
    (tip, _) = column(measured, "p50 onnxruntime, 2 threads (ms)", TIP)
    for word in ("2.0000 ms", "100 runs", "first call 20.000 ms", "onnxruntime, 2 threads, batch 1", "A CPU"):
        assert word in tip


def test_a_doubtful_time_carries_a_mark_and_its_reason(page):
    doubtful = steady(0.002, EAGER, load=Load(foreign_cores=1.8))
    page.show_times((EAGER,), {SMALL: {EAGER: Timed(doubtful)}, LARGE: {EAGER: Timed(steady(0.003, EAGER))}}, SMALL)
    assert column(page, "p50 eager, 1 thread (ms)") == ["2.000 ?", "3.000"]
    reason, none = column(page, "In doubt")
    assert reason.startswith("eager, 1 thread: Other processes kept 1.8 cores busy") and none == "–"
    assert "1.8 cores" in column(page, "p50 eager, 1 thread (ms)", TIP)[0]


def test_times_that_nobody_doubts_need_no_column_for_doubts(measured):
    assert "In doubt" not in headings(measured)


def test_the_fastest_is_not_called_the_best_since_only_a_verdict_may_say_so(measured):
    assert column(measured, "p50 eager, 1 thread (ms)", BEST) == [False, False]


def test_copies_hold_the_times_with_unit_runtime_and_threads(measured):
    measured.table.clearSelection()
    small, large = copied_rows(measured)
    assert (small["p50, eager, 1 thread (s)"], large["p90, eager, 1 thread (s)"]) == ("0.002", "0.0066")
    assert large["Ratio of p50 to the reference, eager, 1 thread"] == "3.0"
    assert large["Verdict eager, 1 thread"] == "slower" and large["p50, onnxruntime, 2 threads (s)"] == ""
    for way in ("Markdown", "LaTeX"):
        text = copied_as(measured, way)
        for word in ("p50 eager, 1 thread (ms)", "6.000", "2.900 to 3.100", "slower"):
            assert word in text


def test_the_current_row_stays_the_current_one_when_times_arrive(page, qtbot):
    click(qtbot, page.table, cell(page.table, LARGE))
    page.show_times((EAGER, ONNX), timed(), SMALL)
    assert page.table.currentIndex().siblingAtColumn(0).data() == LARGE


def test_other_models_have_none_of_these_times(measured):
    measured.show_models(models(LARGE), "")
    assert not [heading for heading in headings(measured) if "p50" in heading]


def test_a_click_wishes_the_models_measured_and_another_stops_it(page, qtbot):
    with qtbot.waitSignal(page.measure_wished):
        qtbot.mouseClick(button(page, "Mea&sure these"), LEFT)
    page.show_measuring(Progress(0.25, "warming up"))
    assert "warming up" in visible_text(page)
    with qtbot.waitSignal(page.stop_wished):
        qtbot.mouseClick(button(page, "&Stop"), LEFT)
    page.show_measuring(None)
    assert "warming up" not in visible_text(page) and button(page, "Mea&sure these").isEnabled()


def test_while_models_are_measured_that_is_the_progress_that_is_told(page):
    assert "Counting: 0 of 2" in visible_text(page)
    page.show_measuring(Progress(0.25, "measuring"))
    assert "Counting" not in visible_text(page)
    page.show_measuring(None)
    assert "Counting: 0 of 2" in visible_text(page)


def test_a_click_makes_the_current_model_the_reference(measured, qtbot):
    click(qtbot, measured.table, cell(measured.table, LARGE))
    with qtbot.waitSignal(measured.reference_wished) as wish:
        qtbot.mouseClick(button(measured, "Compare &with this"), LEFT)
    assert wish.args == [LARGE]


def test_a_measurement_that_failed_says_why(page):
    page.show_measuring(Progress(0.25, "measuring"))
    page.show_failure("The measuring engine stopped.")
    assert "The measuring engine stopped." in visible_text(page)
    assert button(page, "Mea&sure these").isVisible()
    page.show_measuring(Progress(0.0, "looking for idle cores"))
    assert "The measuring engine stopped." not in visible_text(page)


def test_without_models_there_is_nothing_to_measure(qtbot):
    page = opened(qtbot, ComparisonPage(), 900, 400)
    assert not button(page, "Mea&sure these").isEnabled() and not button(page, "Compare &with this").isEnabled()
