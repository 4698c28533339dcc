"""The roofline: where blocks stand under the roofs, what they say, and what mouse and keys select."""

from dataclasses import replace
from math import log10

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from app import theme
from app.breakdown import Breakdown
from app.panels.roofline.chart import RooflineChart
from app.panels.roofline.panel import RooflinePanel
from app.panels.roofline.picture import picture
from app.theme import DARK, LIGHT
from modelzoo.measurements import Load, Setup
from tests.app.looking import opened, visible_text
from tests.app.timed import COST, ROOFS, breakdown, times

Button, Key, Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot):
    panel = opened(qtbot, RooflinePanel(), 640, 420)
    panel.show_breakdown(breakdown())
    return panel


def chart(panel):
    return panel.findChild(RooflineChart)


def place(panel, node):
    return chart(panel).place_of(node).toPoint()


def click(qtbot, panel, at, keys=Modifier.NoModifier):
    qtbot.mouseClick(chart(panel), Button.LeftButton, keys, at)


def test_each_timed_block_stands_at_its_intensity_and_the_speed_it_reached():
    shown = picture(breakdown())
    assert [mark.node for mark in shown.marks] == ["stem", "wide", "act", ""]
    stem, wide = shown.mark("stem"), shown.mark("wide")
    assert stem.place == pytest.approx((2 * 250_000 / 200, 5e8)) and wide.place[1] == pytest.approx(4e9)
    assert [mark.kind for mark in shown.marks] == ["block", "block", "bytes", "model"]


def test_bytes_alone_stand_at_the_left_end_as_far_below_the_memory_roof_as_they_are_slower():
    shown = picture(breakdown())
    (act,) = shown.bytes_alone
    moved = 4 * (3 * 8 * 8 + 16 * 8 * 8)
    assert act.place[0] == shown.x[0]
    assert act.place[1] / (shown.x[0] * ROOFS.memory.best) == pytest.approx(moved / 1e-4 / ROOFS.memory.best)
    assert "bytes alone, 48.6 MB/s" in act.text


def test_roofs_carry_their_values_and_meet_where_they_should():
    compute, memory, cache = picture(breakdown()).roofs
    assert [roof.title for roof in (compute, memory, cache)] == [
        "Compute 4.00 GFLOP/s",
        "Memory 1.00 GB/s",
        "L2 2.00 GB/s",
    ]
    assert memory.end == pytest.approx((ROOFS.ridge, 4e9)) and cache.end == pytest.approx(compute.start)


def test_a_mark_says_its_figures_and_how_efficient_it_is():
    told = picture(breakdown()).mark("stem").text
    assert told == "stem: 2,500 FLOP/B, 500 MFLOP/s; 1.00 ms, at least 125 µs by the roofs: 12.5 % efficient"


def test_what_is_faster_than_its_bound_is_said_to_come_from_a_cache():
    told = picture(breakdown(times=times(act=1e-6))).mark("act").text
    assert "486.4 % efficient; beyond 100 %: its tensors came from a cache" in told


def test_without_a_cache_roof_there_are_two_lines():
    shown = picture(breakdown(roofs=replace(ROOFS, cache=None)))
    assert [roof.title.split()[0] for roof in shown.roofs] == ["Compute", "Memory"]


def test_both_axes_are_logarithmic(panel):
    shown = picture(breakdown())
    stem, wide = (place(panel, node) for node in ("stem", "wide"))
    across = (wide.x() - stem.x()) / log10(shown.mark("wide").place[0] / shown.mark("stem").place[0])
    whole, act = place(panel, ""), place(panel, "act")
    far = (whole.x() - act.x()) / log10(shown.mark("").place[0] / shown.mark("act").place[0])
    assert across == pytest.approx(far, rel=0.02)
    assert wide.y() < stem.y() < act.y()


@pytest.mark.parametrize("node", ["stem", "wide", "act"])
def test_a_click_selects_a_block_wherever_it_stands(panel, qtbot, node):
    with qtbot.waitSignal(panel.selection_changed) as told:
        click(qtbot, panel, place(panel, node))
    assert told.args == [(node,)]


def test_ctrl_adds_to_the_selection_and_a_click_on_the_ground_ends_it(panel, qtbot):
    click(qtbot, panel, place(panel, "wide"))
    with qtbot.waitSignal(panel.selection_changed) as told:
        click(qtbot, panel, place(panel, "stem"), Modifier.ControlModifier)
    assert told.args == [("stem", "wide")]
    with qtbot.waitSignal(panel.selection_changed) as told:
        click(qtbot, panel, QPoint(chart(panel).width() - 20, chart(panel).height() - 40))
    assert told.args == [()]


