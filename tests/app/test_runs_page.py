"""The page of runs: a row and a curve a run, which hide together; what is said of them by hand; what is drawn how."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from app.best_mark import BEST
from app.columns import Role
from app.panels.runs.page import RunsPage
from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.pairing import Pair, Pairing
from modelzoo.runs.table4 import table4
from tests.app.looking import button, opened, visible_text
from tests.zoo.runs.making import run

TEACHER = run("teacher", {"lr": 0.1}, train_loss=[0.5, 0.2, 0.1], val_loss=[0.6, 0.3, 0.2])
FIRST = run("net_seed1", {"lr": 0.2}, train_loss=[0.9, 0.5, 0.4], val_loss=[1.0, 0.4, 0.6])
SECOND = run("net_seed2", {"lr": 0.2}, train_loss=[0.9, 0.5, 0.4], val_loss=[1.0, 0.6, 0.8])
RUNS = (TEACHER, FIRST, SECOND)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> RunsPage:
    page = opened(qtbot, RunsPage(), 1280, 700)
    page.prepare_plot()
    page.show_logs(RUNS, Logs(), ("Net", "Teacher Net"))
    qapp.processEvents()
    return page


def titles(page):
    model = page.table.table.model()
    across = range(model.columnCount())
    return [str(model.headerData(at, Qt.Orientation.Horizontal)).replace("\n", " ") for at in across]


def column(page, title):
    model = page.table.table.model()
    at = titles(page).index(title)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def choice(page, name):
    return next(each for each in page.findChildren(QComboBox) if each.accessibleName() == name)


def drawn(page):
    """The names of the curves that are in the plot."""
    return [trace.name for trace in page.plot.picture.traces if trace.name not in page.plot.look.hidden]


def tick(qtbot, view, row):
    """Click on the box of a row."""
    area = view.visualRect(view.model().index(row, 0))
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(area.left() + 9, area.center().y()))


def choose(qtbot, box, text):
    """Choose from a list by the keys."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if text in box.currentText():
            return
        qtbot.keyClick(box, Qt.Key.Key_Down)
    pytest.fail(f"{text} is not offered")


def test_a_row_tells_the_best_with_its_step_the_last_the_gap_and_what_differs(page):
    assert column(page, "Best val loss") == ["0.2", "0.4", "0.6"]
    assert column(page, "Last val loss") == ["0.2", "0.6", "0.8"]
    assert column(page, "Val − train") == ["0.1", "-0.1", "0.1"]
    assert column(page, "lr") == ["0.1", "0.2", "0.2"]
    steps = [at for at, title in enumerate(titles(page)) if title == "at step"]
    assert [page.table.table.model().index(1, at).data() for at in steps] == ["2", "1"]


def test_the_best_of_a_column_is_marked_and_read_out_as_the_best(page):
    model, at = page.table.table.model(), titles(page).index("Best val loss")
    assert [bool(model.index(row, at).data(BEST)) for row in range(3)] == [True, False, False]
    assert model.index(0, at).data(Role.AccessibleTextRole) == "0.2, best"


def test_how_well_a_run_fits_is_told_with_its_figures_and_the_rule(page):
    falling = [1 / (1 + step) for step in range(12)]
    rising = run("rising", train_loss=falling, val_loss=[0.4 + 0.1 * abs(step - 3) for step in range(12)])
    page.show_logs((run("steady", train_loss=falling, val_loss=falling), rising, TEACHER), Logs(), ())
    model, at = page.table.table.model(), titles(page).index("Fit")
    assert column(page, "Fit") == ["fits", "overfits", "unknown"]
    tip = model.index(1, at).data(Role.ToolTipRole)
    assert "rose from 0.5 around step 2 to 1" in tip and "at least 1.1 times as high" in tip
    heading = model.headerData(at, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert "1.1 times" in heading and "4 standard errors" in heading


def test_a_click_on_a_heading_sorts_by_the_figure(page, qtbot):
    header, at = page.table.table.horizontalHeader(), titles(page).index("Best val loss")
    place = QPoint(header.sectionViewportPosition(at) + 8, header.height() // 2)
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert column(page, "Run") == ["net_seed2", "net_seed1", "teacher"]


def test_a_tick_in_the_table_or_in_the_legend_hides_the_curve_in_both(page, qtbot):
    tick(qtbot, page.table.table, 1)
    qtbot.waitUntil(lambda: drawn(page) == ["teacher", "net_seed2"])
    assert page.plot.legend.model().index(1, 0).data(Role.CheckStateRole) == Qt.CheckState.Unchecked
    tick(qtbot, page.plot.legend, 0)
    qtbot.waitUntil(lambda: drawn(page) == ["net_seed2"])
    assert page.table.table.model().index(0, 0).data(Role.CheckStateRole) == Qt.CheckState.Unchecked
    tick(qtbot, page.plot.legend, 1)
    qtbot.waitUntil(lambda: drawn(page) == ["net_seed1", "net_seed2"])


def test_a_double_click_in_the_legend_leaves_one_curve_alone_and_the_next_brings_all_back(page, qtbot):
    legend = page.plot.legend
    place = legend.visualRect(legend.model().index(1, 1)).center()
    for clicks in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):
        clicks(legend.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: drawn(page) == ["net_seed1"])
    for clicks in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):
        clicks(legend.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: len(drawn(page)) == 3)


