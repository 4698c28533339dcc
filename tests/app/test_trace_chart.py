"""The drawing of curves of many points: in the theme's colours, and with as many points as can be seen."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app import theme
from app.plots.trace_plot import TracePlot
from app.plots.traces import Look, Trace, TraceAxis, Traces
from tests.app.looking import opened

POINTS = 5000
X = np.arange(POINTS, dtype=float)
Y = np.abs(X % 700 - 350) / 350


@pytest.fixture
def chart(qtbot):
    plot = TracePlot("Curves")
    plot.layout().addWidget(plot.tools)
    opened(qtbot, plot, 1000, 400)
    plot.chart.show_traces(picture(Y), Look())
    return plot.chart


def picture(y):
    return Traces(TraceAxis("Step"), TraceAxis("loss"), (Trace("long", X, y),))


def seen(chart):
    """The points that are drawn, as x and y."""
    line = chart.items_by_name["long"]._made["line"]
    return [(point.x(), point.y()) for point in line._seen]


def test_the_ground_takes_the_colour_of_another_theme(chart, qtbot):
    for each in (theme.DARK, theme.LIGHT):
        chart.setPalette(theme.palette(each))
        qtbot.waitUntil(lambda each=each: chart.grab().toImage().pixelColor(2, 2) == QColor(each.window))


def test_of_a_long_curve_few_points_are_drawn_and_zoomed_in_all_that_are_in_view(chart):
    assert len(seen(chart)) <= 2 * chart.width() and {y for _, y in seen(chart)} >= {0.0, 1.0}
    for _ in range(60):
        chart.zoom(0.9)
    (left, right), _ = chart.shown_range
    assert [x for x, _ in seen(chart)] == list(range(int(left), int(right) + 2))


def test_a_curve_that_grew_is_drawn_anew_and_a_zoom_stays(chart):
    chart.zoom(0.5)
    before = chart.shown_range
    chart.show_traces(picture(Y + 1), Look())
    assert chart.shown_range == before and min(y for _, y in seen(chart)) == 1.0


def test_on_a_logarithmic_axis_points_at_zero_are_left_out(chart):
    chart.show_traces(picture(Y), Look(log_y=True))
    assert all(np.isfinite(y) and y <= 0 for _, y in seen(chart))
