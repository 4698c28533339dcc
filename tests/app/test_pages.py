"""The window's pages, and the panels and actions that come and go with them."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit, QTabBar, QTableView

from app.actions import ONLY_ON
from app.main_window import MainWindow
from modelzoo.catalog import CATALOG
from modelzoo.published import published


@pytest.fixture
def window(qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    window.zoo.show_models(published(CATALOG.architectures.values()))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def standing(window):
    return {title for title, dock in window.docks.items() if not dock.isHidden()}


def test_keys_and_tabs_turn_the_pages_and_the_menu_ticks_the_one_that_is_shown(window, qtbot):
    for key, name in ((Qt.Key.Key_2, "zoo"), (Qt.Key.Key_3, "claims"), (Qt.Key.Key_4, "comparison")):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.pages.current == name and window.pages.currentWidget() is getattr(window, name)
    window.pages.tabs.setCurrentIndex(1)
    ticked = [each for each in window.actions_by_name if window.actions_by_name[each].isChecked()]
    assert window.pages.currentWidget() is window.canvas and ticked == ["page_canvas"]


def test_a_page_that_is_turned_to_by_key_takes_the_keyboard(window):
    window.actions_by_name["page_zoo"].trigger()
    assert window.zoo.findChild(QLineEdit).hasFocus()
    window.actions_by_name["page_canvas"].trigger()
    assert window.canvas.hasFocus()


def test_the_panels_of_the_model_leave_the_room_to_other_pages_and_come_back_as_they_were(window, qtbot, qapp):
    window.docks["Problems"].raise_()
    window.docks["Latency"].hide()
    qapp.processEvents()
    before, widths = standing(window), {title: dock.width() for title, dock in window.docks.items()}
    window.pages.turn_to("zoo")
    qtbot.waitUntil(lambda: window.zoo.width() == window.width())
    assert standing(window) == set()
    window.pages.turn_to("comparison")
    window.pages.turn_to("canvas")
    assert (
        standing(window)
        == before
        == {"Blocks", "Block", "Layers", "Bars", "Roofline", "Problems", "Variants", "Summary"}
    )
    assert widths["Blocks"] == window.docks["Blocks"].width() and widths["Summary"] == window.docks["Summary"].width()
    assert not window.docks["Problems"].visibleRegion().isEmpty() and window.docks["Layers"].visibleRegion().isEmpty()


def test_a_layout_kept_while_the_zoo_is_shown_is_the_one_of_the_panels(window, tmp_path):
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    window.docks["Summary"].hide()
    window.pages.turn_to("zoo")
    window.keep_layout(store)
    window.reset_layout()
    window.pages.turn_to("canvas")
    assert "Summary" in standing(window)
    window.restore_layout(store)
    assert standing(window) == window.docks.keys() - {"Summary", "Code"}


def test_actions_of_one_page_are_off_on_the_others(window):
    actions = window.actions_by_name
    for page in ("canvas", "zoo", "comparison"):
        window.pages.turn_to(page)
        bound = {name for names in ONLY_ON.values() for name in names}
        elsewhere = {name for name in bound if "This works on the page" in actions[name].toolTip()}
        assert elsewhere == bound - set(ONLY_ON.get(page, ()))
        assert not any(actions[name].isEnabled() for name in elsewhere)


@pytest.mark.parametrize(("page", "works"), [("canvas", True), ("netron", True), ("diff", False), ("zoo", False)])
def test_boxes_are_coloured_where_there_are_some(window, page, works):
    window.pages.turn_to(page)
    assert window.colour_chooser.isEnabled() is window.actions_by_name["colour_macs"].isEnabled() is works


def test_a_search_for_a_block_turns_to_the_canvas_and_its_palette(window):
    window.pages.turn_to("zoo")
    window.docks["Blocks"].hide()
    window.search_blocks()
    assert window.pages.current == "canvas" and window.palette_panel.findChild(QLineEdit).hasFocus()


def test_ctrl_c_in_the_zoo_copies_models_and_not_blocks(window, qtbot, qapp):
    window.pages.turn_to("zoo")
    table = window.zoo.findChild(QTableView)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text().startswith("Model\tFamily")


def test_every_tab_of_a_panel_can_be_read_in_full_with_a_count_of_problems(window):
    window.resize(1280, 800)
    window.mark_problems(12)
    bar = next(bar for bar in window.findChildren(QTabBar) if "Problems (12)" in _texts(bar))
    texts = {text: bar.fontMetrics().horizontalAdvance(text) for text in _texts(bar)}
    assert "Roofline" in texts
    assert all(bar.tabRect(at).width() >= width + 24 for at, width in enumerate(texts.values()))


def _texts(bar):
    return [bar.tabText(at) for at in range(bar.count())]
