"""The views of where the time goes: what is selected and how it is coloured, in all of them alike."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListView, QTableView
from pytestqt.qtbot import QtBot

from app.panels.roofline.chart import RooflineChart
from tests.app.lab import HERE_NOW, Lab, look_at
from tests.app.timed import ROOFS
from tests.hands import cell, centre, click

Key, Button = Qt.Key, Qt.MouseButton


def ready(lab: Lab) -> None:
    """Everything is known of the model."""
    lab.cache.save(replace(ROOFS, environment=HERE_NOW))
    lab.open()
    lab.measure()
    lab.answer_layers()


def selections(lab: Lab) -> list[set[str]]:
    """What is selected on the canvas, in the table and among the bars."""
    window = lab.window
    bars = next(each for each in window.bars.findChildren(QListView) if each.accessibleName().startswith("Blocks"))
    table = window.layers.findChild(QTableView)
    return [
        set(window.canvas.sheet.selected_ids),
        {index.data() for index in table.selectionModel().selectedRows()},
        {index.data().partition(":")[0] for index in bars.selectedIndexes()},
    ]


def test_what_is_selected_in_one_view_is_selected_in_all(lab: Lab, qtbot: QtBot) -> None:
    ready(lab)
    window = lab.window
    qtbot.mouseClick(window.canvas.viewport(), Button.LeftButton, pos=centre(window.canvas, "stem"))
    assert selections(lab) == [{"stem"}] * 3
    click(qtbot, window.layers.findChild(QTableView), cell(window.layers.findChild(QTableView), "input1"))
    assert selections(lab) == [{"input1"}] * 3
    look_at(lab, "Roofline")
    chart = window.roofline.findChild(RooflineChart)
    place = chart.place_of("stem")
    assert place is not None
    qtbot.mouseClick(chart, Button.LeftButton, pos=place.toPoint())
    assert selections(lab) == [{"stem"}] * 3
    look_at(lab, "Bars")
    bars = next(each for each in window.bars.findChildren(QListView) if each.accessibleName().startswith("Blocks"))
    qtbot.keyClick(bars, Key.Key_Down)
    assert selections(lab) == [{"output1"}] * 3


def test_the_colours_of_the_boxes_can_be_chosen_by_key_menu_and_tool_bar(lab: Lab, qtbot: QtBot) -> None:
    ready(lab)
    window = lab.window
    box = window.canvas.sheet.boxes["stem"]
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Key.Key_H)
    assert window.actions_by_name["colour_time"].isChecked() and "1.00 ms" in box.toolTip()
    window.actions_by_name["colour_parameters"].trigger()
    assert window.colour_chooser.currentText() == "Parameters" and "1.00 ms" not in box.toolTip()
    qtbot.keyClick(window.colour_chooser, Key.Key_Down)
    assert window.actions_by_name["colour_activations"].isChecked()
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Key.Key_H)
    qtbot.keyClick(window.canvas, Key.Key_H)
    assert window.actions_by_name["colour_kind"].isChecked() and window.colour_chooser.currentText() == "Block kind"


def test_bars_and_boxes_show_the_same_quantity_unless_boxes_are_coloured_by_kind(lab: Lab) -> None:
    ready(lab)
    window = lab.window
    quantities = next(each for each in window.bars.findChildren(QComboBox) if each.accessibleName().startswith("Quant"))
    window.bars.quantity_wished.emit("macs")
    assert quantities.currentText() == "MACs" and window.actions_by_name["colour_kind"].isChecked()
    window.actions_by_name["colour_intensity"].trigger()
    assert quantities.currentText() == "Intensity"
    window.bars.quantity_wished.emit("time")
    assert window.actions_by_name["colour_time"].isChecked() and window.colour_chooser.currentText() == "Time"
