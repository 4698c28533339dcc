"""A log that is still being written gives its new points, and only these; what is not whole yet is waited for."""

import json
import os
import sqlite3

import pytest

from tests.zoo.runs import writing
from tests.zoo.runs.reading import Follower

ROWS = [{"train_loss": 1 / (step + 1), "val_loss": 1.2 / (step + 1)} for step in range(40)]
NEW = [row["val_loss"] for row in ROWS[30:]]


def append(path, data):
    with path.open("ab") as file:
        file.write(data)


def rewrite(path, write):
    """What `write` gives for all rows, after it has given the first thirty."""
    write(ROWS)
    whole = path.read_bytes()
    write(ROWS[:30])
    return whole[len(path.read_bytes()) :]


def test_nothing_new_is_nothing(tmp_path):
    writing.lightning(tmp_path, ROWS)
    follower = Follower(tmp_path)
    assert len(follower.look()) == 1
    assert follower.look() == {}


@pytest.mark.parametrize(("write", "name"), [(writing.lightning, "metrics.csv"), (writing.json_lines, "metrics.jsonl")])
def test_lines_that_were_added_are_new_points(tmp_path, write, name):
    rest = rewrite(tmp_path / name, lambda rows: write(tmp_path, rows))
    follower = Follower(tmp_path)
    follower.look()
    append(tmp_path / name, rest)
    (update,) = follower.look().values()
    assert list(update.new("val_loss").values) == NEW
    assert update.new("val_loss").steps.tolist() == list(range(30, 40))
    assert len(update.run.series["val_loss"]) == 40


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_record_of_an_event_file_is_waited_for(tmp_path, cut):
    whole = writing.event_file(ROWS)
    path = tmp_path / "events.out.tfevents.1"
    path.write_bytes(whole[:-cut])
    follower = Follower(tmp_path)
    (update,) = follower.look().values()
    assert "not finished" in " ".join(update.run.problems)
    append(path, whole[-cut:])
    (update,) = follower.look().values()
    assert update.run.problems == ()
    assert update.run.series["val_loss"].values.tolist() == pytest.approx([row["val_loss"] for row in ROWS])


@pytest.mark.parametrize("cut", [1, 5, 30, 200])
def test_a_torn_record_of_wandb_is_waited_for(tmp_path, cut):
    rows = [{"val_loss": 1 / (step + 1)} for step in range(1500)]
    writing.wandb(tmp_path, rows)
    (path,) = tmp_path.rglob("*.wandb")
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    follower = Follower(tmp_path)
    follower.look()
    append(path, whole[-cut:])
    (update,) = follower.look().values()
    assert update.run.series["val_loss"].values.tolist() == [row["val_loss"] for row in rows]
    assert update.run.problems == ()


