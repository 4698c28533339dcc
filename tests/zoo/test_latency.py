"""Measuring: every run is kept, nothing is left changed behind, and one that fails does not take the others with it."""

import gc
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from modelzoo.analysis import latency, load, memory
from modelzoo.analysis.latency import ROUND_SECONDS, measure, measure_against, measure_many
from modelzoo.errors import BuildError, UnknownNameError, ZooError
from modelzoo.jobs import HandOver, Job, Progress, finish
from modelzoo.measurements import Latency, Setup, Subject, Unmeasured
from modelzoo.runtimes.runtime import Prepared
from modelzoo.zoo import open_model
from tests.zoo.timing import subject

THREADS = 3
CORES = load.allowed_cores()


class Probe:
    """A model that notes how it is run and does what it is told to."""

    input = (3, 8, 8)
    preparation = ()

    def __init__(self, act=lambda: None):
        self.act, self.seen = act, set()

    def turn(self):
        return torch.inference_mode()

    def run(self):
        kept = frozenset(os.sched_getaffinity(0)) if CORES else frozenset()
        self.seen.add((gc.isenabled(), torch.is_inference_mode_enabled(), kept))
        self.act()

    def outputs(self):
        return ()


@pytest.fixture
def probe(monkeypatch):
    """Lets measurements run a Probe instead of any model."""

    def put(model: Prepared) -> Prepared:
        def prepare(subject: Subject, seed: int) -> Job[Prepared]:
            yield Progress(0.0, "preparing")
            return model

        monkeypatch.setattr(latency, "prepare", prepare)
        return model

    return put


def state() -> tuple[object, ...]:
    """All of this process that a measurement changes while it times."""
    threads = [int(each.name) for each in Path("/proc/self/task").iterdir()] if CORES else []
    kept = {frozenset(os.sched_getaffinity(thread)) for thread in threads}
    return torch.get_num_threads(), torch.is_inference_mode_enabled(), gc.isenabled(), kept


def test_a_measurement_keeps_every_run_and_says_how_it_was_taken():
    found = finish(measure(subject(), seconds=0.05))
    assert found.n >= 50
    assert sum(found.samples) >= 0.05
    assert all(sample > 0 for sample in (*found.samples, found.first))
    assert found.minimum <= found.p50 <= found.p90 <= max(found.samples)
    assert (found.fingerprint, found.setup) == (subject().graph.fingerprint, Setup())
    assert found.input == (3, 8, 8)
    assert found.load.foreign_cores >= 0 <= found.load.steal_share
    assert len(found.cores) == min(1, len(CORES))
    assert [step for step, seconds in found.preparation if seconds > 0] == ["build"]


def test_a_slow_model_is_run_fifty_times_however_little_time_is_asked_for():
    assert finish(measure(subject(), seconds=1e-9)).n >= 50


@pytest.mark.parametrize("steps", [1, 2, 3, 6, 12])
@pytest.mark.parametrize("runtime", ["eager", "onnxruntime"])
def test_a_closed_job_stops_and_puts_everything_back(steps, runtime):
    before = state()
    job = measure_many([subject(runtime=runtime, threads=THREADS), subject()], seconds=1000)
    for _ in range(steps):
        progress = next(job)
        assert 0 <= progress.share < 1
        assert progress.text
    job.close()
    assert state() == before


def test_between_its_steps_a_job_leaves_the_process_as_it_was():
    before = state()
    for _ in measure(subject(threads=THREADS), seconds=0.01):
        assert state() == before
    assert state() == before


def test_each_run_is_timed_with_the_collector_off_and_on_the_cores_that_the_latency_names(probe):
    model = probe(Probe())
    found = finish(measure(subject(), seconds=0.01))
    assert model.seen == {(False, True, frozenset(found.cores))}


def test_eager_runs_have_the_threads_of_their_setup(monkeypatch):
    seen = set()
    monkeypatch.setattr(
        "modelzoo.runtimes.eager.PreparedEager.run", lambda self: seen.add(torch.get_num_threads()), raising=True
    )
    finish(measure_many([subject(threads=THREADS)], seconds=0.001))
    assert seen == {THREADS}


def test_a_run_is_kept_to_as_many_cores_as_it_has_threads():
    for threads in (1, len(CORES) + 1):
        assert len(finish(measure(subject(threads=threads), seconds=0.001)).cores) == min(threads, len(CORES))


