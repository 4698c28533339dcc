"""Published models side by side."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.panels.comparison.page import ComparisonPage
from app.panels.comparison.rows import BEST
from modelzoo.results import Appraisal
from tests.app.comparing import LARGE, SMALL, column, copied_as, copied_rows, headings, models
from tests.app.looking import A_COST, button, opened, visible_text
from tests.hands import cell, double_click

APPRAISAL = Appraisal.of(A_COST, (3, 224, 224))
FIGURES = {SMALL: replace(APPRAISAL, macs=349_152_000), LARGE: replace(APPRAISAL, parameters=143_667_240, macs=5)}


@pytest.fixture
def page(qtbot):
    page = opened(qtbot, ComparisonPage(), 1280, 500)
    page.show_models(models(SMALL, LARGE), "")
    return page


@pytest.fixture
def counted(page):
    for name, found in FIGURES.items():
        page.show_appraisal(name, found)
    return page


def test_figures_appear_as_they_are_counted_and_the_progress_tells_how_many_are(page):
    assert column(page, "MACs (M)") == ["…", "…"] and "Counting: 0 of 2" in visible_text(page)
    page.show_appraisal(SMALL, FIGURES[SMALL])
    assert column(page, "MACs (M)") == ["349.15", "…"] and "Counting: 1 of 2" in visible_text(page)
    page.show_appraisal(LARGE, FIGURES[LARGE])
    assert "Counting" not in visible_text(page)


def test_a_model_that_cannot_run_at_the_size_says_why_and_holds_nobody_up(page):
    page.show_appraisal(SMALL, FIGURES[SMALL])
    page.show_problem(LARGE, "pool5: the picture is too small")
    assert column(page, "Weights (MB)") == ["4.99", "!"] and "Counting" not in visible_text(page)
    assert "the picture is too small" in column(page, "Weights (MB)", Qt.ItemDataRole.ToolTipRole)[1]


def test_the_best_of_a_column_is_marked_for_the_eye_and_for_the_ear(counted):
    assert column(counted, "MACs (M)", BEST) == [False, True]
    assert column(counted, "Parameters (M)", BEST) == [True, False]
    assert column(counted, "Top-1 (published)", BEST) == [False, True]
    assert column(counted, "MACs (M)", Qt.ItemDataRole.AccessibleTextRole) == ["349.15", "0.00, the best of its column"]


def test_nothing_is_best_where_all_are_equal_or_more_is_not_better(counted):
    assert column(counted, "Weights (MB)", BEST) == [False, False]
    counted.show_appraisal(LARGE, replace(APPRAISAL, intensity=99.0))
    assert column(counted, "Intensity (FLOP/B)", BEST) == [False, False]


def test_a_published_accuracy_is_not_shown_beside_figures_of_another_input(counted):
    assert column(counted, "Top-1 (published)") == ["57.5 %", "72.7 %"]
    counted.show_appraisal(SMALL, replace(APPRAISAL, input=(3, 96, 96)))
    assert column(counted, "Top-1 (published)") == ["–", "72.7 %"]


def test_every_column_sorts(counted):
    counted.table.sortByColumn(headings(counted).index("MACs (M)"), Qt.SortOrder.AscendingOrder)
    assert column(counted, "Model") == [LARGE, SMALL]
    counted.table.sortByColumn(headings(counted).index("MACs (M)"), Qt.SortOrder.DescendingOrder)
    assert column(counted, "Model") == [SMALL, LARGE]


def test_csv_has_every_digit_in_plain_units_in_the_order_shown(counted):
    counted.table.clearSelection()
    counted.table.sortByColumn(headings(counted).index("MACs (M)"), Qt.SortOrder.AscendingOrder)
    rows = copied_rows(counted)
    assert [row["Model"] for row in rows] == [LARGE, SMALL]
    assert rows[0]["Parameters"] == "143667240" and rows[1]["Weights (bytes)"] == "4993696"
    assert rows[1]["Top-1 (published, %)"] == "57.5" and rows[1]["Input"] == "3×224×224"


def test_markdown_and_latex_have_the_figures_as_shown(counted):
    counted.table.clearSelection()
    markdown, latex = copied_as(counted, "Markdown"), copied_as(counted, "LaTeX")
    assert len(markdown.splitlines()) == 4 and "143.667" in markdown and "Pass size (torchinfo, MB)" in markdown
    assert latex.count(r"\\") == 3 and r"57.5 \%" in latex and r"\toprule" in latex


def test_only_selected_rows_are_copied_where_some_are(counted, qtbot):
    counted.table.choose_row(1)
    qtbot.keyClick(counted.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [line.split("\t")[0] for line in QApplication.clipboard().text().splitlines()] == ["Model", LARGE]


def test_what_was_copied_is_told(counted, qtbot):
    counted.table.choose_row(1)
    with qtbot.waitSignal(counted.hint_wished) as told:
        copied_as(counted, "Markdown")
    assert told.args == ["1 row is on the clipboard as Markdown."]


def test_a_size_is_wished_with_enter_and_no_size_by_clearing_it(page, qtbot):
    size = page.findChild(QLineEdit)
    qtbot.keyClicks(size, "96x64")
    with qtbot.waitSignal(page.size_wished) as wish:
        qtbot.keyClick(size, Qt.Key.Key_Return)
    assert wish.args == ["96x64"]
    page.show_models(models(SMALL, LARGE), "96x64")
    with qtbot.waitSignal(page.size_wished) as wish:
        size.clear()
    assert wish.args == [""]


def test_a_size_that_is_none_is_refused_with_the_reason(page, qtbot):
    size = page.findChild(QLineEdit)
    with qtbot.assertNotEmitted(page.size_wished):
        qtbot.keyClicks(size, "big")
        qtbot.keyClick(size, Qt.Key.Key_Return)
    assert "cannot be 'big'" in visible_text(page)


def test_a_model_is_opened_by_a_double_click_by_enter_and_by_the_button(counted, qtbot):
    with qtbot.waitSignal(counted.open_wished) as wish:
        double_click(qtbot, counted.table, cell(counted.table, LARGE))
    assert wish.args == [LARGE]
    counted.table.choose_row(0)
    with qtbot.waitSignal(counted.open_wished) as wish:
        qtbot.keyClick(counted.table, Qt.Key.Key_Return)
    assert wish.args == [SMALL]
    with qtbot.waitSignal(counted.open_wished) as wish:
        button(counted, "&Open").click()
    assert wish.args == [SMALL]


def test_without_models_the_page_says_how_to_choose_some(qtbot):
    page = opened(qtbot, ComparisonPage(), 900, 400)
    assert "Select two or more models in the zoo" in visible_text(page)
    assert not button(page, "&Open").isEnabled()
