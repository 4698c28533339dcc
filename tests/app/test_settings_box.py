"""The settings in one place: each choice counts at once, and comes back at the next start."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.choices import Choices
from app.claim import Claim
from app.document import Document
from app.files import Files
from app.main_window import MainWindow
from app.measuring import Measuring
from app.results import Results
from app.settings import Settings, load_settings, save_settings
from app.settings_box import SettingsBox
from modelzoo.catalog import CATALOG
from modelzoo.measurements import Setup
from tests.app.desk import Desk
from tests.hands import LEFT

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Started:
    """A window with what was chosen, and the settings opened in it."""

    def __init__(self, store: QSettings, qtbot: QtBot) -> None:
        self.window, self.document, desk = MainWindow(), Document(), Desk()
        self.qtbot = qtbot
        qtbot.addWidget(self.window)
        results = Results(self.document, desk, self.window)  # type: ignore[arg-type]
        self.measuring = Measuring(self.document, desk, results, self.window)  # type: ignore[arg-type]
        self.choices = Choices(store, self.window, self.measuring)
        self.choices.show_runtimes(CATALOG.runtimes.values())
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def ask(self) -> SettingsBox:
        self.choices.ask()
        (box,) = self.window.findChildren(SettingsBox)
        return box

    def ask_keys(self) -> SettingsBox:
        box = self.ask()
        box.findChild(QTabWidget).setCurrentIndex(2)
        return box

    def key_of(self, name: str) -> str:
        return self.window.actions_by_name[name].shortcut().toString()

    def press_for(self, box: SettingsBox, words: str, key: Key, modifiers: Modifier = Modifier.NoModifier) -> None:
        """Find an action by words and press a key for it."""
        search = control(box, QLineEdit, "Search actions")
        search.clear()
        self.qtbot.keyClicks(search, words)
        field = box.findChild(QKeySequenceEdit)
        field.setFocus()
        self.qtbot.keyClick(field, key, modifiers)


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Callable[[], Started]:
    path = str(tmp_path / "settings.ini")
    return lambda: Started(QSettings(path, QSettings.Format.IniFormat), qtbot)


def control(box: QWidget, kind: type, name: str) -> QWidget:
    return next(each for each in box.findChildren(kind) if each.accessibleName() == name)


def visible_text(box: QWidget) -> str:
    return "\n".join(label.text() for label in box.findChildren(QLabel) if label.isVisible())


def pressed(box: SettingsBox, qtbot: QtBot, text: str) -> None:
    found = next(each for each in box.findChildren(QPushButton) if each.text() == text)
    assert found.isEnabled()
    qtbot.mouseClick(found, LEFT)


def test_every_control_has_a_name_and_a_tip(start: Callable[[], Started]) -> None:
    box = start().ask()
    kinds = (QComboBox, QCheckBox, QSpinBox, QKeySequenceEdit, QTableWidget)
    controls = [each for kind in kinds for each in box.findChildren(kind)]
    assert len(controls) >= 8
    assert [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())] == []


def test_chosen_colours_are_worn_at_once(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask()
    with qtbot.waitSignal(started.choices.theme_wished) as wished:
        qtbot.keyClick(control(box, QComboBox, "Colours of the window"), Key.Key_End)
    assert wished.args == ["dark"] and started.choices.settings.theme == "dark"


def test_a_new_project_begins_with_the_chosen_input(start: Callable[[], Started], qtbot: QtBot, tmp_path: Path) -> None:
    started = start()
    files = Files(started.document, Desk(), started.window, Claim(tmp_path))  # type: ignore[arg-type]
    files.begin = started.choices.new_project
    line = control(started.ask(), QLineEdit, "Input size of a new project in pixels")
    line.clear()
    qtbot.keyClicks(line, "96x128")
    files.new()
    assert started.document.project.size == (96, 128)
    started.choices.keep()
    assert start().choices.new_project().size == (96, 128)


def test_a_size_that_cannot_be_says_why_and_changes_nothing(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask()
    line = control(box, QLineEdit, "Input size of a new project in pixels")
    line.clear()
    qtbot.keyClicks(line, "wide")
    assert "cannot be 'wide'" in visible_text(box) and started.choices.settings.size == (64, 64)
    line.clear()
    qtbot.keyClicks(line, "32")
    assert "cannot be" not in visible_text(box)


def test_measuring_is_set_up_and_paused(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask()
    box.findChild(QTabWidget).setCurrentIndex(1)
    qtbot.keyClick(control(box, QSpinBox, "Batch to measure with"), Key.Key_Up)
    assert Setup("eager", batch=2) in started.measuring.setups
    pause = next(each for each in box.findChildren(QCheckBox) if "nothing" in each.text())
    qtbot.mouseClick(pause, LEFT, pos=QPoint(8, pause.height() // 2))
    assert started.measuring.paused and started.window.actions_by_name["pause"].isChecked()


def test_an_action_gets_another_key_at_once_and_for_good(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    started.press_for(started.ask_keys(), "lay all blocks", Key.Key_J, Modifier.ControlModifier)
    assert started.key_of("arrange") == "Ctrl+J"
    assert started.window.actions_by_name["arrange"].toolTip().endswith("(Ctrl+J)")
    started.choices.keep()
    assert start().key_of("arrange") == "Ctrl+J"


def test_a_key_that_another_action_has_is_refused(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask_keys()
    started.press_for(box, "lay all blocks", Key.Key_C, Modifier.ControlModifier)
    assert started.key_of("arrange") == "Ctrl+L" and "Ctrl+C is the key of “Copy”" in visible_text(box)
    assert box.findChild(QKeySequenceEdit).keySequence() == QKeySequence("Ctrl+L")


def test_usual_keys_come_back(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask_keys()
    started.press_for(box, "lay all blocks", Key.Key_J, Modifier.ControlModifier)
    started.press_for(box, "show the whole", Key.Key_L, Modifier.ControlModifier)
    assert (started.key_of("arrange"), started.key_of("fit")) == ("Ctrl+J", "Ctrl+L")
    control(box, QLineEdit, "Search actions").setText("lay all blocks")
    pressed(box, qtbot, "&Usual key")
    assert started.key_of("arrange") == "Ctrl+J" and "“Fit” has that key now" in visible_text(box)
    pressed(box, qtbot, "&All usual keys")
    assert (started.key_of("arrange"), started.key_of("fit")) == ("Ctrl+L", "F")
    assert started.choices.settings.keys == ()


def test_a_key_can_be_taken_away(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    box = started.ask_keys()
    control(box, QLineEdit, "Search actions").setText("lay all blocks")
    field = box.findChild(QKeySequenceEdit)
    field.clear()
    field.editingFinished.emit()
    assert started.key_of("arrange") == "" and "(" not in started.window.actions_by_name["arrange"].toolTip()
    started.choices.keep()
    assert start().key_of("arrange") == ""


def test_a_chosen_key_is_told_on_its_page_too(start: Callable[[], Started], qtbot: QtBot) -> None:
    started = start()
    started.press_for(started.ask_keys(), "every published", Key.Key_F9)
    assert "(F9)" in started.window.pages.tabs.tabToolTip(2)


def test_chosen_keys_and_sizes_come_back_as_they_were(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    wanted = Settings(size=(64, 96), keys=(("arrange", "Ctrl+J"), ("fit", "")))
    save_settings(store, wanted)
    assert load_settings(store) == wanted
    save_settings(store, replace(wanted, keys=()))
    assert load_settings(store).keys == ()
    store.setValue("size", "huge")
    store.setValue("keys/no_such_action", "Ctrl+J")
    assert load_settings(store).size == (64, 64)


def test_a_key_of_an_action_that_is_no_more_does_no_harm(start: Callable[[], Started], tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("keys/no_such_action", "Ctrl+J")
    store.sync()
    started = start()
    started.ask_keys()
    assert started.key_of("arrange") == "Ctrl+L"
