"""Compared models are measured together, set beside the one that a person chooses, and remembered."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from app.comparing import Comparing
from app.document import Document
from app.panels.comparison.page import ComparisonPage
from modelzoo.errors import ZooError
from modelzoo.jobs import HandOver, Progress
from modelzoo.measurements import PROTOCOL, Comparison, Setup, Subject, Unmeasured
from modelzoo.project import Project
from tests.app.comparing import LARGE, SMALL, column, headings, models
from tests.app.looking import a_latency, button, opened, visible_text
from tests.hands import LEFT, cell, click

EAGER, ONNX = Setup("eager"), Setup("onnxruntime")
P50 = "p50 eager, 1 thread (ms)"
VERDICT = "Verdict eager, 1 thread"
SLOWER, FASTER = Comparison(2.0, 1.9, 2.1), Comparison(0.5, 0.4, 0.6)


class Desk:
    """Stands for a worker: holds a question of each kind until a test answers it."""

    def __init__(self):
        self.asked = {}

    def submit(self, kind, lane, job, *args, done, failed, progress=None, title=""):
        self.asked[kind] = SimpleNamespace(args=args, done=done, failed=failed, progress=progress, title=title)

    def cancel(self, kind):
        self.asked.pop(kind, None)

    def answer(self, kind, found):
        self.asked.pop(kind).done(found)


class Browsing(QObject):
    """Stands for what decides which models are compared."""

    compared = Signal(object, str)

    def __init__(self, page):
        super().__init__(page)
        self.comparison = page

    def compare(self, size, *names):
        self.comparison.show_models(models(*names), size)
        self.compared.emit(names, size)


class Bench(SimpleNamespace):
    """The page with all that stands behind it."""

    def measure(self, qtbot):
        qtbot.mouseClick(button(self.page, "Mea&sure these"), LEFT)

    def answer(self, *found):
        self.desk.answer("measure compared", found)


def times(bench):
    return [text.removesuffix(" ?") for text in column(bench.page, P50)]


@pytest.fixture
def bench(qtbot):
    page, document, desk = opened(qtbot, ComparisonPage(), 1280, 500), Document(), Desk()
    here = a_latency().environment
    measuring = SimpleNamespace(setups=(EAGER,), extent=PROTOCOL, stop_waiting=lambda: None, here=here)
    browsing = Browsing(page)
    comparing = Comparing(document, desk, measuring, browsing)
    browsing.compare("", SMALL, LARGE)
    return Bench(page=page, document=document, desk=desk, measuring=measuring, browsing=browsing, comparing=comparing)


@pytest.fixture
def measured(bench, qtbot):
    bench.measure(qtbot)
    bench.answer(a_latency(0.001), a_latency(0.002, fingerprint="g"))
    return bench


def test_a_click_measures_all_models_at_the_size_in_the_chosen_setups(bench, qtbot):
    bench.measuring.setups = (EAGER, ONNX)
    bench.browsing.compare("96", SMALL, LARGE)
    bench.measure(qtbot)
    asked = bench.desk.asked["measure compared"]
    assert asked.args == ((SMALL, LARGE), "96", (EAGER, ONNX), PROTOCOL.seconds, PROTOCOL.runs)
    assert asked.title == "The measurement of 2 models"


def test_the_canvas_model_no_longer_waits_for_a_quiet_machine(bench, qtbot):
    stopped = []
    bench.measuring.stop_waiting = lambda: stopped.append(True)
    bench.measure(qtbot)
    assert stopped == [True]


def test_without_a_runtime_there_is_nothing_to_measure_with(bench, qtbot):
    bench.measuring.setups = ()
    bench.measure(qtbot)
    assert "choose a runtime" in visible_text(bench.page) and not bench.desk.asked


def test_times_are_shown_and_compared_with_the_first_model(measured):
    assert times(measured) == ["1.000", "2.000"]
    ((model, reference),) = measured.desk.asked["compare"].args[0]
    assert (model.p50, reference.p50) == (0.002, 0.001)
    measured.desk.answer("compare", (SLOWER,))
    assert column(measured.page, VERDICT) == ["reference", "slower"]


def test_times_come_while_the_models_are_measured_and_a_stop_keeps_them(bench, qtbot):
    bench.measure(qtbot)
    asked = bench.desk.asked["measure compared"]
    asked.progress(HandOver(0.5, "measuring", (a_latency(0.003), None)))
    assert times(bench) == ["3.000", "–"] and "compare" not in bench.desk.asked
    qtbot.mouseClick(button(bench.page, "&Stop"), LEFT)
    assert [each.p50 for each in bench.document.project.record.latencies] == [0.003]
    assert times(bench) == ["3.000", "–"]


def test_another_reference_is_a_click_away_and_needs_no_new_measurement(measured, qtbot):
    click(qtbot, measured.page.table, cell(measured.page.table, LARGE))
    qtbot.mouseClick(button(measured.page, "Compare &with this"), LEFT)
    assert column(measured.page, VERDICT) == ["–", "reference"]
    measured.desk.answer("compare", (FASTER,))
    assert column(measured.page, VERDICT) == ["faster", "reference"]
    assert "measure compared" not in measured.desk.asked


def test_each_runtime_is_compared_within_itself(bench, qtbot):
    bench.measuring.setups = (EAGER, ONNX)
    bench.measure(qtbot)
    bench.answer(*(a_latency(p50) for p50 in (0.001, 0.002, 0.003, 0.004)))
    pairs = bench.desk.asked["compare"].args[0]
    assert [(model.p50, reference.p50) for model, reference in pairs] == [(0.002, 0.001), (0.004, 0.003)]


def test_a_model_that_fails_says_why_and_the_other_has_its_figure(bench, qtbot):
    bench.measure(qtbot)
    subject = Subject(Project().graph, (224, 224))
    bench.answer(a_latency(0.001), Unmeasured(subject, ZooError("out of memory")))
    assert times(bench) == ["1.000", "!"] and "compare" not in bench.desk.asked


def test_progress_is_shown_while_models_are_measured(bench, qtbot):
    bench.measure(qtbot)
    bench.desk.asked["measure compared"].progress(Progress(0.5, "measuring"))
    assert "measuring" in visible_text(bench.page)
    bench.answer(a_latency(), a_latency())
    assert "measuring" not in visible_text(bench.page)


def test_a_stopped_measurement_is_given_up_and_what_was_known_stays(measured, qtbot):
    measured.measure(qtbot)
    qtbot.mouseClick(button(measured.page, "&Stop"), LEFT)
    assert "measure compared" not in measured.desk.asked
    assert times(measured) == ["1.000", "2.000"]
    assert button(measured.page, "Mea&sure these").isVisible()


def test_comparing_other_models_gives_a_measurement_up(bench, qtbot):
    bench.measure(qtbot)
    bench.browsing.compare("96", SMALL, LARGE)
    assert "measure compared" not in bench.desk.asked


def test_showing_the_same_models_again_gives_nothing_up(bench, qtbot):
    bench.measure(qtbot)
    bench.browsing.compare("", SMALL, LARGE)
    assert "measure compared" in bench.desk.asked and button(bench.page, "&Stop").isVisible()


def test_a_failure_is_told(bench, qtbot):
    bench.measure(qtbot)
    bench.desk.asked.pop("measure compared").failed(ZooError("The measuring engine was killed."))
    assert "The measuring engine was killed." in visible_text(bench.page)
    assert button(bench.page, "Mea&sure these").isVisible()


def test_times_of_another_size_are_not_shown_and_come_back_with_their_size(measured):
    measured.browsing.compare("96", SMALL, LARGE)
    assert P50 not in headings(measured.page)
    measured.browsing.compare("", SMALL, LARGE)
    assert times(measured) == ["1.000", "2.000"]


def test_times_are_kept_with_the_project_without_making_work_to_save(measured):
    assert [each.fingerprint for each in measured.document.project.record.latencies] == ["f", "g"]
    assert not measured.document.modified


def test_what_a_project_kept_of_the_models_is_shown_when_it_is_opened(bench):
    ours = a_latency(0.004, fingerprint="small")
    others = a_latency(0.009, fingerprint="large", environment=replace(ours.environment, cpu="Another"))
    record = Project().record.with_latencies(ours, others)
    bench.document.open(replace(Project(), record=record))
    assert bench.desk.asked["identify"].args == ((SMALL, LARGE), "")
    bench.desk.answer("identify", (("small", (64, 64)), ("large", (64, 64))))
    assert times(bench) == ["4.000", "–"]


def test_what_was_just_measured_is_not_replaced_by_what_a_project_kept(measured):
    old = a_latency(0.004, fingerprint="f")
    measured.document.open(replace(Project(), record=Project().record.with_latencies(old)))
    measured.desk.answer("identify", (("f", (64, 64)), ("g", (64, 64))))
    assert times(measured) == ["1.000", "2.000"]
