"""Runs of several paths, read a slice at a time: nothing is read twice, nothing is lost, every name is one run's."""

import pytest

from modelzoo.runs import following
from modelzoo.runs.following import Follower
from modelzoo.runs.logs import TABLE4
from tests.zoo.runs import writing

ROWS = [{"train_loss": 1 / (step + 1), "val_loss": 1.2 / (step + 1)} for step in range(40)]


@pytest.fixture
def follower():
    return Follower(patience=0.0)


def to_the_end(follower, *paths, seconds=60.0):
    """All looks until everything is read: the runs by path, and the last look."""
    runs = {}
    while True:
        look = follower.look([str(path) for path in paths], seconds)
        runs |= {run.path: run for run in look.runs}
        if look.finished:
            return runs, look


def tree(folder, *names):
    for name in names:
        (folder / name).mkdir(parents=True)
        writing.lightning(folder / name, ROWS)
    return folder


def test_slices_of_no_time_come_to_the_same_as_one_look(tmp_path, follower, monkeypatch):
    tree(tmp_path, "a", "b", "c")
    now = iter(range(10**6))
    monkeypatch.setattr(following.time, "monotonic", lambda: next(now))
    runs, look = to_the_end(follower, tmp_path, seconds=1.5)
    assert next(now) > 10
    assert [run.name for run in runs.values()] == ["a", "b", "c"] and look.held == tuple(runs)


def test_a_look_after_the_end_gives_only_what_is_new(tmp_path, follower):
    tree(tmp_path, "a", "b")
    to_the_end(follower, tmp_path)
    assert to_the_end(follower, tmp_path)[0] == {}
    with (tmp_path / "b" / "metrics.csv").open("a") as file:
        file.write("4,40,0.5,\n")
    (run,) = to_the_end(follower, tmp_path)[0].values()
    assert run.name == "b" and len(run.series["train_loss"]) == 41


def test_paths_that_come_and_go_leave_what_was_read_of_the_others(tmp_path, follower):
    one, other = tree(tmp_path / "one", "a"), tree(tmp_path / "other", "b")
    to_the_end(follower, one)
    runs, look = to_the_end(follower, one, other)
    assert [run.name for run in runs.values()] == ["b"] and len(look.held) == 2
    runs, look = to_the_end(follower, other)
    assert runs == {} and len(look.held) == 1


def test_a_change_of_paths_in_the_middle_of_a_read_loses_no_run(tmp_path, follower, monkeypatch):
    one, other = tree(tmp_path / "one", "a", "b"), tree(tmp_path / "other", "c")
    now = iter(range(10**6))
    monkeypatch.setattr(following.time, "monotonic", lambda: next(now))
    runs = {}
    for _ in range(3):
        runs |= {run.path: run for run in follower.look([str(one)], 1.5).runs}
    more, _ = to_the_end(follower, one, other)
    assert sorted(run.name for run in (runs | more).values()) == ["a", "b", "c"]


def test_runs_of_one_name_are_told_apart_by_where_they_lie_and_the_first_keeps_its_name(tmp_path, follower):
    one, other = tree(tmp_path / "one", "version_0"), tree(tmp_path / "other", "version_0")
    before, _ = to_the_end(follower, one)
    runs, _ = to_the_end(follower, one, other)
    assert [run.name for run in before.values()] == ["version_0"]
    assert [run.name for run in runs.values()] == ["other/version_0"]


def test_a_run_below_two_paths_is_there_once(tmp_path, follower):
    tree(tmp_path, "a", "b")
    runs, look = to_the_end(follower, tmp_path, tmp_path / "a")
    assert [run.name for run in runs.values()] == ["a", "b"] and len(look.held) == 2


def test_a_name_is_free_again_once_its_run_is_closed(tmp_path, follower):
    one, other = tree(tmp_path / "one", "a"), tree(tmp_path / "other", "a")
    to_the_end(follower, one)
    runs, _ = to_the_end(follower, other)
    assert [run.name for run in runs.values()] == ["a"]


def test_a_path_that_is_not_there_is_told_and_the_others_are_read(tmp_path, follower):
    one = tree(tmp_path / "one", "a")
    runs, look = to_the_end(follower, tmp_path / "gone", one)
    assert [run.name for run in runs.values()] == ["a"]
    assert look.problems == (f"{tmp_path / 'gone'}: there is no such file or folder",)


def test_the_published_table_is_read_like_a_log_and_any_other_is_told_as_unknown(follower):
    runs, look = to_the_end(follower, TABLE4)
    assert [run.name for run in runs.values()][-1] == "EdgeSegNet" and all(run.published for run in runs.values())
    assert look.problems == ()
    assert to_the_end(follower, "published: Table 9")[1].problems == ("published: Table 9: there is no such table",)