def test_where_the_system_pins_no_process_the_latency_names_no_cores(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert finish(measure(subject(), seconds=0.001)).cores == ()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        finish(measure(subject(), seconds=0.01))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_job_can_be_stopped_after_each_short_round():
    steps = 0
    job = measure(subject(), seconds=0.2)
    try:
        while True:
            next(job)
            steps += 1
    except StopIteration as end:
        found: Latency = end.value
    assert sum(found.rounds) == found.n
    assert steps >= len(found.rounds)
    for round in np.split(np.array(found.samples), np.cumsum(found.rounds)[:-1]):
        assert round[:-1].sum() <= ROUND_SECONDS


def test_any_models_and_setups_take_the_same_number_of_turns_in_one_session():
    subjects = [
        subject("block/conv:out=2"),
        subject("block/conv:out=64", runtime="onnxruntime"),
        subject(batch=4, layout="channels_last"),
    ]
    found = finish(measure_many(subjects, seconds=5 * ROUND_SECONDS))
    assert len({len(each.rounds) for each in found}) == len({each.session for each in found}) == 1
    assert len(found[0].rounds) > 1
    assert [(each.fingerprint, each.setup) for each in found] == [
        (each.graph.fingerprint, each.setup) for each in subjects
    ]


def test_while_the_turns_go_on_what_they_have_found_is_handed_over(monkeypatch):
    monkeypatch.setattr(latency, "HAND_OVER_EVERY", 0.0)
    broken = subject("block/conv:kernel=9,padding=0")
    job, told = measure_many([subject(), broken, subject("block/conv:out=64")], seconds=0.3), []
    try:
        while True:
            told.append(next(job))
    except StopIteration as end:
        whole = end.value
    handed = [each.found for each in told if isinstance(each, HandOver)]
    first, last = handed[0], handed[-1]
    assert all(isinstance(each[1], Unmeasured) for each in handed)
    assert [each is None for each in (first[0], first[2])].count(True) >= 1
    middle = handed[len(handed) // 2]
    assert all(50 <= middle[at].n < last[at].n <= whole[at].n for at in (0, 2))
    assert middle[0].samples == whole[0].samples[: middle[0].n]
    assert {each.session for each in (last[0], last[2])} == {whole[0].session}


def test_two_measurements_are_two_sessions():
    first, second = (finish(measure(subject(), seconds=0.001)) for _ in range(2))
    assert first.session != second.session


def test_onnxruntime_says_what_it_exports_and_how_long_that_took():
    job, told = measure(subject("block/conv:out=37", runtime="onnxruntime"), seconds=0.001), []
    try:
        while True:
            told.append(next(job).text)
    except StopIteration as end:
        found = end.value
    assert "exporting to ONNX" in told
    assert [step for step, seconds in found.preparation if seconds > 0] == ["export", "session"]


def test_a_model_that_cannot_run_is_told_with_its_block():
    with pytest.raises(BuildError, match="conv1"):
        finish(measure(subject("block/conv:kernel=9,padding=0"), seconds=0.001))


def test_one_that_fails_leaves_the_others_their_figures():
    broken, unknown = subject("block/conv:kernel=9,padding=0"), subject(runtime="steam")
    found = finish(measure_many([broken, subject(), unknown], seconds=0.001))
    assert isinstance(found[0], Unmeasured) and isinstance(found[0].error, BuildError)
    assert isinstance(found[1], Latency) and found[1].n >= 50
    assert isinstance(found[2], Unmeasured) and isinstance(found[2].error, UnknownNameError)
    assert (found[0].subject, found[2].subject) == (broken, unknown)


def test_where_all_fail_each_says_why():
    found = finish(measure_many([subject(runtime="steam"), subject(runtime="coal")]))
    assert [str(each.error) for each in found] == [f"There is no runtime named '{name}'." for name in ("steam", "coal")]


def test_a_run_that_would_not_fit_the_memory_is_refused_before_it_is_tried():
    huge = open_model("block/conv:out=65536", "8192")
    with pytest.raises(ZooError, match=r"would take [\d,.]+ GB of memory, and [\d,.]+ GB are free"):
        finish(measure(Subject(huge.graph, huge.size)))


def test_a_larger_batch_needs_more_memory(monkeypatch):
    enough = subject("block/conv:out=4").size[0] ** 2 * 4 * (3 + 4 + 4) * 100
    monkeypatch.setattr(memory.psutil, "virtual_memory", lambda: type("Free", (), {"available": enough}))
    memory.check_memory(subject(batch=1))
    with pytest.raises(ZooError, match="GB are free"):
        memory.check_memory(subject(batch=1000))


def wrapped(cause: Exception, error: Exception) -> Exception:
    """The error as one that the cause led to."""
    error.__cause__ = cause
    return error


OUT_OF_MEMORY = [
    MemoryError(),
    RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9"),
    ZooError("ONNX Runtime refuses the model: bad allocation"),
    wrapped(MemoryError(), RuntimeError("Error calling serialize_model_into")),
]


@pytest.mark.parametrize("error", OUT_OF_MEMORY, ids=lambda error: type(error).__name__)
def test_running_out_of_memory_is_told_with_model_size_and_batch(probe, error):
    def run_out():
        raise error

    probe(Probe(run_out))
    with pytest.raises(ZooError, match=r"The measurement of mine was stopped: out of memory at 8 px, batch 2\."):
        finish(measure(replace(subject(batch=2), title="mine"), seconds=0.001))


def test_running_out_of_memory_while_being_timed_is_no_exception_for_the_others(probe):
    calls = iter(range(10**9))

    def run_out_late():
        if next(calls) > 100:
            raise MemoryError

    probe(Probe(run_out_late))
    (found,) = finish(measure_many([subject()], seconds=1000))
    assert "out of memory" in str(found.error)


def test_a_fault_of_ours_is_no_user_s_mistake(probe):
    def fail():
        raise RuntimeError("a bug")

    probe(Probe(fail))
    with pytest.raises(RuntimeError, match="a bug"):
        finish(measure(subject()))


def test_a_model_that_never_settles_is_said_not_to_be_steady(probe, monkeypatch):
    monkeypatch.setattr(latency, "MOST_WARM_UP_SECONDS", 0.0)
    probe(Probe())
    assert not finish(measure(subject(), seconds=0.001)).steady


def test_a_baseline_that_cannot_run_leaves_the_model_its_figure():
    own, broken = subject(), subject("block/conv:kernel=9,padding=0")
    (timing,) = finish(measure_against(own, broken, seconds=0.001)).timings
    assert timing.latency.fingerprint == own.graph.fingerprint
    assert (timing.baseline, timing.to_baseline) == (None, None)
    assert "conv1" in timing.baseline_refused


def test_a_model_takes_turns_with_its_baseline():
    (timing,) = finish(measure_against(subject(), subject("block/conv:out=8"), seconds=0.01)).timings
    assert timing.latency.session == timing.baseline.session
    assert timing.to_baseline.in_turns


def test_a_model_and_its_baseline_take_turns_in_every_runtime():
    setups = (Setup("eager", batch=2), Setup("onnxruntime", batch=2))
    found = finish(measure_against(subject(), subject("block/conv:out=8"), setups, seconds=0.01))
    assert tuple(timing.setup for timing in found.timings) == setups
    assert [(each.latency.setup, each.baseline.setup) for each in found.timings] == [(each, each) for each in setups]
    assert len({each.session for each in found.latencies}) == 1
    assert len(found.latencies) == 4


def test_each_further_runtime_is_compared_with_the_main_one():
    first, second = finish(measure_against(subject(), None, (Setup(), Setup("onnxruntime")), seconds=0.01)).timings
    assert first.to_main is None
    assert second.to_main.ratio == pytest.approx(second.latency.p50 / first.latency.p50)
    assert second.to_main.in_turns


def test_a_setup_that_cannot_be_leaves_the_others_their_figures():
    setups = (Setup(layout="channels_last"), Setup("onnxruntime", layout="channels_last"))
    eager, refused = finish(measure_against(subject(), None, setups, seconds=0.001)).timings
    assert eager.latency.n >= 50
    assert (refused.latency, refused.to_main) == (None, None)
    assert "channels_last in ONNX Runtime" in refused.refused


def test_a_model_that_no_setup_can_run_is_told_once_for_all():
    broken = subject("block/conv:kernel=9,padding=0")
    with pytest.raises(ZooError) as told:
        finish(measure_against(broken, None, (Setup(), Setup("onnxruntime"))))
    assert str(told.value).count("conv1") == 1


@pytest.mark.parametrize(("most", "untimed"), [(latency.CACHED_SECONDS, 1), (0.0, 0)])
def test_each_turn_of_a_short_model_begins_with_a_run_that_is_not_timed(probe, monkeypatch, most, untimed):
    monkeypatch.setattr(latency, "CACHED_SECONDS", most)
    calls, after_rounds = [], []
    probe(Probe(lambda: calls.append(None)))
    job = measure(subject(), seconds=0.05)
    try:
        while True:
            if next(job).text == "measuring":
                after_rounds.append(len(calls))
    except StopIteration as end:
        found: Latency = end.value
    assert len(found.rounds) > 2
    assert np.diff(after_rounds).tolist() == [runs + untimed for runs in found.rounds[1:]]
