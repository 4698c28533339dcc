"""The worker: newest wins, stale answers are dropped, an engine that dies or hangs is replaced."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.worker import HERE, MEASURE, PAPER, Worker
from modelzoo.builder import Builder
from modelzoo.catalog import CATALOG, Catalog
from modelzoo.errors import UnknownNameError
from modelzoo.graph import Graph
from modelzoo.measurements import Measured, Subject
from modelzoo.results import Examination

LONG = 60_000
"""Milliseconds: an engine loads torch first."""


class Heard:
    """What a worker said, in order."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.errors: list[Exception] = []

    def ask(self, worker: Worker, kind: str, lane: str, job: object, *args: object) -> None:
        worker.submit(kind, lane, job, *args, done=self.answers.append, failed=self.errors.append)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def worker(qapp: QCoreApplication) -> Iterator[Worker]:
    worker = Worker(patience=3.0)
    yield worker
    worker.stop()


def chain(out: int = 8, length: int = 1) -> Graph:
    b = Builder()
    x = b("input")
    for _ in range(length):
        x = b("conv", x, out=out)
    b("output", x)
    return b.graph


def test_an_engine_sends_the_catalog_and_then_answers(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.catalog_arrived, timeout=LONG) as sent:
        heard.ask(worker, "examine", PAPER, "examine", chain(), (16, 16))
    assert sent.args and Catalog.from_json(sent.args[0]) == CATALOG
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=LONG)
    found = heard.answers[0]
    assert isinstance(found, Examination) and found.cost and found.cost.parameters == 3 * 8 * 9 + 8


def test_of_one_kind_only_the_newest_is_heard(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    for out in range(1, 20):
        heard.ask(worker, "examine", PAPER, "examine", chain(out), (16, 16))
    heard.ask(worker, "last", PAPER, "examine", chain(99), (16, 16))
    qtbot.waitUntil(lambda: len(heard.answers) == 2, timeout=LONG)
    first, last = heard.answers
    assert isinstance(first, Examination) and first.cost and first.cost.parameters == 3 * 19 * 9 + 19
    assert isinstance(last, Examination) and last.cost and last.cost.parameters == 3 * 99 * 9 + 99


def test_a_users_mistake_comes_back_as_its_own_error(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    heard.ask(worker, "model", PAPER, "open", "SqueezNet 1.0")
    qtbot.waitUntil(lambda: bool(heard.errors), timeout=LONG)
    assert isinstance(heard.errors[0], UnknownNameError)


def test_a_fault_of_ours_comes_with_its_traceback(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.broke, timeout=LONG) as told:
        heard.ask(worker, "examine", PAPER, "examine", "not a graph", (16, 16))
    assert told.args and "Traceback" in told.args[0] and heard.errors


def test_a_measurement_is_cancelled_by_the_next_and_reports_progress(
    worker: Worker, heard: Heard, qtbot: QtBot
) -> None:
    progress: list[object] = []
    worker.submit(
        "measure", MEASURE, "measure", Subject(chain(64, 8), (64, 64)), Subject(chain(4, 60), (64, 64)),
        done=heard.answers.append, failed=heard.errors.append, progress=progress.append,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(progress), timeout=LONG)
    pid = worker.pid(MEASURE)
    heard.ask(worker, "measure", MEASURE, "measure", Subject(chain(4), (16, 16)))
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=LONG)
    assert len(heard.answers) == 1 and isinstance(heard.answers[0], Measured) and not heard.errors
    (latency,) = heard.answers[0].latencies
    assert latency.fingerprint == chain(4).fingerprint
    assert worker.pid(MEASURE) == pid


def test_what_can_wait_does_while_something_is_measured(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    worker.start(PAPER)
    progress: list[object] = []
    worker.submit(
        "measure", MEASURE, "measure_many", [Subject(chain(64), (64, 64))], 3600.0,
        done=heard.answers.append, failed=heard.errors.append, progress=progress.append,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(progress), timeout=LONG)
    waited: list[object] = []
    worker.submit(
        "background", PAPER, "examine", chain(3), (8, 8), done=waited.append, failed=heard.errors.append,
        background=True,
    )  # fmt: skip
    heard.ask(worker, "examine", PAPER, "examine", chain(5), (8, 8))
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=LONG)
    assert not waited
    worker.cancel("measure")
    qtbot.waitUntil(lambda: bool(waited), timeout=LONG)
    assert not heard.errors


def test_a_measurement_begins_when_nothing_else_is_at_work(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    for lane in (MEASURE, PAPER):
        with qtbot.waitSignal(worker.catalog_arrived, timeout=LONG):
            worker.start(lane)
    order: list[str] = []
    worker.submit(
        "examine", PAPER, "examine", chain(8, 300), (64, 64), done=lambda _: order.append("examined"),
        failed=heard.errors.append,
    )  # fmt: skip
    worker.submit(
        "measure", MEASURE, "measure", Subject(chain(4), (16, 16)), done=heard.answers.append,
        failed=heard.errors.append, progress=lambda _: order.append("measuring"),
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=LONG)
    assert order[:2] == ["examined", "measuring"] and not heard.errors


def test_a_killed_engine_is_told_restarted_and_loses_only_what_it_owed(
    worker: Worker, heard: Heard, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(worker.catalog_arrived, timeout=LONG):
        worker.start(PAPER)
    killed = worker.pid(PAPER)
    with qtbot.waitSignal(worker.engine_lost, timeout=LONG) as told:
        os.kill(killed, signal.SIGKILL)
    assert told.args and "was started again" in told.args[0]
    heard.ask(worker, "examine", PAPER, "examine", chain(), (16, 16))
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=LONG)
    assert worker.pid(PAPER) != killed


def test_a_hung_engine_is_replaced_and_its_answer_reported_lost(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.catalog_arrived, timeout=LONG):
        worker.start(PAPER)
    os.kill(worker.pid(PAPER), signal.SIGSTOP)
    with qtbot.waitSignal(worker.engine_lost, timeout=LONG):
        heard.ask(worker, "examine", PAPER, "examine", chain(), (16, 16))
    qtbot.waitUntil(lambda: bool(heard.errors), timeout=LONG)
    assert "did not answer" in str(heard.errors[0])


def test_work_without_an_engine_is_done_on_the_workers_thread(worker: Worker, heard: Heard, qtbot: QtBot) -> None:
    heard.ask(worker, "who", HERE, threading.current_thread)
    heard.ask(worker, "read", HERE, Path("/nowhere at all").read_text)
    qtbot.waitUntil(lambda: bool(heard.answers and heard.errors))
    assert heard.answers[0] is not threading.main_thread() and isinstance(heard.errors[0], OSError)
