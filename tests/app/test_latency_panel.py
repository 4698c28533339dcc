from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QProgressBar, QScrollArea, QSpinBox

from app import theme
from app.panels.latency.panel import LatencyPanel
from app.settings import SetupChoice
from modelzoo.analysis.compare import side_by_side
from modelzoo.catalog import RuntimeInfo
from modelzoo.errors import ZooError
from modelzoo.graph import Graph
from modelzoo.jobs import Progress
from modelzoo.measurements import Load, Setup, Subject, Unmeasured
from tests.app.looking import a_latency, button, compared, measured, named, opened, visible_text

EAGER = RuntimeInfo("eager", "PyTorch (eager)", "2.13", ("contiguous", "channels_last"))
ONNX = RuntimeInfo("onnxruntime", "ONNX Runtime", "1.31", ("contiguous",))
CAPTIONS = ("Runtimes", "&Threads", "&Batch", "&Layout", "Least &runs", "Least &seconds")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def latency(qtbot):
    panel = opened(qtbot, LatencyPanel(), 350)
    panel.show_runtimes((EAGER, ONNX))
    return panel


@pytest.fixture
def form(latency, qtbot):
    """The choices, opened with a click."""
    qtbot.mouseClick(button(latency, "Setup"), LEFT)
    form = latency.findChild(QComboBox).parentWidget()
    assert form.isVisible()
    return form


def in_onnx(p50=0.001, **changes):
    return a_latency(p50, setup=Setup("onnxruntime"), **changes)


def refused(reason):
    return Unmeasured(Subject(Graph(()), (64, 64), Setup("onnxruntime")), ZooError(reason))


def test_a_latency_is_shown_with_its_spread_and_how_it_was_taken(latency):
    found = a_latency(cores=(1,), preparation=(("export", 2.0), ("session", 0.1)))
    latency.show_measured(measured(found))
    for row, text in {
        "Median latency": "2.50 ms",
        "Runs": "484 in 1.23 s",
        "First call": "20.0 ms",
        "Fastest": f"{found.minimum * 1e3:.2f} ms",
        "Spread": f"×{found.p90 / found.p50:.2f}",
        "Prepared in": "2.10 s",
    }.items():
        assert named(latency, f"{row} in PyTorch (eager)").text() == text
    for text in (
        "3×64×64 fp32 · batch 1 · 1 thread on core 1 · contiguous",
        "Other load 0.00 of 2 cores · steal 0.0 %",
        "A CPU, 2 cores · torch 2.13.0 · Linux · taken 2026-11-21 09:00",
    ):
        assert text in visible_text(latency)


def test_doubts_stand_right_below_the_medians_and_above_all_other_figures(latency):
    busy = Load(1.6)
    latency.show_measured(measured(a_latency(load=busy), in_onnx(load=busy)))
    doubt = next(label for label in latency.findChildren(QLabel) if "Other processes kept 1.6" in label.text())
    places = [
        part.mapTo(latency, QPoint()).y()
        for part in (
            named(latency, "Median latency in ONNX Runtime"),
            button(latency, "Wait until quiet, then measure"),
            doubt,
            named(latency, "p90 in ONNX Runtime"),
        )
    ]
    assert places == sorted(set(places))


def test_the_panel_scrolls_no_further_than_its_texts_reach(latency, qtbot):
    latency.resize(350, 200)
    latency.show_measured(measured(a_latency(load=Load(1.6)), in_onnx(load=Load(1.6), steady=False)))
    content = latency.findChild(QScrollArea).widget()
    qtbot.waitUntil(lambda: content.height() == content.heightForWidth(content.width()) > 200)


def test_threads_batch_and_layout_are_those_of_the_measurement_and_not_of_the_choice(latency):
    latency.show_choices(SetupChoice(threads=1, batch=1), False)
    latency.show_measured(measured(a_latency(setup=Setup("eager", 2, 16, "channels_last"), cores=(0, 1))))
    assert "batch 16 · 2 threads on cores 0, 1 · channels last" in visible_text(latency)


