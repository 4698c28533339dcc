import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QSpinBox,
    QTableView,
    QTreeView,
)

from app import theme
from app.panels.cost_panel import CostPanel
from app.panels.latency_panel import LatencyPanel
from app.panels.layer_table import LayerTable
from app.panels.problem_list import ProblemList
from app.panels.zoo_panel import ZooPanel
from modelzoo.analysis.compare import compare
from modelzoo.analysis.cost import cost
from modelzoo.catalog import CATALOG
from modelzoo.edits import set_param
from modelzoo.jobs import Progress
from modelzoo.results import Cost, Environment, Latency, LayerCost, Measured, Problem
from modelzoo.zoo import open_model


def visible_text(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def named(widget, name):
    return next(label for label in widget.findChildren(QLabel) if label.accessibleName() == name)


def button(widget, text):
    return next(each for each in widget.findChildren(QAbstractButton) if each.text() == text)


def opened(qtbot, panel, width=280, height=600):
    qtbot.addWidget(panel)
    panel.resize(width, height)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


# --- the zoo


@pytest.fixture
def zoo(qtbot):
    panel = opened(qtbot, ZooPanel())
    panel.show_architectures(CATALOG.architectures.values())
    return panel


def highlight(zoo, name):
    tree = zoo.findChild(QTreeView)
    everywhere = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    found = tree.model().match(tree.model().index(0, 0), Qt.ItemDataRole.DisplayRole, name, -1, everywhere)
    index = next(each for each in found if each.parent().isValid())
    tree.setCurrentIndex(index)
    QApplication.processEvents()
    return tree, index


def set_knob(qtbot, zoo, kind, name, text):
    box = next(each for each in zoo.findChildren(kind) if each.accessibleName() == name and each.isVisible())
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_the_zoo_lists_every_published_name_under_its_family(zoo):
    for info in CATALOG.architectures.values():
        for variant in info.variants:
            _, index = highlight(zoo, variant.name)
            assert index.parent().data() == info.family


def test_a_model_shows_its_source_and_usual_input(zoo):
    highlight(zoo, "SqueezeNet 1.1")
    assert "Usual input: 3x224x224" in visible_text(zoo)
    assert "Iandola" in visible_text(zoo)


def test_open_wishes_for_the_published_name(zoo, qtbot):
    highlight(zoo, "SqueezeNet 1.1")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["SqueezeNet 1.1"]


def test_a_double_click_opens_a_model(zoo, qtbot):
    tree, index = highlight(zoo, "EdgeSegNet (paper)")
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["EdgeSegNet (paper)"]


def test_what_was_changed_is_added_to_the_name_and_opens_that_model(zoo, qtbot):
    highlight(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "10")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper):outputs=10"]
    assert cost(open_model(wish.args[0]).graph, (64, 64)).layers[-1].output[1] == 10


def test_a_value_put_back_to_the_published_one_is_not_named(zoo, qtbot):
    highlight(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "10")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "32")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper)"]


def test_the_zoo_is_searched_by_words_of_its_source(zoo, qtbot):
    qtbot.keyClicks(zoo.findChild(QLineEdit), "siarohin")
    model = zoo.findChild(QTreeView).model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["First Order Motion Model"]


# --- the totals

A_COST = Cost(
    parameters=1_248_424,
    macs=1_000_000,
    mult_adds=1_000_000,
    pass_bytes=4_000_000,
    parameter_bytes=4_993_696,
    activation_bytes=2_000_000,
    peak_activation_bytes=500_000,
    intensity=10.0,
    uncounted=(),
    layers=(),
)


