"""Plots of lines: where things stand, what is read off them, how they are looked at, and the files they become."""

import csv
import io
from dataclasses import replace
from itertools import pairwise
from math import log10
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPalette, QTransform
from PySide6.QtWidgets import QAbstractButton, QApplication, QDoubleSpinBox
from pytestqt.qtbot import QtBot

from app import theme
from app.plots import looks
from app.plots.frame import Frame, View
from app.plots.line_plot import LinePlot
from app.plots.picture import Axis, Interval, Level, Line, Picture, TextColumn, picture_csv
from app.plots.ticks import log_ticks, value_ticks
from tests.app.looking import button, opened, visible_text

SVG = "{http://www.w3.org/2000/svg}"

PICTURE = Picture(
    Axis("Resolution (px)"),
    Axis("p50 (ms)", 1e3, lambda seconds: f"{1e3 * seconds:.2f} ms"),
    (
        Line("small", (4.0, 8.0, 64.0), (0.001, 0.002, 0.1), (0.0009, 0.0018, 0.09), (0.0011, 0.003, 0.2)),
        Line("large", (4.0, 8.0, 64.0), (0.002, None, 0.05), colour=1, style=1),
    ),
    (Interval(4.0, 64.0, "small is faster up to 4, large from 64 on", ("small", "large")),),
    "Band: p10 to p90",
    ("p10 (ms)", "p90 (ms)"),
)


@pytest.fixture
def plot(qtbot: QtBot) -> LinePlot:
    plot = opened(qtbot, LinePlot("Times"), 900, 420)
    plot.show_picture(PICTURE, "a sweep")
    return plot


def box(plot: LinePlot, name: str) -> QAbstractButton:
    """A line's box in the legend."""
    return next(each for each in plot.findChildren(QAbstractButton) if each.accessibleName() == name)


def test_an_axis_over_a_decade_is_logarithmic_until_a_person_says_otherwise(plot: LinePlot) -> None:
    assert plot.frame.log_x and plot.frame.view.log_y
    button(plot, "Log &y").click()
    plot.show_picture(replace(PICTURE, intervals=()), "a sweep")
    assert plot.frame.log_x and not plot.frame.view.log_y
    plot.show_picture(PICTURE, "another sweep")
    assert plot.frame.view.log_y


def test_an_axis_of_less_than_a_decade_is_not_logarithmic(plot: LinePlot) -> None:
    narrow = Line("a", (128.0, 224.0), (0.001, 0.005))
    plot.show_picture(replace(PICTURE, lines=(narrow,), intervals=()), "narrow")
    assert not plot.frame.log_x and not plot.frame.view.log_y


def test_words_have_no_logarithm_and_room_to_stand_in(plot: LinePlot) -> None:
    words = Picture(Axis("Model", words=("a", "b", "c")), Axis("y"), (Line("ours", (0.0, 1.0, 2.0), (1.0, 2.0, 3.0)),))
    plot.show_picture(words)
    plot.look(log_x=True)
    assert not plot.frame.log_x and not button(plot, "Log &x").isEnabled()
    assert plot.frame.x_range == (-0.5, 2.5) and plot.frame.x_ticks(9) == [(0.0, "a"), (1.0, "b"), (2.0, "c")]


def test_values_are_drawn_in_the_unit_of_the_axis_or_as_its_logarithm() -> None:
    plain, logs = Frame(PICTURE, View()), Frame(PICTURE, View(log_x=True, log_y=True))
    assert (plain.across(8.0), plain.up(0.002)) == (8.0, 2.0)
    assert (logs.across(8.0), logs.up(0.002)) == (log10(8), log10(2))
    assert logs.up(0.0) is None and logs.up(None) is None


def test_a_line_is_broken_where_a_value_is_missing_and_so_is_its_band() -> None:
    frame = Frame(PICTURE, View())
    small, large = PICTURE.lines
    assert [len(part) for part in frame.segments(large)] == [1, 1]
    assert len(frame.bands(small)) == 1 and frame.bands(large) == []
    torn = replace(small, low=(0.0009, None, 0.09))
    assert [len(outline) for outline in frame.bands(torn)] == [2, 2]


