import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QProgressBar,
    QSpinBox,
)

from app.panels.latency_panel import LatencyPanel
from modelzoo.jobs import Progress
from modelzoo.measurements import Load, Measured
from tests.app.looking import a_latency, button, compared, named, opened, visible_text


@pytest.fixture
def latency(qtbot):
    return opened(qtbot, LatencyPanel())


def test_a_latency_is_shown_with_its_spread_and_how_it_was_taken(latency):
    found = a_latency()
    latency.show_measured(Measured(found))
    assert named(latency, "Median latency").text() == "2.50 ms"
    assert named(latency, "Runs").text() == "121"
    assert named(latency, "First call").text() == "20.0 ms"
    assert named(latency, "Input").text() == "3x64x64"
    assert named(latency, "Fastest").text() == f"{found.minimum * 1e3:.2f} ms"
    for text in ("A CPU", "torch 2.13.0"):
        assert text in visible_text(latency)


@pytest.mark.parametrize(
    ("changes", "warning"),
    [({"load": Load(0.9)}, "kept 0.9 cores busy"), ({"steady": False}, "did not become steady")],
)
def test_a_measurement_not_to_be_trusted_carries_a_warning(latency, changes, warning):
    latency.show_measured(Measured(a_latency()))
    assert warning not in visible_text(latency)
    latency.show_measured(Measured(a_latency(**changes)))
    assert warning in visible_text(latency)


def test_a_stale_latency_stays_readable_and_says_stale(latency):
    latency.show_measured(compared(a_latency(load=Load(2.0)), a_latency(0.005)))
    latency.show_stale()
    latency.show_waiting("paused")
    assert named(latency, "Median latency").text() == "2.50 ms"
    assert named(latency, "Median latency").tone == "subtext"
    assert "stale – paused" in visible_text(latency)
    latency.show_progress(Progress(0.4, "warming up"))
    assert "stale – warming up…" in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 40
    latency.show_measured(Measured(a_latency()))
    assert "stale" not in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 0


def test_the_change_to_the_baseline_is_told(latency):
    latency.show_measured(compared(a_latency(0.0025), a_latency(0.005)))
    assert "−2.50 ms (−50.0 %) to the baseline: faster" in visible_text(latency)


def test_a_model_that_cannot_be_measured_shows_no_figures(latency):
    latency.show_measured(Measured(a_latency()))
    latency.show_nothing("Nothing to measure: the model is not complete yet.")
    assert "Nothing to measure" in visible_text(latency)
    assert not named(latency, "Median latency").isVisible()


def test_a_failure_is_told_and_leaves_no_fresh_figure(latency):
    latency.show_measured(Measured(a_latency()))
    latency.show_failure("The measuring engine ended.")
    assert "stale – The measuring engine ended." in visible_text(latency)


def test_the_distribution_is_drawn_once_the_plot_is_prepared(latency):
    latency.show_measured(Measured(a_latency()))
    latency.prepare_plot()
    latency.prepare_plot()
    from app.histogram import Histogram

    (plot,) = latency.findChildren(Histogram)
    assert plot.isVisible()
    assert "121 timed runs: p50 2.50 ms" in plot.toolTip()
    latency.show_nothing("Nothing to measure.")
    assert not plot.isVisible()


def test_equal_samples_can_be_drawn_too(latency):
    latency.prepare_plot()
    latency.show_measured(Measured(a_latency(samples=(0.001,) * 50)))
    assert named(latency, "p90").text() == "1.00 ms"


def test_threads_pause_and_measure_are_wishes(latency, qtbot):
    with qtbot.waitSignal(latency.paused) as paused:
        qtbot.mouseClick(button(latency, "Pause"), Qt.MouseButton.LeftButton)
    assert paused.args == [True]
    with qtbot.waitSignal(latency.measure_wished):
        qtbot.mouseClick(button(latency, "Measure"), Qt.MouseButton.LeftButton)
    latency.findChild(QSpinBox).setMaximum(8)
    with qtbot.waitSignal(latency.threads_chosen) as chosen:
        qtbot.keyClick(latency.findChild(QSpinBox), Qt.Key.Key_Up)
    assert chosen.args == [2]


def test_choices_from_outside_are_shown_and_not_told(latency, qtbot):
    with qtbot.assertNotEmitted(latency.paused):
        latency.show_choices(1, True)
    assert button(latency, "Pause").isChecked()
