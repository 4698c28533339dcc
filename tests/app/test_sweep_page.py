"""The page of sweeps: what a person asks for, and what is shown of it."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QMenu, QWidget

from app.panels.sweep.figures import P50, SPEED_UP, sweep_figures
from app.panels.sweep.models import CANVAS, completions
from app.panels.sweep.naming import short_models
from app.panels.sweep.offers import usual
from app.panels.sweep.page import SweepPage, SweepState
from app.panels.sweep.picture import picture, read
from app.plots.picture import picture_csv
from app.units import CHOSEN
from modelzoo.catalog import find_architecture, find_block
from modelzoo.jobs import Progress
from modelzoo.measurements import Load
from modelzoo.presets import presets
from modelzoo.ranges import parse_values
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Drawn, Sweep, SweepPoint
from tests.app.looking import a_latency, button, opened, visible_text
from tests.app.sweeps import EAGER, ELSEWHERE, FIGURE, ONNX, REGULAR, SEPARABLE, measured, on_paper


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


def part(page, kind, name) -> QWidget:
    """A control by what it is called."""
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)


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


def shown(page):
    """The table as headings and rows of texts."""
    model, across = page.table.table.model(), range(page.table.table.model().columnCount())
    headings = [model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in across]
    return headings, [[model.index(row, at).data() for at in across] for row in range(model.rowCount())]


def column(page, title):
    headings, rows = shown(page)
    return [row[headings.index(title)] for row in rows]


def show(page, found, **state):
    page.setup.show_sweep(found.sweep)
    page.show_sweep(found, SweepState(**state))


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


def drawn(found, key, printed=()):
    figure = next(each for each in sweep_figures(CHOSEN.units) if each.key == key)
    return picture(found, figure, read(found, figure, printed))


def test_a_picture_of_times_has_a_line_for_each_model_and_setup_and_says_what_its_band_is():
    seen = drawn(measured(FIGURE), P50)
    latency = measured(FIGURE).points[0].latency
    first = seen.lines[0]
    assert (first.name, first.xs) == ("conv, eager", (4, 8, 16)) and len(seen.lines) == 4
    assert (first.ys[0], first.low[0], first.high[0]) == (latency.p50, latency.p10, latency.p90)
    assert seen.band == "Band: p10 to p90 of the runs" and seen.x.title == "Resolution (px)" and "ms" in seen.y.title


def test_a_picture_of_times_says_how_they_were_taken():
    (told,) = drawn(measured(FIGURE), P50).notes
    assert told == (
        "Measured: eager and onnxruntime, 1 thread, batch 1, contiguous; input 3×64×64, fp32; n = 484 runs a point; "
        "A CPU; 2026-11-21 09:00."
    )
    assert drawn(measured(FIGURE), SPEED_UP).notes == (told,) and drawn(measured(FIGURE), "macs").notes == ()


def test_conditions_that_differ_between_the_points_are_told_as_a_range():
    first, *others = measured(FIGURE).points
    taken = first.latency
    other = replace(taken, samples=taken.samples[:50], input=(3, 8, 8), environment=ELSEWHERE)
    found = replace(measured(FIGURE), points=(replace(first, latency=other), *others))
    seen = drawn(found, P50)
    assert "input 3×8×8 to 3×64×64, fp32; n = 50 to 484 runs a point; " in seen.notes[0]
    assert seen.notes[0].endswith("Another CPU and A CPU; 2025-03-01 12:00 to 2026-11-21 09:00.")
    by_title = {column.title: column.texts for column in seen.columns}
    assert by_title["n"] == {4: "50 to 484", 8: "484", 16: "484"} and by_title["cpu"][8] == "A CPU"


def test_doubts_are_told_below_the_picture_and_at_each_value_in_its_table():
    found = measured(FIGURE)
    busy = [replace(each, latency=replace(each.latency, load=Load(foreign_cores=1.9))) for each in found.points[:2]]
    seen = drawn(replace(found, points=(*busy, *found.points[2:])), P50)
    assert seen.notes[1].startswith("In doubt: conv, eager at resolution 4: Other processes kept 1.9 cores busy")
    assert seen.notes[1].endswith("So is 1 more.")
    (doubts,) = (column.texts for column in seen.columns if column.title == "doubts")
    assert "conv, onnxruntime: Other processes" in doubts[4] and doubts[8] == ""


def test_the_table_of_a_picture_of_times_has_the_conditions_before_the_figures():
    first = next(csv.DictReader(io.StringIO(picture_csv(drawn(measured(FIGURE), P50)))))
    assert list(first)[:10] == [
        *("runtime", "threads", "batch", "layout", "input", "n", "cpu", "date", "doubts", "Resolution (px)")
    ]
    assert (first["cpu"], first["date"], first["n"]) == ("A CPU", "2026-11-21 09:00", "484")
    assert {"conv, eager: p50 (ms)", "conv, eager: p10 (ms)", "conv, eager: p90 (ms)"} <= set(first)
    assert float(first["conv, eager: p50 (ms)"]) == pytest.approx(1e3 * measured(FIGURE).points[0].latency.p50)


def test_a_speed_up_is_seen_against_the_line_of_equals():
    seen = drawn(measured(FIGURE), SPEED_UP)
    assert seen.level_text == "Thin line at 1.00×: equally fast" and drawn(measured(FIGURE), P50).level is None


def test_what_belongs_together_looks_alike():
    looks = [(line.colour, line.style) for line in drawn(measured(FIGURE), P50).lines]
    assert looks == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [(line.colour, line.style) for line in drawn(measured(FIGURE), SPEED_UP).lines] == [(0, 0), (1, 0), (2, 2)]


def test_crossings_are_shaded_where_the_verdict_flips_and_told_in_words():
    shaded = drawn(measured(FIGURE), P50).intervals
    assert [(each.low, each.high) for each in shaded] == [(4, 16), (4, 16)]
    assert shaded[0].lines == ("conv, eager", "separable_conv, eager")
    assert shaded[0].text.startswith(
        "conv, eager is faster up to resolution 4, separable_conv, eager from resolution 16"
    )
    flips = drawn(measured(FIGURE), SPEED_UP).intervals
    assert [each.lines for each in flips] == [("separable_conv, eager",), ("separable_conv, onnxruntime",)]


def test_crossings_on_paper_are_shaded_too():
    sweep = Sweep(("mobilenet_v1", "mobilenet_v2"), "width", (0.25, 0.5, 1.0), "64")
    (shaded,) = drawn(SweepResult(sweep, on_paper(sweep)), "macs").intervals
    assert (shaded.low, shaded.high) == (0.25, 0.5) and "mobilenet_v1 has fewer MACs up to width 0.25" in shaded.text


def test_values_stand_in_order_whatever_the_order_they_were_written_in():
    sweep = replace(FIGURE, values=(16, 4, 8))
    assert drawn(SweepResult(sweep, on_paper(sweep)), "macs").lines[0].xs == (4, 8, 16)


def test_words_and_values_in_one_place_stand_side_by_side():
    words = Sweep(("block/conv",), "act", ("relu", "silu"))
    sizes = Sweep(("block/conv",), "resolution", (32, (16, 64)))
    for sweep in (words, sizes):
        seen = drawn(SweepResult(sweep, on_paper(sweep)), "macs")
        assert seen.lines[0].xs == (0, 1) and len(seen.x.words) == 2


def test_one_value_of_several_models_is_drawn_over_the_models_without_joining_them():
    sweep, printed = presets()[1].sweep, presets()[1].printed
    seen = drawn(SweepResult(sweep, on_paper(sweep)), "parameters", printed)
    assert seen.x.words == sweep.models and [line.name for line in seen.lines] == ["ours", "published"]
    assert not any(line.joined for line in seen.lines) and seen.lines[1].ys[2] == 781_375


def test_a_point_that_is_missing_leaves_a_gap_and_not_a_zero():
    found = measured(FIGURE)
    gone = replace(found, points=tuple(point for point in found.points if point.value != 8))
    assert drawn(gone, P50).lines[0].ys[1] is None


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


@pytest.mark.parametrize(
    ("models", "names"),
    [
        ((REGULAR, SEPARABLE), ("conv", "separable_conv")),
        (("block/conv:out=64", "block/conv:out=128"), ("conv:out=64", "conv:out=128")),
        (("block/conv:out=64", "block/fire"), ("conv:out=64", "fire")),
        (("EdgeSegNet", "block/fire"), ("EdgeSegNet", "block/fire")),
        (("block/fire:squeeze=8",), ("fire:squeeze=8",)),
    ],
)
def test_models_are_called_by_what_tells_them_apart(models, names):
    assert tuple(short_models(models).values()) == names


def test_a_measured_latency_is_summed_up_once():
    latency = a_latency()
    assert latency.p10 < latency.p50 < latency.p90
    assert replace(latency, samples=(1.0, 1.0)).p50 == 1.0
