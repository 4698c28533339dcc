"""What was measured lies in the project's file, comes back with it, and stays foreign on another machine."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app import units
from app.session import Session
from app.worker import MEASURE
from tests.e2e.conftest import LONG, Start

MODEL = "block/conv:out=8"
FOREIGN = {"cpu": "Example CPU 9000", "cores": 128, "date": "2026-01-02T03:04:05+00:00"}


def told(session: Session) -> str:
    """All that the latency panel says."""
    labels = session.window.latency.findChildren(QLabel)
    return "\n".join(f"{label.text()} {label.toolTip()}" for label in labels if label.isVisibleTo(session.window))


def measured(session: Session, qtbot: QtBot) -> Session:
    """The session, once all that it measures of itself is known and kept."""

    def settled() -> bool:
        record = session.document.project.record
        return bool(record.latencies and record.layers)

    qtbot.waitUntil(settled, timeout=LONG)
    return session


def opened(session: Session, path: Path, qtbot: QtBot) -> Session:
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        session.open(str(path))
    return session


def save(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()


@pytest.fixture
def path(start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a model that a first session measured and saved."""
    path = tmp_path / "mine.slimscope"
    session = start()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        session.open(MODEL)
    save(measured(session, qtbot), qtbot)
    session.close()
    return path


def rows(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["record"]


def carried_elsewhere(path: Path) -> None:
    """Make the file one that another machine measured."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for latency in data["record"]["latencies"] + [each["whole"] for each in data["record"]["layers"]]:
        latency["environment"] |= FOREIGN
    path.write_text(json.dumps(data), encoding="utf-8")


def test_what_was_measured_comes_back_and_is_not_measured_again(start: Start, qtbot: QtBot, path: Path) -> None:
    before = rows(path)
    session = start()
    with qtbot.assertNotEmitted(session.measuring.measuring):
        opened(session, path, qtbot)
    latencies = session.document.project.record.latencies
    assert len(latencies) == len(session.measuring.setups)
    for latency, row in zip(latencies, before["latencies"], strict=True):
        assert [round(sample * 1e9) for sample in latency.samples] == row["samples"]
        assert units.duration(latency.p50) in told(session) and f"{latency.n:,}" in told(session)
    assert not session.document.modified
    save(session, qtbot)
    assert rows(path) == before


def test_the_measurements_of_another_machine_are_shown_as_foreign_and_stay_as_they_were(
    start: Start, qtbot: QtBot, path: Path
) -> None:
    carried_elsewhere(path)
    foreign = rows(path)
    session = opened(start(), path, qtbot)
    qtbot.waitUntil(lambda: len(session.document.project.record.layers) == 2, timeout=LONG)
    latencies, machine = session.document.project.record.latencies, session.measuring.here.machine
    own = [each for each in latencies if each.environment.machine == machine]
    theirs = [each for each in latencies if each.environment.machine != machine]
    assert len(own) == len(theirs) == len(foreign["latencies"])
    assert all(f"{units.duration(each.p50)} p50" in told(session) for each in theirs)
    assert "taken on Example CPU 9000, 2026-01-" in told(session)
    assert all(units.duration(each.p50) in told(session) for each in own) and not session.document.modified
    save(session, qtbot)
    for kind in ("latencies", "layers"):
        before, after = foreign[kind], rows(path)[kind]
        assert after[: len(before)] == before and len(after) == 2 * len(before)


def test_a_killed_measurement_is_told_and_leaves_the_window_and_what_is_known(
    start: Start, qtbot: QtBot, path: Path
) -> None:
    session = opened(start(), path, qtbot)
    record, examination = session.document.project.record, session.results.examination
    session.window.latency.measure_wished.emit()
    with qtbot.waitSignal(session.measuring.measuring, timeout=LONG):
        pass
    os.kill(session.worker.pid(MEASURE), signal.SIGKILL)
    with qtbot.waitSignal(session.measuring.unmeasured, timeout=LONG):
        pass
    assert "was stopped: the measuring engine was killed by the system, probably out of memory." in told(session)
    assert session.document.project.record is record and session.results.examination is examination
    session.window.latency.measure_wished.emit()
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG):
        pass
    assert "was stopped" not in told(session)
    assert len(session.document.project.record.latencies) == len(record.latencies)