def test_points_that_are_not_joined_have_a_bar_each_for_their_spread() -> None:
    apart = replace(PICTURE.lines[0], joined=False)
    assert [len(outline) for outline in Frame(PICTURE, View()).bands(apart)] == [2, 2, 2]


def test_the_axes_hold_all_that_is_drawn() -> None:
    for view in (View(), View(log_x=True, log_y=True)):
        frame = Frame(PICTURE, view)
        (left, right), (bottom, top) = frame.x_range, frame.y_range
        assert left < frame.across(4.0) and frame.across(64.0) < right
        assert bottom <= frame.up(0.0009) and frame.up(0.2) < top  # type: ignore[operator]


def test_a_guide_runs_through_the_cursors_point_with_its_exponent() -> None:
    frame = Frame(PICTURE, View(log_x=True, log_y=True, x=8.0, line="small", slope=2.0))
    (x0, y0), (x1, y1) = frame.guide()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(2)
    assert y0 + 2 * (log10(8) - x0) == pytest.approx(log10(2))
    assert Frame(PICTURE, View(x=8.0, line="large", slope=2.0)).guide() == []


@pytest.mark.parametrize(
    ("low", "high", "most"),
    [(0.005, 12.0, 8), (1.0, 9.0, 20), (1e-6, 1e9, 5), (3.0, 4.0, 6), (3.12, 3.88, 6), (0.6, 9.6, 13)],
)
def test_marks_of_a_logarithmic_axis_fit_and_stand_where_they_say(low: float, high: float, most: int) -> None:
    ticks = log_ticks(low, high, most)
    assert 2 < len(ticks) <= most
    assert all(after - before >= log10(high / low) / most for (before, _), (after, _) in pairwise(ticks))
    for at, text in ticks:
        assert log10(low) <= at <= log10(high) and 10**at == pytest.approx(float(text.replace(",", "")))


def test_marks_at_values_leave_some_out_where_there_is_no_room_but_never_the_first() -> None:
    places, texts = [float(at) for at in range(10)], [str(at) for at in range(10)]
    assert value_ticks(places, texts, 20) == list(zip(places, texts, strict=True))
    assert [text for _, text in value_ticks(places, texts, 4)] == ["0", "3", "6", "9"]


def test_the_mouse_reads_all_lines_at_the_nearest_value(plot: LinePlot, qtbot: QtBot) -> None:
    place = plot.chart.place_of(8.0, 0.002).toPoint()
    qtbot.mouseMove(plot.chart.viewport(), place + QPoint(3, 2))
    assert plot.frame.view.x == 8.0 and plot.frame.view.line == "small"
    assert "Resolution (px) 8" in visible_text(plot) and "2.00 ms" in visible_text(plot)
    assert "large –" in plot.chart.accessibleDescription()


def test_arrow_keys_move_the_cursor_by_values_and_by_lines(plot: LinePlot, qtbot: QtBot) -> None:
    keys = Qt.Key
    assert plot.frame.view.x == 64.0
    for key in (keys.Key_Left, keys.Key_Left, keys.Key_Left, keys.Key_Down):
        qtbot.keyClick(plot.chart, key)
    assert (plot.frame.view.x, plot.frame.view.line) == (4.0, "large")
    qtbot.keyClick(plot.chart, keys.Key_End)
    qtbot.keyClick(plot.chart, keys.Key_Up)
    assert plot.chart.accessibleDescription() == "Resolution (px) 64: small 100.00 ms, large 50.00 ms"
    assert (plot.frame.view.x, plot.frame.view.line) == (64.0, "small")