def test_runtimes_stand_side_by_side_with_what_may_be_said_of_the_two(latency):
    latency.show_measured(measured(a_latency(0.002), in_onnx(0.001)))
    assert named(latency, "Median latency in PyTorch (eager)").text() == "2.00 ms"
    assert named(latency, "Median latency in ONNX Runtime").text() == "1.00 ms"
    left, right = (named(latency, f"p90 in {title}").geometry() for title in ("PyTorch (eager)", "ONNX Runtime"))
    assert left.right() < right.left() and left.top() == right.top()
    assert "ONNX Runtime: faster, ×0.50 [0." in visible_text(latency)


def test_a_runtime_that_is_no_longer_measured_leaves_the_panel(latency):
    latency.show_measured(measured(a_latency(), in_onnx()))
    latency.show_measured(measured(a_latency()))
    assert "ONNX Runtime" not in visible_text(latency)


def test_a_runtime_that_failed_says_why_beside_the_other_s_figures(latency):
    latency.show_measured(side_by_side((a_latency(), refused("The export failed: no such operation."))))
    assert named(latency, "Median latency in PyTorch (eager)").text() == "2.50 ms"
    assert named(latency, "Median latency in ONNX Runtime").text() == "–"
    assert "ONNX Runtime: The export failed: no such operation." in visible_text(latency)


def test_where_only_a_further_runtime_could_be_measured_its_figures_are_shown(latency):
    first = Unmeasured(Subject(Graph(()), (64, 64)), ZooError("Out of memory."))
    latency.show_measured(side_by_side((first, in_onnx(0.001))))
    assert named(latency, "Median latency in ONNX Runtime").text() == "1.00 ms"
    assert "PyTorch (eager): Out of memory." in visible_text(latency)


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"load": Load(0.9)}, "kept 0.9 cores busy"),
        ({"load": Load(0.0, 0.5)}, "The host gave 50%"),
        ({"steady": False}, "did not become steady"),
        ({"samples": (0.001,) * 80 + (0.002,) * 20}, "one in ten took over 2.00 times"),
    ],
)
def test_a_measurement_not_to_be_trusted_is_no_confident_number(latency, changes, warning):
    latency.show_measured(measured(a_latency()))
    median = named(latency, "Median latency in PyTorch (eager)")
    assert warning not in visible_text(latency)
    assert (median.text()[0], median.tone) == ("2", "text")
    assert not button(latency, "Wait until quiet, then measure").isVisible()
    latency.show_measured(measured(a_latency(**changes)))
    assert warning in visible_text(latency)
    assert (median.text()[0], median.tone) == ("~", "subtext")
    assert button(latency, "Wait until quiet, then measure").isVisible()


def test_a_doubt_about_one_runtime_names_it_and_leaves_the_other_its_figure(latency):
    latency.show_measured(measured(a_latency(), in_onnx(steady=False)))
    assert "ONNX Runtime: The warm-up did not become steady" in visible_text(latency)
    assert named(latency, "Median latency in PyTorch (eager)").text() == "2.50 ms"
    assert named(latency, "Median latency in ONNX Runtime").text() == "~1.00 ms"


def test_a_doubt_about_all_runtimes_is_told_once(latency):
    latency.show_measured(measured(a_latency(load=Load(0.9)), in_onnx(load=Load(0.9))))
    assert visible_text(latency).count("kept 0.9 cores busy") == 1
    assert "ONNX Runtime: Other processes" not in visible_text(latency)


def test_waiting_for_a_quiet_machine_is_a_wish_and_can_be_ended(latency, qtbot):
    latency.show_measured(measured(a_latency(load=Load(0.9))))
    with qtbot.waitSignal(latency.quiet_wished):
        qtbot.mouseClick(button(latency, "Wait until quiet, then measure"), LEFT)
    latency.show_waiting_for_quiet(Progress(0.3, "waiting until the machine is quiet"))
    assert "waiting until the machine is quiet…" in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 30
    with qtbot.waitSignal(latency.wait_ended):
        qtbot.mouseClick(button(latency, "Stop waiting"), LEFT)
    latency.show_measured(measured(a_latency(load=Load(0.9))))
    assert button(latency, "Wait until quiet, then measure").isVisible()


