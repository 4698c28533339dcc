"""Comparing: chance is not taken for a difference, and only those that took turns are compared turn by turn."""

from functools import cache

import numpy as np
import pytest

from modelzoo.analysis import compare as comparing
from modelzoo.analysis.compare import compare, compare_pairs
from modelzoo.jobs import finish
from modelzoo.measurements import Comparison, Setup
from tests.zoo.timing import Machine, in_turns, noisy, timed


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


def test_two_runtimes_are_compared_like_two_models():
    slow, fast = noisy(1, 1.5, setup=Setup("eager")), noisy(2, setup=Setup("onnxruntime"))
    assert compare(slow, fast).verdict == "slower"


def drifting(scale: float, **changes):
    """A machine that slows down to a third while it is measured."""
    drift = np.repeat(np.linspace(1.0, 3.0, 50), 4) * (1 + 1e-3 * (np.arange(200) % 7))
    return timed(1e-3 * drift * scale, rounds=(4,) * 50, **changes)


def test_a_disturbance_that_both_share_is_no_uncertainty_of_their_ratio():
    shared, alone = (compare(drifting(1.2), drifting(1.0, session=session)) for session in ("s", "another"))
    assert shared.verdict == "slower"
    assert shared.high - shared.low < (alone.high - alone.low) / 4
    assert (shared.in_turns, alone.in_turns) == (True, False)


def test_latencies_of_no_known_session_did_not_take_turns():
    assert not compare(noisy(1, session=""), noisy(1, session="")).in_turns


def test_a_comparison_of_samples_without_rounds_draws_them_one_by_one():
    a, b = (timed(noisy(seed, scale).samples) for seed, scale in ((1, 1.5), (2, 1.0)))
    assert compare(a, b).verdict == "slower"


def test_a_comparison_can_be_repeated():
    assert compare(noisy(1), noisy(2)) == compare(noisy(1), noisy(2))


@pytest.mark.parametrize("lengths", [(3, 4), (4, 4), (1, 2, 4)])
def test_the_interval_closes_on_the_ratio_where_all_runs_are_alike(lengths):
    a, b = (timed([time] * sum(lengths), rounds=lengths) for time in (0.003, 0.002))
    found = compare(a, b)
    assert (found.low, found.high) == pytest.approx((1.5, 1.5))
    assert found.ratio == pytest.approx(1.5)


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


def test_pairs_are_compared_one_after_another():
    pairs = [(noisy(1, 1.5), noisy(2)), (noisy(2), noisy(1, 1.5))]
    assert finish(compare_pairs(pairs)) == tuple(compare(*pair) for pair in pairs)


QUIET = Machine(wander=0.003, tail=0.005)
USUAL = Machine()
MACHINES = {
    "quiet": QUIET,
    "usual": USUAL,
    "rough": Machine(wander=0.15, tail=0.3),
    "drifting": Machine(drift=1.0),
    "wandering": Machine(memory=0.95),
    "disturbed now and then": Machine(busy=0.2),
    "disturbed half the time": Machine(busy=0.5),
    "disturbed half the time, for moments": Machine(busy=0.5, stay=1.5, times=1.5),
}
TRIALS = 100


@pytest.fixture
def rough_intervals(monkeypatch):
    """Fewer draws, which are faster, and sure enough where only how many of many verdicts are right is asked."""
    monkeypatch.setattr(comparing, "RESAMPLES", 200)


@cache
def trials(machine: Machine, scale: float, **shape: int) -> list[Comparison]:
    """What is said of a model that takes `scale` times as long as another."""
    return [compare(*in_turns(machine, seed, scale, **shape), seed=seed) for seed in range(TRIALS)]


def test_the_ratio_is_that_of_the_medians_and_lies_in_its_interval(rough_intervals):
    for seed in range(20):
        a, b = in_turns(MACHINES["disturbed half the time"], seed, 1.05)
        found = compare(a, b)
        assert found.ratio == a.p50 / b.p50
        assert found.low <= found.ratio <= found.high


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_whatever_disturbs_a_machine_no_difference_is_shown_of_a_model_to_itself(rough_intervals, machine):
    verdicts = [each.verdict for each in trials(machine, 1.0)]
    assert verdicts.count("no difference shown") >= 0.95 * TRIALS


@pytest.mark.parametrize("runs", [1, 10])
def test_nor_is_one_shown_by_turns_of_single_runs_or_of_many(rough_intervals, runs):
    verdicts = [each.verdict for each in trials(MACHINES["rough"], 1.0, runs=runs)]
    assert verdicts.count("no difference shown") >= 0.95 * TRIALS


SHARED = [name for name in MACHINES if name not in ("rough", "disturbed half the time, for moments")]
"""Where disturbances last for several turns, so that both models have their part of them."""


@pytest.mark.parametrize("name", SHARED)
def test_a_twentieth_more_work_is_found_slower(rough_intervals, name):
    assert [each.verdict for each in trials(MACHINES[name], 1.05)].count("slower") >= 0.8 * TRIALS


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_more_work_is_never_found_faster_however_disturbed_the_machine(rough_intervals, machine):
    assert "faster" not in [each.verdict for each in trials(machine, 1.05)]


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_the_interval_holds_the_true_ratio(rough_intervals, machine):
    held = [each.low <= 1.3 <= each.high for each in trials(machine, 1.3)]
    assert sum(held) >= 0.9 * TRIALS
