"""How long is measured at least: chosen in the setup, kept in the settings, and told beside the figures."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox

from app.panels.latency.panel import LatencyPanel
from app.panels.latency.setup_form import SetupForm
from app.settings import Settings, SetupChoice, load_settings, save_settings
from modelzoo.measurements import PROTOCOL, Extent
from tests.app.looking import a_latency, measured, opened, visible_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(qtbot):
    return opened(qtbot, SetupForm(None))


def spin(form, name):
    return next(each for each in form.findChildren(QAbstractSpinBox) if each.accessibleName() == name)


def tick(form, qtbot):
    (box,) = form.findChildren(QCheckBox)
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def typed(form, qtbot, name, text):
    """Write into a field; gives the extent that is chosen then."""
    with qtbot.waitSignal(form.chosen) as chosen:
        spin(form, name).selectAll()
        qtbot.keyClicks(spin(form, name), text)
        qtbot.keyClick(spin(form, name), Qt.Key.Key_Return)
    return chosen.args[0].extent


def test_more_than_the_protocol_is_chosen_by_typing_it(form, qtbot):
    assert typed(form, qtbot, "Least runs of each model", "200") == Extent(200, PROTOCOL.seconds)
    assert typed(form, qtbot, "Least seconds of each model", "2.5") == Extent(200, 2.5)


def test_less_than_the_protocol_is_chosen_only_behind_a_tick(form, qtbot):
    runs, seconds = spin(form, "Least runs of each model"), spin(form, "Least seconds of each model")
    assert (runs.minimum(), seconds.minimum()) == (PROTOCOL.runs, PROTOCOL.seconds) == (50, 1.0)
    tick(form, qtbot)
    assert typed(form, qtbot, "Least runs of each model", "12") == Extent(12, 1.0)
    with qtbot.waitSignal(form.chosen) as chosen:
        tick(form, qtbot)
    assert chosen.args[0].extent == PROTOCOL and runs.value() == 50


def test_what_was_accepted_is_shown_as_it_was(form):
    form.show_choice(SetupChoice(runs=12, seconds=0.5))
    assert spin(form, "Least runs of each model").value() == 12 and form.findChild(QCheckBox).isChecked()


def test_the_choice_is_kept_for_the_next_start(tmp_path):
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert load_settings(store).setup.extent == PROTOCOL
    save_settings(store, Settings(setup=SetupChoice(runs=80, seconds=2.5)))
    store.sync()
    again = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert load_settings(again).setup.extent == Extent(80, 2.5)


@pytest.mark.parametrize("kept", ["many", "-3", "1e99"])
def test_a_kept_choice_that_makes_no_sense_is_brought_within_bounds(tmp_path, kept):
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("setup/runs", kept)
    store.setValue("setup/seconds", kept)
    found = load_settings(store).setup.extent
    assert 5 <= found.runs <= 100_000 and 0.05 <= found.seconds <= 600


def test_a_figure_of_fewer_runs_or_seconds_than_the_protocol_has_says_so(qtbot):
    panel = opened(qtbot, LatencyPanel(), 350)
    panel.show_measured(measured(a_latency(samples=(0.01,) * 12)))
    assert "Timed for less than 50 runs and 1 s, as was chosen: 12 runs in 120 ms." in visible_text(panel)
    panel.show_measured(measured(a_latency(samples=(0.0201,) * 50)))
    assert "as was chosen" not in visible_text(panel) and "50 in 1.0" in visible_text(panel)


def test_what_was_timed_for_less_than_is_wished_by_now_is_not_enough():
    found = a_latency(samples=(0.02,) * 60)
    assert found.has(PROTOCOL) and not found.has(Extent(80, 1.0)) and not found.has(Extent(50, 1.3))
