"""What tests of the window's parts share: a full catalog, and a window without engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import modelzoo.zoo  # noqa: F401  fills the catalog
from app.canvas.view import Canvas
from app.document import Document
from app.main_window import MainWindow
from app.measuring import Measuring
from app.results import Results
from app.session import Session
from modelzoo.catalog import CATALOG
from tests.app.desk import Desk
from tests.app.lab import Lab
from tests.app.papers import Papers, small
from tests.app.told import Told


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """All behind a window that is not shown yet; its folders lie in the test's own."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "catalog.json").write_text(CATALOG.to_json())
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(store, tmp_path / "data", tmp_path / "cache")
    yield session
    session.close()
    session.window.may_close = lambda: True
    session.window.close()
    session.window.deleteLater()


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    canvas.show()
    yield canvas
    QToolTip.hideText()


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    return Papers(canvas, small())


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


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """A bare window with nothing behind it, in which the canvas has the keyboard."""
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.canvas.setFocus()
    return window


@pytest.fixture
def lab(window: MainWindow, tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path, window)
    yield lab
    lab.measuring.set_paused(True)
