"""A model is pinned, transformed, and set beside what it was, through the real window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.comparing import column
from tests.app.looking import button
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_an_act_did_is_seen_beside_the_baseline(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    window, dialog = session.window, session.transforming.dialog
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.open("Squeeze U-Net")
    qtbot.keyClick(window.canvas, Qt.Key.Key_B, CONTROL)
    qtbot.keyClick(window.canvas, Qt.Key.Key_T, CONTROL)
    qtbot.keyClicks(dialog.focusWidget(), "drop skips")
    apply = button(dialog, "Apply")
    qtbot.waitUntil(apply.isEnabled, timeout=LONG)
    qtbot.mouseClick(apply, LEFT)
    with qtbot.waitActive(window):
        qtbot.waitUntil(lambda: not dialog.isVisible())
        window.activateWindow()
    qtbot.keyClick(window.canvas, Qt.Key.Key_D, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: "− removed" in column(window.diff, "Change"), timeout=LONG)
    removed = [at for at, kind in enumerate(column(window.diff, "Change")) if kind == "− removed"]
    assert [column(window.diff, "Node")[at] for at in removed] == [f"concat{at}" for at in range(1, 6)]
    assert "concat1" in window.diff.drawings.viewers[0].sheet.boxes
    assert "concat1" not in window.diff.drawings.viewers[1].sheet.boxes