def test_a_selection_from_outside_is_marked_and_not_told(panel, qtbot):
    before = chart(panel).grab().toImage()
    with qtbot.assertNotEmitted(panel.selection_changed):
        panel.select(("stem",))
    assert chart(panel).grab().toImage() != before
    assert "stem: 2,500 FLOP/B" in visible_text(panel)


def test_the_mouse_reads_a_block_and_away_from_it_the_whole_model(panel, qtbot):
    qtbot.mouseMove(chart(panel), place(panel, "wide") + QPoint(2, 2))
    assert "wide: 10,000 FLOP/B" in visible_text(panel)
    qtbot.mouseMove(chart(panel), QPoint(chart(panel).width() - 20, chart(panel).height() - 40))
    assert "Whole model:" in visible_text(panel)


def test_the_arrow_keys_go_through_the_blocks_in_the_networks_order(panel, qtbot):
    reached = []
    panel.selection_changed.connect(reached.append)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_End, Key.Key_Left, Key.Key_Home):
        qtbot.keyClick(chart(panel), key)
    assert reached == [("stem",), ("wide",), ("act",), ("wide",), ("stem",)]
    assert "stem:" in chart(panel).accessibleDescription()


def test_without_roofs_there_is_a_button_that_wishes_them(panel, qtbot):
    panel.show_breakdown(breakdown(roofs=None))
    assert not chart(panel).isVisible() and "take some seconds to measure" in visible_text(panel)
    button = panel.findChild(QPushButton)
    assert button.text() == "Measure this machine's roofs"
    with qtbot.waitSignal(panel.roofs_wished):
        qtbot.mouseClick(button, Button.LeftButton)


def test_what_ran_the_model_on_how_many_threads_and_pictures_stands_beside_the_roofs(panel):
    timed = times("onnxruntime")
    whole = replace(timed.whole, setup=Setup("onnxruntime", 2, 4))
    panel.show_breakdown(breakdown(times=replace(timed, whole=whole)))
    assert "2 threads, batch 4; roofs of 2026-11-21" in visible_text(panel)


def test_known_roofs_say_when_they_were_taken_and_can_be_measured_again(panel, qtbot):
    assert "1 thread; roofs of 2026-11-21" in visible_text(panel) and "1 without arithmetic" in visible_text(panel)
    button = panel.findChild(QPushButton)
    assert button.text() == "Measure again"
    with qtbot.waitSignal(panel.roofs_wished):
        qtbot.keyClick(button, Key.Key_Space)


def test_roofs_taken_beside_other_load_are_doubted_on_the_panel(panel):
    assert "may be faster" not in visible_text(panel)
    panel.show_breakdown(breakdown(roofs=replace(ROOFS, load=Load(50.0))))
    assert "Other processes kept 50.0 cores busy meanwhile: this machine may be faster" in visible_text(panel)


def test_while_roofs_are_measured_the_panel_says_so_and_the_button_is_off(panel):
    panel.say("Measuring the roofs: matrix products, 40%", busy=True)
    panel.show_breakdown(breakdown())
    assert "40%" in visible_text(panel) and not panel.findChild(QPushButton).isEnabled()
    panel.say("")
    assert "2026-11-21" in visible_text(panel) and panel.findChild(QPushButton).isEnabled()


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Breakdown(), "open a model, or complete the one on the canvas"),
        (Breakdown(COST), "take some seconds to measure"),
        (Breakdown(COST, roofs=ROOFS), "once they have been timed"),
    ],
    ids=["nothing", "a cost", "roofs"],
)
def test_what_is_missing_is_said(panel, known, told):
    panel.show_breakdown(known)
    assert told in visible_text(panel) and not chart(panel).isVisible()


def test_after_a_change_the_points_stay_where_they_were_in_grey(panel):
    before, picture_before = place(panel, "stem"), chart(panel).grab().toImage()
    panel.show_breakdown(breakdown(stale=True, times=times(stem=0.5)))
    assert place(panel, "stem") == before and "Before the last change" in visible_text(panel)
    assert chart(panel).grab().toImage() != picture_before
    panel.show_breakdown(breakdown(times=times(stem=0.5)))
    assert place(panel, "stem") != before and "Before the last change" not in visible_text(panel)


@pytest.mark.parametrize("width", [360, 900])
def test_every_mark_is_inside_the_chart_at_any_size(panel, width):
    panel.resize(width, 220)
    assert all(
        chart(panel).rect().adjusted(20, 5, -5, -10).contains(place(panel, node))
        for node in ("stem", "wide", "act", "")
    )


def test_the_chart_follows_the_theme(panel, dressed):
    theme.apply(dressed, LIGHT)
    light = chart(panel).grab().toImage()
    theme.apply(dressed, DARK)
    assert chart(panel).grab().toImage() != light
