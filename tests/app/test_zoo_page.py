"""The zoo's page: every published model, found by what a person asks for, read about, opened and compared."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QSpinBox, QTableView

from app.panels.zoo.page import ZooPage
from modelzoo.analysis.cost import cost
from modelzoo.catalog import CATALOG, Fact
from modelzoo.published import published
from modelzoo.results import Appraisal
from modelzoo.zoo import open_model
from tests.app.looking import A_COST, button, named, opened, visible_text
from tests.hands import cell, click, double_click

CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL, LARGE = "SqueezeNet 1.1", "VGG-19"
AN_APPRAISAL = Appraisal.of(A_COST, (3, 224, 224))


@pytest.fixture
def zoo(qtbot):
    page = opened(qtbot, ZooPage(), 1280, 640)
    page.show_models(published(CATALOG.architectures.values()))
    return page


def appraised(zoo, **sizes):
    """Tell the figures of models, MACs a hundred times their parameters."""
    for name, parameters in sizes.items():
        zoo.show_appraisal(name, replace(AN_APPRAISAL, parameters=parameters, macs=100 * parameters))


def pick(zoo, name):
    zoo.table.choose_row(cell(zoo.table, name).row())
    QApplication.processEvents()


def column(zoo, title):
    model = zoo.table.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal).split("\n")[0] for at in range(model.columnCount())]
    return [model.index(row, headings.index(title)).data() for row in range(model.rowCount())]


def field(zoo, kind, name):
    return next(each for each in zoo.findChildren(kind) if each.accessibleName() == name and each.isVisible())


def fill(qtbot, zoo, name, text):
    edit = field(zoo, QLineEdit, name)
    edit.clear()
    qtbot.keyClicks(edit, text)


def set_knob(qtbot, zoo, name, text):
    box = field(zoo, QSpinBox, name)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_the_zoo_lists_every_published_name_with_its_family_year_and_task(zoo):
    variants = [(info, variant) for info in CATALOG.architectures.values() for variant in info.variants]
    rows = list(zip(column(zoo, "Model"), column(zoo, "Family"), column(zoo, "Year"), column(zoo, "Task"), strict=True))
    assert rows == [(v.name, info.family, str(info.year), info.task.capitalize()) for info, v in variants]
    assert f"{len(variants)} of {len(variants)} models" in visible_text(zoo)


def test_figures_stand_in_their_row_once_they_are_told_and_until_then_a_sign_that_they_will(zoo):
    assert set(column(zoo, "Parameters")) == {"…"}
    appraised(zoo, **{SMALL: 1_235_496})
    assert column(zoo, "Parameters")[cell(zoo.table, SMALL).row()] == "1.235"
    assert "still being counted" in visible_text(zoo)


def test_a_model_that_cannot_be_counted_says_so_in_the_table_and_why_on_its_card(zoo):
    zoo.show_problem(SMALL, "conv1: no such thing")
    pick(zoo, SMALL)
    assert column(zoo, "MACs")[cell(zoo.table, SMALL).row()] == "!"
    assert "1 cannot be counted" in visible_text(zoo)
    assert "These figures cannot be counted: conv1: no such thing" in visible_text(zoo)


def test_the_card_shows_paper_year_task_note_and_published_facts_with_their_sources(zoo):
    pick(zoo, SMALL)
    (model,) = (each for each in published(CATALOG.architectures.values()) if each.name == SMALL)
    text = visible_text(zoo)
    assert "SqueezeNet  ·  2016  ·  Classification" in text and "Iandola" in text and "3×224×224" in text
    assert model.variant.facts and model.variant.note in text
    assert all(fact.value in text and fact.source in text for fact in model.variant.facts)


def test_the_card_shows_our_figures_when_they_are_told(zoo):
    pick(zoo, SMALL)
    assert named(zoo, "Pass size (torchinfo)").text() == "…"
    zoo.show_appraisal(SMALL, AN_APPRAISAL)
    assert named(zoo, "Pass size (torchinfo)").text() == "4.00 MB"
    assert named(zoo, "Parameters").toolTip() == "1,248,424 parameters"


def test_words_are_looked_for_in_names_papers_and_notes(zoo, qtbot):
    fill(qtbot, zoo, "Search models", "siarohin hourglass")
    assert set(column(zoo, "Family")) == {"First Order Motion Model"}


def test_family_and_task_narrow_the_table_down_and_clear_brings_all_back(zoo):
    everything = len(column(zoo, "Model"))
    family, task = field(zoo, QComboBox, "Family"), field(zoo, QComboBox, "Task")
    family.setCurrentText("SqueezeNet")
    assert set(column(zoo, "Family")) == {"SqueezeNet"}
    task.setCurrentText("Segmentation")
    assert column(zoo, "Model") == [] and "No model fits" in visible_text(zoo)
    button(zoo, "&Clear").click()
    assert len(column(zoo, "Model")) == everything and not button(zoo, "&Clear").isEnabled()


@pytest.mark.parametrize(
    ("bound", "text", "left"),
    [
        ("Parameters, at most", "2", [SMALL]),
        ("Parameters, at most", "2000k", [SMALL]),
        ("Parameters, at least", "0.1G", [LARGE]),
        ("MACs, at most", "0.2 G", [SMALL]),
    ],
)
def test_bounds_of_the_figures_are_in_millions_or_in_the_unit_that_was_written(zoo, qtbot, bound, text, left):
    appraised(zoo, **{SMALL: 1_235_496, LARGE: 143_667_240})
    fill(qtbot, zoo, bound, text)
    assert column(zoo, "Model") == left


def test_a_bound_tells_how_many_models_are_not_judged_yet_and_takes_them_in_when_they_fit(zoo, qtbot):
    fill(qtbot, zoo, "Parameters, at most", "2")
    models = len(published(CATALOG.architectures.values()))
    assert f"0 of {models} models, {models} still being counted" in visible_text(zoo)
    appraised(zoo, **{SMALL: 1_235_496})
    assert column(zoo, "Model") == [SMALL]


def test_a_figure_sorts_by_number_and_what_is_not_known_stands_last_either_way(zoo):
    appraised(zoo, **{LARGE: 143_667_240, "SqueezeNet 1.0": 1_248_424, SMALL: 9_000_000})
    at = column_of(zoo, "Parameters")
    zoo.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert column(zoo, "Model")[:3] == ["SqueezeNet 1.0", SMALL, LARGE]
    zoo.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    assert column(zoo, "Model")[:3] == [LARGE, SMALL, "SqueezeNet 1.0"]


def column_of(zoo, title):
    model = zoo.table.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal).split("\n")[0] for at in range(model.columnCount())]
    return headings.index(title)


def test_the_current_model_stays_the_current_one_while_the_filter_lets_it_be_seen(zoo, qtbot):
    pick(zoo, SMALL)
    fill(qtbot, zoo, "Search models", "squeeze")
    assert zoo.selected == (SMALL,)
    fill(qtbot, zoo, "Search models", "edgesegnet")
    assert zoo.selected == (column(zoo, "Model")[0],)


def test_the_open_button_wishes_for_the_published_name(zoo, qtbot):
    pick(zoo, SMALL)
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "&Open"), Qt.MouseButton.LeftButton)
    assert wish.args == [SMALL]


def test_a_double_click_opens_a_model(zoo, qtbot):
    with qtbot.waitSignal(zoo.open_wished) as wish:
        double_click(qtbot, zoo.table, cell(zoo.table, "EdgeSegNet (paper)"))
    assert wish.args == ["EdgeSegNet (paper)"]


def test_a_model_is_found_and_opened_by_keyboard_alone(zoo, qtbot):
    search = field(zoo, QLineEdit, "Search models")
    qtbot.keyClicks(search, "edgesegnet")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is zoo.table
    qtbot.keyClick(zoo.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.keyClick(zoo.table, Qt.Key.Key_Return)
    assert wish.args == [column(zoo, "Model")[1]]


def test_what_was_changed_is_added_to_the_name_and_opens_that_model(zoo, qtbot):
    pick(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, "outputs", "10")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "&Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper):outputs=10"]
    assert cost(open_model(wish.args[0]).graph, (64, 64)).layers[-1].output[1] == 10


def test_a_value_put_back_to_the_published_one_is_not_named(zoo, qtbot):
    pick(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, "outputs", "10")
    set_knob(qtbot, zoo, "outputs", "32")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "&Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper)"]


def test_figures_that_arrive_leave_what_was_set_on_the_card_alone(zoo, qtbot):
    pick(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, "outputs", "10")
    zoo.show_appraisal("EdgeSegNet (paper)", AN_APPRAISAL)
    assert field(zoo, QSpinBox, "outputs").value() == 10


def test_several_selected_models_can_be_compared_and_one_cannot(zoo, qtbot):
    click(qtbot, zoo.table, cell(zoo.table, SMALL))
    assert not button(zoo, "Com&pare").isEnabled()
    click(qtbot, zoo.table, cell(zoo.table, LARGE), CONTROL)
    with qtbot.waitSignal(zoo.compare_wished) as wish:
        qtbot.mouseClick(button(zoo, "Com&pare 2 models"), Qt.MouseButton.LeftButton)
    assert wish.args == [(SMALL, LARGE)]


def test_the_context_menu_opens_compares_sweeps_and_copies(zoo, qtbot):
    index = cell(zoo.table, SMALL)
    click(qtbot, zoo.table, index)
    zoo.table.customContextMenuRequested.emit(zoo.table.visualRect(index).center())
    (menu,) = (each for each in zoo.findChildren(QMenu) if each.isVisible())
    copy = next(action for action in menu.actions() if "Copy" in action.text())
    assert [action.isEnabled() for action in menu.actions()] == [True, True, False, True, True, True]
    copy.trigger()
    menu.close()
    heading, row = QApplication.clipboard().text().splitlines()
    assert heading.split("\t")[:3] == ["Model", "Family", "Year"] and row.startswith(SMALL)


def test_the_published_accuracy_is_shown_short_and_its_source_in_the_tooltip(qtbot):
    (info,) = (each for each in CATALOG.architectures.values() if each.name == "squeezenet")
    fact = Fact("top-1 accuracy on ImageNet", "57.5 % (42.5 % error)", "the paper, table 2")
    zoo = opened(qtbot, ZooPage(), 1280, 640)
    zoo.show_models([replace(each, variant=replace(each.variant, facts=(fact,))) for each in published([info])])
    index = zoo.table.model().index(0, column_of(zoo, "Top-1"))
    assert index.data() == "57.5 %" and "the paper, table 2" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_before_the_catalog_is_there_the_page_says_that_it_loads(qtbot):
    zoo = opened(qtbot, ZooPage(), 1280, 640)
    assert "Loading models…" in visible_text(zoo) and not zoo.findChild(QTableView).isVisible()


def test_a_model_is_added_as_a_variant_with_what_was_set_on_its_card(zoo, qtbot):
    click(qtbot, zoo.table, cell(zoo.table, SMALL))
    with qtbot.waitSignal(zoo.add_wished) as wish, qtbot.assertNotEmitted(zoo.open_wished):
        qtbot.mouseClick(button(zoo.card, "Add as &variant"), Qt.MouseButton.LeftButton)
    assert wish.args == [SMALL]
