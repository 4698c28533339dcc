"""Stated times against new ones: which stand, which do not, and which nobody can tell of."""

from dataclasses import replace

import pytest

from modelzoo.analysis import compare
from modelzoo.cli import DIFFERS, main
from modelzoo.errors import ZooError
from modelzoo.jobs import Progress, finish
from modelzoo.measurements import Environment, Load, Setup, Unmeasured
from modelzoo.verifying import layers, timing
from modelzoo.verifying.verifying import verify_file
from tests.zoo.stating import a_project, a_time, a_timed_project, check_of, timed_again, with_blocks_timed, written
from tests.zoo.timing import noisy

FIGURE = "p50, eager, 1 thread"
BUSY = Load(foreign_cores=9.0)


@pytest.fixture
def takes(monkeypatch):
    """Lets every model take so many seconds, time after time; gives what was asked to be measured."""
    asked = []

    def let(*seconds, **changes):
        turns = iter(seconds)

        def measure_many(subjects, _seconds):
            asked.append([(each.title, each.size, each.setup) for each in subjects])
            now = next(turns)
            yield Progress(0.5, "measuring")
            return tuple(replace(a_time(a_project(), now), setup=each.setup, **changes) for each in subjects)

        monkeypatch.setattr(timing, "measure_many", measure_many)
        return asked

    return let


def test_a_time_that_is_found_again_holds(takes):
    asked = takes(0.00205)
    told = check_of(timed_again(a_timed_project(0.002)), FIGURE)
    assert (told.verdict, told.stated, told.found) == ("holds", "2 ms", "2.05 ms")
    assert asked == [[("Mine", (16, 16), Setup())]]


def test_a_latency_made_half_is_told_after_a_second_look(takes):
    asked = takes(0.002, 0.002)
    told = check_of(timed_again(a_timed_project(0.001)), FIGURE)
    assert told.verdict == "differs" and told.why.startswith("2.00 times the stated, 95 % interval")
    assert len(asked) == 2


def test_a_time_that_only_the_second_look_finds_again_holds(takes):
    takes(0.003, 0.002)
    assert check_of(timed_again(a_timed_project(0.002)), FIGURE).verdict == "holds"


@pytest.mark.parametrize("now", [0.002, 0.009])
def test_a_busy_machine_leaves_a_time_in_doubt_and_says_so(takes, now):
    takes(now, now, load=BUSY)
    found = timed_again(a_timed_project(0.002))
    told = check_of(found, FIGURE)
    assert told.verdict == "doubtful" and "Other processes kept 9.0 cores busy" in told.why
    assert "The machine was busy: verify again when it is quiet." in found.text


def test_what_even_a_busy_machine_does_faster_was_stated_too_slow(takes):
    takes(0.002, 0.002, load=BUSY)
    assert check_of(timed_again(a_timed_project(0.004)), FIGURE).verdict == "differs"


def test_a_time_that_was_stated_on_a_busy_machine_is_no_lie_where_it_is_shorter_now(takes):
    takes(0.002, 0.002)
    told = check_of(timed_again(a_project(a_time(a_project(), 0.004, load=BUSY))), FIGURE)
    assert told.verdict == "doubtful" and "the stated one was in doubt itself" in told.why


def test_a_time_of_another_machine_is_neither_measured_nor_called_wrong(takes):
    asked = takes()
    where = Environment("Another CPU", 64, "Linux", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
    found = timed_again(a_project(a_time(a_project(), 0.5, environment=where)))
    assert check_of(found, FIGURE).verdict == "measured elsewhere"
    assert found.checked == 0 and asked == [] and "nothing against them" in found.text


def test_a_time_of_a_model_that_is_gone_cannot_be_checked(takes):
    takes()
    (told,) = timed_again(a_project(a_time(a_project(), fingerprint="0123456789ab"))).checks
    assert (told.candidate, told.verdict) == ("01234567 at 16", "not checked")
    assert "no such model any more" in told.why


def test_times_of_other_sizes_and_setups_are_taken_in_the_same(takes):
    asked = takes(0.002)
    project, setup = a_project(), Setup("onnxruntime", 2, 4, "channels_last")
    known = a_project(a_time(project), a_time(project, setup=setup, input=(8, 32, 24)))
    assert {each.what for each in timed_again(known).checks} == {
        FIGURE,
        "p50, onnxruntime, 2 threads, batch 4, channels last",
    }
    assert asked == [[("Mine", (16, 16), Setup()), ("Mine at 32x24", (32, 24), setup)]]


def test_what_cannot_be_measured_any_more_says_why(monkeypatch):
    def measure_many(subjects, _seconds):
        yield Progress(0.5)
        return tuple(Unmeasured(each, ZooError("It does not fit.")) for each in subjects)

    monkeypatch.setattr(timing, "measure_many", measure_many)
    told = check_of(timed_again(a_timed_project()), FIGURE)
    assert (told.verdict, told.why) == ("not checked", "It does not fit.")


def test_models_take_turns_in_groups_that_fit_the_memory(takes):
    project = a_project()
    sizes = [(8, each, each) for each in range(8, 8 + timing.TOGETHER + 3)]
    asked = takes(0.002, 0.002)
    timed_again(a_project(*(a_time(project, input=each) for each in sizes)))
    assert [len(each) for each in asked] == [timing.TOGETHER, 3]


def test_the_times_of_blocks_are_held_against_new_ones(monkeypatch):
    project = with_blocks_timed(a_timed_project())
    (kept,) = project.record.layers

    def slower(subject, _seconds):
        yield Progress(0.5)
        nodes = tuple(replace(each, p50=each.p50 * (2 if each.node == "fire1" else 1)) for each in kept.nodes)
        return replace(kept, nodes=nodes, whole=replace(kept.whole, load=Load(), steady=True, samples=(1.0,) * 60))

    monkeypatch.setattr(layers, "measure_layers", slower)
    found = timed_again(replace(project, record=replace(project.record, latencies=())))
    (told,) = found.checks
    assert (told.what, told.verdict) == ("p50 of fire1, eager", "differs")


def test_a_report_states_times_that_are_measured_again(takes, tmp_path):
    takes(0.002)
    found = finish(verify_file(written(a_timed_project(0.002), tmp_path, ".csv"), patience=0.0))
    assert check_of(found, FIGURE).verdict == check_of(found, "p90, eager, 1 thread").verdict == "holds"


def test_a_small_model_is_really_measured():
    project = a_project()
    found = timed_again(a_project(a_time(project, 1000.0)))
    told = check_of(found, FIGURE)
    assert told.verdict == "differs" and told.why.startswith("0.00 times")


def test_the_interval_of_a_median_holds_it():
    latency = noisy(1)
    low, high = compare.interval(latency)
    assert low < latency.p50 < high < 1.1 * low


def test_the_command_waits_for_quiet_as_long_as_it_is_told(takes, tmp_path, monkeypatch):
    waited = []

    def wait(patience):
        waited.append(patience)
        yield Progress(1.0, "quiet")

    monkeypatch.setattr(timing, "wait_until_quiet", wait)
    takes(0.004, 0.004)
    argv = ("verify", str(written(a_timed_project(0.002), tmp_path, ".md")), "--patience", "120")
    assert main(argv) == DIFFERS
    assert waited == [120.0]
