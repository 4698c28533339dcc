"""What every test stands on: a platform to draw on, and the proof that nothing was left behind."""

import multiprocessing
import os
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

collect_ignore_glob = [] if os.environ["QT_QPA_PLATFORM"] == "xcb" else ["display/*"]


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a timer or a window alive."""
    threads, children, windows = _alive()
    yield
    threads_after, children_after, windows_after = _alive()
    left = [*(threads_after - threads), *(children_after - children), *(windows_after - windows)]
    assert not left, f"{request.node.name} left behind: {left}"


def _alive() -> tuple[set[object], set[object], set[object]]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    windows: set[object] = set()
    if isinstance(application, QApplication):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        windows = {f"{type(each).__name__} {each.objectName()} {id(each)}" for each in application.topLevelWidgets()}
    return set(threading.enumerate()), set(multiprocessing.active_children()), windows
