"""What a person chose is applied at once and comes back at the next start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QCheckBox, QSpinBox
from pytestqt.qtbot import QtBot

from app.choices import Choices
from app.document import Document
from app.main_window import MainWindow
from app.measuring import Measuring
from app.results import Results
from app.settings import Settings, SetupChoice, load_settings, save_settings
from modelzoo.catalog import CATALOG, RuntimeInfo
from modelzoo.measurements import Setup
from tests.app.desk import Desk
from tests.app.looking import button

Started = tuple[Choices, MainWindow, Measuring]


@pytest.fixture
def store(tmp_path: Path) -> Callable[[], QSettings]:
    """Opens the settings anew, as the next start does."""
    return lambda: QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def start(qtbot: QtBot, store: Callable[[], QSettings]) -> Callable[[], Started]:
    def begin() -> Started:
        window, document, desk = MainWindow(), Document(), Desk()
        qtbot.addWidget(window)
        measuring = Measuring(document, desk, Results(document, desk, window), window)  # type: ignore[arg-type]
        choices = Choices(store(), window, measuring)
        choices.show_runtimes(CATALOG.runtimes.values())
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return choices, window, measuring

    return begin


def open_setup(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(window.latency, "Setup"), Qt.MouseButton.LeftButton)


def test_at_first_both_runtimes_are_measured_with_one_thread(start: Callable[[], Started]) -> None:
    _, _, measuring = start()
    assert measuring.setups == (Setup("eager", 1, 1, "contiguous"), Setup("onnxruntime", 1, 1, "contiguous"))


def test_what_is_clicked_is_measured_with_and_remembered(start: Callable[[], Started], qtbot: QtBot) -> None:
    choices, window, measuring = start()
    open_setup(window, qtbot)
    box = next(each for each in window.latency.findChildren(QCheckBox) if each.text() == "ONNX Runtime")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    batch = next(each for each in window.latency.findChildren(QSpinBox) if "Batch" in each.accessibleName())
    qtbot.keyClick(batch, Qt.Key.Key_Up)
    box.window().hide()
    assert measuring.setups == (Setup("eager", batch=2),)
    choices.keep()
    _, again, measuring = start()
    assert measuring.setups == (Setup("eager", batch=2),)
    open_setup(again, qtbot)
    boxes = {each.text(): each.isChecked() for each in again.latency.findChildren(QCheckBox)}
    assert (boxes["PyTorch (eager)"], boxes["ONNX Runtime"]) == (True, False)
    box = next(iter(again.latency.findChildren(QCheckBox)))
    box.window().hide()


def test_a_runtime_that_is_gone_is_no_longer_chosen(start: Callable[[], Started]) -> None:
    choices, _, measuring = start()
    choices.show_runtimes([RuntimeInfo("onnxruntime", "ONNX Runtime", "1", ("contiguous",))])
    assert measuring.setups == (Setup("onnxruntime"),)


def test_pausing_in_the_panel_is_pausing_in_the_menu(start: Callable[[], Started], qtbot: QtBot) -> None:
    _, window, measuring = start()
    qtbot.mouseClick(button(window.latency, "Pause"), Qt.MouseButton.LeftButton)
    assert measuring.paused and window.actions_by_name["pause"].isChecked()


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings("dark", SetupChoice(("onnxruntime",), 1, 16, "channels_last"), True, ("/a, b", "/c")),
        Settings(setup=SetupChoice(())),
    ],
)
def test_settings_come_back_as_they_were(store: Callable[[], QSettings], settings: Settings) -> None:
    first = store()
    save_settings(first, settings)
    first.sync()
    assert load_settings(store()) == settings


def test_settings_that_make_no_sense_are_at_their_defaults(store: Callable[[], QSettings]) -> None:
    kept = store()
    for name, value in {"theme": "pink", "setup/threads": 10_000, "setup/batch": -3, "setup/layout": "heap"}.items():
        kept.setValue(name, value)
    found = load_settings(kept)
    assert (found.theme, found.setup.batch, found.setup.layout) == ("system", 1, "contiguous")
    assert 1 <= found.setup.threads < 10_000
