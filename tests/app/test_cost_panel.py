from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.panels.cost_panel import CostPanel
from tests.app.looking import (
    A_COST,
    button,
    named,
    opened,
    visible_text,
)


def test_totals_are_short_on_screen_and_exact_in_the_tooltip(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    assert named(panel, "Parameters").text() == "1.25 M"
    assert named(panel, "Parameters").toolTip() == "1,248,424 parameters"
    assert named(panel, "Weights").text() == "4.99 MB"
    assert not named(panel, "Change of macs").isVisible()


def test_the_change_against_the_baseline_has_a_sign_a_share_and_a_tone(qtbot):
    panel = opened(qtbot, CostPanel(), 420)
    panel.show_cost(A_COST, replace(A_COST, macs=800_000, parameters=2_496_848), "Squeeze U-Net")
    assert "Change against Squeeze U-Net" in visible_text(panel)
    macs, parameters = named(panel, "Change of macs"), named(panel, "Change of parameters")
    assert (macs.text(), macs.tone) == ("+200 k (+25.0 %)", "bad")
    assert (parameters.text(), parameters.tone) == ("−1.25 M (−50.0 %)", "good")
    assert named(panel, "Change of weights").text() == "no change"


@pytest.mark.parametrize(("width", "text"), [(260, "−2.9 %"), (420, "−24.0 k (−2.9 %)")])
def test_a_change_is_written_in_full_where_there_is_room_else_as_a_share(qtbot, width, text):
    panel = opened(qtbot, CostPanel(), width)
    panel.show_cost(replace(A_COST, macs=800_000), replace(A_COST, macs=824_000), "Squeeze U-Net")
    macs, change = named(panel, "MACs"), named(panel, "Change of macs")
    assert change.text() == text and change.toolTip().startswith("−24.0 k (−2.9 %): 800,000 now, 824,000")
    assert (change.y() + change.height() / 2 == macs.y() + macs.height() / 2) and change.x() >= macs.geometry().right()


def test_mult_adds_that_differ_are_explained_and_uncounted_ops_are_listed(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    assert "differ" not in visible_text(panel)
    panel.show_cost(replace(A_COST, mult_adds=5, uncounted=(("mean", 1), ("relu", 3))), None, "")
    assert "MACs and mult-adds differ" in visible_text(panel)
    assert "Not in MACs: mean, relu (3x)" in visible_text(panel)


def test_stale_totals_say_so_until_new_ones_come(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, None, "")
    panel.show_stale()
    assert "Stale" in visible_text(panel)
    assert named(panel, "MACs").tone == "subtext"
    panel.show_cost(A_COST, None, "")
    assert "Stale" not in visible_text(panel)
    assert named(panel, "MACs").tone == "text"


def test_a_model_without_totals_points_at_the_problems(qtbot):
    panel = opened(qtbot, CostPanel())
    assert "Open a model" in visible_text(panel)
    panel.show_cost(A_COST, None, "")
    panel.show_cost(None, None, "")
    assert "problems panel says why" in visible_text(panel)
    assert not named(panel, "MACs").isVisible()
    assert not button(panel, "Pin as baseline").isEnabled()


def test_pin_and_unpin_are_wishes(qtbot):
    panel = opened(qtbot, CostPanel())
    panel.show_cost(A_COST, A_COST, "itself")
    with qtbot.waitSignal(panel.pin_wished):
        qtbot.mouseClick(button(panel, "Pin as baseline"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.unpin_wished):
        qtbot.mouseClick(button(panel, "Unpin"), Qt.MouseButton.LeftButton)
