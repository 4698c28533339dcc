"""A fault of ours is logged and told, wherever it happens."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.faults import Faults
from app.session import Session
from app.worker import HERE


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def faults(window: QWidget, tmp_path: Path) -> Iterator[Faults]:
    faults = Faults(tmp_path, window)
    yield faults
    faults.close()


def dialogs(window: QWidget) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_traceback_is_logged_and_told_once(faults: Faults, window: QWidget) -> None:
    for number in range(3):
        faults.report(f"Traceback {number}")
    (box,) = dialogs(window)
    assert box.detailedText() == "Traceback 0" and str(faults.path) in box.informativeText()
    assert faults.path.read_text().count("Traceback") == 3
    box.accept()


@pytest.mark.qt_no_exception_capture
def test_an_exception_that_nobody_caught_is_told(
    faults: Faults, window: QWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise KeyError("lost")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    (box,) = dialogs(window)
    assert "KeyError: 'lost'" in box.detailedText() and "lost" in faults.path.read_text()
    box.accept()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exception_on_another_thread_is_told_on_this_one(faults: Faults, window: QWidget, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(dialogs(window)))
    (box,) = dialogs(window)
    assert "IndexError" in box.detailedText()
    box.accept()


def test_complaints_of_qt_are_logged_and_not_printed(faults: Faults, capfd: pytest.CaptureFixture[str]) -> None:
    qWarning("something odd")
    assert "Qt: something odd" in faults.path.read_text() and "odd" not in capfd.readouterr().err


def test_the_log_begins_with_the_versions_and_keeps_lost_engines(faults: Faults) -> None:
    faults.note("The analysis engine stopped unexpectedly.")
    first, second = faults.path.read_text().splitlines()
    assert "INFO slimscope" in first and "torch" in first
    assert second.endswith("WARNING The analysis engine stopped unexpectedly.")


def test_a_fault_of_the_worker_lands_in_the_log(faults: Faults, session: Session, qtbot: QtBot) -> None:
    def broken() -> None:
        raise RuntimeError("not foreseen by anybody")

    session.worker.broke.connect(faults.report)
    with qtbot.waitSignal(session.worker.broke):
        session.worker.submit("fault", HERE, broken, done=print, failed=print)
    for box in dialogs(faults.parent()):
        box.accept()
    text = faults.path.read_text()
    assert "ERROR Traceback" in text and "RuntimeError: not foreseen by anybody" in text and "in broken" in text
