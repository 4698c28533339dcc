"""A family of variants from the first act to the reopened file, through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.app.looking import button
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, cell, double_click

UNET = "Squeeze U-Net"
BARE = f"{UNET} + no skips"
WAITING = "…"


def column(session: Session, heading: str) -> list[str]:
    """A column of the table of variants, by its heading."""
    model = session.window.variants.table.model()
    across = range(model.columnCount())
    headings = [str(model.headerData(at, Qt.Orientation.Horizontal)).replace("\n", " ") for at in across]
    return [model.index(row, headings.index(heading)).data() for row in range(model.rowCount())]


def figures(session: Session) -> list[list[str]]:
    """What the table says of each variant."""
    return [column(session, each) for each in ("Variant", "History", "Parameters (M)", "MACs (M)", "Change (MACs)")]


def apply(session: Session, qtbot: QtBot, words: str) -> None:
    """Apply the transform that these words find, in the way that the dialog offers."""
    qtbot.keyClick(session.window.canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = session.transforming.dialog
    qtbot.keyClicks(dialog.focusWidget(), words)
    qtbot.waitUntil(button(dialog, "Apply").isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        qtbot.mouseClick(button(dialog, "Apply"), LEFT)


def all_known(session: Session) -> bool:
    """Whether every variant has been counted."""
    return WAITING not in column(session, "MACs (M)")


def test_a_variant_comes_out_of_an_act_is_undone_redone_saved_and_reopened(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(measuring=False)
    with qtbot.waitSignal(session.results.examined, timeout=LONG):
        session.open(UNET)
    assert column(session, "Variant") == [UNET]
    apply(session, qtbot, "drop skips")
    qtbot.waitUntil(lambda: all_known(session), timeout=LONG)
    both = figures(session)
    assert both[0] == both[1] == [UNET, BARE]
    assert both[2][0] == "2.505" and float(both[2][1]) < 2.505 and both[4][1].startswith("−")
    assert session.window.windowTitle().startswith(BARE)

    session.document.undo.undo()
    assert column(session, "Variant") == [UNET] and session.window.windowTitle().startswith(UNET)
    session.document.undo.redo()
    assert figures(session) == both

    path = tmp_path / "family.slimscope"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.files.used, timeout=LONG):
        session.window.actions_by_name["save"].trigger()
    assert not session.document.modified
    session.close()

    again = start(measuring=False)
    with qtbot.waitSignal(again.files.used, timeout=LONG):
        again.files.open(path)
    qtbot.waitUntil(lambda: all_known(again), timeout=LONG)
    assert figures(again) == both and again.document.project.title == BARE
    again.window.docks["Variants"].raise_()
    table = again.window.variants.table
    with qtbot.waitSignal(again.results.examined, timeout=LONG):
        double_click(qtbot, table, cell(table, UNET))
    assert again.document.project.title == UNET and not again.document.modified


def test_a_model_of_the_zoo_stands_beside_the_one_that_is_there_and_is_measured_when_it_is_shown(
    start: Start, qtbot: QtBot
) -> None:
    session = start()
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        session.open("block/conv:out=8")
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG):
        session.models.add("block/conv:out=16")
    assert column(session, "Variant") == ["block/conv:out=8", "block/conv:out=16"]
    qtbot.waitUntil(lambda: "–" not in column(session, "p50 (ms)"), timeout=LONG)
    with qtbot.waitSignal(session.measuring.measured, timeout=LONG):
        session.window.actions_by_name["variant_previous"].trigger()
    assert session.document.project.title == "block/conv:out=8"
    with qtbot.waitSignal(session.models.arrived, timeout=LONG):
        session.models.exchange("block/fire")
    assert column(session, "Variant") == ["block/fire", "block/conv:out=16"]
