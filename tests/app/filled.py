"""A window with everything in it, and how those find their way in it who use no mouse or hear it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.breakdown import Breakdown
from app.document import Document
from app.main_window import MainWindow
from modelzoo.analysis.cost import cost
from modelzoo.builder import Builder
from modelzoo.catalog import CATALOG
from modelzoo.published import published
from modelzoo.runs.logs import Logs
from modelzoo.runs.pairing import Pairing
from modelzoo.runs.table4 import table4


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with every list filled, models of the zoo compared and a block in the form."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.palette_panel.show_blocks(CATALOG.blocks.values())
    models = published(CATALOG.architectures.values())
    window.zoo.show_models(models)
    window.comparison.show_models(models[:3], "")
    window.latency.prepare_plot()
    window.runs.prepare_plot()
    window.runs.show_logs(table4(), Logs(pairing=Pairing(baseline="Squeeze U-Net")), ("EdgeSegNet",))
    window.runs.show_problems(("gone: there is no such file or folder",))
    b = Builder()
    b("output", b("conv", b("input")))
    window.form.show_node(b.graph["conv1"], CATALOG.blocks["conv"], "3x64x64", "64x64x64")
    figures = cost(b.graph, (64, 64))
    window.layers.show_breakdown(Breakdown(figures))
    window.costs.show_cost(figures, None, "")
    undo = Document(window).undo
    window.add_undo(undo.createUndoAction(window, "Undo"), undo.createRedoAction(window, "Redo"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window


def focusable(window: QWidget) -> list[QWidget]:
    """All that a person can reach with Tab, save the inner parts that pass the focus on and the tabs of no panel."""
    tab = Qt.FocusPolicy.TabFocus
    gone = [each for each in window.findChildren(QTabBar) if each.visibleRegion().isEmpty()]
    inside = (each for each in window.findChildren(QWidget) if each.window() is window and each not in gone)
    return [each for each in inside if each.focusPolicy() & tab == tab and each.focusProxy() is None]


def name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def way_round(qtbot: QtBot, start: QWidget) -> list[QWidget]:
    """What Tab reaches, from this widget until it is there again."""
    start.setFocus()
    reached: list[QWidget] = [start]
    while len(reached) < 100:
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return reached
        reached.append(QApplication.focusWidget())
    pytest.fail(f"Tab does not come back to {start} but to {reached[-1]} in {reached[-1].parent()}")
