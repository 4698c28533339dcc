"""The board's page under mouse and keys: its table, its filter, its plot with the limits, and what it exports."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu

from app.panels.board.page import BoardPage
from app.panels.board.rows import BAR, MISSED
from modelzoo.board import Board, Choice
from modelzoo.jobs import Progress
from modelzoo.reward import Reward
from tests.app.boards import P50, P90, THERE, column, entries, entry, headings
from tests.app.comparing import copied_as
from tests.app.looking import a_latency, button, opened, visible_text
from tests.hands import LEFT, cell, click

Key = Qt.Key
ACCURACY = "Best accuracy"


@pytest.fixture
def page(qtbot):
    found = opened(qtbot, BoardPage(), 1280, 720)
    found.show_board(entries(), Board())
    return found


def wished(qtbot, page, deed):
    with qtbot.waitSignal(page.board_wished) as told:
        deed()
    return told.args[1]


def at(page, title):
    return page.plot.chart.place_of(title).toPoint()


def dots(page):
    return {dot.entry.title: dot for dot in page.plot.chart.picture.dots}


def test_an_empty_board_says_how_to_fill_it_and_gives_the_box_for_it_the_keyboard(page):
    page.show_board((), Board())
    assert "type its name above" in visible_text(page)
    page.setFocus()
    assert QApplication.focusWidget() is page.head.add


def test_a_candidate_is_a_row_with_its_figures_and_what_is_not_known_is_a_dash(page):
    assert column(page, "Candidate") == ["wide", "middle", "narrow"]
    assert column(page, "Kind") == ["variant", "variant", "zoo"]
    assert column(page, "p50 eager, 1 thread (ms)") == ["2.000", "3.000", "–"]
    assert column(page, ACCURACY) == ["0.8 ± 0.02", "0.7 †", "–"]
    assert all(figure not in ("…", "–") for figure in column(page, "MACs (M)"))


def test_a_bar_is_as_long_as_its_figure_beside_the_greatest(page):
    assert column(page, "p50 eager, 1 thread (ms)", BAR) == [pytest.approx(2 / 3), 1.0, None]
    assert column(page, "Candidate", BAR) == [None, None, None]


def test_doubtful_times_and_those_of_another_machine_are_marked_and_kept_apart(page):
    shaky = a_latency(0.004, steady=False)
    first, *others = entries()
    page.show_board((replace(first, times={**first.times, THERE: shaky}), *others), Board())
    assert column(page, "p50 eager, 1 thread ‡ (ms)") == ["4.000 ?", "–", "–"]
    assert column(page, "p50 eager, 1 thread (ms)") == ["2.000", "3.000", "–"]
    told = column(page, "p50 eager, 1 thread ‡ (ms)", Qt.ItemDataRole.ToolTipRole)[0]
    assert "Another CPU" in told and "steady" in told


def test_a_candidate_that_cannot_be_counted_or_measured_says_why(page):
    unfinished = replace(entry("loose", 2), paper=None, problem="output: not connected")
    refused = entry("odd", 3, failures={a_latency().setup: "stem: no ONNX form"})
    page.show_board((*entries(), unfinished, refused), Board())
    assert column(page, "MACs (M)")[3] == "–" and column(page, "p50 eager, 1 thread (ms)")[4] == "!"
    assert column(page, "MACs (M)", Qt.ItemDataRole.ToolTipRole)[3] == "output: not connected"
    assert column(page, "p50 eager, 1 thread (ms)", Qt.ItemDataRole.ToolTipRole)[4] == "stem: no ONNX form"


def test_the_columns_menu_shows_a_figure_and_brings_the_usual_ones_back(qtbot, page):
    assert not any(heading.startswith("p90") for heading in headings(page))
    actions = {each.data(): each for each in page.head.columns.menu().actions()}
    board = wished(qtbot, page, actions[P90].trigger)
    assert P90 in board.columns and "macs" in board.columns
    page.show_board(entries(), board)
    assert "p90 eager, 1 thread (ms)" in headings(page)
    actions = {each.data(): each for each in page.head.columns.menu().actions()}
    assert wished(qtbot, page, actions[""].trigger).columns == ()


def test_a_click_on_a_heading_sorts_and_the_order_outlives_new_figures(page):
    page.table.sortByColumn(headings(page).index("Parameters (M)"), Qt.SortOrder.AscendingOrder)
    assert column(page, "Candidate") == ["narrow", "middle", "wide"]
    page.show_board((*entries(), entry("least", 2)), Board(columns=("macs", "parameters")))
    assert column(page, "Candidate") == ["least", "narrow", "middle", "wide"]


def test_words_and_ranges_filter_the_table_and_the_plot(qtbot, page):
    qtbot.keyClicks(page.head.search, "variant mid")
    assert column(page, "Candidate") == ["middle"] and dots(page).keys() == {"middle"}
    page.head.search.clear()
    page.head.figure.setCurrentIndex(page.head.figure.findData(P50))
    qtbot.keyClicks(page.head.most, "2.5")
    assert column(page, "Candidate") == ["wide"]
    assert "p50, eager, 1 thread ≤ 2.500 ms" in visible_text(page)
    qtbot.keyClicks(page.head.least, "2.2")
    assert "No candidate fits" in visible_text(page)
    qtbot.mouseClick(button(page, "C&lear"), LEFT)
    assert len(column(page, "Candidate")) == 3


def test_what_is_looked_for_is_kept_with_the_board(qtbot, page):
    qtbot.keyClicks(page.head.search, "variant")
    page.head.figure.setCurrentIndex(page.head.figure.findData(P50))
    board = wished(qtbot, page, lambda: qtbot.keyClicks(page.head.most, "3"))
    assert (board.words, board.ranges) == ("variant", ((P50, None, 0.003),)) and board.decided == Board()
    page.show_board(entries(), Board())
    assert len(column(page, "Candidate")) == 3 and page.head.search.text() == page.head.most.text() == ""
    page.show_board(entries(), replace(board, ranges=((P50, None, 0.0025),)))
    assert column(page, "Candidate") == ["wide"]
    assert (page.head.search.text(), page.head.most.text()) == ("variant", "2.5")


def test_space_a_click_on_the_star_and_the_menu_choose_one_candidate(qtbot, page):
    click(qtbot, page.table, cell(page.table, "middle"))
    board = wished(qtbot, page, lambda: qtbot.keyClick(page.table, Key.Key_Space))
    assert board.choice == Choice("variant", "middle")
    page.show_board(entries(), board)
    assert column(page, "★") == ["☆", "★", "☆"]
    star = cell(page.table, "wide").siblingAtColumn(1)
    assert wished(qtbot, page, lambda: click(qtbot, page.table, star)).choice == Choice("variant", "wide")
    page.table.customContextMenuRequested.emit(page.table.visualRect(cell(page.table, "wide")).center())
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    assert wished(qtbot, page, menu.actions()[0].trigger).choice == Choice("variant", "wide")
    menu.close()


def test_a_note_of_why_is_written_below_only_where_one_is_chosen(qtbot, page):
    assert not page.choice.why.isEnabled()
    page.show_board(entries(), Board().choosing("variant", "wide"))
    assert "Chosen: wide" in visible_text(page)
    board = wished(qtbot, page, lambda: qtbot.keyClick(page.choice.why, Key.Key_S))
    assert board.choice.why == "s"
    page.show_board(entries()[1:], board)
    assert "no longer on the board" in visible_text(page) and page.choice.why.toPlainText() == "s"


def test_delete_takes_a_model_of_the_zoo_away_but_none_of_the_projects_own(qtbot, page):
    page.show_board(entries(), Board(models=("narrow:width=0.5", "other")))
    click(qtbot, page.table, cell(page.table, "narrow"))
    assert wished(qtbot, page, lambda: qtbot.keyClick(page.table, Key.Key_Delete)).models == ("other",)
    click(qtbot, page.table, cell(page.table, "wide"))
    with qtbot.waitSignal(page.hint_wished), qtbot.assertNotEmitted(page.board_wished):
        qtbot.keyClick(page.table, Key.Key_Delete)


def test_enter_wishes_to_see_the_candidate(qtbot, page):
    click(qtbot, page.table, cell(page.table, "middle"))
    with qtbot.waitSignal(page.open_wished) as told:
        qtbot.keyClick(page.table, Key.Key_Return)
    assert told.args[0].title == "middle"


def test_the_front_holds_what_no_other_beats_in_the_directions_of_both_figures(qtbot, page):
    page.show_board(entries(), Board(axes=(P50, "accuracy")))
    assert {title: dot.on_front for title, dot in dots(page).items()} == {"wide": True, "middle": False}
    assert "1 candidate lacks one of the two figures" in visible_text(page)
    across, _ = page.plot.axes
    board = wished(qtbot, page, lambda: qtbot.mouseClick(button(page, "Less is better"), LEFT))
    assert board.turned == (P50,)
    page.show_board(entries(), board)
    assert all(dot.on_front for dot in dots(page).values()) and across.currentData() == P50


def test_error_bars_come_from_the_runs_and_from_the_seeds(page):
    page.show_board(entries(), Board(axes=(P50, "accuracy")))
    wide, middle = dots(page)["wide"], dots(page)["middle"]
    low, high = wide.x_spread
    assert low < wide.place[0] < high
    assert wide.y_spread == (pytest.approx(0.78), pytest.approx(0.82)) and middle.y_spread is None


def test_a_click_on_a_dot_makes_its_row_current_and_arrows_walk_the_dots(qtbot, page):
    page.show_board(entries(), Board(axes=("macs", "parameters")))
    chart = page.plot.chart
    qtbot.mouseClick(chart, LEFT, pos=at(page, "middle"))
    assert page.current.title == "middle"
    chart.setFocus()
    qtbot.keyClick(chart, Key.Key_Left)
    assert page.current.title == "narrow"
    qtbot.keyClick(chart, Key.Key_End)
    assert page.current.title == "wide" and chart.accessibleDescription().startswith("wide, MACs")


def test_a_limit_is_dragged_from_beside_the_axis_greying_what_misses_it_until_it_is_let_go(qtbot, page):
    page.show_board(entries(), Board(axes=("macs", "parameters")))
    chart, begin = page.plot.chart, at(page, "wide")
    below = QPoint(begin.x(), chart.height() - 20)
    qtbot.mousePress(chart, LEFT, pos=below)
    between = QPoint((at(page, "middle").x() + begin.x()) // 2, below.y())
    with qtbot.assertNotEmitted(page.board_wished):
        qtbot.mouseMove(chart, between)
    assert column(page, "Candidate", MISSED) == [True, False, False]
    assert [title for title, dot in dots(page).items() if dot.misses] == ["wide"]
    board = wished(qtbot, page, lambda: qtbot.mouseRelease(chart, LEFT, pos=between))
    page.show_board(entries(), board)
    costs = {each.title: each.paper.macs for each in entries()}
    assert costs["middle"] < board.limits["macs"] < costs["wide"]
    told = column(page, "Candidate", Qt.ItemDataRole.AccessibleTextRole)
    assert told == ["wide, misses the limit of MACs", "middle", "narrow"]


def test_a_limits_line_is_taken_where_it_stands_and_dragged_out_of_the_plot_it_is_gone(qtbot, page):
    limit = entries()[1].paper.macs
    page.show_board(entries(), Board(axes=("macs", "parameters"), budgets=(("macs", float(limit)),)))
    chart = page.plot.chart
    line = QPoint(at(page, "middle").x(), at(page, "middle").y() - 60)
    qtbot.mousePress(chart, LEFT, pos=line)
    qtbot.mouseMove(chart, QPoint(at(page, "narrow").x() + 30, line.y()))
    assert column(page, "Candidate", MISSED) == [True, True, False]
    qtbot.mouseMove(chart, QPoint(line.x(), -40))
    assert wished(qtbot, page, lambda: qtbot.mouseRelease(chart, LEFT)).limits == {}


def test_a_limit_is_typed_in_the_unit_that_is_shown_and_cleared_again(qtbot, page):
    page.show_board(entries(), Board(axes=(P50, "macs")))
    edit = page.plot.axes[0].limit
    qtbot.keyClicks(edit, "2.5")
    board = wished(qtbot, page, lambda: qtbot.keyClick(edit, Key.Key_Return))
    assert board.limits == {P50: pytest.approx(0.0025)}
    page.show_board(entries(), board)
    assert "Limits: p50, eager, 1 thread ≤ 2.500 ms." in visible_text(page)
    assert column(page, "Candidate", MISSED) == [False, True, False]
    assert wished(qtbot, page, edit.clear).limits == {}


def test_another_figure_on_an_axis_is_wished_and_an_axis_can_be_logarithmic(qtbot, page):
    page.show_board(entries(), Board(axes=("macs", "parameters")))
    across, up = page.plot.axes
    up.setFocus()
    board = wished(qtbot, page, lambda: qtbot.keyClick(up, Key.Key_Down))
    assert board.axes == ("macs", "macs")
    was = page.plot.chart.picture.x.log
    place = QPoint(8, across.log.height() // 2)
    board = wished(qtbot, page, lambda: qtbot.mouseClick(across.log, LEFT, pos=place))
    page.show_board(entries(), board)
    assert page.plot.chart.picture.x.log is not was


def test_the_reward_is_a_column_where_accuracies_are_known_with_terms_to_change(qtbot, page):
    terms = Reward(0.002, -0.07)
    page.show_board(entries(), Board(columns=("reward",), reward=terms))
    assert column(page, "Reward") == ["0.8000", f"{terms.of(0.7, 0.003):.4f}", "–"]
    (told, *_) = column(page, "Reward", Qt.ItemDataRole.ToolTipRole)
    assert "ACC × (LAT / T)^w" in told and "1807.11626" in told
    page.reward.target.setFocus()
    page.reward.target.selectAll()
    qtbot.keyClicks(page.reward.target, "4")
    board = wished(qtbot, page, lambda: qtbot.keyClick(page.reward.target, Key.Key_Return))
    assert board.reward == Reward(0.004, -0.07)
    page.show_board([replace(each, results={}) for each in entries()], Board())
    assert not page.reward.isVisible()


def test_the_table_is_copied_and_the_plot_exported_as_picture_and_figures(qtbot, page):
    page.table.clearSelection()
    rows = list(csv.DictReader(io.StringIO(copied_as(page, "CSV"))))
    assert [row["Candidate"] for row in rows] == ["wide", "middle", "narrow"]
    assert float(rows[0]["p50, eager, 1 thread (s)"]) == 0.002
    assert copied_as(page, "Markdown").count("|") > 20 and r"\toprule" in copied_as(page, "LaTeX")
    page.show_board(entries(), Board(axes=("macs", "parameters")))
    assert b"wide" in page.plot.content("svg") and b"<image" not in page.plot.content("svg")
    picture = QImage.fromData(page.plot.content("png"))
    assert picture.width() == 2 * page.plot.chart.width()
    told = list(csv.DictReader(io.StringIO(page.plot.content("csv").decode())))
    assert [float(row["MACs"]) for row in told] == [each.paper.macs for each in entries()]
    with qtbot.waitSignal(page.export_wished) as saved:
        next(each for each in button(page, "&Export").menu().actions() if "CSV" in each.text()).trigger()
    assert saved.args[0] == "csv"


def test_one_button_measures_what_is_missing_and_stops_it(qtbot, page):
    page.measuring.show_idle(3, "")
    with qtbot.waitSignal(page.measure_wished):
        qtbot.mouseClick(button(page, "&Measure all missing (3)"), LEFT)
    page.measuring.show_progress(Progress(0.5, "measuring"))
    with qtbot.waitSignal(page.stop_wished):
        qtbot.mouseClick(button(page, "&Stop"), LEFT)
    page.measuring.show_idle(0, "")
    assert not button(page, "All is measured").isEnabled()
