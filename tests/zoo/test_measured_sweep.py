"""Measured sweeps: value by value, all that takes turns compared, and a failure that harms nobody else."""

import pytest

from modelzoo.analysis import sweep as sweeping
from modelzoo.analysis.sweep import measure_value, measured_sweep
from modelzoo.errors import UnknownNameError
from modelzoo.figure1 import Figure1, SpeedUp
from modelzoo.jobs import finish
from modelzoo.measurements import Comparison, Setup, Unmeasured
from modelzoo.sweeps import Curve, Sweep
from tests.app.looking import a_latency

EAGER, ONNX = Setup("eager"), Setup("onnxruntime")
SMALL, LARGE = "block/conv:out=2", "block/conv:out=200"


def at(value, *models, over="resolution", setups=(EAGER,), **more):
    return finish(measure_value(Sweep(models, over, (value,), setups=setups, **more), value, 0.02))


def test_every_model_is_measured_in_every_setup_at_the_value():
    points = at(16, SMALL, LARGE, setups=(EAGER, ONNX))
    assert [point.curve for point in points] == [
        Curve(model, setup) for model in (SMALL, LARGE) for setup in (EAGER, ONNX)
    ]
    assert {point.latency.input for point in points} == {(64, 16, 16)}
    assert {point.latency.setup for point in points} == {EAGER, ONNX}
    assert len({point.latency.session for point in points}) == 1
    assert all(point.paper.macs and not point.problem for point in points)


def test_what_differs_in_one_thing_is_compared_once():
    points = at(16, SMALL, LARGE, setups=(EAGER, ONNX))
    pairs = [{point.curve, other} for point in points for other, _ in point.against]
    assert len(pairs) == 4
    assert all(len({curve.model for curve in pair}) + len({curve.setup for curve in pair}) == 3 for pair in pairs)
    comparisons = dict(points[0].against)
    assert comparisons[Curve(LARGE, EAGER)].verdict == "faster"


def test_a_model_that_cannot_be_run_says_why_and_the_others_are_measured():
    broken, fine = at(5, "block/conv:padding=0,kernel=9", SMALL)
    assert "too small for the kernel" in broken.problem
    assert broken.latency is None
    assert not broken.against
    assert fine.latency
    assert not fine.problem


def test_where_nothing_can_be_run_nothing_is_measured():
    (point,) = at(0, "block/conv", over="out")
    assert point.problem == "out cannot be 0: it takes a whole number from 1 to 65536."


@pytest.mark.parametrize("over", ["threads", "batch"])
def test_threads_and_batch_are_swept_over_the_setup(over):
    (point,) = at(2, SMALL, over=over, size="8")
    assert getattr(point.latency.setup, over) == 2
    assert point.setup == EAGER


def test_an_impossible_number_of_threads_is_a_points_problem():
    (point,) = at(0, SMALL, over="threads")
    assert point.problem == "threads cannot be 0: it takes a whole number from 1 to 256."


def test_what_the_measurement_refuses_is_told_at_its_point(monkeypatch):
    def measure_many(subjects, seconds, runs):
        yield from ()
        return tuple(
            Unmeasured(each, UnknownNameError("runtime", "steam")) if each.setup == ONNX else a_latency()
            for each in subjects
        )

    monkeypatch.setattr(sweeping, "measure_many", measure_many)
    fine, refused = at(8, SMALL, setups=(EAGER, ONNX))
    assert fine.latency
    assert refused.problem == "There is no runtime named 'steam'."
    assert not fine.against


def test_the_values_follow_each_other_and_progress_only_grows():
    asked = Sweep((SMALL,), "resolution", (4, 8), setups=(EAGER,))
    job, told = measured_sweep(asked, 0.02), []
    try:
        while True:
            told.append(next(job))
    except StopIteration as end:
        points = end.value
    assert [point.value for point in points] == [4, 8]
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert told[0].text.startswith("resolution 4, ")
    assert told[-1].text == "resolution 8, comparing"


def speed_up(side, low, high):
    ratio = Comparison((low + high) / 2, low, high)
    return SpeedUp(side, EAGER, a_latency(), a_latency(), ratio, 8.41)


@pytest.mark.parametrize(
    ("smallest", "largest", "follows"),
    [((0.7, 0.8), (5, 6), True), ((5, 6), (0.7, 0.8), False), ((1, 3), (2, 4), False)],
)
def test_the_article_is_followed_where_the_gain_surely_shrinks(smallest, largest, follows):
    found = Figure1((speed_up(4, *smallest), speed_up(64, *largest)), ())
    assert found.follows(EAGER) is follows


def test_the_verdict_is_on_the_separable_convolution():
    assert [speed_up(4, *ends).verdict for ends in ((0.7, 0.8), (0.9, 1.1), (2, 3))] == [
        "slower",
        "no difference shown",
        "faster",
    ]
