"""What every test stands on: a platform to draw on, and the proof that nothing was left behind."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from functools import partialmethod

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads of torch that wait leave the core to the other worker
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

collect_ignore_glob = [] if os.environ["QT_QPA_PLATFORM"] == "xcb" else ["display/*"]


PATIENCE = 60_000
"""Milliseconds to wait for what must come, unless a test says otherwise: the machine may be busy with others."""

STARTS_ENGINES = {"e2e", "export", "imports"}
"""Folders whose tests take long: begun first, so that none of them is left to one worker at the end."""


class PatientBot(QtBot):
    """pytest-qt's, which waits longer than its five seconds."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)
    waitCallback = partialmethod(QtBot.waitCallback, timeout=PATIENCE)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """What presses keys and waits for the window."""
    return PatientBot(request)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose colours are put back afterwards."""
    palette, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().objectName()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: STARTS_ENGINES.isdisjoint(item.path.parts))


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a timer or a window alive."""
    threads, children, windows = _alive()
    yield
    threads_after, children_after, windows_after = _alive()
    left = [*(threads_after - threads), *(children_after - children), *(windows_after - windows)]
    assert not left, f"{request.node.name} left behind: {left}"


def _alive() -> tuple[set[object], set[object], set[object]]:
    application = QApplication.instance()
    windows: set[object] = set()
    if isinstance(application, QApplication):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        windows = {f"{type(each).__name__} {each.objectName()} {id(each)}" for each in application.topLevelWidgets()}
    return set(threading.enumerate()), set(multiprocessing.active_children()), windows
