"""The page of sweeps: what a person asks for, and what is shown of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QMenu

from app.panels.sweep.models import CANVAS, completions
from app.panels.sweep.offers import usual
from app.panels.sweep.page import SweepPage
from modelzoo.catalog import find_architecture, find_block
from modelzoo.jobs import Progress
from modelzoo.ranges import parse_values
from modelzoo.sweeps import Drawn, Sweep
from tests.app.looking import button, opened, visible_text
from tests.app.sweep_hands import part, show
from tests.app.sweeps import EAGER, FIGURE, ONNX, REGULAR, SEPARABLE, measured


@pytest.fixture
def page(qtbot):
    page = opened(qtbot, SweepPage(), 1280, 700)
    page.setup.show_catalog()
    return page


@pytest.fixture
def asked(page):
    """Every sweep that was asked for."""
    sweeps = []
    page.asked.connect(sweeps.append)
    return sweeps


def type_model(page, qtbot, text):
    box = part(page, QLineEdit, "Model to add")
    box.clear()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def type_values(page, qtbot, text):
    box = part(page, QLineEdit, "Values")
    box.clear()
    qtbot.keyClicks(box, text)


def choose_over(page, title):
    box = part(page, QComboBox, "What to sweep over")
    box.setCurrentIndex(box.findText(title))


def offered(page):
    box = part(page, QComboBox, "What to sweep over")
    return [box.itemText(at) for at in range(box.count())]


def test_models_are_typed_one_after_the_other_and_asked_for_at_once(page, asked, qtbot):
    type_model(page, qtbot, "squeezenet 1.1")
    type_model(page, qtbot, "block/conv:out=128")
    assert asked[-1] == Sweep(("squeezenet 1.1", "block/conv:out=128"), "resolution", parse_values("32-256:32"))
    assert part(page, QLineEdit, "Model to add").text() == "" and "8 values" in visible_text(page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("squeezenett", "There is no model named 'squeezenett'. Did you mean squeezenet"),
        ("block/conv:width=2", "width=2 is not a setting here"),
        ("block/conv:out=0", "out cannot be 0: it takes a whole number from 1 to 65536."),
    ],
)
def test_a_model_that_is_none_is_refused_with_the_reason_and_stays_to_be_mended(page, asked, qtbot, text, said):
    type_model(page, qtbot, text)
    assert said in visible_text(page) and not asked
    assert part(page, QLineEdit, "Model to add").text() == text
    qtbot.keyClicks(part(page, QLineEdit, "Model to add"), "x")
    assert said not in visible_text(page)


def test_a_model_is_taken_once(page, asked, qtbot):
    type_model(page, qtbot, REGULAR)
    type_model(page, qtbot, REGULAR)
    assert page.setup.models.names == (REGULAR,) and "is there already" in visible_text(page) and len(asked) == 1


def test_names_and_settings_are_offered_while_they_are_typed(page, qtbot):
    box = part(page, QLineEdit, "Model to add")
    qtbot.keyClicks(box, "edgeseg")
    assert box.completer().currentCompletion() == "EdgeSegNet"
    assert {CANVAS, "block/fire", "MobileNetV2 1.0", "mobilenet_v1"} <= set(completions("m"))
    assert "mobilenet_v1:width=0.5,classes=" in completions("mobilenet_v1:width=0.5,cl")
    assert "block/fire:squeeze=" in completions("block/fire:s") and completions("nobody:x") == []


def test_delete_takes_the_current_model_away(page, asked, qtbot):
    page.setup.show_models((REGULAR, SEPARABLE))
    models = part(page, QListWidget, "Models of the sweep")
    models.setCurrentRow(0)
    models.setFocus()
    qtbot.keyClick(models, Qt.Key.Key_Delete)
    assert page.setup.models.names == (SEPARABLE,) and asked[-1].models == (SEPARABLE,)
    models.setCurrentRow(0)
    button(page, "&Remove").click()
    assert page.setup.models.names == () and len(asked) == 2


def test_what_all_models_have_can_be_swept_over_and_nothing_else(page, qtbot):
    page.setup.show_models(("mobilenet_v1", "mobilenet_v2"))
    assert {"resolution", "width", "classes"} <= set(offered(page)) and "threads" not in offered(page)
    page.setup.show_models(("mobilenet_v1", "block/relu"))
    assert offered(page) == ["resolution"]
    qtbot.mouseClick(button(page, "&Measure on this CPU"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert offered(page) == ["resolution", "threads", "batch"]


def test_a_parameter_begins_with_values_of_its_own_and_each_keeps_its_text(page, asked, qtbot):
    page.setup.show_models(("mobilenet_v1",))
    choose_over(page, "width")
    assert asked[-1].over == "width" and asked[-1].values == (0.25, 0.5, 1, 2)
    type_values(page, qtbot, "0.5,0.75")
    choose_over(page, "resolution")
    assert asked[-1].values == parse_values("32-256:32")
    choose_over(page, "width")
    assert asked[-1].values == (0.5, 0.75)


@pytest.mark.parametrize("name", ["conv", "fire", "squeeze_excite", "upsample"])
def test_the_values_to_begin_with_fit_the_parameter(name):
    for param in find_block(name).params:
        assert all(param.parse(text) is not None for text in usual(param).split(",")), param.name
    assert usual(find_architecture("mobilenet_v1").params[0])


def test_values_that_make_no_sense_are_told_while_they_are_typed(page, asked, qtbot):
    page.setup.show_models((REGULAR,))
    count = len(asked)
    type_values(page, qtbot, "64-32:8")
    assert "a range goes up" in visible_text(page) and asked[count:][-1].values == (64,)
    type_values(page, qtbot, "32,big")
    assert "size cannot be 'big'" in visible_text(page)
    type_values(page, qtbot, "32-64:8")
    assert "a range goes up" not in visible_text(page) and asked[-1].values == (32, 40, 48, 56, 64)


def test_an_input_size_is_asked_for_where_the_sweep_is_not_over_sizes(page, asked, qtbot):
    page.setup.show_models((REGULAR,))
    size = part(page, QLineEdit, "Input size of the sweep in pixels")
    assert not size.isEnabled() and "goes over the resolution" in size.toolTip()
    choose_over(page, "out")
    assert size.isEnabled() and "height x width" in size.toolTip()
    qtbot.keyClicks(size, "16x24")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    assert asked[-1].size == "16x24"
    size.clear()
    qtbot.keyClicks(size, "big")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    assert "size cannot be 'big'" in visible_text(page)


def test_runtimes_threads_batch_and_layout_are_choices_of_a_measured_sweep(page, asked, qtbot):
    page.setup.show_models((REGULAR,))
    button(page, "&Measure on this CPU").click()
    assert asked[-1].setups == (EAGER,)
    button(page, "ONNX Runtime").click()
    assert asked[-1].setups == (EAGER, ONNX)
    layout = part(page, QComboBox, "Layout")
    layout.setCurrentIndex(layout.findText("channels last"))
    assert "layout cannot be channels_last in ONNX Runtime" in visible_text(page)
    button(page, "ONNX Runtime").click()
    assert asked[-1].setups == (replace(EAGER, layout="channels_last"),)
    button(page, "PyTorch (eager)").click()
    assert "runtimes are missing" in visible_text(page)


def test_a_sweep_that_is_shown_is_asked_for_as_it_is(page, asked):
    drawn = Sweep(("mine",), "resolution", (8, 16), setups=(EAGER, ONNX), drawn=(Drawn("mine", "{}"),))
    for sweep in (FIGURE, drawn, Sweep(("mobilenet_v1",), "width", (0.5, 1.0), "96")):
        page.setup.show_sweep(sweep)
        assert asked[-1] == sweep


def test_a_kept_sweep_of_a_model_that_is_no_more_is_shown_with_what_is_wrong(page, asked):
    page.setup.show_sweep(Sweep(("gone",), "width", (1,)))
    assert asked == [] and "There is no model named 'gone'." in visible_text(page)


def test_without_models_the_page_says_how_to_begin(page, asked):
    assert "Add models on the left" in visible_text(page) and not button(page, "Mea&sure").isEnabled() and not asked


def test_an_empty_page_offers_the_open_model_until_there_is_another(page, asked):
    button(page, "Add the &open model").click()
    assert asked[-1].models == (CANVAS,) and page.setup.models.names == (CANVAS,)
    page.show_waiting(Progress(0.5))
    assert not button(page, "Add the &open model").isVisible()


def test_the_selected_values_are_wished_again_or_all(page, qtbot):
    show(page, measured(FIGURE))
    with qtbot.waitSignal(page.redo_wished) as wish:
        button(page, "Measure 3 values a&gain").click()
    assert wish.args == [(4, 8, 16)]
    page.table.table.choose_row(2)
    with qtbot.waitSignal(page.redo_wished) as wish:
        button(page, "Measure 1 value a&gain").click()
    assert wish.args == [(16,)]


def test_the_context_menu_measures_a_value_again(page, qtbot):
    show(page, measured(FIGURE))
    table = page.table.table
    table.choose_row(0)
    table.customContextMenuRequested.emit(table.visualRect(table.model().index(0, 0)).center())
    (menu,) = (each for each in page.findChildren(QMenu) if each.isVisible())
    with qtbot.waitSignal(page.redo_wished) as wish:
        menu.actions()[0].trigger()
    menu.close()
    assert wish.args == [(4,)]


def test_while_it_is_measured_the_sweep_cannot_be_changed_but_cancelled(page, qtbot):
    show(page, measured(FIGURE), running=True)
    page.show_progress(Progress(0.4, "resolution 8, warming up"))
    assert not part(page, QLineEdit, "Values").isEnabled() and not button(page, "Figure 1").isEnabled()
    assert "resolution 8, warming up: 40%" in visible_text(page)
    with qtbot.waitSignal(page.cancel_wished):
        button(page, "Ca&ncel").click()


def test_sweeps_that_are_kept_can_be_chosen(page, qtbot):
    box = part(page, QComboBox, "Sweeps kept with the project")
    assert not box.isVisible()
    page.show_kept(["Figure 1 · 2026-11-21 09:00", "conv over out"], 0)
    assert box.isVisible() and box.currentText().startswith("Figure 1")
    box.setFocus()
    with qtbot.waitSignal(page.kept_wished) as wish:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert wish.args == [1]
