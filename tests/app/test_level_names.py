"""The names of levels stand beside the plot: on no line, and not on one another."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.plots.level_names import spread
from app.plots.trace_plot import TracePlot
from app.plots.traces import Trace, TraceAxis, Traces
from tests.app.looking import button, opened

ROW = 15.0


def level(name, height):
    return Trace(name, np.zeros(1), np.array([height]))


def show(plot, *traces):
    plot.show_traces(Traces(TraceAxis("Step"), TraceAxis("loss"), traces), frozenset(), "")
    QApplication.processEvents()


def named(plot):
    return [name.text for name, _ in plot.chart.level_names.places()]


@pytest.fixture
def plot(qtbot: QtBot, qapp: QApplication) -> TracePlot:
    plot = TracePlot("Curves")
    plot.tools.setParent(plot)
    return opened(qtbot, plot, 900, 420)


@given(st.lists(st.floats(0, 300), max_size=20).map(sorted))
def test_rows_are_apart_and_within_the_room(wanted):
    tops = spread(wanted, ROW, 300)
    assert all(below - above >= ROW - 1e-6 for above, below in pairwise(tops))
    assert all(-1e-6 <= top <= 300 - ROW + 1e-6 for top in tops)


def test_rows_that_are_far_apart_stand_where_they_belong():
    assert spread([50, 100, 200], ROW, 300) == [42.5, 92.5, 192.5]


def test_close_levels_are_named_beside_the_plot_apart_from_each_other_from_top_to_bottom(plot):
    show(plot, level("low", 0.0039), level("close", 0.0040), level("high", 0.0343))
    assert named(plot) == ["high", "close", "low"]
    places = [place for _, place in plot.chart.level_names.places()]
    assert all(above.bottom() <= below.top() + 1e-6 for above, below in pairwise(places))
    right = plot.chart.place_of(plot.chart.shown_range[0][1], 0.0039).x()
    assert plot.chart.level_names.scenePos().x() >= right - 1e-6


def test_a_level_without_a_place_on_the_axis_and_a_curve_are_not_named(plot):
    show(plot, level("zero", 0.0), level("one", 1.0), Trace("curve", np.arange(3.0), np.array([3.0, 2.0, 1.5])))
    assert named(plot) == ["one", "zero"]
    button(plot.tools, "Log &y").click()
    QApplication.processEvents()
    assert named(plot) == ["one"]


def test_without_levels_the_plot_has_the_room_of_their_names(plot):
    show(plot, level("a level", 1.0))
    assert plot.chart.level_names.rect().width() > 0
    show(plot, Trace("curve", np.arange(3.0), np.array([3.0, 2.0, 1.5])))
    assert plot.chart.level_names.rect().width() == 0


def test_levels_for_whose_names_there_is_no_room_are_left_to_the_legend(plot):
    show(plot, *(level(f"level {number}", float(number)) for number in range(200)))
    places = [place for _, place in plot.chart.level_names.places()]
    assert 5 < len(places) < 200 and places[-1].bottom() <= plot.chart.level_names.rect().height() + 1e-6
