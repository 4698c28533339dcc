"""The Pareto front: whatever is on it no other beats, and all else some other does."""

from hypothesis import given
from hypothesis import strategies as st

from modelzoo.pareto import dominates, front, meets

FIGURES = st.one_of(st.integers(-3, 3).map(float), st.floats(-1e9, 1e9))


@st.composite
def boards(draw):
    """Points of one to four figures, many of them equal, and the goals of the figures."""
    goals = draw(st.lists(st.sampled_from(("min", "max")), min_size=1, max_size=4))
    points = draw(st.lists(st.tuples(*(FIGURES for _ in goals)), max_size=12))
    return points, goals


@given(boards())
def test_none_on_the_front_is_dominated_and_each_other_is_by_one_on_it(board):
    points, goals = board
    best = front(points, goals)
    for at, point in enumerate(points):
        beaten = any(dominates(other, point, goals) for other in points)
        assert (at in best) is not beaten
        assert at in best or any(dominates(points[each], point, goals) for each in best)


@given(boards())
def test_a_front_is_there_as_soon_as_there_is_a_point_and_equal_points_share_their_fate(board):
    points, goals = board
    best = front(points, goals)
    assert bool(best) is bool(points)
    assert all(
        (one in best) is (other in best) for one, a in enumerate(points) for other, b in enumerate(points) if a == b
    )


@given(boards())
def test_domination_goes_one_way_only(board):
    points, goals = board
    assert not any(dominates(one, other, goals) and dominates(other, one, goals) for one in points for other in points)


@given(boards())
def test_turning_a_goal_is_the_same_as_turning_the_sign_of_its_figures(board):
    points, goals = board
    pairs = [zip(point, goals, strict=True) for point in points]
    turned = [tuple(-value if goal == "max" else value for value, goal in each) for each in pairs]
    assert front(points, goals) == front(turned, ["min"] * len(goals))


def test_a_limit_is_kept_by_what_is_as_good_or_better():
    assert meets(2.0, 2.0, "min") and meets(1.0, 2.0, "min") and not meets(3.0, 2.0, "min")
    assert meets(2.0, 2.0, "max") and meets(3.0, 2.0, "max") and not meets(1.0, 2.0, "max")