def test_a_line_is_hidden_by_its_box_and_so_is_what_is_said_of_it(plot: LinePlot, qtbot: QtBot) -> None:
    assert "small is faster up to 4" in visible_text(plot)
    box(plot, "large").click()
    assert [line.name for line in plot.frame.lines] == ["small"]
    assert "small is faster up to 4" not in visible_text(plot)
    plot.show_picture(PICTURE, "a sweep")
    assert [line.name for line in plot.frame.lines] == ["small"]
    box(plot, "large").click()
    assert len(plot.frame.lines) == 2 and "1  small is faster up to 4" in visible_text(plot)


def test_the_plot_says_what_its_bands_are(plot: LinePlot) -> None:
    assert "Band: p10 to p90" in visible_text(plot)


def test_the_guide_has_the_exponent_that_is_written(plot: LinePlot, qtbot: QtBot) -> None:
    button(plot, "&Slope").click()
    exponent = plot.findChild(QDoubleSpinBox)
    exponent.selectAll()
    qtbot.keyClicks(exponent, "3.5")
    qtbot.keyClick(exponent, Qt.Key.Key_Return)
    assert plot.frame.view.slope == 3.5
    button(plot, "&Slope").click()
    assert plot.frame.view.slope is None and not exponent.isEnabled()


def test_the_table_of_a_picture_has_the_spread_by_what_the_band_is_called() -> None:
    rows = list(csv.DictReader(io.StringIO(picture_csv(PICTURE))))
    assert [row["Resolution (px)"] for row in rows] == ["4", "8", "64"]
    assert rows[1]["small: p50 (ms)"] == "2" and rows[1]["large: p50 (ms)"] == ""
    assert (rows[0]["small: p10 (ms)"], rows[0]["small: p90 (ms)"]) == ("0.9", "1.1")


def test_the_table_of_a_picture_ends_its_figures_where_the_clock_does() -> None:
    times = (0.000115983, 0.0001159834321, 120.0)
    line = replace(PICTURE.lines[1], ys=times)
    text = picture_csv(replace(PICTURE, lines=(line,)))
    assert [row.split(",")[1] for row in text.splitlines()[1:]] == ["0.115983", "0.115983", "120000"]


def test_the_table_of_a_picture_begins_with_what_is_said_of_each_x() -> None:
    columns = (TextColumn("runtime", {4.0: "eager", 8.0: "eager, compiled"}),)
    rows = list(csv.reader(io.StringIO(picture_csv(replace(PICTURE, columns=columns)))))
    assert [row[:2] for row in rows] == [
        ["runtime", "Resolution (px)"],
        ["eager", "4"],
        ["eager, compiled", "8"],
        ["", "64"],
    ]


def test_what_is_hidden_is_not_exported(plot: LinePlot) -> None:
    box(plot, "large").click()
    assert b"large" not in plot.content("csv") and b"small" in plot.content("csv")


def test_a_person_chooses_what_kind_of_file_is_exported(plot: LinePlot, qtbot: QtBot) -> None:
    menu = button(plot, "&Export").menu()  # type: ignore[attr-defined]
    for ending, start in (("SVG", b"<?xml"), ("PNG", b"\x89PNG"), ("CSV", b"Resolution")):
        (action,) = (each for each in menu.actions() if ending in each.text())
        with qtbot.waitSignal(plot.exported) as told:
            action.trigger()
        assert told.args[0] == ending.lower() and told.args[1].startswith(start)


def test_a_vector_picture_has_the_legend_and_no_bitmap(plot: LinePlot) -> None:
    text = plot.content("svg").decode()
    assert "small" in text and "large" in text and "small is faster up to 4" in text and "<image" not in text


