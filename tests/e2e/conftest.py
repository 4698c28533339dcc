"""A whole program in a folder of its own. Nothing here loads torch: only the engines may."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.session import Session

LONG = 60_000
"""Milliseconds: engines load torch first."""

Start = Callable[..., Session]
"""Begins a program; with measuring=False one in which latency is paused, for stories about other things."""


@pytest.fixture
def start(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Starts the program as often as a story needs it, always in the same folder."""
    theme.apply(dressed, theme.LIGHT)
    sessions: list[Session] = []

    def begin(measuring: bool = True) -> Session:
        store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        store.setValue("paused", not measuring)
        session = Session(store, tmp_path / "data", tmp_path / "cache")
        sessions.append(session)
        session.show()
        with qtbot.waitExposed(session.window):
            pass
        qtbot.waitUntil(lambda: session.window.latency.plot_ready, timeout=LONG)
        return session

    yield begin
    for session in sessions:
        session.close()
        session.window.may_close = lambda: True
        session.window.close()
        session.window.deleteLater()
