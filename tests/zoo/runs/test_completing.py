"""What real logs leave open: steps counted anew in each epoch, times that are durations, oddities that all share."""

import shutil

import numpy as np
import pytest

from modelzoo.runs.curves import rising
from modelzoo.runs.naming import without_lone_versions
from tests.zoo.runs import writing
from tests.zoo.runs.reading import only, read


def write(home, text):
    path = home / "log.csv"
    path.write_text(text)
    return only(path)


@pytest.mark.parametrize("step", ["batch", "step", "iter"])
def test_steps_that_begin_anew_in_each_epoch_are_counted_through(tmp_path, step):
    rows = [f"{epoch},{at},{4 - epoch},{'' if at < 2 else 9 - epoch}" for epoch in range(3) for at in range(3)]
    run = write(tmp_path, "\n".join([f"epoch,{step},loss,val_loss", *rows]) + "\n")
    assert run.series["loss"].steps.tolist() == list(range(9))
    assert run.series["val_loss"].steps.tolist() == [2, 5, 8]
    assert run.problems == ()


def test_steps_that_go_on_through_the_epochs_stay_as_they_are(tmp_path):
    run = write(tmp_path, "epoch,step,loss\n0,0,3\n0,5,2\n1,10,1\n0,0,5\n0,5,4\n")
    assert run.series["loss"].steps.tolist() == [0, 5, 10, 0, 5]
    assert "go back from 10 to 0" in run.problems[0]


def test_counting_through_never_leaves_what_a_step_can_be(tmp_path):
    run = write(tmp_path, f"epoch,step,loss\n0,0,1\n0,{2**61},1\n1e300,0,1\n")
    assert run.series["loss"].steps.tolist() == [0, 2**61, 0]


@pytest.mark.parametrize(("times", "known"), [((10, 20, 31), True), ((12.1, 11.9, 12.2, 12.0), False), ((5, 5), False)])
def test_a_column_of_durations_is_no_wall_time(tmp_path, times, known):
    rows = [f"{at},1,{taken}" for at, taken in enumerate(times)]
    run = write(tmp_path, "\n".join(["epoch,loss,time", *rows]) + "\n")
    assert (run.series["loss"].times is not None) == known


def test_an_oddity_that_several_metrics_share_is_told_once(tmp_path):
    run = write(tmp_path, "epoch,a,b,c,d\n1,1,1,1,1\n2,1,1,1,1\n1,1,1,1,1\n")
    assert run.problems == ("a, b and 2 more: the steps go back from 2 to 1, as if the training was taken up again",)


def test_a_curve_has_the_later_of_two_values_where_a_training_was_taken_up_again():
    x, y = rising(np.array([0.0, 1, 2, 3, 1, 2]), np.array([9.0, 8, 7, 6, 5, 4]))
    assert (x.tolist(), y.tolist()) == ([0, 1, 2, 3], [9, 5, 4, 6])


def test_a_curve_keeps_all_values_of_one_place_that_were_written_in_a_row():
    x, y = rising(np.array([0.0, 0, 1, 1]), np.array([9.0, 8, 7, 6]))
    assert (x.tolist(), y.tolist()) == ([0, 0, 1, 1], [9, 8, 7, 6])


def test_the_folder_that_torch_writes_hyperparameters_into_is_part_of_its_run(tmp_path):
    writing.tensorboard(tmp_path, [{"loss": 1.0}, {"loss": 0.5}])
    inner = tmp_path / "1795299038.7565916"
    inner.mkdir()
    writing.tensorboard(inner, [{"hparam/accuracy": 0.9}])
    assert set(only(tmp_path).series) == {"loss", "hparam/accuracy"}


def test_each_of_several_such_folders_is_a_run_of_a_search(tmp_path):
    for at in range(2):
        inner = tmp_path / f"179529903{at}.75"
        inner.mkdir()
        writing.tensorboard(inner, [{"hparam/accuracy": 0.9}])
    assert len(read(tmp_path)) == 2


def test_lists_by_split_and_name_are_found_in_a_tree(tmp_path):
    (tmp_path / "log.json").write_text('{"train": {"loss": [3, 2]}, "val": {"loss": [4, 3]}, "config": {"lr": 0.1}}')
    run = only(tmp_path)
    assert run.series["train.loss"].values.tolist() == [3, 2] and run.hyperparameters["config.lr"] == 0.1


def test_a_version_is_left_out_of_a_name_only_where_it_tells_nothing():
    names = ["net/version_0", "wide/version_0", "wide/version_1", "plain"]
    assert without_lone_versions(names) == ["net", "wide/version_0", "wide/version_1", "plain"]


def test_a_copy_of_the_link_to_the_latest_run_is_no_second_run(tmp_path):
    writing.wandb(tmp_path, [{"loss": 1.0}])
    (folder,) = (tmp_path / "wandb").iterdir()
    shutil.copytree(folder, tmp_path / "wandb" / "latest-run")
    assert len(read(tmp_path)) == len(read(tmp_path / "wandb" / "latest-run")) == 1


def test_a_column_of_stamps_by_its_short_name_is_the_wall_time(tmp_path):
    run = write(tmp_path, "epoch,loss,ts\n0,2,1700000000\n1,1,1700000030\n")
    assert run.series.keys() == {"loss"} and run.series["loss"].times.tolist() == [1.7e9, 1.7e9 + 30]