def texts_of(svg: bytes) -> list[tuple[str, QRectF]]:
    """Each text of a vector picture with its place, as high as its letters."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            numbers = [float(each) for each in (group.get("transform") or "")[7:-1].split(",")]
            place = QTransform(*numbers).map(QPointF(float(text.get("x", 0)), float(text.get("y", 0))))
            found.append(("".join(text.itertext()).strip(), QRectF(place.x(), place.y() - 10, 1, 10)))
    return found


@pytest.mark.parametrize("log_y", [True, False])
def test_the_marks_of_an_exported_y_axis_begin_at_its_foot_and_do_not_touch(plot: LinePlot, log_y: bool) -> None:
    plot.look(log_y=log_y)
    low, _ = plot.frame.y_range
    foot = plot.chart.place_of(4.0, (10**low if log_y else low) / 1e3).y()
    texts = texts_of(plot.content("svg"))
    marks = [at for text, at in texts if text[:1].isdigit() and at.left() < 60 and at.center().y() < foot + 10]
    marks.sort(key=QRectF.bottom)
    assert len(marks) > 2 and all(after.top() > before.bottom() + 2 for before, after in pairwise(marks))
    assert foot - marks[-1].center().y() < (40 if log_y else 10)


def test_intervals_of_one_place_share_their_label(plot: LinePlot) -> None:
    (first,) = PICTURE.intervals
    plot.show_picture(replace(PICTURE, intervals=(first, replace(first, text="the same the other way"))), "twice")
    assert "1, 2" in [text for text, _ in texts_of(plot.content("svg"))]


def test_an_exported_picture_has_no_cursor_but_the_guide(plot: LinePlot) -> None:
    plot.look(x=8.0, line="small")
    without = plot.content("svg"), plot.content("png")
    plot.look(x=4.0)
    assert (plot.content("svg"), plot.content("png")) == without
    plot.look(slope=2.0)
    assert plot.content("svg") != without[0]


def test_the_level_to_compare_with_is_on_the_plot_and_has_a_name(plot: LinePlot) -> None:
    far = replace(PICTURE, level=Level(0.5, "as slow as can be"))
    plot.show_picture(far, "far")
    bottom, top = plot.frame.y_range
    assert bottom < plot.frame.up(0.5) < top  # type: ignore[operator]
    assert "Thin line at 500.00 ms: as slow as can be" in visible_text(plot)
    assert "as slow as can be" in plot.content("svg").decode()
    place = plot.chart.place_of(32.0, 0.5).toPoint()
    column = [plot.chart.grab().toImage().pixelColor(place.x(), place.y() + at).lightness() for at in (-9, -1, 0, 1, 9)]
    assert min(column[1:4]) < min(column[0], column[4]) - 60


def below(plot: LinePlot) -> int:
    """How many pixels of its picture lie below the chart."""
    return QImage.fromData(plot.content("png")).height() - 2 * plot.chart.viewport().height()


def test_where_the_values_come_from_is_said_below_the_plot_and_in_its_pictures(plot: LinePlot) -> None:
    before = below(plot)
    plot.show_picture(replace(PICTURE, notes=("Measured with care.", "In doubt: all of it.")), "a sweep")
    assert "Measured with care.\nIn doubt: all of it." in visible_text(plot)
    svg = plot.content("svg").decode()
    assert "Measured with care." in svg and "In doubt: all of it." in svg and "Band: p10 to p90" in svg
    assert below(plot) > before + 2 * 2 * 12


def test_a_picture_in_pixels_is_twice_as_fine_and_shows_the_lines_in_their_colours(plot: LinePlot) -> None:
    image = QImage.fromData(plot.content("png"))
    assert image.width() == 2 * plot.chart.viewport().width()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    wanted = theme.of(QApplication.palette())
    assert {looks.colour(wanted, 0), looks.colour(wanted, 1)} <= seen


def test_the_plot_wears_the_colours_of_the_theme_it_is_in(plot: LinePlot, dressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(dressed, theme.DARK)
    assert plot.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window
    image = QImage.fromData(plot.content("png"))
    assert image.pixelColor(2, 2).name() == theme.DARK.base


def test_nothing_to_show_is_no_error_and_nothing_to_export(plot: LinePlot, qtbot: QtBot) -> None:
    plot.show_picture(Picture(Axis("x"), Axis("y")))
    qtbot.keyClick(plot.chart, Qt.Key.Key_Right)
    qtbot.mouseMove(plot.chart.viewport(), QPoint(50, 50))
    assert not button(plot, "&Export").isEnabled() and plot.chart.accessibleDescription() == "Nothing is shown."
