"""Comparing: chance is not taken for a difference, and only those that took turns are compared turn by turn."""

import numpy as np
import pytest

from modelzoo.analysis.compare import compare
from modelzoo.measurements import Comparison, Setup
from tests.zoo.timing import noisy, timed


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
