"""What was found by a sweep, in the table of its page."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from app.panels.sweep.figures import SPEED_UP
from app.panels.sweep.page import SweepPage, SweepState
from modelzoo.measurements import Load
from modelzoo.presets import presets
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep, SweepPoint
from tests.app.looking import button, opened, visible_text
from tests.app.sweep_hands import column, part, show, shown
from tests.app.sweeps import FIGURE, measured, on_paper


@pytest.fixture
def page(qtbot):
    page = opened(qtbot, SweepPage(), 1280, 700)
    page.setup.show_catalog()
    return page


def test_figures_on_paper_stand_in_a_row_for_each_value(page):
    show(page, SweepResult(FIGURE, on_paper(FIGURE)))
    page.choose_figure("macs")
    headings, rows = shown(page)
    assert headings == ["Resolution (px)", "conv (M)", "separable_conv (M)", "Remarks"]
    assert [row[0] for row in rows] == ["4", "8", "16"] and rows[0][1] == "1.180"


def test_a_value_that_cannot_be_says_why(page):
    sweep = Sweep(("mobilenet_v1",), "width", (0.5, 99))
    show(page, SweepResult(sweep, on_paper(sweep)))
    assert column(page, "mobilenet_v1 (M)")[1] == "cannot be"
    assert "Cannot be: width cannot be 99: it takes a number from 0.01 to 16." in column(page, "Remarks")[1]


def test_times_are_shown_in_every_setup_with_all_that_makes_them_figures(page):
    show(page, measured(FIGURE))
    assert shown(page)[0][1:5] == [
        "conv, eager (ms)",
        "conv, onnxruntime (ms)",
        "separable_conv, eager (ms)",
        "separable_conv, onnxruntime (ms)",
    ]
    tip = page.table.table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    for told in ("p50 ", "p10 ", "p90 ", "484 runs", "eager, 1 thread, batch 1, contiguous", "A CPU, 2026-11-21"):
        assert told in tip


def test_a_time_in_doubt_is_marked_and_the_remarks_say_why(page):
    found = measured(FIGURE)
    busy = replace(found.points[0], latency=replace(found.points[0].latency, load=Load(foreign_cores=1.9)))
    show(page, replace(found, points=(busy, *found.points[1:])))
    assert column(page, "conv, eager (ms)")[0].endswith(" ?")
    assert column(page, "Remarks")[0].startswith("Other processes kept 1.9 cores busy")
    assert column(page, "Remarks")[0].endswith("(conv, eager)") and column(page, "Remarks")[1] == ""


def test_a_speed_up_stands_beside_the_ratio_of_the_macs_with_a_verdict_at_each_value(page):
    show(page, measured(FIGURE))
    page.choose_figure(SPEED_UP)
    assert column(page, "separable_conv, eager (×)") == ["0.800", "1.00", "4.00"]
    assert column(page, "Verdict") == ["slower", "no difference shown", "faster"]
    assert column(page, "separable_conv, MACs (×)") == ["8.41"] * 3


def test_what_was_published_stands_beside_ours_for_each_model(page):
    sweep = presets()[1].sweep
    show(page, SweepResult(sweep, on_paper(sweep)))
    page.choose_figure("parameters")
    headings, rows = shown(page)
    assert headings[0] == "Model, resolution 64" and [row[0] for row in rows] == list(sweep.models)
    published, ours = column(page, "Parameters, published (M)"), column(page, "Parameters, ours (M)")
    assert published[2] == ours[2] == "0.781" and published[0] == "2.507" and ours[0] == "2.505"
    for title in ("p50, published (ms)", "Mult-adds, published (M)", "Pass size, published (MB)"):
        assert column(page, title)
    assert "another machine's runtime cannot agree or disagree" in visible_text(page)


def test_the_table_is_copied_with_every_digit_or_as_it_is_seen(page):
    show(page, measured(FIGURE))
    copy = button(page, "&Copy as")
    (as_csv,) = (each for each in copy.menu().actions() if "CSV" in each.text())
    as_csv.trigger()
    first = next(csv.DictReader(io.StringIO(QApplication.clipboard().text())))
    assert float(first["conv, eager (s)"]) == measured(FIGURE).points[0].latency.p50
    (as_markdown,) = (each for each in copy.menu().actions() if "Markdown" in each.text())
    as_markdown.trigger()
    assert QApplication.clipboard().text().startswith("| Resolution (px) |")


def test_a_lost_value_says_so_in_every_curve_of_it(page):
    lost = tuple(SweepPoint(model, 16, setup, problem="lost") for model in FIGURE.models for setup in FIGURE.setups)
    found = measured(replace(FIGURE, values=(4, 8)))
    show(page, SweepResult(FIGURE, (*on_paper(FIGURE), *found.points, *lost)))
    assert column(page, "conv, eager (ms)")[2] == "cannot be" and "lost" in column(page, "Remarks")[2]


def test_times_are_the_first_choice_once_there_are_any_and_macs_before(page):
    figure = part(page, QComboBox, "Figure on the y axis")
    show(page, SweepResult(FIGURE, on_paper(FIGURE)))
    assert figure.currentText() == "MACs (M)"
    page.show_sweep(measured(FIGURE), SweepState())
    assert figure.currentText() == "p50 (ms)"
