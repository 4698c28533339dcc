"""A whole experiment on a model of the zoo, through the real window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.looking import button
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT


def test_the_depthwise_variant_of_squeeze_unet_comes_out_of_it_in_one_act(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.open("Squeeze U-Net")
    before, dialog = session.document.project, session.transforming.dialog
    cost = session.results.examination
    qtbot.keyClick(session.window.canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.focusWidget(), "convolutions to depthwise")
    apply = button(dialog, "Apply")
    qtbot.waitUntil(apply.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        qtbot.mouseClick(apply, LEFT)
    assert session.document.undo.undoText() == "dep-sep" and not dialog.isVisible()
    after = session.results.examination
    assert cost is not None and cost.cost is not None and after is not None and after.cost is not None
    assert after.cost.macs < cost.cost.macs and after.cost.parameters < cost.cost.parameters
    session.document.undo.undo()
    assert session.document.project is before
