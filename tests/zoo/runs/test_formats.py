"""Each format's logs, as its own logger wrote them, give the very points that were logged."""

import csv
import json
import math
import pickle
import shutil

import numpy as np
import pytest

from tests.zoo.runs import writing
from tests.zoo.runs.reading import DATA, only, read

ROWS = [{"train_loss": 1 / (step + 1), "val_loss": 1.2 / (step + 1)} for step in range(300)]


def listed(series):
    return list(zip(series.steps.tolist(), series.values.tolist(), strict=True))


def test_lightning_csv_joins_the_sparse_rows_of_a_step():
    runs = read(DATA / "lightning")
    assert list(runs) == ["version_0", "version_1"]
    run = runs["version_0"]
    with (DATA / "lightning/lightning_logs/version_0/metrics.csv").open() as file:
        rows = list(csv.DictReader(file))
    for metric in ("train_loss_step", "train_loss_epoch", "val_loss", "val_distance"):
        logged = [row for row in rows if row[metric]]
        assert listed(run.series[metric]) == [(int(row["step"]), float(row[metric])) for row in logged]
        assert run.series[metric].epochs.tolist() == [int(row["epoch"]) for row in logged]
    assert (run.format, dict(run.hyperparameters)) == ("Lightning CSV", {"lr": 0.05, "width": 8})
    assert run.problems == ()


def test_tensorboard_gives_what_lightning_logged_to_both():
    csv_run = read(DATA / "lightning")["version_0"]
    run = only(DATA / "tensorboard" / "lightning_logs")
    assert run.series.keys() == csv_run.series.keys()
    for name, each in csv_run.series.items():
        assert np.array_equal(run.series[name].steps, each.steps)
        assert np.array_equal(run.series[name].epochs, each.epochs)
        assert np.array_equal(run.series[name].values, each.values.astype(np.float32))


def test_tensorboard_reads_all_files_of_a_run_with_its_hyperparameters():
    run = read(DATA / "tensorboard")["student_a"]
    assert len(run.files) == 2
    train = [(10 * step, float(np.float32(1 / (step + 1)))) for step in range(30)]
    assert listed(run.series["loss/train"]) == train
    assert run.series["loss/val"].steps.tolist() == [0, 50, 100, 150, 200, 250]
    assert dict(run.hyperparameters) == {"lr": 0.001, "model": "EdgeSegNet", "bn": 1}


def test_tensorboard_reads_tensors_that_hold_a_scalar_and_joins_the_splits_of_a_run():
    run = only(DATA / "tensorboard" / "keras")
    assert listed(run.series["train/epoch_loss"]) == [(step, float(np.float32(1 / (step + 1)))) for step in range(6)]
    assert run.series["validation/epoch_loss"].values[0] == np.float32(1.3)
    assert run.series["train/epoch_loss"].times.tolist() == [1.7e9 + step for step in range(6)]


@pytest.mark.parametrize("step", [0, 127, 128, 16383, 16384, 2**40])
def test_tensorboard_reads_steps_of_any_length_in_the_order_they_were_written(tmp_path, step):
    (tmp_path / "events.out.tfevents.1").write_bytes(writing.event_file(ROWS, step))
    run = only(tmp_path)
    for name in ("train_loss", "val_loss"):
        assert run.series[name].steps.tolist() == list(range(step, step + len(ROWS)))
        assert run.series[name].values.tolist() == [float(np.float32(row[name])) for row in ROWS]


