"""A curve at several levels of detail: whatever is looked at, its peaks are there, and few points are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.runs.levels import Levels

COUNTS = st.integers(1, 3000)
SEEDS = st.integers(0, 2**32 - 1)


def noise(seed: int, count: int):
    chance = np.random.default_rng(seed)
    return np.sort(chance.random(count)), chance.normal(size=count)


@given(SEEDS, COUNTS, st.integers(16, 400))
def test_of_the_whole_curve_few_points_are_had_and_its_peaks_and_ends_are_among_them(seed, count, most):
    x, y = noise(seed, count)
    seen_x, seen_y = Levels(x, y).within(0.0, 1.0, most)
    assert len(seen_x) == len(seen_y) <= max(most, 16)
    assert (seen_x[0], seen_x[-1]) == (x[0], x[-1])
    assert (seen_y.min(), seen_y.max()) == (y.min(), y.max())
    assert set(zip(seen_x, seen_y, strict=True)) <= set(zip(x, y, strict=True))
    assert (np.diff(seen_x) >= 0).all()


@pytest.mark.parametrize("most", [16, 100, 1000])
def test_of_a_part_the_finest_level_is_had_that_is_not_too_long_and_reaches_both_edges(most):
    x, y = noise(7, 20_000)
    levels = Levels(x, y)
    for low, high in ((0.2, 0.8), (0.5, 0.501), (0.2, 0.8), (0.0, 1.0)):
        seen, _ = levels.within(low, high, most)
        inside = int(((x >= low) & (x <= high)).sum())
        assert min(inside, most // 6) <= len(seen) <= max(most, 16)
        assert seen[0] <= max(low, x[0]) and seen[-1] >= min(high, x[-1])


def test_few_points_are_had_as_they_are():
    x, y = noise(1, 12)
    seen_x, seen_y = Levels(x, y).within(-1.0, 2.0, 16)
    assert (seen_x == x).all() and (seen_y == y).all()


def test_of_no_points_there_are_none():
    x, y = Levels(np.zeros(0), np.zeros(0)).within(0.0, 1.0, 100)
    assert len(x) == len(y) == 0
