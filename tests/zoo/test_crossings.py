"""Crossings: sure on both sides, as wide as what is not sure, and never where the order stays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.analysis.compare import compare
from modelzoo.crossings import Crossing, crossing_text, measured_crossings, paper_crossings
from modelzoo.measurements import Comparison, Setup
from modelzoo.results import Appraisal
from modelzoo.sweeps import Curve, SweepPoint
from tests.app.looking import a_latency

EAGER = Setup("eager", 1)
A, B = Curve("a", EAGER), Curve("b", EAGER)
VERDICTS = {-1: Comparison(0.5, 0.4, 0.6), 0: Comparison(1.0, 0.9, 1.1), 1: Comparison(2.0, 1.8, 2.2)}


def standing(*signs, values=None, a=A, b=B):
    """Points of a with what its turns with b say of the two, at 1, 2, 3 ... or other values."""
    return [
        SweepPoint(a.model, value, a.setup, against=((b, VERDICTS[sign]),))
        for value, sign in zip(values or range(1, len(signs) + 1), signs, strict=True)
    ]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ((-1, -1, 1, 1), [Crossing(A, B, 2, 3)]),
        ((1, 1, -1), [Crossing(B, A, 2, 3)]),
        ((-1, 0, 0, 1), [Crossing(A, B, 1, 4)]),
        ((0, -1, 1, 0), [Crossing(A, B, 2, 3)]),
        ((-1, 1, -1), [Crossing(A, B, 1, 2), Crossing(B, A, 2, 3)]),
        ((-1, 0, -1), []),
        ((-1, -1), []),
        ((0, 0, 1), []),
        ((), []),
    ],
)
def test_a_crossing_lies_between_the_last_sure_value_and_the_first_of_the_other_side(signs, expected):
    assert list(measured_crossings(standing(*signs))) == expected


@given(st.permutations(standing(-1, 0, 1, 1)))
def test_the_order_in_which_values_were_measured_does_not_matter(points):
    assert measured_crossings(points) == (Crossing(A, B, 1, 3),)


def test_it_does_not_matter_which_of_the_two_was_compared_with_the_other():
    points = standing(-1, values=(1,)) + standing(-1, values=(2,), a=B, b=A)
    assert measured_crossings(points) == (Crossing(A, B, 1, 2),)


def test_sizes_stand_by_their_area_and_words_nowhere():
    points = standing(-1, 1, values=((16, 64), 48)) + standing(-1, 1, values=("relu", "silu"))
    assert measured_crossings(points) == (Crossing(A, B, 32, 48),)


def test_each_pair_has_its_own_crossings():
    other = Curve("a", Setup("onnxruntime", 1)), Curve("b", Setup("onnxruntime", 1))
    points = standing(-1, 1) + standing(1, 1, -1, a=other[0], b=other[1])
    assert set(measured_crossings(points)) == {Crossing(A, B, 1, 2), Crossing(other[1], other[0], 2, 3)}


@pytest.mark.parametrize("seed", range(3))
def test_curves_of_known_times_are_found_to_cross_around_where_they_do(seed):
    """a takes a fixed millisecond, b as many tenths of one as the value says: they meet at 10."""
    chance = np.random.default_rng(seed)
    points = []
    for value in (2, 4, 8, 10, 12, 20, 40):
        a, b = (noisy(chance, level) for level in (1e-3, value * 1e-4))
        points.append(SweepPoint("a", value, EAGER, latency=a, against=((B, compare(a, b)),)))
    (crossing,) = measured_crossings(points)
    assert (crossing.a, crossing.b) == (B, A)
    assert 8 <= crossing.low < 10 < crossing.high <= 12


def noisy(chance, p50):
    return a_latency(samples=tuple(p50 * chance.lognormal(0.0, 0.05, 200)), rounds=(4,) * 50)


def on_paper(a, b):
    """Two models with these MACs at 1, 2, 3 ...; None where one cannot be."""
    return [
        SweepPoint(model, value, paper=None if macs is None else paper(macs), problem="" if macs else "too small")
        for model, curve in (("a", a), ("b", b))
        for value, macs in enumerate(curve, 1)
    ]


def paper(macs):
    return Appraisal((3, 64, 64), 1, macs, 1, 1, 1, 1, 1, 1.0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((1, 2, 9), (4, 4, 4), [("a", "b", 2, 3)]),
        ((9, 3, 1), (4, 4, 4), [("b", "a", 1, 2)]),
        ((1, 4, 9), (4, 4, 4), [("a", "b", 2, 2)]),
        ((1, 4, 4, 9), (4, 4, 4, 4), [("a", "b", 1, 4)]),
        ((1, None, 9), (4, 4, 4), [("a", "b", 1, 3)]),
        ((1, 4, 1), (4, 4, 4), []),
        ((1, 2, 3), (4, 4, 4), []),
    ],
)
def test_figures_on_paper_cross_exactly_where_their_order_turns(a, b, expected):
    found = paper_crossings(on_paper(a, b), lambda paper: paper.macs)
    assert [(each.a.model, each.b.model, each.low, each.high) for each in found] == expected


def test_a_crossing_is_told_in_one_line():
    names = {A: "conv", B: "separable"}
    said = crossing_text(Crossing(A, B, 8, 16.5), names, "resolution", "is faster")
    assert said == ("conv is faster up to resolution 8, separable from resolution 16.5 on: they cross between the two")
    assert "equal there" in crossing_text(Crossing(A, B, 8, 8), names, "width", "has fewer MACs")
