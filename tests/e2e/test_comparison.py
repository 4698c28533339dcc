"""Two published models are chosen in the zoo, measured side by side, and copied, through the real window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.measurements import Setup
from tests.app.comparing import column, headings
from tests.app.looking import button, visible_text
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, cell, click

SMALL, LARGE = "ShuffleNetV2 0.5x", "SqueezeNet 1.1"
CONTROL = Qt.KeyboardModifier.ControlModifier
TIMES = "p50 eager, 1 thread (ms)"


def compare(session: Session, qtbot: QtBot) -> None:
    """Choose two models in the zoo and have them compared at one small size, in one runtime."""
    window = session.window
    session.measuring.choose((Setup(),))
    window.actions_by_name["page_zoo"].trigger()
    click(qtbot, window.zoo.table, cell(window.zoo.table, SMALL))
    click(qtbot, window.zoo.table, cell(window.zoo.table, LARGE), CONTROL)
    window.actions_by_name["compare"].trigger()
    size = window.comparison.findChild(QLineEdit)
    qtbot.keyClicks(size, "64")
    qtbot.keyClick(size, Qt.Key.Key_Return)


def test_models_of_the_zoo_are_measured_in_turns_and_set_beside_one_of_them(start: Start, qtbot: QtBot) -> None:
    session = start()
    page = session.window.comparison
    compare(session, qtbot)
    qtbot.mouseClick(button(page, "Mea&sure these"), LEFT)
    qtbot.waitUntil(lambda: "Verdict eager, 1 thread" in headings(page), timeout=LONG)
    qtbot.waitUntil(lambda: "–" not in column(page, "Verdict eager, 1 thread"), timeout=LONG)
    assert sorted(column(page, "Model")) == sorted((SMALL, LARGE))
    assert "reference" in column(page, "Verdict eager, 1 thread")
    assert all(float(text.split()[0]) > 0 for text in column(page, TIMES))
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CONTROL)
    assert "p50, eager, 1 thread (s)" in QApplication.clipboard().text()
    assert len(session.document.project.record.latencies) >= 2


def test_a_measurement_of_many_models_is_stopped_by_a_click(start: Start, qtbot: QtBot) -> None:
    session = start()
    page = session.window.comparison
    compare(session, qtbot)
    qtbot.mouseClick(button(page, "Mea&sure these"), LEFT)
    assert "Waiting for the measuring engine" in visible_text(page)
    qtbot.waitUntil(lambda: "Waiting for the measuring engine" not in visible_text(page), timeout=LONG)
    qtbot.mouseClick(button(page, "&Stop"), LEFT)
    assert button(page, "Mea&sure these").isVisible()
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG):
        session.open(SMALL)
    assert TIMES not in headings(page)
