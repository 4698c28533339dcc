"""What is known of a project follows its edits, comes from memory where it can, and never from the past."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.lane import EngineLostError
from app.results import Results
from modelzoo.analysis.compare import compare
from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.graph import Graph, Size
from modelzoo.measurements import Latency, Load, Measured, Setup
from modelzoo.project import Baseline, Project


class Desk:
    """Stands for a worker: keeps what is asked for, so that a test can answer when it likes."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[tuple[Any, ...], Callable[[Any], None], Callable[[Exception], None]]] = {}

    def submit(self, kind: str, lane: str, job: str, *args: Any, done: Any, failed: Any, progress: Any = None) -> None:
        self.asked[kind] = (args, done, failed)

    def cancel(self, kind: str) -> None:
        self.asked.pop(kind, None)

    def answer(self, kind: str) -> None:
        args, done, _ = self.asked.pop(kind)
        done(examine(*args) if kind.startswith("examine") else measured(*args))


def latency(graph: Graph, threads: int) -> Latency:
    return Latency(
        graph.fingerprint, Setup("eager", threads), (3, 64, 64), (0.001,) * 50, 0.01, True, Load(), environment()
    )


def measured(graph: Graph, size: Size, baseline: tuple[Graph, Size] | None, threads: int) -> Measured:
    if baseline is None:
        return Measured(latency(graph, threads))
    own, other = latency(graph, threads), latency(baseline[0], threads)
    return Measured(own, other, compare(own, other))


class Told:
    """Everything that the results said, in order."""

    def __init__(self, results: Results) -> None:
        self.words: list[tuple[str, Any]] = []
        for name in (
            "examined",
            "examining",
            "baseline_examined",
            "measured",
            "outdated",
            "unmeasurable",
            "unexamined",
        ):
            getattr(results, name).connect(lambda *args, name=name: self.words.append((name, args)))

    def names(self) -> list[str]:
        return [name for name, _ in self.words]


@pytest.fixture
def document(qapp: QCoreApplication) -> Document:
    return Document()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def results(document: Document, desk: Desk) -> Iterator[Results]:
    results = Results(document, desk)  # type: ignore[arg-type]
    document.changed.connect(results.follow)
    yield results
    results.set_paused(True)


@pytest.fixture
def told(results: Results) -> Told:
    return Told(results)


def small(out: int = 8) -> Graph:
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=out))
    return b.graph


def widen(document: Document, out: int) -> None:
    document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)))


def test_an_edit_makes_figures_stale_until_the_new_ones_are_there(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    assert told.names()[0] == "examining"
    desk.answer("examine")
    (found,) = next(args for name, args in told.words if name == "examined")
    assert found.cost.parameters == 3 * 8 * 9 + 8


def test_an_undone_edit_is_known_without_asking(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    widen(document, 16)
    desk.answer("examine")
    told.words.clear()
    document.undo.undo()
    assert "examine" not in desk.asked and "examined" in told.names() and "examining" not in told.names()


def test_moving_a_box_asks_for_nothing(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    told.words.clear()
    document.edit("move", lambda now: replace(now, places={"stem": (10.0, 20.0)}))
    assert not told.words and "examine" not in desk.asked


def test_latency_is_asked_for_when_the_edits_pause(
    document: Document, desk: Desk, results: Results, told: Told, qtbot: QtBot
) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    assert "outdated" in told.names() and "measure" not in desk.asked
    qtbot.waitUntil(lambda: "measure" in desk.asked)
    desk.answer("measure")
    assert told.words[-1][0] == "measured"


def test_an_edit_calls_a_measurement_off_and_another_thread_count_asks_again(
    document: Document, desk: Desk, results: Results, told: Told, qtbot: QtBot
) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    results.measure_again()
    widen(document, 9)
    assert "measure" not in desk.asked
    desk.answer("examine")
    results.set_threads(2)
    qtbot.waitUntil(lambda: "measure" in desk.asked)
    assert desk.asked["measure"][0][3] == 2


def test_a_paused_lab_measures_only_when_told(document: Document, desk: Desk, results: Results, told: Told) -> None:
    results.set_paused(True)
    document.open(Project("small", small()))
    desk.answer("examine")
    assert told.words[-1] == ("outdated", ("paused",)) and "measure" not in desk.asked
    results.measure_again()
    assert "measure" in desk.asked


def test_an_unfinished_model_is_not_measured(document: Document, desk: Desk, results: Results, told: Told) -> None:
    b = Builder()
    b("conv", b("input"))
    document.open(Project("loose", b.graph))
    desk.answer("examine")
    assert told.words[-1][0] == "unmeasurable"
    results.measure_again()
    assert "measure" not in desk.asked


def test_the_baseline_is_examined_once_it_is_pinned_and_gone_once_it_is_not(
    document: Document, desk: Desk, told: Told
) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    document.edit("pin", lambda now: replace(now, baseline=Baseline("small", now.graph, now.size)))
    (found,) = next(args for name, args in reversed(told.words) if name == "baseline_examined")
    assert found.cost.parameters == 224
    document.undo.undo()
    assert ("baseline_examined", (None,)) in told.words


def test_a_baseline_takes_turns_with_the_model_and_leaves_no_change_behind(
    document: Document, desk: Desk, results: Results, told: Told
) -> None:
    document.open(Project("small", small()))
    desk.answer("examine")
    document.edit("pin", lambda now: replace(now, baseline=Baseline("small", now.graph, now.size)))
    widen(document, 16)
    desk.answer("examine")
    results.measure_again()
    assert desk.asked["measure"][0][2] == (small(), (64, 64))
    desk.answer("measure")
    (found,) = told.words[-1][1]
    assert found.baseline.fingerprint == small().fingerprint and found.comparison.verdict == "no difference shown"
    document.edit("unpin", lambda now: replace(now, baseline=None))
    (found,) = told.words[-1][1]
    assert found.latency.fingerprint == small(16).fingerprint and found.comparison is None


def test_figures_that_a_lost_engine_owed_are_asked_for_once_more(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    _, _, failed = desk.asked.pop("examine")
    failed(EngineLostError("gone"))
    assert "unexamined" not in told.names()
    desk.answer("examine")
    assert "examined" in told.names()
