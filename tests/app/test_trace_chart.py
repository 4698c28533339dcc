"""The drawing of curves of many points: in the theme's colours, and with as many points as can be seen."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app import theme
from app.plots.trace_chart import TraceChart
from app.plots.trace_plot import TracePlot
from app.plots.traces import Look, Trace, TraceAxis, Traces, drawn
from tests.app.looking import opened

POINTS = 5000
X = np.arange(POINTS, dtype=float)
Y = np.abs(X % 700 - 350) / 350


@pytest.fixture
def plot(qtbot):
    plot = TracePlot("Curves")
    plot.layout().addWidget(plot.tools)
    return opened(qtbot, plot, 1000, 400)


@pytest.fixture
def chart(plot):
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


def read_out(plot):
    """The legend: where the cursor stands, and each name with its value."""
    model = plot.legend.model()
    rows = [tuple(model.index(row, at).data() for at in (0, 1)) for row in range(model.rowCount())]
    return model.headerData(1, Qt.Orientation.Horizontal), rows


def curves(title="Step", **ends):
    lines = (
        Trace(name.replace("_", "/", 1), np.arange(1.0, end + 1), np.arange(1.0, end + 1)) for name, end in ends.items()
    )
    return Traces(TraceAxis(title, "{:.0f}".format), TraceAxis("loss"), tuple(lines))


def test_the_cursor_begins_where_most_curves_have_a_value(plot):
    plot.show_traces(curves(short=20, long=900, longer=1000), frozenset(), "")
    assert read_out(plot) == ("Step 20", [("short", "20"), ("long", "20"), ("longer", "20")])


def test_the_cursor_goes_where_what_is_left_has_a_value_and_to_its_place_on_another_axis(plot):
    picture = curves(short=20, long=900, longer=1000)
    plot.show_traces(picture, frozenset(), "")
    plot.chart.pointed.emit(950.0, "")
    plot.show_traces(picture, frozenset(["short"]), "")
    assert read_out(plot)[0] == "Step 950"
    plot.show_traces(picture, frozenset(["long", "longer"]), "")
    assert read_out(plot)[0] == "Step 20"
    plot.show_traces(curves("Epoch", short=7, long=9), frozenset(), "")
    assert read_out(plot)[0] == "Epoch 7"


def test_the_legend_leaves_out_a_version_that_tells_nothing_and_has_the_whole_name_as_a_tip(plot):
    plot.show_traces(curves(net_version_0=3, other=3), frozenset(), "")
    model = plot.legend.model()
    assert [name for name, _ in read_out(plot)[1]] == ["net", "other"]
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "net/version_0"


def test_a_chart_without_a_parent_is_closed_as_any_window(qtbot):
    chart = TraceChart()
    qtbot.addWidget(chart)
    chart.show_traces(curves(only=3), Look())
    chart.show()
    assert chart.close() and not chart.isVisible() and chart.items_by_name.keys() == {"only"}


def test_with_both_axes_logarithmic_a_point_needs_both_logarithms():
    x, y = drawn(np.array([0.0, 1, 10, 100]), np.array([1.0, 0, 10, -1]), Look(log_x=True, log_y=True))
    assert (x.tolist(), y.tolist()) == ([1], [1])
