"""The whole window for those who hear it or use it without a mouse."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.actions import DEEDS, PAGES
from app.breakdown import Breakdown
from app.main_window import MainWindow
from tests.app.filled import focusable, name, way_round, window
from tests.hands import tree

__all__ = ["window"]


def test_every_control_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    controls = focusable(window)
    assert {window.canvas, window.input_size, window.zoo.table, tree(window.palette_panel)} <= set(controls)
    nameless = [f"{type(each).__name__} in {type(each.parent()).__name__}" for each in controls if not name(each)]
    assert not nameless


def test_every_action_has_a_text_a_tip_and_a_key_of_its_own(window: MainWindow) -> None:
    actions = window.actions_by_name
    assert {"undo", "redo"} <= actions.keys()
    assert all(action.text() and action.toolTip() for action in actions.values())
    assert all(actions[deed.name].statusTip() == deed.tip for deed in DEEDS)
    assert all(actions[deed.name].toolTip().startswith(deed.tip) and deed.tip != deed.text for deed in DEEDS)
    keys = Counter(key.toString() for action in actions.values() for key in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1] == []
    assert actions["undo"].shortcut() == QKeySequence(QKeySequence.StandardKey.Undo)


def test_every_action_is_in_a_menu_and_no_menu_has_one_letter_twice(window: MainWindow) -> None:
    menus = [menu for menu in (each.menu() for each in window.menuBar().actions()) if isinstance(menu, QMenu)]
    menus += [inner for menu in list(menus) for each in menu.actions() if isinstance(inner := each.menu(), QMenu)]
    listed = {action for menu in menus for action in menu.actions()}
    assert set(window.actions_by_name.values()) <= listed
    for menu in menus:
        letters = Counter(letter(action) for action in menu.actions() if letter(action))
        assert [each for each, times in letters.items() if times > 1] == [], menu.title()


def letter(action: QAction) -> str:
    """The letter that picks the action in its open menu."""
    return QKeySequence.mnemonic(action.text()).toString()


def seen(window: MainWindow) -> set[QWidget]:
    """All that Tab should reach: what can be used, and is not hidden by a page or a panel in front of it."""
    hidden = [dock for dock in window.docks.values() if dock.visibleRegion().isEmpty()]
    return {
        each
        for each in focusable(window)
        if each.isEnabled() and each.isVisible() and not any(panel.isAncestorOf(each) for panel in hidden)
    }


def test_tab_goes_round_all_that_can_be_seen_and_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    reached = way_round(qtbot, window.canvas)
    assert set(reached) == seen(window)
    assert {window.input_size, tree(window.palette_panel), window.layers.findChild(QTableView)} <= set(reached)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "canvas"])
def test_tab_goes_round_a_page_and_its_tabs(window: MainWindow, qtbot: QtBot, page: str) -> None:
    window.pages.turn_to(page)
    reached = way_round(qtbot, window.pages.tabs)
    assert set(reached) == seen(window) and len(reached) > 1


def test_tab_is_not_held_up_where_there_is_nothing_to_show(window: MainWindow, qtbot: QtBot) -> None:
    window.layers.show_breakdown(Breakdown())
    window.docks["Problems"].raise_()
    assert window.input_size in way_round(qtbot, window.canvas)


def test_tab_goes_through_a_form_from_top_to_bottom(window: MainWindow, qtbot: QtBot) -> None:
    for page, form in (("canvas", window.form), ("zoo", window.zoo.card)):
        window.pages.turn_to(page)
        reached = [each for each in way_round(qtbot, window.pages.tabs) if form.isAncestorOf(each)]
        tops = [each.mapTo(form, QPoint()).y() for each in reached]
        assert len(tops) > 3 and tops == sorted(tops)
