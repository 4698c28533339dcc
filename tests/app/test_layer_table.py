from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QTableView,
    QToolButton,
)

from app.breakdown import Breakdown
from app.panels.layer_table import LayerTable
from modelzoo.analysis.cost import cost
from modelzoo.edits import set_param
from modelzoo.measurements import Load, Setup
from modelzoo.zoo import open_model
from tests.app.looking import LAYERS, a_latency, layer, opened, visible_text, with_layers
from tests.app.timed import ROWS, breakdown, times


@pytest.fixture
def table(qtbot):
    table = opened(qtbot, LayerTable(), 900, 220)
    show(table, *LAYERS)
    return table


def show(table, *layers):
    table.show_breakdown(Breakdown(with_layers(*layers)))


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
        show(table, replace(LAYERS[0], parameters=5000), *LAYERS[1:])
    assert column(table, "Name") == ["tail", "wide", "stem"]
    assert [index.row() for index in view(table).selectionModel().selectedRows()] == [2]


def test_new_layers_keep_sort_and_selection_too(table, qtbot):
    click_heading(qtbot, table, "Parameters")
    table.select(("wide",))
    with qtbot.assertNotEmitted(table.selection_changed):
        show(table, *LAYERS, layer("more", 1, 500))
    assert column(table, "Name") == ["stem", "tail", "more", "wide"]
    assert [index.row() for index in view(table).selectionModel().selectedRows()] == [3]


def test_without_figures_the_table_says_what_to_do(table):
    table.show_breakdown(Breakdown())
    assert "No layers to show" in visible_text(table)
    show(table, *LAYERS)
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
    table.show_breakdown(Breakdown(cost(model.graph, (32, 32))))
    before = column(table, "Parameters")
    fire = next(node.id for node in model.graph if node.block == "fire")
    table.show_breakdown(Breakdown(cost(set_param(model.graph, fire, "squeeze", 2), (32, 32))))
    assert len(before) == len(model.graph)
    assert column(table, "Parameters") != before


def test_each_layer_has_its_time_and_its_share_of_the_whole(table):
    table.show_breakdown(breakdown())
    assert column(table, "Time (ms)") == ["1.000", "0.500", "0.100", "merged"]
    assert column(table, "Share of time") == ["50.0 %", "25.0 %", "5.0 %", "–"]


def test_speed_bound_and_efficiency_stand_beside_the_time(table):
    table.show_breakdown(breakdown())
    assert column(table, "Speed (GFLOP/s)") == ["0.5", "4.0", "–", "–"]
    assert column(table, "Bound (ms)") == ["0.125", "0.500", "0.005", "0.005"]
    assert column(table, "Efficiency (%)") == ["12.5", "100.0", "4.9", "–"]


def test_a_batch_reaches_the_speed_of_all_its_pictures(table):
    timed = times()
    whole = replace(timed.whole, setup=Setup("eager", batch=4))
    table.show_breakdown(breakdown(times=replace(timed, whole=whole)))
    assert column(table, "Time (ms)")[:2] == ["1.000", "0.500"]
    assert column(table, "Speed (GFLOP/s)")[:2] == ["2.0", "16.0"]
    assert column(table, "Bound (ms)")[:2] == ["0.500", "2.000"]


def test_without_roofs_there_is_no_bound_and_without_times_no_time(table):
    table.show_breakdown(breakdown(roofs=None))
    assert column(table, "Bound (ms)") == column(table, "Efficiency (%)") == ["–"] * 4
    table.show_breakdown(breakdown(times=None))
    assert column(table, "Time (ms)") == column(table, "Share of time") == column(table, "Efficiency (%)") == ["–"] * 4
    assert column(table, "Bound (ms)")[0] == "0.125"


def test_sorted_by_time_the_layers_that_have_none_stand_last_either_way(table, qtbot):
    table.show_breakdown(breakdown())
    click_heading(qtbot, table, "Time (ms)")
    assert column(table, "Name") == ["act", "wide", "stem", "norm"]
    click_heading(qtbot, table, "Time (ms)")
    assert column(table, "Name") == ["stem", "wide", "act", "norm"]


def test_the_blocks_sum_stands_beside_the_whole_and_what_belongs_to_none(table):
    table.show_breakdown(breakdown())
    told = visible_text(table)
    assert "Blocks 1.60 ms of 2.00 ms (p50): unattributed 20.0 %, of it layout changes 0.02 ms" in told
    assert "1 thread, batch 1, n = 57" in told
    (passes,) = (label for label in table.findChildren(QLabel) if "n = 57" in label.text())
    assert "eager, 1 thread, batch 1, contiguous" in passes.toolTip() and "A CPU" in passes.toolTip()


def test_blocks_that_sum_to_more_than_the_whole_say_so(table):
    table.show_breakdown(breakdown(times=times(whole=0.00128)))
    told = visible_text(table)
    assert "Blocks 1.60 ms, 25.0 % more than the whole model's 1.28 ms (p50); beside them layout changes" in told


def test_times_taken_on_a_busy_machine_are_called_doubtful(table):
    busy = replace(times(), whole=replace(a_latency(), load=Load(foreign_cores=1.5)))
    table.show_breakdown(breakdown(times=busy))
    assert "doubtful" in visible_text(table)
    table.show_breakdown(breakdown())
    assert "doubtful" not in visible_text(table)


def test_times_from_before_a_change_are_grey_and_reach_no_speed(table):
    table.show_breakdown(breakdown())
    before = tones(table)
    table.show_breakdown(breakdown(stale=True))
    assert column(table, "Time (ms)")[0] == "1.000"
    assert column(table, "Efficiency (%)") == column(table, "Speed (GFLOP/s)") == ["–"] * 4
    assert "Before the last change" in visible_text(table)
    assert {title for title, tone in tones(table).items() if tone != before[title]} == {"Time (ms)", "Share of time"}


def tones(table):
    model = view(table).model()
    return {
        model.headerData(at, Qt.Orientation.Horizontal): model.index(0, at).data(Qt.ItemDataRole.ForegroundRole)
        for at in range(model.columnCount())
    }


def test_another_runtime_can_be_chosen_with_the_keys_where_there_are_two(table, qtbot):
    table.show_breakdown(breakdown())
    runtimes = table.findChild(QComboBox)
    table.show_setups([Setup("eager")], Setup("eager"))
    assert not runtimes.isEnabled() and "eager" in runtimes.currentText()
    table.show_setups([Setup("eager"), Setup("onnxruntime")], Setup("eager"))
    assert runtimes.isEnabled() and "eager" in runtimes.currentText()
    with qtbot.waitSignal(table.setup_wished) as told:
        qtbot.keyClick(runtimes, Qt.Key.Key_Down)
    assert told.args == [Setup("onnxruntime")]


def test_times_can_be_taken_again(table, qtbot):
    table.show_breakdown(breakdown())
    with qtbot.waitSignal(table.times_wished):
        qtbot.mouseClick(table.findChild(QToolButton), Qt.MouseButton.LeftButton)


def test_copied_times_have_every_digit_and_stay_empty_where_there_are_none(table, qtbot):
    table.show_breakdown(breakdown())
    view(table).setFocus()
    qtbot.keyClick(view(table), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, *rows = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert len(rows) == len(ROWS)
    assert [row[heading.index("Time (ms)")] for row in rows] == ["1.0", "0.5", "0.1", ""]