def test_the_mouse_reads_all_curves_at_its_place(page, qtbot):
    chart, values = page.plot.chart, page.plot.legend.model()
    place = chart.place_of(1.2, 0.4).toPoint()
    qtbot.mouseMove(chart.viewport(), place)
    assert [values.index(row, 1).data() for row in range(3)] == ["0.3", "0.4", "0.6"]
    assert "net_seed1 0.4" in chart.accessibleDescription() and page.plot.look.current == "net_seed1"


def test_arrow_keys_move_the_cursor_by_points_and_curves(page, qtbot):
    chart = page.plot.chart
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert (page.plot.look.x, page.plot.look.current) == (1.0, "net_seed1")


def test_smoothing_keeps_what_was_logged_behind_the_curve_and_in_the_figures(page, qtbot):
    slider = page.findChild(QSlider)
    slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: page.plot.picture.traces[1].raw is not None)
    trace = page.plot.picture.traces[1]
    assert trace.raw.tolist() == [1.0, 0.4, 0.6] and 0.4 < trace.y[1] < 1.0
    assert trace.best == (1.0, 0.4) and column(page, "Best val loss")[1] == "0.4"
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.plot.picture.traces[1].raw is None)


def test_seeds_are_folded_into_one_row_and_one_curve_with_a_band(page, qtbot):
    qtbot.mouseClick(button(page, "&Fold seeds"), LEFT)
    qtbot.waitUntil(lambda: column(page, "Run") == ["teacher", "net"])
    assert column(page, "Best val loss") == ["0.2", "0.5 ± 0.14"] and column(page, "Seeds") == ["1", "2"]
    band = page.plot.picture.traces[1]
    assert band.y.tolist() == [1.0, 0.5, pytest.approx(0.7)] and (band.high - band.y)[1] == pytest.approx(0.02**0.5)
    assert "sample standard deviation" in visible_text(page)


def test_epochs_and_wall_time_are_axes_too_and_runs_without_them_are_told(page, qtbot):
    choose(qtbot, choice(page, "Over what"), "Epoch")
    qtbot.waitUntil(lambda: "No epoch is told: teacher, net_seed1, net_seed2." in visible_text(page))
    assert page.plot.picture.traces == () and page.plot.picture.x.title == "Epoch"


def test_a_logarithmic_axis_is_a_tick_away(page, qtbot):
    qtbot.mouseClick(button(page, "Log &y"), LEFT)
    (_, _), (low, high) = page.plot.chart.shown_range
    assert low < -0.69 and high < 0.1


def test_a_zoom_by_hand_stays_while_the_curves_grow_and_ends_with_a_click(page, qtbot):
    chart = page.plot.chart
    before = chart.shown_range
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    zoomed = chart.shown_range
    grown = run("teacher", {"lr": 0.1}, train_loss=[0.5, 0.2, 0.1, 0.1], val_loss=[0.6, 0.3, 0.2, 0.1])
    page.show_logs((grown, FIRST, SECOND), Logs(), ())
    assert before != zoomed == chart.shown_range
    qtbot.mouseClick(button(page, "&Whole"), LEFT)
    assert chart.shown_range[0][1] > 3.0


