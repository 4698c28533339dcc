"""Where the time goes is found out once the model is measured, kept with the project, and shown in every view."""

from modelzoo.errors import ZooError
from modelzoo.jobs import Progress
from modelzoo.record import Record
from tests.app.desk import small
from tests.app.lab import BOTH, ELSEWHERE, Lab, latency, times
from tests.app.looking import visible_text


def test_blocks_are_timed_in_the_main_setup_once_the_model_is_measured(lab: Lab) -> None:
    lab.measuring.choose(BOTH)
    lab.open()
    assert lab.asked is None
    lab.measure()
    assert lab.asked == BOTH[0]
    lab.answer_layers()
    assert lab.column("Time (ms)") == ["0.000", "1.000", "0.000"]
    assert lab.column("Share of time") == ["0.0 %", "50.0 %", "0.0 %"]


def test_an_edit_calls_the_timing_off_and_what_was_known_is_of_before(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.widen(9)
    assert lab.asked is None and lab.timing.times is None
    lab.measure()
    lab.answer_layers()
    lab.widen(10)
    assert lab.timing.stale and "waiting for a pause in the edits" in lab.said[-1]
    assert lab.column("Time (ms)")[1] == "1.000" and lab.column("Speed (GFLOP/s)")[1] == "–"


def test_an_undone_edit_is_timed_no_second_time(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.widen(9)
    lab.document.undo.undo()
    lab.desk.examine()
    assert lab.asked is None and not lab.timing.stale and lab.column("Time (ms)")[1] == "1.000"


def test_the_times_of_another_runtime_are_taken_when_it_is_chosen_and_both_are_kept(lab: Lab) -> None:
    lab.measuring.choose(BOTH)
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.window.layers.setup_wished.emit(BOTH[1])
    assert lab.asked == BOTH[1] and lab.column("Time (ms)")[1] == "–"
    lab.answer_layers(stem=0.0005)
    assert lab.column("Time (ms)")[1] == "0.500"
    lab.window.layers.setup_wished.emit(BOTH[0])
    assert lab.asked is None and lab.column("Time (ms)")[1] == "1.000"


def test_times_are_taken_anew_on_demand_and_stand_until_then(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.window.layers.times_wished.emit()
    assert lab.asked and lab.column("Time (ms)")[1] == "1.000" and not lab.timing.stale
    lab.answer_layers(stem=0.0015)
    assert lab.column("Time (ms)")[1] == "1.500"


def test_nothing_is_timed_while_measuring_is_paused(lab: Lab) -> None:
    lab.open()
    lab.measuring.set_paused(True)
    lab.measure()
    assert lab.asked is None and "paused" in lab.said[-1]
    lab.measuring.set_paused(False)
    assert lab.asked is not None


def test_times_are_kept_with_the_project_and_leave_it_saved(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    assert [each.nodes[1].p50 for each in lab.document.project.record.layers] == [0.001]
    assert not lab.document.modified


def test_times_of_this_machine_come_back_with_the_project(lab: Lab) -> None:
    record = Record().with_latencies(latency(small(), BOTH[0])).with_layers(times(small()))
    lab.open(record)
    wish = lab.desk.asked.pop("measure")
    wish.done(wish.job(*wish.args))
    assert lab.asked is None and lab.column("Time (ms)")[1] == "1.000"


def test_times_of_another_machine_are_not_taken_for_ours(lab: Lab) -> None:
    lab.open(Record().with_layers(times(small(), where=ELSEWHERE)))
    lab.measure()
    assert lab.asked is not None and lab.column("Time (ms)")[1] == "–"


def test_a_timing_that_fails_says_why_and_leaves_the_figures(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.desk.asked.pop("layers").failed(ZooError("out of memory"))
    assert "The blocks were not timed: out of memory" in visible_text(lab.window.layers)
    assert lab.column("MACs (M)")[1] != "–"
    lab.measure()
    assert lab.asked is not None


def test_progress_is_told_below_the_table(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.desk.asked["layers"].progress(Progress(0.5, "measuring"))
    assert "Timing the blocks: measuring, 50%" in visible_text(lab.window.layers)