def test_wandb_offline_runs_hold_metrics_configuration_and_name():
    runs = read(DATA / "wandb")
    assert set(runs) == {"edgesegnet-seed1", "edgesegnet-seed2"}
    run = runs["edgesegnet-seed2"]
    assert listed(run.series["train.loss"]) == [(step, 1 / (step + 1) + 0.02) for step in range(12)]
    assert run.series["train.loss"].epochs.tolist() == [step // 4 for step in range(12)]
    assert listed(run.series["val/loss"]) == [(step, 1.5 / (step + 1) + 0.02) for step in (3, 7, 11)]
    assert np.isnan(run.series["bad"].values).all()
    assert run.hyperparameters == {
        "lr": 5e-4,
        "batch": 8,
        "seed": 2,
        "opt.name": "adamw",
        "sizes": "[64, 64]",
    }


def test_wandb_records_go_on_over_the_edges_of_blocks(tmp_path):
    rows = [{"train_loss": 1 / (step + 1)} for step in range(3000)]
    writing.wandb(tmp_path, rows)
    run = only(tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.wandb")) > 3 * 2**15
    assert listed(run.series["train_loss"]) == [(step, row["train_loss"]) for step, row in enumerate(rows)]


def test_a_damaged_piece_of_wandb_costs_no_other_record(tmp_path):
    rows = [{"train_loss": 1 / (step + 1)} for step in range(3000)]
    writing.wandb(tmp_path, rows)
    (path,) = tmp_path.rglob("*.wandb")
    data = bytearray(path.read_bytes())
    data[2**15 + 8] ^= 255  # in the second half of a record that goes on over the edge
    path.write_bytes(bytes(data))
    run = only(tmp_path)
    found = run.series["train_loss"]
    assert len(found) == len(rows) - 1
    assert found.values.tolist() == [rows[step]["train_loss"] for step in found.steps]
    assert run.problems == ("1 pieces are damaged and were left out",)


def test_mlflow_folders_give_active_runs_alone():
    runs = read(DATA / "mlruns")
    assert set(runs) == {"squeeze_unet", "edgesegnet"}
    run = runs["squeeze_unet"]
    assert listed(run.series["train/loss"]) == [(step, 1 / (step + 1)) for step in range(8)]
    assert math.isnan(run.series["val_loss"].values[5])
    assert dict(run.hyperparameters) == {"lr": 0.001, "optimizer": "adamw"}
    assert run.series["train/loss"].times[0] > 1.7e9


def test_mlflow_stores_in_sqlite_give_the_same(tmp_path):
    rows = [*ROWS[:5], {"val_loss": math.nan}]
    run = only(writing.mlflow_sqlite(tmp_path, rows))
    assert (run.name, run.format, dict(run.hyperparameters)) == ("student", "MLflow SQLite", {"lr": 0.001})
    assert listed(run.series["train_loss"]) == [(step, row["train_loss"]) for step, row in enumerate(ROWS[:5])]
    assert math.isnan(run.series["val_loss"].values[-1])


def test_hugging_face_takes_the_newest_checkpoint_and_no_sum_of_it_all(tmp_path):
    run = only(DATA / "hugging_face")
    newest = json.loads((DATA / "hugging_face/checkpoint-48/trainer_state.json").read_text())
    logged = [(row["step"], row["eval_loss"]) for row in newest["log_history"] if "eval_loss" in row]
    assert listed(run.series["eval_loss"]) == logged
    assert run.hyperparameters["num_train_epochs"] == 6
    writing.hugging_face(tmp_path, ROWS)
    assert len(only(tmp_path).series["train_loss"]) == len(ROWS)


@pytest.mark.parametrize(("name", "separator"), [("training.csv", ","), ("semicolon.log", ";")])
def test_keras_logs_have_any_separator(name, separator):
    run = only(DATA / "keras" / name)
    with (DATA / "keras" / name).open() as file:
        rows = list(csv.DictReader(file, delimiter=separator))
    assert run.format == "Keras CSV"
    for metric in ("loss", "mae", "val_loss", "val_mae"):
        assert listed(run.series[metric]) == [(int(row["epoch"]), float(row[metric])) for row in rows]


def test_keras_writes_na_for_what_is_missing(tmp_path):
    (tmp_path / "log.csv").write_text("epoch,loss,val_loss\n0,2.0,NA\n1,1.0,1.5\n")
    run = only(tmp_path / "log.csv")
    assert listed(run.series["val_loss"]) == [(1, 1.5)]
    assert run.problems == ()


def test_a_wandb_chart_holds_several_runs_without_its_frames(tmp_path):
    header = '"Step","net-a - val_loss","net-a - val_loss__MIN","net-a - val_loss__MAX","net - b - val_loss"'
    (tmp_path / "chart.csv").write_text(f"{header}\n0,1,0.9,1.1,2\n10,0.5,0.5,0.5,\n20,,,,1\n")
    runs = read(tmp_path / "chart.csv")
    assert {name: {metric: listed(each) for metric, each in run.series.items()} for name, run in runs.items()} == {
        "net-a": {"val_loss": [(0, 1.0), (10, 0.5)]},
        "net - b": {"val_loss": [(0, 2.0), (20, 1.0)]},
    }


def test_a_wandb_history_keeps_its_own_axes_apart_from_its_metrics(tmp_path):
    (tmp_path / "history.csv").write_text("_step,_runtime,_timestamp,loss\n0,1.5,1700000000,3\n5,2.5,1700000001,2\n")
    run = only(tmp_path / "history.csv")
    assert (run.format, list(run.series)) == ("W&B CSV", ["loss"])
    assert run.series["loss"].times.tolist() == [1.7e9, 1.7e9 + 1]
    assert run.series["loss"].steps.tolist() == [0, 5]


def test_a_plain_table_may_mix_texts_blanks_and_numbers(tmp_path):
    text = "\ufeffstep\tloss\tnote\tlr\r\n1\t0.5\tgood\t1e-3\r\n2\t\tbad\t1e-3\r\n3\toops\t\tnan\r\n"
    (tmp_path / "table.csv").write_bytes(text.encode())
    run = only(tmp_path / "table.csv")
    assert listed(run.series["loss"]) == [(1, 0.5)]
    assert len(run.series["lr"]) == 3
    assert "column loss: 1 cells hold no number" in run.problems
    assert "note" not in run.series


def test_numbers_with_a_decimal_comma_are_read(tmp_path):
    (tmp_path / "table.csv").write_text("epoch;loss\n0;0,75\n1;0,5\n")
    assert only(tmp_path / "table.csv").series["loss"].values.tolist() == [0.75, 0.5]


def test_rows_of_another_width_are_left_out_and_told(tmp_path):
    (tmp_path / "table.csv").write_text("step,loss\n0,1\n1,2,3\n2\n3,4\n")
    run = only(tmp_path / "table.csv")
    assert listed(run.series["loss"]) == [(0, 1.0), (3, 4.0)]
    assert any(problem.startswith("2 rows") for problem in run.problems)


def test_a_table_with_a_row_a_value_holds_a_run_a_name(tmp_path):
    (tmp_path / "long.csv").write_text("run,step,metric,value\na,0,loss,1\nb,0,loss,2\na,5,loss,0.5\na,5,acc,0.9\n")
    runs = read(tmp_path / "long.csv")
    assert listed(runs["a"].series["loss"]) == [(0, 1.0), (5, 0.5)]
    assert listed(runs["a"].series["acc"]) == [(5, 0.9)]
    assert listed(runs["b"].series["loss"]) == [(0, 2.0)]


def test_a_chart_that_tensorboard_gave_out_takes_its_metric_from_its_name(tmp_path):
    path = tmp_path / "run-student-tag-val_loss.csv"
    path.write_text("Wall time,Step,Value\n1700000000.0,0,0.5\n1700000001.0,10,0.25\n")
    assert listed(only(path).series["val_loss"]) == [(0, 0.5), (10, 0.25)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{"step": 0, "val": {"loss": 1.0}}\n{"step": 5, "lr": 1}\n{"step": 9, "val": {"loss": 0.5}}\n'),
        ("b.json", '[{"step": 0, "val": {"loss": 1.0}}, {"step": 9, "val": {"loss": 0.5}, "note": "x"}]'),
        ("c.json", '{"lr": 1, "history": [{"step": 0, "val.loss": 1}, {"step": 9, "val.loss": 0.5}]}'),
        ("d.json", '{"val.loss": [1.0, 0.5], "step": [0, 9]}'),
    ],
)
def test_json_of_any_usual_shape_gives_its_rows(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    run = only(tmp_path / name)
    assert listed(run.series["val.loss"]) == [(0, 1.0), (9, 0.5)]
    assert run.problems == ()


def test_numbers_that_json_cannot_write_are_not_finite_points(tmp_path):
    (tmp_path / "log.jsonl").write_text('{"loss": "NaN"}\n{"loss": NaN}\n{"loss": 1}\n{"loss": null}\n{"loss": "x"}\n')
    run = only(tmp_path / "log.jsonl")
    assert run.series["loss"].steps.tolist() == [0, 1, 2]
    assert run.problems == ("loss: 2 of 3 values are not finite",)


def test_loggers_that_share_a_folder_wrote_of_one_run(tmp_path):
    writing.lightning(tmp_path, ROWS)
    writing.tensorboard(tmp_path, [*ROWS, {"accuracy": 0.5}])
    run = only(tmp_path)
    assert run.format == "Lightning CSV and TensorBoard"
    assert set(run.series) == {"train_loss", "val_loss", "accuracy"}
    assert run.series["val_loss"].values.tolist() == [row["val_loss"] for row in ROWS]


def test_a_damaged_spot_costs_only_the_records_in_it(tmp_path):
    data = bytearray(writing.event_file(ROWS))
    data[2000:2060] = b"\xff" * 60
    (tmp_path / "events.out.tfevents.1").write_bytes(bytes(data))
    run = only(tmp_path)
    assert len(ROWS) - 2 <= len(run.series["val_loss"]) < len(ROWS)
    assert run.series["val_loss"].steps[-1] == len(ROWS) - 1
    assert any("damaged" in problem for problem in run.problems)


def test_a_record_that_does_not_fit_its_checksum_is_no_point(tmp_path):
    data = bytearray(writing.event_file(ROWS))
    at = data.index(np.float32(ROWS[100]["val_loss"]).tobytes())
    data[at] ^= 1
    (tmp_path / "events.out.tfevents.1").write_bytes(bytes(data))
    run = only(tmp_path)
    assert 100 not in run.series["val_loss"].steps
    assert len(run.series["val_loss"]) == len(ROWS) - 1
    assert any("1 records do not fit" in problem for problem in run.problems)


def test_a_broken_document_gives_its_whole_rows(tmp_path):
    writing.hugging_face(tmp_path, ROWS)
    path = tmp_path / "trainer_state.json"
    path.write_text(path.read_text()[:5000])
    run = only(tmp_path)
    found = run.series["val_loss"]
    assert found.values.tolist() == [row["val_loss"] for row in ROWS[: len(found)]]
    assert len(found) > 20
    assert any("broken" in problem for problem in run.problems)


def test_a_training_that_was_taken_up_again_is_told_and_loses_nothing(tmp_path):
    (tmp_path / "log.csv").write_text("epoch,loss\n0,3\n1,2\n2,1\n1,2.5\n2,0.5\n")
    run = only(tmp_path / "log.csv")
    assert len(run.series["loss"]) == 5
    assert run.problems == ("loss: the steps go back from 2 to 1, as if the training was taken up again",)


def test_opening_runs_no_code_from_what_lies_beside_a_log(tmp_path):
    class Trap:
        def __reduce__(self):
            return (tmp_path / "sprung").touch, ()

    shutil.copytree(DATA / "hugging_face", tmp_path / "out")
    for name in ("training_args.bin", "trainer_state.pkl", "checkpoint-48/optimizer.pt"):
        (tmp_path / "out" / name).write_bytes(pickle.dumps(Trap()))
    (tmp_path / "out" / "hparams.yaml").write_text(f"lr: !!python/object/apply:os.mkdir ['{tmp_path / 'sprung'}']\n")
    assert read(tmp_path)
    assert not (tmp_path / "sprung").exists()
