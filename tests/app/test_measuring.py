"""The latency follows the edits once they pause, is kept with the project, and comes back with it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from app.document import Document
from app.measuring import Measuring
from app.results import Results
from app.worker import HERE, MEASURE
from modelzoo.analysis.compare import side_by_side
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.graph import Graph
from modelzoo.jobs import Progress
from modelzoo.measurements import PROTOCOL, Environment, Latency, Load, Measured, Setup, Subject
from modelzoo.project import Baseline, Project
from modelzoo.record import Record
from tests.app.desk import Desk, small

MAIN = Setup()
BOTH = (Setup("eager"), Setup("onnxruntime"))
EMPTY = Record()
HERE_NOW = environment()
ELSEWHERE = replace(HERE_NOW, cpu="Another CPU")


def latency(graph: Graph, setup: Setup = MAIN, session: str = "s", where: Environment = HERE_NOW) -> Latency:
    return Latency(graph.fingerprint, setup, (3, 64, 64), (0.001,) * 1000, 0.01, True, Load(), where, session=session)


def kept(*latencies: Latency) -> Record:
    return Record().with_latencies(*latencies)


class Told:
    """Everything that was said of the latency, in order."""

    def __init__(self, measuring: Measuring) -> None:
        self.words: list[tuple[str, Any]] = []
        for name in (
            "measured measuring waiting waited_in_vain outdated unmeasurable unmeasured foreign_found"
        ).split():
            getattr(measuring, name).connect(lambda word, name=name: self.words.append((name, word)))

    def last(self, *names: str) -> Any:
        """The newest of these words; of any but foreign figures if none is named."""
        return next(
            (name, word)
            for name, word in reversed(self.words)
            if name in names or (not names and name != "foreign_found")
        )

    @property
    def measured(self) -> Measured:
        name, found = self.last()
        assert name == "measured" and isinstance(found, Measured)
        return found


@pytest.fixture
def document(qapp: QCoreApplication) -> Document:
    return Document()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def measuring(document: Document, desk: Desk) -> Iterator[Measuring]:
    results = Results(document, desk)  # type: ignore[arg-type]
    measuring = Measuring(document, desk, results)  # type: ignore[arg-type]
    document.changed.connect(results.follow)
    measuring.attend()
    yield measuring
    measuring.set_paused(True)


@pytest.fixture
def told(measuring: Measuring) -> Told:
    return Told(measuring)


def opened(document: Document, desk: Desk, record: Record = EMPTY, graph: Graph | None = None) -> None:
    """A project with a small model, all known of it on paper."""
    document.open(Project("small", graph or small(), record=record))
    desk.examine()


def widen(document: Document, desk: Desk, out: int) -> None:
    document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)))
    desk.examine()


def pin(document: Document) -> None:
    document.edit("pin", lambda now: replace(now, baseline=Baseline("small", now.graph, now.size)))


def measure(desk: Desk, session: str = "s") -> None:
    """Answer the measurement that was asked for."""
    wish = desk.asked.pop("measure")
    assert (wish.lane, wish.job) == (MEASURE, "measure")
    model, baseline, setups, *extent = wish.args
    assert extent == [PROTOCOL.seconds, PROTOCOL.runs]
    own, other = (
        [latency(each.graph, setup, session) for setup in setups] if each else [] for each in (model, baseline)
    )
    wish.done(side_by_side(own, other))


def recall(desk: Desk) -> None:
    """Do what was asked of the worker itself."""
    wish = desk.asked.pop("measure")
    assert wish.lane == HERE
    wish.done(wish.job(*wish.args))


def waits(measuring: Measuring) -> bool:
    """Whether a measurement will begin by itself."""
    return measuring.findChild(QTimer).isActive()


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


def test_what_was_measured_is_kept_with_the_project_and_is_no_unsaved_work(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    pin(document)
    widen(document, desk, 16)
    measuring.choose(BOTH)
    modified = document.modified
    measuring.measure_again()
    measure(desk)
    assert set(document.project.record.latencies) == set(told.measured.latencies) and len(told.measured.latencies) == 4
    document.undo.undo()
    document.undo.undo()
    assert len(document.project.record.latencies) == 4 and modified and not document.modified


def test_what_the_file_holds_is_shown_and_not_measured_anew(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.choose(BOTH)
    then = replace(HERE_NOW, date="2001-02-03T04:05:06+00:00")
    opened(document, desk, kept(*(latency(small(), setup, where=then) for setup in BOTH)))
    recall(desk)
    first, second = told.measured.timings
    assert first.latency and first.latency.environment.date == then.date and second.to_main
    assert "measure" not in desk.asked and not waits(measuring)
    measuring.measure_again()
    assert desk.asked["measure"].lane == MEASURE


def test_what_the_file_holds_is_shown_while_measuring_is_paused(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.set_paused(True)
    opened(document, desk, kept(latency(small())))
    recall(desk)
    assert told.measured.main.latency == latency(small())


def test_the_file_s_baseline_comes_back_with_its_turns(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    record = kept(latency(small(), session="a"), latency(small(16), session="a"))
    document.open(Project("wide", small(16), baseline=Baseline("small", small(), (64, 64)), record=record))
    desk.examine()
    recall(desk)
    comparison = told.measured.main.to_baseline
    assert comparison and comparison.in_turns


@pytest.mark.parametrize(
    "found",
    [
        [latency(small(9)), latency(small(9), BOTH[1])],
        [latency(small())],
        [latency(small(), replace(each, batch=2)) for each in BOTH],
        [latency(small(), each, session=each.runtime) for each in BOTH],
        [latency(small(), each, where=ELSEWHERE) for each in BOTH],
    ],
    ids=["of another model", "of one runtime", "in another setup", "that took no turns", "of another machine"],
)
def test_nothing_is_shown_in_place_of_a_measurement_from_a_file_with_figures(
    document: Document, desk: Desk, measuring: Measuring, told: Told, found: list[Latency]
) -> None:
    measuring.choose(BOTH)
    opened(document, desk, kept(*found))
    assert "measure" not in desk.asked and told.last()[0] == "outdated" and waits(measuring)


def test_figures_of_another_machine_are_told_apart_until_the_model_is_another(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    foreign, own = latency(small(), Setup(threads=4), where=ELSEWHERE), latency(small())
    opened(document, desk, kept(foreign, own))
    assert told.last("foreign_found")[1] == (foreign,)
    recall(desk)
    assert told.measured.latencies == (own,)
    widen(document, desk, 9)
    assert told.last("foreign_found")[1] == ()


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
