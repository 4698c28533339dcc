"""The latency follows the edits once they pause, is kept with the project, and comes back with it."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.document import Document
from app.measuring import Measuring
from modelzoo.builder import Builder
from modelzoo.jobs import Progress
from modelzoo.measurements import Load, Setup, Subject
from modelzoo.project import Project
from tests.app.desk import Desk, small
from tests.app.told import (
    BOTH,
    Told,
    measure,
    opened,
    pin,
    waits,
    widen,
)


def test_latency_is_asked_for_when_the_edits_pause(document: Document, desk: Desk, told: Told, qtbot: QtBot) -> None:
    opened(document, desk)
    assert told.last() == ("outdated", "waiting for a pause in the edits") and "measure" not in desk.asked
    qtbot.waitUntil(lambda: "measure" in desk.asked)
    measure(desk)
    (timing,) = told.measured.timings
    assert timing.latency and timing.latency.fingerprint == small().fingerprint


def test_an_edit_calls_a_measurement_off(document: Document, desk: Desk, measuring: Measuring, told: Told) -> None:
    opened(document, desk)
    measuring.measure_again()
    assert "measure" in desk.asked
    widen(document, desk, 9)
    assert "measure" not in desk.asked and told.last()[0] == "outdated" and waits(measuring)


def test_all_chosen_setups_are_measured_in_one_session(
    document: Document, desk: Desk, measuring: Measuring, told: Told, qtbot: QtBot
) -> None:
    opened(document, desk)
    measuring.choose(BOTH)
    qtbot.waitUntil(lambda: "measure" in desk.asked)
    model, baseline, setups, *_ = desk.asked["measure"].args
    assert (model.graph, model.size, model.title) == (small(), (64, 64), "small")
    assert (baseline, setups) == (None, BOTH)
    measure(desk)
    assert [timing.setup for timing in told.measured.timings] == list(BOTH)


def test_other_setups_ask_again_and_the_former_are_known(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    measuring.measure_again()
    measure(desk)
    first = told.measured
    measuring.choose((Setup(threads=2, batch=4),))
    assert told.last()[0] == "outdated" and waits(measuring)
    measuring.choose((Setup(),))
    assert told.measured is first and not waits(measuring)


def test_without_a_runtime_nothing_is_measured_and_that_is_told(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    measuring.choose(())
    assert told.last()[0] == "unmeasurable" and "choose a runtime" in told.last()[1]
    measuring.measure_again()
    assert "measure" not in desk.asked


def test_a_paused_lab_measures_only_when_told(document: Document, desk: Desk, measuring: Measuring, told: Told) -> None:
    measuring.set_paused(True)
    opened(document, desk)
    assert told.last() == ("outdated", "paused") and "measure" not in desk.asked and not waits(measuring)
    measuring.measure_again()
    assert "measure" in desk.asked


def test_a_wish_that_comes_before_the_figures_is_kept_until_they_are_there(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.set_paused(True)
    document.open(Project("small", small()))
    measuring.measure_again()
    assert "measure" not in desk.asked
    desk.examine()
    measure(desk)
    assert told.measured
    widen(document, desk, 16)
    assert told.last() == ("outdated", "paused") and "measure" not in desk.asked


def test_a_wish_is_of_the_model_that_was_shown(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    measuring.set_paused(True)
    measuring.measure_again()
    widen(document, desk, 16)
    assert told.last() == ("outdated", "paused") and "measure" not in desk.asked


def test_an_unfinished_model_is_not_measured(document: Document, desk: Desk, measuring: Measuring, told: Told) -> None:
    b = Builder()
    b("conv", b("input"))
    opened(document, desk, graph=b.graph)
    assert told.last()[0] == "unmeasurable"
    measuring.measure_again()
    assert "measure" not in desk.asked


def test_a_failure_is_told_and_progress_too(document: Document, desk: Desk, measuring: Measuring, told: Told) -> None:
    opened(document, desk)
    measuring.measure_again()
    wish = desk.asked["measure"]
    assert wish.progress
    wish.progress(Progress(0.5, "warming up"))
    assert told.last() == ("measuring", Progress(0.5, "warming up"))
    wish.failed(RuntimeError("gone"))
    assert told.last() == ("unmeasured", "gone")


def test_a_baseline_takes_turns_with_the_model_and_leaves_no_change_behind(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    pin(document)
    widen(document, desk, 16)
    measuring.measure_again()
    baseline = desk.asked["measure"].args[1]
    assert baseline == Subject(small(), (64, 64), title="small")
    measure(desk)
    (timing,) = told.measured.timings
    assert timing.baseline and timing.baseline.fingerprint == small().fingerprint
    assert timing.to_baseline and timing.to_baseline.verdict == "no difference shown"
    document.edit("unpin", lambda now: replace(now, baseline=None))
    (timing,) = told.measured.timings
    assert timing.latency and timing.latency.fingerprint == small(16).fingerprint and timing.to_baseline is None


def test_a_model_is_not_compared_with_itself(document: Document, desk: Desk, measuring: Measuring) -> None:
    opened(document, desk)
    pin(document)
    measuring.measure_again()
    assert desk.asked["measure"].args[1] is None


def test_waiting_for_a_quiet_machine_ends_in_a_measurement(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.choose((Setup(threads=2),))
    opened(document, desk)
    measuring.measure_again()
    measure(desk)
    measuring.measure_when_quiet()
    wish = desk.asked["measure"]
    assert wish.job == "wait_until_quiet" and wish.args[1] == 2 and wish.progress
    wish.progress(Progress(0.1, "waiting"))
    assert told.last() == ("waiting", Progress(0.1, "waiting"))
    wish.done(Load())
    assert desk.asked["measure"].job == "measure"
    measure(desk, "later")
    assert told.measured.main.latency and told.measured.main.latency.session == "later"


def test_a_machine_that_stays_busy_leaves_the_figures_as_they_were(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    measuring.measure_again()
    measure(desk)
    known = told.measured
    measuring.measure_when_quiet()
    desk.asked.pop("measure").done(Load(foreign_cores=64.0))
    name, text = told.last()
    assert name == "waited_in_vain" and "64.0 cores busy" in text
    assert told.last("measured")[1] is known and "measure" not in desk.asked


def test_waiting_can_be_given_up(document: Document, desk: Desk, measuring: Measuring, told: Told) -> None:
    opened(document, desk)
    measuring.measure_again()
    measure(desk)
    known = told.measured
    measuring.measure_when_quiet()
    measuring.stop_waiting()
    assert "measure" not in desk.asked and told.measured is known


def test_an_edit_ends_the_waiting(document: Document, desk: Desk, measuring: Measuring) -> None:
    opened(document, desk)
    measuring.measure_when_quiet()
    widen(document, desk, 9)
    assert "measure" not in desk.asked and waits(measuring)