def test_totals_are_short_on_screen_and_exact_in_the_tooltip(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    assert named(panel, "Parameters").text() == "1.25 M"
    assert named(panel, "Parameters").toolTip() == "1,248,424 parameters"
    assert named(panel, "Weights").text() == "4.99 MB"
    assert not named(panel, "Change of macs").isVisible()


def test_the_change_against_the_baseline_has_a_sign_a_share_and_a_tone(qtbot):
    panel = opened(qtbot, CostPanel(), 420)
    panel.show_cost(A_COST, replace(A_COST, macs=800_000, parameters=2_496_848), "Squeeze U-Net")
    assert "Change against Squeeze U-Net" in visible_text(panel)
    macs, parameters = named(panel, "Change of macs"), named(panel, "Change of parameters")
    assert (macs.text(), macs.tone) == ("+200 k (+25.0 %)", "bad")
    assert (parameters.text(), parameters.tone) == ("−1.25 M (−50.0 %)", "good")
    assert named(panel, "Change of weights").text() == "no change"


@pytest.mark.parametrize(("width", "text"), [(260, "−2.9 %"), (420, "−24.0 k (−2.9 %)")])
def test_a_change_is_written_in_full_where_there_is_room_else_as_a_share(qtbot, width, text):
    panel = opened(qtbot, CostPanel(), width)
    panel.show_cost(replace(A_COST, macs=800_000), replace(A_COST, macs=824_000), "Squeeze U-Net")
    macs, change = named(panel, "MACs"), named(panel, "Change of macs")
    assert change.text() == text and change.toolTip().startswith("−24.0 k (−2.9 %): 800,000 now, 824,000")
    assert (change.y() + change.height() / 2 == macs.y() + macs.height() / 2) and change.x() >= macs.geometry().right()


def test_mult_adds_that_differ_are_explained_and_uncounted_ops_are_listed(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    assert "differ" not in visible_text(panel)
    panel.show_cost(replace(A_COST, mult_adds=5, uncounted=(("mean", 1), ("relu", 3))), None, "")
    assert "MACs and mult-adds differ" in visible_text(panel)
    assert "Not in MACs: mean, relu (3x)" in visible_text(panel)


def test_stale_totals_say_so_until_new_ones_come(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    panel.show_stale()
    assert "Stale" in visible_text(panel)
    assert named(panel, "MACs").tone == "subtext"
    panel.show_cost(A_COST, None, "")
    assert "Stale" not in visible_text(panel)
    assert named(panel, "MACs").tone == "text"


def test_a_model_without_totals_points_at_the_problems(qtbot):
    panel = opened(qtbot, CostPanel())
    assert "Open a model" in visible_text(panel)
    panel.show_cost(A_COST, None, "")
    panel.show_cost(None, None, "")
    assert "problems panel says why" in visible_text(panel)
    assert not named(panel, "MACs").isVisible()
    assert not button(panel, "Pin as baseline").isEnabled()


def test_pin_and_unpin_are_wishes(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, A_COST, "itself")
    with qtbot.waitSignal(panel.pin_wished):
        qtbot.mouseClick(button(panel, "Pin as baseline"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.unpin_wished):
        qtbot.mouseClick(button(panel, "Unpin"), Qt.MouseButton.LeftButton)


# --- the layers


def layer(node, macs, parameters=0, block="conv"):
    return LayerCost(node, block, ((1, 3, 8, 8),), (1, 16, 8, 8), parameters, macs, macs, 0, 4096, macs / 100)


LAYERS = (layer("stem", 250_000, 9), layer("wide", 1_000_000, 1000), layer("tail", 750_000, 200))


def with_layers(*layers):
    return replace(A_COST, macs=sum(each.macs for each in layers), layers=layers)


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


# --- the problems

PROBLEMS = (
    Problem("", "Nothing reaches an output yet.", unfinished=True),
    Problem("concat1", "concat cannot take 256x8x8 and 256x9x9"),
)


@pytest.fixture
def problems(qtbot):
    panel = opened(qtbot, ProblemList(), 400, 160)
    panel.show_problems(PROBLEMS)
    return panel


def test_without_problems_the_list_says_so(qtbot, problems):
    problems.show_problems(())
    assert "No problems." in visible_text(problems)


def test_errors_and_the_unfinished_differ_by_word_and_icon(problems):
    first, second = (problems.findChild(QListWidget).item(row) for row in (0, 1))
    assert first.text() == "Unfinished · Nothing reaches an output yet."
    assert second.text() == "Error · concat1: concat cannot take 256x8x8 and 256x9x9"
    assert first.icon().pixmap(18, 18).toImage() != second.icon().pixmap(18, 18).toImage()


def test_a_click_or_enter_wishes_for_the_node(problems, qtbot):
    found = problems.findChild(QListWidget)
    with qtbot.waitSignal(problems.node_wished) as wish:
        place = found.visualItemRect(found.item(1)).center()
        qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["concat1"]
    with qtbot.waitSignal(problems.node_wished) as wish:
        qtbot.keyClick(found, Qt.Key.Key_Return)
    assert wish.args == ["concat1"]


def test_a_problem_of_the_whole_network_wishes_for_no_node(problems, qtbot):
    found = problems.findChild(QListWidget)
    with qtbot.assertNotEmitted(problems.node_wished):
        found.setCurrentRow(0)
        qtbot.keyClick(found, Qt.Key.Key_Return)


def test_the_current_problem_stays_at_its_node(problems):
    found = problems.findChild(QListWidget)
    found.setCurrentRow(1)
    problems.show_problems((PROBLEMS[1],))
    assert found.currentRow() == 0


# --- the latency


def compared(own, other):
    return Measured(own, other, compare(own, other))


def a_latency(p50=0.0025, **changes):
    random.seed(4)
    samples = (p50, *(p50 * share for each in range(60) for share in (1 - each / 200, 1 + each / 100)))
    environment = Environment("A CPU", 2, "Linux", "3.11", "2.13.0", "2026-11-21T09:00:00")
    known = Latency("f", "eager", 1, (3, 64, 64), samples, 0.02, True, 0.0, environment)
    return replace(known, **changes)


@pytest.fixture
def latency(qtbot):
    return opened(qtbot, LatencyPanel())


def test_a_latency_is_shown_with_its_spread_and_how_it_was_taken(latency):
    found = a_latency()
    latency.show_measured(Measured(found))
    assert named(latency, "Median latency").text() == "2.50 ms"
    assert named(latency, "Runs").text() == "121"
    assert named(latency, "First call").text() == "20.0 ms"
    assert named(latency, "Input").text() == "3x64x64"
    assert named(latency, "Fastest").text() == f"{found.minimum * 1e3:.2f} ms"
    for text in ("A CPU", "torch 2.13.0"):
        assert text in visible_text(latency)


@pytest.mark.parametrize(
    ("changes", "warning"),
    [({"foreign_load": 0.9}, "kept 0.9 cores busy"), ({"steady": False}, "did not become steady")],
)
def test_a_measurement_not_to_be_trusted_carries_a_warning(latency, changes, warning):
    latency.show_measured(Measured(a_latency()))
    assert warning not in visible_text(latency)
    latency.show_measured(Measured(a_latency(**changes)))
    assert warning in visible_text(latency)


def test_a_stale_latency_stays_readable_and_says_stale(latency):
    latency.show_measured(compared(a_latency(foreign_load=2.0), a_latency(0.005)))
    latency.show_stale()
    latency.show_waiting("paused")
    assert named(latency, "Median latency").text() == "2.50 ms"
    assert named(latency, "Median latency").tone == "subtext"
    assert "stale – paused" in visible_text(latency)
    latency.show_progress(Progress(0.4, "warming up"))
    assert "stale – warming up…" in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 40
    latency.show_measured(Measured(a_latency()))
    assert "stale" not in visible_text(latency)
    assert latency.findChild(QProgressBar).value() == 0


def test_the_change_to_the_baseline_is_told(latency):
    latency.show_measured(compared(a_latency(0.0025), a_latency(0.005)))
    assert "−2.50 ms (−50.0 %) to the baseline: faster" in visible_text(latency)


def test_a_model_that_cannot_be_measured_shows_no_figures(latency):
    latency.show_measured(Measured(a_latency()))
    latency.show_nothing("Nothing to measure: the model is not complete yet.")
    assert "Nothing to measure" in visible_text(latency)
    assert not named(latency, "Median latency").isVisible()


def test_a_failure_is_told_and_leaves_no_fresh_figure(latency):
    latency.show_measured(Measured(a_latency()))
    latency.show_failure("The measuring engine ended.")
    assert "stale – The measuring engine ended." in visible_text(latency)


def test_the_distribution_is_drawn_once_the_plot_is_prepared(latency):
    latency.show_measured(Measured(a_latency()))
    latency.prepare_plot()
    latency.prepare_plot()
    from app.histogram import Histogram

    (plot,) = latency.findChildren(Histogram)
    assert plot.isVisible()
    assert "121 timed runs: p50 2.50 ms" in plot.toolTip()
    latency.show_nothing("Nothing to measure.")
    assert not plot.isVisible()


def test_equal_samples_can_be_drawn_too(latency):
    latency.prepare_plot()
    latency.show_measured(Measured(a_latency(samples=(0.001,) * 50)))
    assert named(latency, "p90").text() == "1.00 ms"


def test_threads_pause_and_measure_are_wishes(latency, qtbot):
    with qtbot.waitSignal(latency.paused) as paused:
        qtbot.mouseClick(button(latency, "Pause"), Qt.MouseButton.LeftButton)
    assert paused.args == [True]
    with qtbot.waitSignal(latency.measure_wished):
        qtbot.mouseClick(button(latency, "Measure"), Qt.MouseButton.LeftButton)
    latency.findChild(QSpinBox).setMaximum(8)
    with qtbot.waitSignal(latency.threads_chosen) as chosen:
        qtbot.keyClick(latency.findChild(QSpinBox), Qt.Key.Key_Up)
    assert chosen.args == [2]


def test_choices_from_outside_are_shown_and_not_told(latency, qtbot):
    with qtbot.assertNotEmitted(latency.paused):
        latency.show_choices(1, True)
    assert button(latency, "Pause").isChecked()


# --- all of them


@pytest.mark.parametrize("make", [CostPanel, LatencyPanel, LayerTable, ProblemList, ZooPanel])
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
