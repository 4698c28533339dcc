"""What a person does with Slimscope, from the first start to the reopened file, through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from app.session import Session
from modelzoo.graph import Node
from modelzoo.project import Project
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, NONE, cell, centre, click, double_click, drag, drop, on_wire, picked, port


def figures(session: Session) -> str:
    """All that the summary and the latency panel say."""
    panels = (session.window.costs, session.window.latency)
    return "\n".join(f"{label.text()} {label.toolTip()}" for panel in panels for label in panel.findChildren(QLabel))


def spin_boxes(session: Session, name: str) -> list[QSpinBox]:
    """The form's editors of the parameter of this name."""
    return [each for each in session.window.form.findChildren(QSpinBox) if each.accessibleName().lower() == name]


def open_from_zoo(session: Session, qtbot: QtBot, title: str) -> Project:
    """Turn to the zoo, double-click a model, and wait until all is known of it on the canvas."""
    table = session.window.zoo.table
    session.window.actions_by_name["page_zoo"].trigger()
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        double_click(qtbot, table, cell(table, title))
    assert session.window.pages.current == "canvas"
    return session.document.project


def drop_block(session: Session, qtbot: QtBot, title: str, at: QPoint) -> Node:
    """Drag a block from the palette to a point of the canvas, and wait for the figures."""
    before = session.document.project.graph
    session.window.docks["Blocks"].raise_()
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        assert drop(session.window.canvas, picked(session.window.palette_panel, title), at)
    (new,) = (node for node in session.document.project.graph if node.id not in before)
    return new


def type_value(session: Session, qtbot: QtBot, node: str, name: str, text: str) -> None:
    """Select a box with the mouse, type a value into the form, and wait until all is known again."""
    qtbot.mouseClick(session.window.canvas.viewport(), LEFT, pos=centre(session.window.canvas, node))
    qtbot.waitUntil(lambda: len(spin_boxes(session, name)) == 1)
    (box,) = spin_boxes(session, name)
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, text)
        qtbot.keyClick(box, Qt.Key.Key_Return)


def shown(table: QTableView, title: str) -> list[str]:
    """A column of a table of models, by its heading."""
    model = table.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in range(model.columnCount())]
    return [model.index(row, headings.index(title)).data() for row in range(model.rowCount())]


def test_open_drop_insert_edit_measure_undo_save_and_reopen(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start()
    canvas, document = session.window.canvas, session.document
    opened = open_from_zoo(session, qtbot, "Squeeze U-Net")
    assert "2,505,235" in figures(session) and "p50" in figures(session)
    latency = figures(session)

    canvas.zoom_actual()
    loose = drop_block(session, qtbot, "Convolution", QPoint(20, 20))
    assert loose.inputs == (None,) and document.undo.undoText() == "add conv"
    document.undo.undo()
    assert document.project == opened

    canvas.centerOn(canvas.sheet.boxes["fire2"])
    fire = drop_block(session, qtbot, "Fire", on_wire(canvas, "fire2", "fire3"))
    assert fire.inputs == ("fire2",) and document.project.graph["fire3"].inputs == (fire.id,)
    type_value(session, qtbot, fire.id, "squeeze", "24")
    assert document.undo.undoText() == "set squeeze to 24"
    assert document.project.graph[fire.id].values["squeeze"] == 24
    assert "2,505,235" not in figures(session) and figures(session) != latency

    path = tmp_path / "mine.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()
    saved = document.project
    assert not document.modified and path.is_file()

    document.undo.undo()
    document.undo.undo()
    assert document.project == opened and document.modified and "2,505,235" in figures(session)
    document.undo.redo()
    document.undo.redo()
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.files.open(path)
    assert document.project == saved and not document.modified


def test_wiring_a_small_network_by_hand(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    canvas = session.window.canvas
    middle = canvas.viewport().rect().center()
    for title, below in (("Input", -180), ("Convolution", 0), ("Output", 180)):
        drop_block(session, qtbot, title, middle + QPoint(0, below))
    canvas.fit()
    canvas.zoom_actual()
    drag(qtbot, canvas, port(canvas, "input1"), port(canvas, "conv1", 0))
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        drag(qtbot, canvas, port(canvas, "conv1"), port(canvas, "output1", 0))
    graph = session.document.project.graph
    assert graph["conv1"].inputs == ("input1",) and graph["output1"].inputs == ("conv1",)
    assert session.results.examination and session.results.examination.cost
    assert session.results.examination.cost.parameters == 3 * 64 * 9 + 64


def test_a_pinned_baseline_shows_what_another_model_changes(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    open_from_zoo(session, qtbot, "Squeeze U-Net")
    session.window.actions_by_name["pin"].trigger()
    qtbot.waitUntil(lambda: session.window.actions_by_name["unpin"].isEnabled())
    open_from_zoo(session, qtbot, "EdgeSegNet")
    qtbot.waitUntil(lambda: "−74" in figures(session) or "-74" in figures(session))
    session.document.undo.undo()
    session.document.undo.undo()
    assert session.document.project.baseline is None and "-74" not in figures(session).replace("−", "-")


def test_a_renamed_block_stays_selected_where_it_stands(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    canvas, form, document = session.window.canvas, session.window.form, session.document
    open_from_zoo(session, qtbot, "EdgeSegNet")
    place = document.project.places["refine1"]
    canvas.centerOn(canvas.sheet.boxes["refine1"])
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=centre(canvas, "refine1"))
    (name,) = (each for each in form.findChildren(QLineEdit) if each.text() == "refine1")
    name.selectAll()
    qtbot.keyClicks(name, "first_refine")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert "first_refine" in document.project.graph and document.project.places["first_refine"] == place
    assert canvas.sheet.selected_ids == ("first_refine",) and name.isVisible() and name.text() == "first_refine"
    document.undo.undo()
    assert canvas.sheet.selected_ids == ("refine1",) and name.text() == "refine1"


def test_models_found_in_the_zoo_are_compared_at_one_size_and_one_of_them_is_opened(start: Start, qtbot: QtBot) -> None:
    session = start(measuring=False)
    zoo, comparison = session.window.zoo, session.window.comparison
    session.window.actions_by_name["find_model"].trigger()
    qtbot.keyClicks(zoo.findChild(QLineEdit), "segmentation")
    for title, modifier in (("Squeeze U-Net", NONE), ("EdgeSegNet", Qt.KeyboardModifier.ControlModifier)):
        click(qtbot, zoo.table, cell(zoo.table, title), modifier)
    assert zoo.selected == ("EdgeSegNet", "Squeeze U-Net")
    session.window.actions_by_name["compare"].trigger()
    assert session.window.pages.current == "comparison"
    qtbot.waitUntil(lambda: shown(comparison.table, "Parameters (M)") == ["0.652", "2.505"], timeout=LONG)

    size = comparison.findChild(QLineEdit)
    qtbot.keyClicks(size, "96x64")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(comparison.table, "Input") == ["3×96×64"] * 2, timeout=LONG)
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        double_click(qtbot, comparison.table, cell(comparison.table, "EdgeSegNet"))
    assert session.document.project.title == "EdgeSegNet" and session.window.pages.current == "canvas"


def test_what_was_counted_for_the_zoo_is_known_at_the_next_start(start: Start, qtbot: QtBot) -> None:
    first = start()
    qtbot.waitUntil(lambda: "…" not in shown(first.window.zoo.table, "MACs (M)"), timeout=LONG)
    counted = shown(first.window.zoo.table, "MACs (M)")
    first.close()
    assert shown(start().window.zoo.table, "MACs (M)") == counted and "!" not in counted
