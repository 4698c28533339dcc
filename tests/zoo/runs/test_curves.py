"""Smoothing as TensorBoard draws it, thinning that keeps every peak, seeds folded into one band."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.runs.curves import clipped, fold, smooth, thinned
from tests.zoo.runs.making import series

VALUES = st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=200).map(lambda values: np.array(values, float))


def by_definition(values, weight):
    """The average step by step: what came before weighs `weight`, the bias towards 0 is divided away."""
    last, counted, found = 0.0, 0, []
    for value in values:
        if not math.isfinite(value):
            found.append(value)
            continue
        last, counted = last * weight + (1 - weight) * value, counted + 1
        found.append(last / (1 - weight**counted))
    return found


@given(VALUES, st.floats(0.01, 0.999))
def test_smoothing_is_the_average_without_its_bias(values, weight):
    assert np.allclose(smooth(values, weight), by_definition(values, weight), rtol=1e-6, atol=1e-3, equal_nan=True)


def test_no_smoothing_leaves_every_value():
    values = np.array([3.0, 1.0, math.nan])
    assert np.array_equal(smooth(values, 0), values, equal_nan=True)


def test_a_constant_stays_what_it_is():
    assert smooth(np.full(50, 7.0), 0.9) == pytest.approx(np.full(50, 7.0))


@given(VALUES, st.integers(4, 60))
def test_thinning_keeps_the_ends_and_the_extremes_in_order(values, most):
    x = np.arange(len(values), dtype=float)
    thin_x, thin_y = thinned(x, values, most)
    assert len(thin_x) <= max(most, 0)
    assert (np.diff(thin_x) > 0).all()
    assert np.array_equal(values[thin_x.astype(int)], thin_y, equal_nan=True)
    if len(values):
        assert {0, len(values) - 1} <= set(thin_x.astype(int))
    if np.isfinite(values).any():
        assert np.nanmin(thin_y) == np.nanmin(values)
        assert np.nanmax(thin_y) == np.nanmax(values)


def test_a_single_peak_in_a_million_points_stays():
    y = np.zeros(1_000_000)
    y[654_321] = 1.0
    x, thin = thinned(np.arange(len(y), dtype=float), y, 1000)
    assert x[thin.argmax()] == 654_321
    assert len(x) <= 1000


def test_a_clipped_curve_goes_on_to_the_edges():
    x, y = clipped(np.arange(10.0), np.arange(10.0) ** 2, 3.5, 6.5)
    assert x.tolist() == [3, 4, 5, 6, 7]
    assert y.tolist() == [9, 16, 25, 36, 49]


def test_seeds_fold_into_mean_and_spread():
    band = fold([series("loss", [1, 2, 3]), series("loss", [3, 4, 5]), series("loss", [2, 3, 4])])
    assert (band.mean.tolist(), band.spread.tolist(), band.n) == ([2, 3, 4], [1, 1, 1], 3)


def test_seeds_of_other_steps_are_taken_between_their_points_as_far_as_all_reach():
    band = fold([series("loss", [0, 10, 20, 30], [0, 10, 20, 30]), series("loss", [5, 25], [5, 25])])
    assert band.steps.tolist() == [10, 20]
    assert band.mean.tolist() == [10, 20]
    assert band.spread.tolist() == [0, 0]


def test_nothing_folds_into_nothing():
    assert fold([series("loss", [math.nan])]).n == 0
