"""The blocks as bars: how long they are, their order, and what mouse and keys select."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QListView

from app import theme
from app.breakdown import Breakdown
from app.panels.bars.panel import Bars
from app.quantities import QUANTITIES, TIME, find_quantity
from app.theme import DARK, LIGHT
from tests.app.looking import layer, opened, visible_text, with_layers
from tests.app.timed import breakdown

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bars(qtbot):
    bars = opened(qtbot, Bars(), 420, 260)
    bars.show_breakdown(breakdown(), TIME)
    return bars


def view_of(bars):
    return next(view for view in bars.findChildren(QListView) if view.accessibleName().startswith("Blocks"))


def lines(bars):
    model = view_of(bars).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(qtbot, bars, name, text):
    """Choose in a box with the keys."""
    (box,) = (each for each in bars.findChildren(QComboBox) if each.accessibleName() == name)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentText()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() != before


def click(qtbot, bars, row, keys=NO_KEYS):
    view = view_of(bars)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, keys, view.visualRect(view.model().index(row, 0)).center()
    )


def length(bars, row):
    """How many pixels of a line are of the bars' colour."""
    view = view_of(bars)
    line = view.visualRect(view.model().index(row, 0))
    picture = view.viewport().grab(line).toImage()
    bar = QColor(theme.of(bars.palette()).accent)
    return sum(picture.pixelColor(x, line.height() // 2) == bar for x in range(picture.width()))


def test_each_block_has_a_line_with_its_value_and_unit_in_the_networks_order(bars):
    assert lines(bars) == ["stem: 1.00 ms", "wide: 500 µs", "act: 100 µs", "norm: within others"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_are_as_long_as_their_values(bars, dressed, colours):
    theme.apply(dressed, colours)
    longest = length(bars, 0)
    assert longest > 100
    assert abs(length(bars, 1) - longest / 2) <= 1 and abs(length(bars, 2) - longest / 10) <= 1
    assert length(bars, 3) == 0


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda each: each.name)
def test_every_quantity_has_bars_with_its_unit(bars, quantity):
    bars.show_breakdown(breakdown(), quantity)
    assert lines(bars) == [f"{row.layer.node}: {quantity.text(row)}" for row in breakdown().rows]
    assert length(bars, 1) > 0


def test_the_largest_stand_first_on_demand_and_what_has_no_value_last(bars, qtbot):
    bars.show_breakdown(breakdown(), find_quantity("macs"))
    choose(qtbot, bars, "Order of the bars", "Largest first")
    assert [line.partition(":")[0] for line in lines(bars)] == ["wide", "stem", "act", "norm"]
    bars.show_breakdown(breakdown(), TIME)
    assert [line.partition(":")[0] for line in lines(bars)] == ["stem", "wide", "act", "norm"]
    choose_first(qtbot, bars)
    assert [line.partition(":")[0] for line in lines(bars)] == ["stem", "wide", "act", "norm"]


def choose_first(qtbot, bars):
    (box,) = (each for each in bars.findChildren(QComboBox) if each.accessibleName() == "Order of the bars")
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.currentText() == "In network order"


def test_another_quantity_is_wished_for_by_name(bars, qtbot):
    with qtbot.waitSignal(bars.quantity_wished) as told:
        choose(qtbot, bars, "Quantity of the bars", "MACs")
    assert told.args == ["macs"]


def test_a_click_selects_and_with_ctrl_one_more_in_the_networks_order(bars, qtbot):
    click(qtbot, bars, 1)
    with qtbot.waitSignal(bars.selection_changed) as told:
        click(qtbot, bars, 0, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [("stem", "wide")]


def test_the_arrow_keys_move_the_selection(bars, qtbot):
    click(qtbot, bars, 0)
    with qtbot.waitSignal(bars.selection_changed) as told:
        qtbot.keyClick(view_of(bars), Qt.Key.Key_Down)
    assert told.args == [("wide",)]
    with qtbot.waitSignal(bars.selection_changed) as told:
        qtbot.keyClick(view_of(bars), Qt.Key.Key_End)
    assert told.args == [("norm",)]


def test_the_arrow_keys_go_on_from_what_was_selected_elsewhere(bars, qtbot):
    with qtbot.assertNotEmitted(bars.selection_changed):
        bars.select(("wide",))
    with qtbot.waitSignal(bars.selection_changed) as told:
        qtbot.keyClick(view_of(bars), Qt.Key.Key_Down)
    assert told.args == [("act",)]


def test_the_selection_outlasts_other_figures_another_order_and_other_blocks(bars, qtbot):
    bars.select(("act",))
    with qtbot.assertNotEmitted(bars.selection_changed):
        bars.show_breakdown(breakdown(), find_quantity("macs"))
        choose(qtbot, bars, "Order of the bars", "Largest first")
        bars.show_breakdown(Breakdown(with_layers(layer("new", 5), layer("act", 1))), find_quantity("macs"))
    assert [index.data() for index in view_of(bars).selectedIndexes()] == ["act: 1 MACs"]


def test_three_hundred_blocks_scroll_to_the_selected_one(bars):
    many = with_layers(*(layer(f"conv{at}", at) for at in range(300)))
    bars.show_breakdown(Breakdown(many), find_quantity("macs"))
    view = view_of(bars)
    bars.select(("conv299",))
    assert view.viewport().rect().contains(view.visualRect(view.model().index(299, 0)))
    assert view.selectionModel().isSelected(view.model().index(299, 0))
    assert view.selectionModel().currentIndex().row() == 299


def test_values_from_before_a_change_have_fainter_bars(bars):
    assert length(bars, 0) > 0
    bars.show_breakdown(breakdown(stale=True), TIME)
    assert length(bars, 0) == 0
    bars.show_breakdown(breakdown(stale=True), find_quantity("macs"))
    assert length(bars, 1) > 0


def test_without_blocks_the_panel_says_what_to_do(bars):
    bars.show_breakdown(Breakdown(), TIME)
    assert "No blocks to show: open a model" in visible_text(bars)
