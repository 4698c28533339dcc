"""Measuring: every run is kept, nothing is left changed behind, and chance is not taken for a difference."""

import gc
from datetime import datetime

import numpy as np
import pytest
import torch

from modelzoo.analysis import latency
from modelzoo.analysis.compare import compare
from modelzoo.analysis.latency import ROUND_SECONDS, measure, measure_many
from modelzoo.environment import environment
from modelzoo.errors import BuildError, ZooError
from modelzoo.graph import Graph
from modelzoo.jobs import finish
from modelzoo.measurements import Comparison, Environment, Latency, Setup
from modelzoo.zoo import open_model

SIZE = (8, 8)
THREADS = 3


def graph(text: str = "block/conv:out=4") -> Graph:
    return open_model(text, "3x8x8").graph


def timed(samples: np.ndarray, rounds: tuple[int, ...] = ()) -> Latency:
    """A latency of these samples, as a measurement would give it."""
    where = Environment("cpu", 2, "os", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
    return Latency("f", Setup("eager", 1), (3, 8, 8), tuple(samples), 1.0, True, 0.0, where, rounds)


def noisy(seed: int, scale: float = 1.0) -> Latency:
    """Two hundred runs of about a millisecond with a long tail, in rounds of four."""
    return timed(scale * 1e-3 * np.random.default_rng(seed).lognormal(0.0, 0.1, 200), (4,) * 50)


def test_a_measurement_keeps_every_run_and_says_how_it_was_taken():
    found = finish(measure(graph(), SIZE, threads=1, seconds=0.05))
    assert found.n >= 50
    assert sum(found.samples) >= 0.05
    assert all(sample > 0 for sample in (*found.samples, found.first))
    assert found.minimum <= found.p50 <= found.p90 <= max(found.samples)
    assert (found.fingerprint, found.setup) == (graph().fingerprint, Setup("eager", 1))
    assert found.input == (3, 8, 8)
    assert found.foreign_load >= 0


def test_a_slow_model_is_run_fifty_times_however_little_time_is_asked_for():
    found = finish(measure(graph(), SIZE, seconds=1e-9))
    assert found.n >= 50


def test_the_thread_count_is_set_for_the_runs_and_put_back():
    before = torch.get_num_threads()
    job = measure(graph(), SIZE, threads=THREADS, seconds=0.01)
    next(job)
    next(job)
    assert torch.get_num_threads() == THREADS
    finish(job)
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("steps", [1, 2, 6])
def test_a_closed_job_stops_and_puts_everything_back(steps):
    before = torch.get_num_threads()
    job = measure(graph(), SIZE, threads=THREADS, seconds=1000)
    for _ in range(steps):
        progress = next(job)
        assert 0 <= progress.share < 1
        assert progress.text
    job.close()
    assert torch.get_num_threads() == before
    assert gc.isenabled()
    assert not torch.is_inference_mode_enabled()


def test_between_its_steps_a_job_leaves_the_collector_on_and_inference_mode_off():
    for _ in measure(graph(), SIZE, seconds=0.01):
        assert gc.isenabled()
        assert not torch.is_inference_mode_enabled()


def test_each_run_is_timed_with_the_collector_off_and_without_gradients(monkeypatch):
    seen: set[tuple[bool, bool, int]] = set()

    def network(x: torch.Tensor) -> torch.Tensor:
        seen.add((gc.isenabled(), torch.is_inference_mode_enabled(), torch.get_num_threads()))
        return x

    monkeypatch.setattr(latency, "build", lambda graph, size: network)
    finish(measure(graph(), SIZE, threads=THREADS, seconds=0.01))
    assert seen == {(False, True, THREADS)}


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        finish(measure(graph(), SIZE, seconds=0.01))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_job_can_be_stopped_after_each_short_round():
    steps = 0
    job = measure(graph(), SIZE, seconds=0.2)
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


def test_several_models_take_the_same_number_of_turns():
    models = [(graph(f"block/conv:out={out}"), SIZE) for out in (2, 64)]
    narrow, wide = finish(measure_many(models, seconds=0.05))
    assert len(narrow.rounds) == len(wide.rounds) > 1
    assert (narrow.fingerprint, wide.fingerprint) == tuple(graph.fingerprint for graph, _ in models)


def test_a_model_that_cannot_run_is_told_and_leaves_the_threads_as_they_were():
    before = torch.get_num_threads()
    with pytest.raises(BuildError, match="conv1"):
        finish(measure(graph("block/conv:kernel=9,padding=0"), SIZE, threads=THREADS))
    assert torch.get_num_threads() == before


def test_a_run_that_would_not_fit_the_memory_is_refused_before_it_is_tried():
    huge = open_model("block/conv:out=65536", "8192")
    with pytest.raises(ZooError, match=r"would take [\d,.]+ GB of memory, and [\d,.]+ GB are free"):
        finish(measure(huge.graph, huge.size))


def test_the_environment_names_this_machine_and_its_versions():
    found = environment()
    assert found.cpu
    assert found.cores >= 1
    assert found.torch == torch.__version__
    assert datetime.fromisoformat(found.date).tzinfo is not None


def test_a_model_shows_no_difference_against_itself():
    found = compare(noisy(1), noisy(1))
    assert (found.ratio, found.low, found.high) == (1, 1, 1)
    assert found.verdict == "no difference shown"


@pytest.mark.parametrize("seed", range(5))
def test_two_draws_of_one_model_show_no_difference(seed):
    found = compare(noisy(seed), noisy(seed + 100))
    assert found.low <= found.ratio <= found.high
    assert found.verdict == "no difference shown"


def test_half_as_long_again_is_slower_and_the_other_way_round_faster():
    slow, fast = noisy(1, 1.5), noisy(2)
    assert compare(slow, fast).verdict == "slower"
    assert compare(fast, slow).verdict == "faster"
    assert compare(slow, fast).low > 1.4


def test_a_disturbance_that_both_share_is_no_uncertainty_of_their_ratio():
    drift = np.repeat(np.linspace(1.0, 3.0, 50), 4)
    a, b = (timed(1e-3 * drift * (1 + 1e-3 * np.arange(200) % 7) * scale, (4,) * 50) for scale in (1.0, 1.2))
    shared, alone = compare(b, a), compare(b, timed(np.array(a.samples), (5,) * 40))
    assert shared.verdict == "slower"
    assert shared.high - shared.low < (alone.high - alone.low) / 4


def test_a_comparison_of_samples_without_rounds_draws_them_one_by_one():
    a, b = (timed(np.array(noisy(seed, scale).samples)) for seed, scale in ((1, 1.5), (2, 1.0)))
    assert compare(a, b).verdict == "slower"


def test_a_comparison_can_be_repeated():
    assert compare(noisy(1), noisy(2)) == compare(noisy(1), noisy(2))


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.8, 0.9, "faster"),
        (1.1, 1.2, "slower"),
        (0.9, 1.1, "no difference shown"),
        (1.002, 1.006, "no difference shown"),
        (0.994, 0.998, "no difference shown"),
    ],
)
def test_a_verdict_needs_an_interval_clear_of_one(low, high, verdict):
    assert Comparison((low + high) / 2, low, high).verdict == verdict
