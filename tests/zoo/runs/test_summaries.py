"""A row a run or a candidate: what it came to, and what it is beside its teacher and the baseline."""

import pytest

from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.pairing import Pair, Pairing
from modelzoo.runs.summaries import Summing
from modelzoo.runs.table4 import table4
from tests.zoo.runs.making import run

TEACHER = run("teacher", train_loss=[0.5, 0.2, 0.1], val_loss=[0.6, 0.3, 0.2])
FIRST = run("edgesegnet_seed1", train_loss=[0.9, 0.5, 0.4], val_loss=[1.0, 0.5, 0.6])
SECOND = run("edgesegnet_seed2", train_loss=[0.9, 0.5, 0.4], val_loss=[1.0, 0.7, 0.8])
RUNS = (TEACHER, FIRST, SECOND)


def summaries(runs=RUNS, logs=None, models=(), folded=False):
    found = Summing().summaries(runs, logs or Logs(), models, folded)
    return {each.name: each for each in found}


def test_a_row_tells_the_best_with_its_step_the_last_and_the_gap():
    row = summaries()["edgesegnet_seed1"]
    told = row.outcomes["val loss"]
    assert (told.best, told.step, told.last, told.deviation) == (0.5, 1, 0.6, None)
    assert row.gap == 0.0 and row.steps == 2 and row.points == 6


def test_seeds_are_folded_into_mean_and_sample_deviation():
    row = summaries(folded=True)["edgesegnet"]
    told = row.outcomes["val loss"]
    assert told.best == pytest.approx(0.6) and told.deviation == pytest.approx(0.2**2 / 2**0.5 / 0.2)
    assert (told.n, told.step, told.last) == (2, None, pytest.approx(0.7))
    assert [each.name for each in row.runs] == ["edgesegnet_seed1", "edgesegnet_seed2"]
    assert set(summaries(folded=True)) == {"teacher", "edgesegnet"}


def test_a_student_is_held_against_its_teacher_and_a_teacher_against_nobody():
    found = summaries()
    assert found["edgesegnet_seed1"].teacher == "teacher"
    assert found["edgesegnet_seed1"].to_teacher["val loss"].difference == pytest.approx(0.3)
    assert found["teacher"].teacher == "" and found["teacher"].to_teacher is None


def test_every_run_is_told_relative_to_the_baseline_that_was_chosen():
    logs = Logs(pairing=Pairing(baseline="edgesegnet_seed1"))
    found = summaries(logs=logs)
    assert found["edgesegnet_seed2"].to_baseline["val loss"].ratio == pytest.approx(1.4)
    assert found["edgesegnet_seed1"].to_baseline["val loss"].ratio == 1.0
    assert summaries()["teacher"].to_baseline is None


def test_a_network_is_guessed_by_the_name_and_corrected_by_hand():
    models = ("EdgeSegNet", "Mine")
    assert summaries(models=models)["edgesegnet_seed1"].model == "EdgeSegNet"
    logs = Logs(pairing=Pairing((Pair("edgesegnet_seed1", "Mine", "-"),)))
    found = summaries(logs=logs, models=models)["edgesegnet_seed1"]
    assert (found.model, found.teacher) == ("Mine", "")


def test_a_correction_of_what_a_metric_means_changes_the_figures_at_once():
    summing = Summing()
    before = summing.summaries(RUNS, Logs(), (), False)
    logs = Logs(mapping=Mapping((Correction("val_loss", "accuracy", "max"),)))
    after = summing.summaries(RUNS, logs, (), False)
    assert "accuracy" not in before[1].outcomes and after[1].outcomes["accuracy"].best == 1.0


def test_seeds_that_fit_differently_are_counted():
    falling = [1 / (1 + step) for step in range(12)]
    rising = run("x_seed1", train_loss=falling, val_loss=[0.3 + 0.1 * abs(step - 3) for step in range(12)])
    steady = run("x_seed2", train_loss=falling, val_loss=falling)
    assert summaries((rising, steady), folded=True)["x"].verdict == "1 overfits, 1 fits"


def test_printed_figures_have_neither_a_step_nor_a_last_value():
    row = summaries(table4())["EdgeSegNet"]
    assert row.outcomes["val distance"].best == 0.0077
    assert (row.outcomes["val distance"].step, row.outcomes["val distance"].last, row.steps) == (None, None, None)


def test_settings_that_differ_between_seeds_are_told_together():
    seeds = [run(f"x_seed{each}", {"seed": each, "lr": 0.1}, loss=[1.0]) for each in (1, 2)]
    row = summaries(seeds, folded=True)["x"]
    assert row.setting("lr") == 0.1 and row.setting("seed") == (1, 2)
