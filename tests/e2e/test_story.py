"""What a person does with Slimscope, from the first start to the reopened file, through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, centre, double_click, drag, drop, on_wire, picked, port


def figures(session: Session) -> str:
    """All that the summary and the latency panel say."""
    panels = (session.window.costs, session.window.latency)
    return "\n".join(f"{label.text()} {label.toolTip()}" for panel in panels for label in panel.findChildren(QLabel))


def spin_boxes(session: Session, name: str) -> list[QSpinBox]:
    """The form's editors of the parameter of this name."""
    return [each for each in session.window.form.findChildren(QSpinBox) if each.accessibleName().lower() == name]


def test_open_drop_wire_edit_measure_undo_save_and_reopen(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start()
    window, canvas, document = session.window, session.window.canvas, session.document

    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        double_click(qtbot, window.zoo, "Squeeze U-Net")
    assert "2,505,235" in figures(session) and "p50" in figures(session) and "ms" in figures(session)
    opened = document.project

    canvas.zoom_actual()
    window.docks["Blocks"].raise_()
    corner = QPoint(20, 20)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        assert drop(canvas, picked(window.palette_panel, "Convolution"), corner)
    dropped = next(node.id for node in document.project.graph if node.id not in opened.graph)
    assert document.undo.undoText() == "add conv"
    assert document.project.graph[dropped].inputs == (None,)
    document.undo.undo()
    assert document.project is opened

    before = figures(session)
    canvas.select(("fire2",))
    canvas.centerOn(canvas.sheet.boxes["fire2"])
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        assert drop(canvas, picked(window.palette_panel, "Fire"), on_wire(canvas, "fire2", "fire3"))
    (inserted,) = (node for node in document.project.graph if node.id not in opened.graph)
    assert inserted.inputs == ("fire2",) and document.project.graph["fire3"].inputs == (inserted.id,)
    assert figures(session) != before

    qtbot.mouseClick(canvas.viewport(), LEFT, pos=centre(canvas, inserted.id))
    qtbot.waitUntil(lambda: len(spin_boxes(session, "squeeze")) == 1)
    (squeeze,) = spin_boxes(session, "squeeze")
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        squeeze.setFocus()
        squeeze.selectAll()
        qtbot.keyClicks(squeeze, "24")
        qtbot.keyClick(squeeze, Qt.Key.Key_Return)
    assert document.project.graph[inserted.id].values["squeeze"] == 24
    assert document.undo.undoText() == "set squeeze to 24"
    measured = session.results.examination
    assert measured and measured.cost and measured.cost.parameters > 2_505_235

    path = tmp_path / "mine.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        window.actions_by_name["save"].trigger()
    assert not document.modified and path.is_file()
    saved = document.project

    document.undo.undo()
    document.undo.undo()
    assert document.project is opened and document.modified
    filled_again = figures(session)
    assert "2,505,235" in filled_again

    with qtbot.waitSignal(session.files.used, timeout=LONG):
        document.undo.redo()
        document.undo.redo()
        session.files.open(path)
    assert document.project == saved and not document.modified


def test_wiring_a_small_network_by_hand(start: Start, qtbot: QtBot) -> None:
    session = start()
    window, canvas = session.window, session.window.canvas
    window.docks["Blocks"].raise_()
    middle = canvas.viewport().rect().center()
    for title, below in (("Input", -180), ("Convolution", 0), ("Output", 180)):
        assert drop(canvas, picked(window.palette_panel, title), middle + QPoint(0, below))
    canvas.fit()
    canvas.zoom_actual()
    drag(qtbot, canvas, port(canvas, "input1"), port(canvas, "conv1", 0))
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        drag(qtbot, canvas, port(canvas, "conv1"), port(canvas, "output1", 0))
    graph = session.document.project.graph
    assert graph["conv1"].inputs == ("input1",) and graph["output1"].inputs == ("conv1",)
    assert session.results.examination and session.results.examination.cost
    assert session.results.examination.cost.parameters == 3 * 64 * 9 + 64