def test_a_run_that_grows_keeps_the_selection_and_its_items(page, qtbot):
    page.table.table.choose_row(1)
    qtbot.waitUntil(lambda: "net_seed1" in visible_text(page.pairs))
    items = dict(page.plot.chart.items_by_name)
    grown = run("net_seed1", {"lr": 0.2}, train_loss=[0.9, 0.5, 0.4, 0.3], val_loss=[1.0, 0.4, 0.6, 0.3])
    page.show_logs((TEACHER, grown, SECOND), Logs(), ())
    assert column(page, "Best val loss")[1] == "0.3" and page.table.table.currentIndex().row() == 1
    assert all(page.plot.chart.items_by_name[name] is item for name, item in items.items())


def test_any_metric_is_drawn_by_its_name(page, qtbot):
    choose(qtbot, choice(page, "What is drawn"), "train_loss")
    qtbot.waitUntil(lambda: page.plot.picture.y.title == "train_loss, lower is better")
    assert page.plot.picture.traces[0].y.tolist() == [0.5, 0.2, 0.1]


def test_a_person_corrects_which_metric_is_which_and_which_way_is_good(page, qtbot):
    said = []
    page.mapping_changed.connect(lambda mapping, text: said.append((mapping, text)))
    choose(qtbot, choice(page, "Metric that is the accuracy"), "val_loss")
    mapping, text = said[-1]
    assert mapping.of("val_loss", "") == Correction("val_loss", "accuracy", "min") and "accuracy" in text
    page.show_logs(RUNS, Logs(mapping=mapping), ())
    choose(qtbot, choice(page, "Which accuracy is good"), "high")
    page.show_logs(RUNS, Logs(mapping=said[-1][0]), ())
    assert column(page, "Best accuracy") == ["0.6", "1", "1"] and "Best val loss" not in titles(page)
    choose(qtbot, choice(page, "Metric that is the accuracy"), "guessed")
    assert said[-1][0] == Mapping()


def test_a_guess_can_be_taken_away_and_comes_back(page, qtbot):
    said = []
    page.mapping_changed.connect(lambda mapping, _: said.append(mapping))
    choose(qtbot, choice(page, "Metric that is the val loss"), "None")
    page.show_logs(RUNS, Logs(mapping=said[-1]), ())
    assert "Best val loss" not in titles(page)
    assert choice(page, "Metric that is the val loss").currentText() == "None"
    choose(qtbot, choice(page, "Metric that is the val loss"), "guessed")
    assert said[-1] == Mapping()


