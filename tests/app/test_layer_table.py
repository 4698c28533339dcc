from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QTableView,
)

from app.panels.layer_table import LayerTable
from modelzoo.analysis.cost import cost
from modelzoo.edits import set_param
from modelzoo.zoo import open_model
from tests.app.looking import LAYERS, layer, opened, visible_text, with_layers


@pytest.fixture
def table(qtbot):
    table = opened(qtbot, LayerTable(), 900, 220)
    table.show_cost(with_layers(*LAYERS))
    return table


def column(table, title):
    model = view(table).model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    at = titles.index(title)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def view(table):
    return table.findChild(QTableView)


def click_heading(qtbot, table, title):
    header = view(table).horizontalHeader()
    at = next(
        at for at in range(header.count()) if view(table).model().headerData(at, Qt.Orientation.Horizontal) == title
    )
    place = QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_row(qtbot, table, row, modifier=Qt.KeyboardModifier.NoModifier):
    place = view(table).visualRect(view(table).model().index(row, 0)).center()
    qtbot.mouseClick(view(table).viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_layers_stand_in_the_order_of_the_model_with_their_shares(table):
    assert column(table, "Name") == ["stem", "wide", "tail"]
    assert column(table, "Share of MACs") == ["12.5 %", "50.0 %", "37.5 %"]
    assert column(table, "MACs (M)") == ["0.250", "1.000", "0.750"]


def test_a_click_on_a_heading_sorts_by_number(table, qtbot):
    click_heading(qtbot, table, "Parameters")
    assert column(table, "Parameters") == ["9", "200", "1,000"]
    click_heading(qtbot, table, "Parameters")
    assert column(table, "Parameters") == ["1,000", "200", "9"]


def test_selected_rows_are_told_in_the_order_of_the_model(table, qtbot):
    click_row(qtbot, table, 2)
    with qtbot.waitSignal(table.selection_changed) as told:
        click_row(qtbot, table, 0, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [("stem", "tail")]


def test_a_selection_from_outside_is_shown_and_not_told(table, qtbot):
    with qtbot.assertNotEmitted(table.selection_changed):
        table.select(("wide", "elsewhere"))
    assert [index.row() for index in view(table).selectionModel().selectedRows()] == [1]


def test_new_figures_keep_sort_and_selection(table, qtbot):
    click_heading(qtbot, table, "Parameters")
    table.select(("stem",))
    with qtbot.assertNotEmitted(table.selection_changed):
        table.show_cost(with_layers(replace(LAYERS[0], parameters=5000), *LAYERS[1:]))
    assert column(table, "Name") == ["tail", "wide", "stem"]
    assert [index.row() for index in view(table).selectionModel().selectedRows()] == [2]


def test_new_layers_keep_sort_and_selection_too(table, qtbot):
    click_heading(qtbot, table, "Parameters")
    table.select(("wide",))
    with qtbot.assertNotEmitted(table.selection_changed):
        table.show_cost(with_layers(*LAYERS, layer("more", 1, 500)))
    assert column(table, "Name") == ["stem", "tail", "more", "wide"]
    assert [index.row() for index in view(table).selectionModel().selectedRows()] == [3]


def test_without_figures_the_table_says_what_to_do(table):
    table.show_cost(None)
    assert "No layers to show" in visible_text(table)
    table.show_cost(with_layers(*LAYERS))
    assert len(column(table, "Name")) == 3


def test_copied_rows_have_headings_tabs_and_every_digit(table, qtbot):
    click_row(qtbot, table, 1)
    qtbot.keyClick(view(table), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, row = QApplication.clipboard().text().splitlines()
    copied = dict(zip(heading.split("\t"), row.split("\t"), strict=True))
    assert (copied["Name"], copied["MACs"], copied["Activations (bytes)"]) == ("wide", "1000000", "4096")


def test_without_a_selection_all_rows_are_copied(table, qtbot):
    view(table).setFocus()
    qtbot.keyClick(view(table), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QApplication.clipboard().text().splitlines()) == 1 + len(LAYERS)


def test_a_real_model_fills_the_table_and_follows_an_edit(table):
    model = open_model("Squeeze U-Net")
    table.show_cost(cost(model.graph, (32, 32)))
    before = column(table, "Parameters")
    fire = next(node.id for node in model.graph if node.block == "fire")
    table.show_cost(cost(set_param(model.graph, fire, "squeeze", 2), (32, 32)))
    assert len(before) == len(model.graph)
    assert column(table, "Parameters") != before