def test_a_line_without_an_end_waits_until_its_file_has_rested(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("step,loss\n0,1\n1,0.5")
    follower = Follower(path, patience=60.0)
    assert follower.new("loss") == [1.0]
    append(path, b"25\n")
    assert follower.new("loss") == [0.525]
    append(path, b"2,0.25")
    assert follower.look() == {}
    os.utime(path, (1, 1))
    assert follower.new("loss") == [0.25]


def test_a_line_without_an_end_is_taken_at_once_where_nobody_follows(tmp_path):
    (tmp_path / "log.csv").write_text("step,loss\n0,1\n1,0.5")
    assert Follower(tmp_path / "log.csv").new("loss") == [1.0, 0.5]
    (tmp_path / "torn.csv").write_text("step,loss,acc\n0,1,1\n1,0.5")
    follower = Follower(tmp_path / "torn.csv")
    assert follower.new("loss") == [1.0]
    assert follower.opening.runs[0].problems == ("the last line is not finished",)


def test_a_line_that_was_taken_too_early_is_taken_back(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("step,loss\n0,1\n1,0.5")
    follower = Follower(path)
    follower.look()
    append(path, b"25\n2,0.25\n")
    (update,) = follower.look().values()
    assert update.run.series["loss"].values.tolist() == [1.0, 0.525, 0.25]


def test_a_file_that_was_begun_anew_replaces_what_it_said(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("step,loss\n0,1\n1,0.5\n")
    follower = Follower(path)
    follower.look()
    path.write_text("step,loss,acc\n0,9,1\n1,8,1\n2,7,1\n3,6,1\n")
    (update,) = follower.look().values()
    assert update.new("loss").values.tolist() == [9.0, 8.0, 7.0, 6.0]
    assert set(update.run.series) == {"loss", "acc"}


def test_a_column_more_makes_no_old_point_new(tmp_path):
    path = tmp_path / "metrics.csv"
    path.write_text("epoch,step,loss\n0,0,1\n0,1,0.5\n")
    follower = Follower(path)
    follower.look()
    path.write_text("epoch,loss,step,val_loss\n0,1,0,\n0,0.5,1,\n0,,1,0.7\n")
    (update,) = follower.look().values()
    assert update.new("loss").values.tolist() == []
    assert update.new("val_loss").values.tolist() == [0.7]


def test_a_state_that_is_written_as_a_whole_gives_only_what_it_has_more(tmp_path):
    writing.hugging_face(tmp_path, ROWS[:30])
    follower = Follower(tmp_path)
    follower.look()
    writing.hugging_face(tmp_path, ROWS)
    assert follower.new("val_loss") == NEW


def test_a_later_checkpoint_goes_on_where_the_last_one_ended(tmp_path):
    for name, rows in (("checkpoint-30", ROWS[:30]), ("checkpoint-40", ROWS)):
        (tmp_path / name).mkdir()
        if name == "checkpoint-40":
            follower = Follower(tmp_path)
            assert len(follower.look()) == 1
        writing.hugging_face(tmp_path / name, rows)
    assert follower.new("val_loss") == NEW


def test_mlflow_is_followed_in_both_stores(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    writing.mlflow_folder(folder, ROWS[:30])
    path = writing.mlflow_sqlite(tmp_path, ROWS[:30])
    follower = Follower(folder, path)
    assert set(follower.look()) == {"folder", "student"}
    writing.mlflow_folder(folder, ROWS)
    store = sqlite3.connect(path)
    writing.put_points(store, "0" * 32, ROWS[30:], 30)
    store.commit()
    store.close()
    updates = follower.look()
    assert updates["folder"].new("val_loss").values.tolist() == NEW
    assert updates["student"].new("val_loss").values.tolist() == NEW


def test_another_file_of_a_run_goes_on_with_it(tmp_path):
    writing.tensorboard(tmp_path, ROWS[:30], "events.out.tfevents.1")
    follower = Follower(tmp_path)
    follower.look()
    (tmp_path / "events.out.tfevents.2").write_bytes(writing.event_file(ROWS[30:], 30))
    assert follower.new("val_loss") == pytest.approx(NEW)


def test_a_run_that_comes_later_is_found(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    writing.lightning(tmp_path / "a", ROWS)
    follower = Follower(tmp_path)
    assert set(follower.look()) == {"a"}
    (tmp_path / "b" / "metrics.csv").write_text("")
    assert follower.look() == {}
    writing.lightning(tmp_path / "b", ROWS)
    assert set(follower.look()) == {"b"}
    assert [run.name for run in follower.opening.runs] == ["a", "b"]


def test_a_file_larger_than_what_is_read_at_once_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr("modelzoo.runs.tail.CHUNK", 100)
    writing.lightning(tmp_path, ROWS)
    writing.tensorboard(tmp_path, [{"accuracy": step / 40} for step in range(40)])
    (update,) = Follower(tmp_path).look().values()
    assert update.run.series["val_loss"].values.tolist() == [row["val_loss"] for row in ROWS]
    assert update.run.series["val_loss"].steps.tolist() == list(range(40))
    assert update.run.series["accuracy"].steps.tolist() == list(range(40))


def test_a_damaged_document_that_is_mended_loses_its_problem(tmp_path):
    path = tmp_path / "log.json"
    path.write_text('[{"step": 0, "loss": 1}, {"step": 1, "lo')
    follower = Follower(path)
    (update,) = follower.look().values()
    assert update.run.problems
    path.write_text(json.dumps([{"step": 0, "loss": 1}, {"step": 1, "loss": 0.5}]))
    (update,) = follower.look().values()
    assert update.run.problems == ()
    assert update.new("loss").values.tolist() == [0.5]
