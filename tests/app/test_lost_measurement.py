"""The measuring child killed, hung and starved: what a person is told, and that measuring simply goes on."""

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app import lane
from app.worker import MEASURE, PAPER, Worker
from modelzoo.builder import Builder
from modelzoo.measurements import Latency, Setup, Subject
from modelzoo.subjects import measurement_text

LONG = 60_000
"""Milliseconds: an engine loads torch first."""
FOR_EVER = 3600.0
"""Seconds of samples that no test waits for."""
PATIENCE = 3.0


@pytest.fixture
def worker(qapp: QCoreApplication) -> Iterator[Worker]:
    worker = Worker(patience=PATIENCE)
    yield worker
    worker.stop()


def subject(side: int = 16, out: int = 8, runtime: str = "eager") -> Subject:
    b = Builder()
    b("output", b("conv", b("input"), out=out))
    return Subject(b.graph, (side, side), Setup(runtime), "mine")


def starve(child: int) -> None:
    """Leave the process a quarter of a gigabyte more than it has."""
    most = int(Path(f"/proc/{child}/statm").read_text().split()[0]) * resource.getpagesize() + 2**28
    resource.prlimit(child, resource.RLIMIT_AS, (most, most))


class Measured:
    """What came of measurements, in order."""

    def __init__(self, worker: Worker, qtbot: QtBot) -> None:
        self._worker, self._qtbot = worker, qtbot
        self.found: list[Latency] = []
        self.errors: list[str] = []
        self.progress: list[object] = []

    def ask(self, wanted: Subject, seconds: float = 0.01) -> None:
        self.progress.clear()
        self._worker.submit(
            "measure", MEASURE, "measure_many", [wanted], seconds, title=measurement_text([wanted]),
            done=self._take, failed=lambda error: self.errors.append(str(error)), progress=self.progress.append,
        )  # fmt: skip

    def begin(self, wanted: Subject) -> int:
        """Start a measurement without an end; gives the child that is at it."""
        self.ask(wanted, FOR_EVER)
        self._qtbot.waitUntil(lambda: bool(self.progress), timeout=LONG)
        return self._worker.pid(MEASURE)

    def finish(self, wanted: Subject) -> Latency:
        """A whole measurement."""
        known = len(self.found)
        self.ask(wanted)
        self._qtbot.waitUntil(lambda: len(self.found) > known, timeout=LONG)
        return self.found[-1]

    def error(self) -> str:
        """Why the measurement under way came to nothing, in the words for the person."""
        self._qtbot.waitUntil(lambda: bool(self.errors), timeout=LONG)
        return self.errors.pop()

    def _take(self, found: tuple[object, ...]) -> None:
        (each,) = found
        if isinstance(each, Latency):
            self.found.append(each)
        else:
            self.errors.append(str(each.error))  # type: ignore[attr-defined]


@pytest.fixture
def measured(worker: Worker, qtbot: QtBot) -> Measured:
    return Measured(worker, qtbot)


def test_a_killed_measurement_is_told_and_the_next_one_succeeds(
    worker: Worker, measured: Measured, qtbot: QtBot
) -> None:
    before = measured.finish(subject(8))
    killed = measured.begin(subject(96))
    with qtbot.waitSignal(worker.engine_lost, timeout=LONG) as told:
        os.kill(killed, signal.SIGKILL)
    assert told.args == [
        "The measurement of mine at 96 px, batch 1 was stopped: the measuring engine was killed by the system, "
        "probably out of memory. It was started again."
    ]
    assert measured.error() == told.args[0]
    assert measured.finish(subject(8)).n >= 50 and worker.pid(MEASURE) != killed
    assert measured.found[0] is before and not measured.errors


def test_a_crashed_measurement_names_the_crash(worker: Worker, measured: Measured) -> None:
    os.kill(measured.begin(subject()), signal.SIGSEGV)
    assert "the measuring engine crashed (Segmentation fault). It was started again." in measured.error()
    assert measured.finish(subject()).n >= 50


def test_a_hung_measurement_is_told_with_its_silence_and_the_next_one_succeeds(
    worker: Worker, measured: Measured
) -> None:
    hung = measured.begin(subject(48))
    os.kill(hung, signal.SIGSTOP)
    assert measured.error() == (
        "The measurement of mine at 48 px, batch 1 was stopped: the measuring engine did not answer for 3 s. "
        "It was started again."
    )
    assert measured.finish(subject()).n >= 50 and worker.pid(MEASURE) != hung


def test_an_engine_that_hangs_while_it_starts_is_replaced_and_does_what_was_asked(
    worker: Worker, measured: Measured, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.start(MEASURE)
    qtbot.waitUntil(lambda: worker.pid(MEASURE) > 0, timeout=LONG)
    os.kill(worker.pid(MEASURE), signal.SIGSTOP)
    with monkeypatch.context() as shorter, qtbot.waitSignal(worker.engine_lost, timeout=LONG) as told:
        shorter.setattr(lane, "START_PATIENCE", 0.5)
        measured.ask(subject())
    assert told.args and "The measuring engine did not answer for" in told.args[0]
    qtbot.waitUntil(lambda: bool(measured.found), timeout=LONG)


@pytest.mark.parametrize("runtime", ["eager", "onnxruntime"])
def test_a_starved_measurement_is_told_with_its_size_and_its_child_lives_on(
    worker: Worker, measured: Measured, runtime: str
) -> None:
    before = measured.finish(subject(8, runtime=runtime))
    child = worker.pid(MEASURE)
    starve(child)
    measured.ask(subject(2048, out=64, runtime=runtime))
    assert measured.error() == "The measurement of mine was stopped: out of memory at 2048 px, batch 1."
    assert measured.finish(subject(8, runtime=runtime)).n >= 50 and worker.pid(MEASURE) == child
    assert measured.found[0] is before


def test_what_is_lost_on_one_engine_leaves_the_other_at_work(worker: Worker, measured: Measured, qtbot: QtBot) -> None:
    os.kill(measured.begin(subject()), signal.SIGKILL)
    examined: list[object] = []
    graph = subject().graph
    worker.submit("examine", PAPER, "examine", graph, (8, 8), done=examined.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(examined), timeout=LONG)
    assert measured.error()


def test_the_system_would_rather_kill_an_engine_than_the_window(worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.catalog_arrived, timeout=LONG):
        worker.start(MEASURE)

    def risk(process: object) -> int:
        return int(Path(f"/proc/{process}/oom_score_adj").read_text())

    assert risk(worker.pid(MEASURE)) > risk("self")
