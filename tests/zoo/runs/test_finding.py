"""What is a run log and what is not, and what a run is called."""

import pytest

from modelzoo.jobs import finish
from modelzoo.runs.opening import open_runs
from modelzoo.runs.run import RunError
from tests.zoo.runs import writing
from tests.zoo.runs.reading import DATA, read

ROWS = [{"train_loss": 1 / (step + 1)} for step in range(3)]


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_tree_of_every_format_is_opened_as_one():
    formats = {run.format for run in finish(open_runs([DATA])).runs}
    assert formats == {"Lightning CSV", "TensorBoard", "W&B", "MLflow folder", "Hugging Face Trainer", "Keras CSV"}


def test_what_only_looks_like_a_log_is_passed_over_in_a_tree(tmp_path):
    writing.lightning(tmp_path, ROWS)
    put(tmp_path / "config.json", '{"lr": 0.1, "layers": [1, 2]}')
    put(tmp_path / "labels.csv", "file,width,height\na.png,640,480\n")
    put(tmp_path / "debug.log", '{"time": "2024-01-01", "level": "INFO", "msg": "began"}\n')
    put(tmp_path / "notes.txt", "loss, and more\n")
    put(tmp_path / "empty.csv", "")
    put(tmp_path / ".cache" / "log.csv", "step,loss\n0,1\n")
    found = finish(open_runs([tmp_path]))
    assert [run.format for run in found.runs] == ["Lightning CSV"]
    assert found.problems == ()


def test_a_file_that_is_named_is_opened_if_it_holds_numbers_at_all(tmp_path):
    put(tmp_path / "odd.csv", "width,height\n640,480\n")
    assert list(read(tmp_path / "odd.csv")) == ["odd"]


def test_what_is_no_log_is_told_beside_what_is(tmp_path):
    put(tmp_path / "log.csv", "step,loss\n0,1\n")
    put(tmp_path / "picture.png", "\x89PNG")
    found = finish(open_runs([tmp_path / "log.csv", tmp_path / "picture.png", tmp_path / "nowhere"]))
    assert len(found.runs) == 1
    assert [problem.partition(": ")[2] for problem in found.problems] == [
        "is no run log of a format that is known",
        "there is no such file or folder",
    ]


@pytest.mark.parametrize("name", ["nowhere", "", "picture.png"])
def test_nothing_to_open_is_an_error_that_names_the_path(tmp_path, name):
    put(tmp_path / "picture.png", "\x89PNG")
    with pytest.raises(RunError, match=name or "there is no run log"):
        finish(open_runs([tmp_path / name]))


def test_a_file_reached_twice_is_one_run(tmp_path):
    (tmp_path / "a").mkdir()
    writing.lightning(tmp_path / "a", ROWS)
    (tmp_path / "metrics.csv").symlink_to(tmp_path / "a" / "metrics.csv")
    assert len(finish(open_runs([tmp_path, tmp_path / "a", tmp_path / "a" / "metrics.csv"])).runs) == 1


def test_names_say_where_below_the_opened_folder_a_run_lies(tmp_path):
    for name in ("edge/lightning_logs/version_2", "edge/lightning_logs/version_10", "l3u"):
        (tmp_path / name).mkdir(parents=True)
        writing.lightning(tmp_path / name, ROWS)
    put(tmp_path / "table.csv", "step,loss\n0,1\n")
    put(tmp_path / "fomm" / "training_log.csv", "step,loss\n0,1\n")
    assert set(read(tmp_path)) == {"edge/version_2", "edge/version_10", "l3u", "table", "fomm"}
    assert list(read(tmp_path / "edge")) == ["version_2", "version_10"]
    assert list(read(tmp_path / "edge" / "lightning_logs" / "version_2")) == ["edge/version_2"]


def test_equal_names_from_several_folders_are_told_apart(tmp_path):
    for name in ("a", "b"):
        put(tmp_path / name / "student.csv", "step,loss\n0,1\n")
    assert list(read(tmp_path / "a", tmp_path / "b")) == ["a/student", "b/student"]
    assert list(read(tmp_path / "a" / "student.csv", tmp_path / "b" / "student.csv")) == ["student", "student (2)"]


def test_a_run_that_has_only_begun_is_there_without_points(tmp_path):
    (tmp_path / "events.out.tfevents.1").write_bytes(writing.event_file([]))
    (run,) = finish(open_runs([tmp_path])).runs
    assert run.points == 0


def test_settings_beside_a_log_are_its_hyperparameters(tmp_path):
    writing.lightning(tmp_path, ROWS)
    put(
        tmp_path / "hparams.yaml",
        "lr: 1.0e-3\nopt:\n  name: 'adamw'\n  betas:\n  - 0.9\n  - 0.999\nnote: x # why\nnone: null\n",
    )
    (run,) = finish(open_runs([tmp_path])).runs
    assert run.hyperparameters == {
        "lr": 1e-3,
        "opt.name": "adamw",
        "opt.betas": "[0.9, 0.999]",
        "note": "x",
        "none": None,
    }
