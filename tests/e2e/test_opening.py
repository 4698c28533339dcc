"""A composite is opened in place by its key, through the real window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, centre


def open_model(session: Session, qtbot: QtBot, name: str) -> None:
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.open(name)


def test_the_selected_block_becomes_its_layers_and_undo_brings_it_back(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    canvas, document = session.window.canvas, session.document
    open_model(session, qtbot, "SqueezeNet 1.1")
    before, cost = document.project, session.results.examination
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=centre(canvas, "fire2"))
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        qtbot.keyClick(canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert document.undo.undoText() == "open fire2"
    assert "fire2" not in document.project.graph and "fire2_squeeze" in document.project.graph
    assert set(canvas.sheet.selected_ids) == {id for id in canvas.sheet.boxes if id.startswith("fire2_")}
    after = session.results.examination
    assert cost is not None and cost.cost is not None and after is not None and after.cost is not None
    assert (after.cost.parameters, after.cost.macs) == (cost.cost.parameters, cost.cost.macs)
    document.undo.undo()
    assert document.project is before


def test_a_single_layer_says_that_there_is_nothing_to_open(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    open_model(session, qtbot, "SqueezeNet 1.1")
    before = session.document.project
    session.window.canvas.sheet.select({"pool1"})
    with qtbot.waitSignal(session.window.statusBar().messageChanged, timeout=LONG) as told:
        session.window.actions_by_name["ungroup"].trigger()
    assert told.args == ["pool1: max_pool cannot be opened: it is a single layer."]
    assert session.document.project is before
