"""The roofs of the machine are measured at the first look at the roofline, and kept."""

from dataclasses import replace
from pathlib import Path

from app.panels.roofline.chart import RooflineChart
from app.roofs_cache import RoofsCache
from modelzoo.errors import ZooError
from modelzoo.measurements import Setup
from tests.app.lab import ELSEWHERE, HERE_NOW, Lab, look_at
from tests.app.looking import visible_text
from tests.app.timed import ROOFS


def test_the_first_look_at_the_roofline_measures_the_roofs_and_keeps_them_for_the_next_start(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked
    look_at(lab, "Roofline")
    found = replace(ROOFS, environment=HERE_NOW)
    lab.answer_roofs(found)
    assert lab.cache.load(HERE_NOW.machine, 1) == found
    assert lab.column("Bound (ms)")[1] != "–" and lab.window.roofline.findChild(RooflineChart).isVisible()
    lab.widen(9)
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked


def test_known_roofs_are_not_measured_again_unless_wished(lab: Lab) -> None:
    lab.cache.save(replace(ROOFS, environment=HERE_NOW))
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    assert "roofs" not in lab.desk.asked and lab.column("Bound (ms)")[1] != "–"
    lab.window.roofline.roofs_wished.emit()
    assert "roofs" in lab.desk.asked


def test_roofs_of_another_machine_or_other_threads_are_not_taken_for_ours(lab: Lab) -> None:
    lab.cache.save(replace(ROOFS, environment=ELSEWHERE))
    lab.cache.save(replace(ROOFS, environment=HERE_NOW, threads=2))
    lab.open()
    assert lab.column("Bound (ms)")[1] == "–"
    lab.measuring.choose((Setup(threads=2),))
    lab.measure()
    lab.answer_layers()
    assert lab.column("Bound (ms)")[1] != "–"


def test_an_edit_goes_before_the_roofs_which_are_taken_up_again(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    lab.widen(9)
    assert "roofs" not in lab.desk.asked and "Waiting until the model is measured" in visible_text(lab.window.roofline)
    lab.measure()
    lab.answer_layers()
    assert "roofs" in lab.desk.asked


def test_roofs_that_cannot_be_measured_say_why_and_wait_for_the_button(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    lab.desk.asked.pop("roofs").failed(ZooError("the engine stopped"))
    assert "The roofs were not measured: the engine stopped" in visible_text(lab.window.roofline)
    lab.widen(9)
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked
    lab.window.roofline.roofs_wished.emit()
    assert "roofs" in lab.desk.asked


def test_a_damaged_cache_is_no_roofs(tmp_path: Path) -> None:
    (tmp_path / "roofs.json").write_text('[{"threads": "many"}]')
    cache = RoofsCache(tmp_path)
    assert cache.load(HERE_NOW.machine, 1) is None
    cache.save(replace(ROOFS, environment=HERE_NOW))
    assert cache.load(HERE_NOW.machine, 1) == replace(ROOFS, environment=HERE_NOW)