def test_what_a_metric_means_is_corrected_in_one_run_alone_and_the_others_keep_theirs(page, qtbot):
    said = []

    def take(mapping, text):
        said.append(text)
        page.show_logs(RUNS, Logs(mapping=mapping), ())

    page.mapping_changed.connect(take)
    only = page.mapping.only_chosen
    assert not only.isEnabled()
    page.table.choose("net_seed1")
    qtbot.waitUntil(only.isEnabled)
    qtbot.mouseClick(only, LEFT, pos=QPoint(9, only.height() // 2))
    choose(qtbot, choice(page, "Metric that is the val loss"), "train_loss")
    assert column(page, "Best val loss") == ["0.2", "0.4", "0.6"] and "net_seed1" in said[-1]
    choose(qtbot, choice(page, "Which val loss is good"), "high")
    assert column(page, "Best val loss") == ["0.2", "0.9", "0.6"]
    choose(qtbot, choice(page, "Metric that is the val loss"), "None")
    assert column(page, "Best val loss") == ["0.2", "–", "0.6"]
    choose(qtbot, choice(page, "Metric that is the val loss"), "as in all")
    assert column(page, "Best val loss") == ["0.2", "0.4", "0.6"]
    choose(qtbot, choice(page, "Metric that is the val loss"), "train_loss")
    qtbot.mouseClick(only, LEFT, pos=QPoint(9, only.height() // 2))
    assert "val_loss (guessed)" in choice(page, "Metric that is the val loss").currentText()


def test_of_several_seeds_at_once_nothing_is_corrected(page, qtbot):
    qtbot.mouseClick(button(page, "&Fold seeds"), LEFT)
    qtbot.waitUntil(lambda: column(page, "Run") == ["teacher", "net"])
    page.table.choose("net")
    qtbot.waitUntil(lambda: "net_seed1" in visible_text(page.pairs))
    assert not page.mapping.only_chosen.isEnabled()


def test_what_came_while_another_page_was_shown_is_there_when_it_is_turned_to(page, qtbot):
    page.hide()
    other = run("net_seed1", {"lr": 0.2}, train_loss=[0.9, 0.5], val_loss=[1.0, 0.1])
    with qtbot.waitSignal(page.shown_again):
        page.show_logs((TEACHER, other), Logs(), ())
    assert [each.name for each in page.summaries] == ["teacher", "net_seed1"]
    assert len(column(page, "Run")) == 3
    page.show()
    assert column(page, "Best val loss") == ["0.2", "0.1"] and drawn(page) == ["teacher", "net_seed1"]


def test_a_run_is_paired_by_hand_with_its_network_and_its_teacher(page, qtbot):
    said = []
    page.pairing_changed.connect(lambda pairing, _: said.append(pairing))
    page.table.table.choose_row(1)
    qtbot.waitUntil(lambda: choice(page, "Architecture").currentText() == "Net (guessed)")
    assert choice(page, "Teacher").currentText() == "teacher (guessed)"
    choose(qtbot, choice(page, "Teacher"), "net_seed2")
    assert said[-1].pairs == (Pair("net_seed1", "", "net_seed2"),)
    page.show_logs(RUNS, Logs(pairing=said[-1]), ("Net",))
    assert column(page, "val loss − teacher's") == ["–", "-0.2", "+0.4"]


def test_a_baseline_adds_columns_that_tell_every_run_beside_it(page, qtbot):
    said = []
    page.pairing_changed.connect(lambda pairing, _: said.append(pairing))
    page.table.table.choose_row(0)
    box = next(each for each in page.findChildren(QCheckBox) if "Baseline" in each.text())
    qtbot.waitUntil(lambda: box.isEnabled() and page.table.table.currentIndex().row() == 0)
    qtbot.waitUntil(lambda: "teacher" in visible_text(page.pairs))
    qtbot.mouseClick(box, LEFT)
    assert said[-1] == Pairing(baseline="teacher")
    page.show_logs(RUNS, Logs(pairing=said[-1]), ())
    assert column(page, "val loss / baseline's") == ["1", "2", "3"]


def test_what_could_not_be_read_is_told_below_and_in_the_row(page):
    torn = run("torn", val_loss=[1.0, 2.0])
    torn = type(torn)(torn.path, torn.name, "CSV", (), {}, torn.series, ("the last line is not finished",))
    page.show_logs((*RUNS, torn), Logs(), ())
    page.show_problems(("gone.csv: there is no such file or folder",))
    assert "gone.csv: there is no such file or folder\ntorn: the last line is not finished" in visible_text(page)
    assert column(page, "Remarks")[3] == "the last line is not finished"


def test_the_file_of_the_curves_holds_every_point_of_those_that_are_shown(page, qtbot):
    tick(qtbot, page.table.table, 0)
    qtbot.waitUntil(lambda: len(drawn(page)) == 2)
    header, *rows = csv.reader(page.plot.content("csv")().decode().splitlines())
    assert header == ["Run", "Step", "val loss, lower is better"]
    assert rows[:2] == [["net_seed1", "0.0", "1.0"], ["net_seed1", "1.0", "0.4"]] and len(rows) == 6


@pytest.mark.parametrize(("ending", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_picture_of_the_curves_is_exported_by_the_menu(page, qtbot, ending, begin):
    menu = button(page, "&Export").menu()
    action = next(each for each in menu.actions() if ending.upper() in each.text())
    with qtbot.waitSignal(page.export_wished) as wished:
        action.trigger()
    assert wished.args[0] == ending and wished.args[1].startswith(begin)


def test_printed_figures_are_levels_with_their_source_and_no_steps(page):
    page.show_logs(table4(), Logs(pairing=Pairing(baseline="Squeeze U-Net")), ("EdgeSegNet",))
    assert [trace.is_level for trace in page.plot.picture.traces] == [True] * 4
    assert "Published figures" in visible_text(page) and "at step" not in titles(page)
    assert column(page, "val distance / baseline's") == ["1", "6.12", "1.39", "0.819"]


def test_where_there_are_no_runs_it_says_what_to_do(qtbot):
    page = opened(qtbot, RunsPage(), 1280, 700)
    assert "drop files and folders here" in visible_text(page)