def test_a_stale_latency_stays_readable_and_says_stale(latency):
    latency.show_measured(compared(a_latency(load=Load(2.0)), a_latency(0.005)))
    latency.show_stale()
    latency.show_waiting("paused")
    median = named(latency, "Median latency in PyTorch (eager)")
    assert (median.text(), median.tone) == ("~2.50 ms", "subtext")
    assert "stale – paused" in visible_text(latency)
    assert "cores busy" not in visible_text(latency)
    latency.show_progress(Progress(0.4, "warming up"))
    assert "stale – warming up…" in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 40
    latency.show_measured(measured(a_latency()))
    assert "stale" not in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 0


def test_the_change_to_the_baseline_is_told_in_each_runtime(latency):
    latency.show_measured(
        side_by_side((a_latency(0.0025), in_onnx(0.002)), (a_latency(0.005), in_onnx(0.001))),
    )
    own, other = (named(latency, f"Change in {title}") for title in ("PyTorch (eager)", "ONNX Runtime"))
    assert (own.text(), own.tone) == ("−50.0 %\nfaster", "good")
    assert (other.text(), other.tone) == ("+100.0 %\nslower", "bad")
    assert "−2.50 ms (−50.0 %) to the baseline's p50 of 5.00 ms" in own.toolTip()
    latency.show_measured(measured(a_latency(0.0025)))
    assert not named(latency, "Change in PyTorch (eager)").isVisible()


def test_a_baseline_that_could_not_be_measured_is_told(latency):
    latency.show_measured(side_by_side((a_latency(),), (refused("out of memory"),)))
    assert "No baseline: out of memory" in visible_text(latency)


def test_a_model_that_cannot_be_measured_shows_no_figures(latency):
    latency.show_measured(measured(a_latency()))
    latency.show_nothing("Nothing to measure: the model is not complete yet.")
    assert "Nothing to measure" in visible_text(latency)
    assert not named(latency, "Median latency in PyTorch (eager)").isVisible()


def test_a_failure_is_told_and_leaves_no_fresh_figure(latency):
    latency.show_measured(measured(a_latency()))
    latency.show_failure("The measuring engine ended.")
    assert "stale – The measuring engine ended." in visible_text(latency)


def test_figures_of_another_machine_stand_apart_and_say_whose_they_are(latency):
    there = replace(a_latency().environment, cpu="Another CPU", date="2025-01-02T03:04:05+00:00")
    latency.show_foreign([in_onnx(0.007, environment=there)])
    line = "7.00 ms p50 · ONNX Runtime · batch 1 · 1 thread · contiguous · taken on Another CPU, 2025-01-02 03:04"
    assert line in visible_text(latency)
    latency.show_measured(measured(a_latency()))
    assert named(latency, "Median latency in PyTorch (eager)").text() == "2.50 ms"
    latency.show_foreign([])
    assert "Another CPU" not in visible_text(latency)


def test_a_distribution_is_drawn_for_each_runtime_once_the_plot_is_prepared(latency):
    latency.show_measured(measured(a_latency(), in_onnx()))
    latency.prepare_plot()
    latency.prepare_plot()
    from app.histogram import Histogram

    plots = latency.findChildren(Histogram)
    assert [plot.toolTip().partition(". The")[0] for plot in plots] == [
        f"{title}: 484 timed runs: p50 {p50}, p90 {p90}"
        for title, p50, p90 in (("PyTorch (eager)", "2.50 ms", "2.74 ms"), ("ONNX Runtime", "1.00 ms", "1.09 ms"))
    ]
    assert all(plot.isVisible() for plot in plots)
    latency.show_measured(measured(a_latency()))
    assert [plot.isVisible() for plot in plots] == [True, False]
    latency.show_nothing("Nothing to measure.")
    assert not any(plot.isVisible() for plot in plots)


