"""A part of a model gets a name, is used again, is changed from within, and is still there when the file is opened."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.grouping import inner_graph
from modelzoo.project_file import save
from tests.e2e.conftest import LONG, Start
from tests.e2e.test_opening import open_model
from tests.hands import LEFT, centre, row

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def wait_for_cost(session: Session, qtbot: QtBot) -> None:
    def counted() -> bool:
        found = session.results.examination
        return found is not None and found.cost is not None

    qtbot.waitUntil(counted, timeout=LONG)


def group_fires(session: Session, qtbot: QtBot) -> None:
    """Make one block of the first two fires, by the keyboard."""
    canvas = session.window.canvas
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    canvas.setFocus()
    canvas.sheet.select({"fire2", "fire3"})
    qtbot.keyClick(canvas, Key.Key_G, CONTROL)
    line = session.named_blocks.dialog.findChild(QLineEdit)
    qtbot.keyClicks(line, "early fires")
    qtbot.keyClick(line, Key.Key_Return)
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    wait_for_cost(session, qtbot)


def test_a_named_block_costs_what_its_parts_did_and_changes_from_within(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    canvas, document = session.window.canvas, session.document
    open_model(session, qtbot, "SqueezeNet 1.1")
    whole = session.results.examination
    group_fires(session, qtbot)
    assert document.undo.undoText() == "group early fires" and "fire2" not in document.project.graph
    after = session.results.examination
    assert whole is not None and whole.cost is not None and after is not None and after.cost is not None
    assert (after.cost.parameters, after.cost.macs) == (whole.cost.parameters, whole.cost.macs)
    qtbot.mouseDClick(canvas.viewport(), LEFT, pos=centre(canvas, "early_fires"))
    qtbot.waitUntil(lambda: canvas.drawing.shapes.get("fire3") == (1, 128, 55, 55), timeout=LONG)
    canvas.sheet.select({"fire2"})
    boxes = {each.accessibleName(): each for each in session.window.form.findChildren(QSpinBox) if each.isVisible()}
    squeeze = boxes["squeeze"]
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        squeeze.selectAll()
        qtbot.keyClicks(squeeze, "32")
        qtbot.keyClick(squeeze, Key.Key_Return)
    assert document.undo.undoText() == "set squeeze to 32 in early fires"
    assert inner_graph(document.project.graph["early_fires"])["fire2"].values["squeeze"] == 32
    canvas.setFocus()
    qtbot.keyClick(canvas, Key.Key_Up, CONTROL)
    assert canvas.sheet.selected_ids == ("early_fires",)


def test_a_file_brings_its_named_blocks_back(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(measuring=False)
    open_model(session, qtbot, "SqueezeNet 1.1")
    group_fires(session, qtbot)
    path = tmp_path / "fires.slimscope"
    save(session.document.project, path)
    again = start(measuring=False)
    with qtbot.waitSignal(again.results.examined, timeout=LONG):
        again.open(str(path))
    assert row(again.window.palette_panel, "early fires").parent().data() == "My blocks"
    assert again.document.project == session.document.project
