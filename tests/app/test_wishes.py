"""Every action leads to something, and the keys of the canvas do what they are for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QSettings, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.about import AboutBox, LogBox
from app.actions import DEEDS
from app.main_window import MainWindow
from app.session import Session
from app.settings_box import SettingsBox
from modelzoo.catalog import CATALOG
from modelzoo.project import Project
from tests.app.papers import small

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL_SHIFT = Modifier.ControlModifier | Modifier.ShiftModifier
ALT_SHIFT = Modifier.AltModifier | Modifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of a session whose engines are not needed."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "catalog.json").write_text(CATALOG.to_json())
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(store, tmp_path / "data", tmp_path / "cache")
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    session.window.canvas.setFocus()
    yield session.window
    session.close()
    session.window.may_close = lambda: True
    session.window.close()
    session.window.deleteLater()


@pytest.mark.parametrize("name", [deed.name for deed in DEEDS])
def test_every_action_leads_to_something(window: MainWindow, name: str) -> None:
    assert window.actions_by_name[name].receivers(SIGNAL("triggered(bool)")) > 0


@pytest.mark.parametrize(
    ("key", "modifiers", "shown"),
    [
        (Key.Key_A, Modifier.NoModifier, lambda window: window.canvas.quick_add),
        (Key.Key_F, CONTROL_SHIFT, lambda window: window.canvas.node_search),
        (Key.Key_P, CONTROL_SHIFT, lambda window: window.action_search),
    ],
    ids=["a block", "a node", "an action"],
)
def test_a_key_brings_a_box_up_to_type_in(
    window: MainWindow, qtbot: QtBot, key: Key, modifiers: Modifier, shown: Callable[[MainWindow], QDialog]
) -> None:
    window.canvas.show_project(Project(graph=small()))
    qtbot.keyClick(window.canvas, key, modifiers)
    assert shown(window).isVisible()
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    assert not shown(window).isVisible() and window.canvas.hasFocus()


@pytest.mark.parametrize(
    ("key", "modifiers", "said"),
    [
        (Key.Key_F, Modifier.ShiftModifier, "Select a block or a note first."),
        (Key.Key_W, Modifier.NoModifier, "Select the one block"),
        *[(key, ALT_SHIFT, "to align them") for key in (Key.Key_Left, Key.Key_C, Key.Key_Right)],
        *[(key, ALT_SHIFT, "to align them") for key in (Key.Key_Up, Key.Key_M, Key.Key_Down)],
        *[(key, ALT_SHIFT, "to spread them") for key in (Key.Key_H, Key.Key_V)],
        (Key.Key_S, Modifier.ControlModifier | Modifier.AltModifier, "nothing on the canvas"),
        (Key.Key_P, Modifier.ControlModifier | Modifier.AltModifier, "nothing on the canvas"),
    ],
)
def test_on_an_empty_canvas_a_key_says_what_it_needs(
    window: MainWindow, qtbot: QtBot, key: Key, modifiers: Modifier, said: str
) -> None:
    qtbot.keyClick(window.canvas, key, modifiers)
    assert said in window.statusBar().currentMessage()


@pytest.mark.parametrize(("name", "kind"), [("settings", SettingsBox), ("about", AboutBox), ("log", LogBox)])
def test_an_action_opens_its_dialog(window: MainWindow, name: str, kind: type[QDialog]) -> None:
    window.actions_by_name[name].trigger()
    (box,) = window.findChildren(kind)
    assert box.isVisible()
    box.reject()


def test_a_hint_goes_when_something_is_selected_done_or_looked_at(session: Session, qtbot: QtBot) -> None:
    window = session.window
    session.document.edit("begin", lambda now: replace(now, graph=small()))
    after = (
        lambda: window.canvas.sheet.select({"conv1"}),
        lambda: session.document.edit("another title", lambda now: replace(now, title="other")),
        lambda: window.pages.turn_to("claims"),
    )
    for act in after:
        window.hint("Select something first.")
        act()
        assert window.statusBar().currentMessage() == ""


def test_what_the_keys_do_for_now_stays_while_things_are_selected(session: Session) -> None:
    session.window.show_mode("Arrows: another block.")
    session.window.end_hint()
    assert session.window.statusBar().currentMessage() == "Arrows: another block."
