from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QListWidget,
    QSpinBox,
    QTableView,
)

from app import theme
from app.panels.comparison.page import ComparisonPage
from app.panels.cost_panel import CostPanel
from app.panels.latency.panel import LatencyPanel
from app.panels.layer_table import LayerTable
from app.panels.problem_list import ProblemList
from app.panels.zoo.page import ZooPage
from tests.app.looking import (
    A_COST,
    named,
    opened,
)


@pytest.mark.parametrize("make", [CostPanel, LatencyPanel, LayerTable, ProblemList, ZooPage, ComparisonPage])
def test_every_control_has_a_text_or_tooltip_and_a_name(qtbot, make):
    panel = opened(qtbot, make())
    for each in panel.findChildren(QAbstractButton):
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert each.text() or (each.toolTip() and each.accessibleName())
    for each in (*panel.findChildren(QSpinBox), *panel.findChildren(QTableView), *panel.findChildren(QListWidget)):
        assert each.accessibleName()


def test_figures_follow_the_theme(qapp, qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, replace(A_COST, macs=800_000), "before")
    for each in (theme.DARK, theme.LIGHT):
        panel.setPalette(theme.palette(each))
        colour = named(panel, "Change of macs").palette().windowText().color()
        assert colour.name() == each.bad
