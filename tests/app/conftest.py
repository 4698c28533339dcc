"""What tests of the window's parts share: a full catalog, a window without engines, and colours that are put back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import modelzoo.zoo  # noqa: F401  fills the catalog
from app.canvas.view import Canvas
from app.session import Session
from modelzoo.catalog import CATALOG
from tests.app.papers import Papers, small


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose colours are put back afterwards."""
    palette, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().objectName()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


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