def test_distributions_are_told_apart_without_their_colours(qtbot, monkeypatch):
    from app.histogram import Histogram
    from app.plots import looks

    monkeypatch.setattr(looks, "colour", lambda *_: "#404040")
    pictures = []
    for number in (0, 0, 1, 2):
        plot = opened(qtbot, Histogram(number), 200, 130)
        plot.show_samples(a_latency().samples, 2.5e-3, 2.7e-3)
        pictures.append(plot.grab().toImage())
    first, again, second, third = pictures
    assert first == again
    assert first != second != third != first


def test_equal_samples_can_be_drawn_too(latency):
    latency.prepare_plot()
    latency.show_measured(measured(a_latency(samples=(0.001,) * 50)))
    assert named(latency, "p90 in PyTorch (eager)").text() == "1.00 ms"


def test_pause_and_measure_are_wishes(latency, qtbot):
    with qtbot.waitSignal(latency.paused) as paused:
        qtbot.mouseClick(button(latency, "Pause"), LEFT)
    assert paused.args == [True]
    with qtbot.waitSignal(latency.measure_wished):
        qtbot.mouseClick(button(latency, "Measure"), LEFT)


def test_a_runtime_is_chosen_with_a_click(latency, form, qtbot):
    box = button(form, "ONNX Runtime")
    with qtbot.waitSignal(latency.setup_chosen) as chosen:
        qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert chosen.args == [SetupChoice(("eager",))]
    with qtbot.waitSignal(latency.setup_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert chosen.args == [SetupChoice(("eager", "onnxruntime"))]


def test_threads_batch_and_layout_are_wishes(latency, form, qtbot):
    threads, batch, *_ = form.findChildren(QSpinBox)
    threads.setMaximum(8)
    for box, choice in ((threads, SetupChoice(threads=2)), (batch, SetupChoice(threads=2, batch=2))):
        with qtbot.waitSignal(latency.setup_chosen) as chosen:
            qtbot.keyClick(box, Qt.Key.Key_Up)
        assert chosen.args == [choice]
    with qtbot.waitSignal(latency.setup_chosen) as chosen:
        qtbot.keyClick(form.findChild(QComboBox), Qt.Key.Key_Down)
    assert chosen.args == [SetupChoice(threads=2, batch=2, layout="channels_last")]


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (SetupChoice(layout="channels_last"), "cannot be channels_last in ONNX Runtime"),
        (SetupChoice(("eager",), layout="channels_last"), ""),
        (SetupChoice(()), "Without a runtime nothing is measured."),
    ],
)
def test_choices_that_do_not_go_together_are_told(latency, form, choice, told):
    latency.show_choices(choice, False)
    warnings = [text for text in visible_text(form).splitlines() if text not in CAPTIONS]
    assert told in " ".join(warnings) and bool(warnings) is bool(told)


def test_choices_from_outside_are_shown_and_not_told(latency, qtbot):
    with qtbot.assertNotEmitted(latency.paused), qtbot.assertNotEmitted(latency.setup_chosen):
        latency.show_choices(SetupChoice(("onnxruntime",), 1, 4), True)
    assert button(latency, "Pause").isChecked()
    assert [box.text() for box in latency.findChildren(QCheckBox) if box.isChecked()] == ["ONNX Runtime"]


def test_the_panel_is_readable_at_the_width_of_its_dock_in_light_and_dark(latency):
    for each in (theme.DARK, theme.LIGHT):
        latency.setPalette(theme.palette(each))
        latency.show_measured(compared(a_latency(), a_latency(0.005)))
        median = named(latency, "Median latency in PyTorch (eager)")
        assert median.palette().windowText().color().name() == each.text
        assert median.width() >= median.sizeHint().width()
