"""Best and last, the gap, and the rule by which a run over- or underfits."""

import math

import pytest

from modelzoo.runs.figures import Rule, figures, fit, gap, lowest_train_loss
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.run import Run
from modelzoo.runs.table4 import table4
from tests.zoo.runs.making import run, series

GUESSED = Mapping()


def test_the_best_is_not_the_last():
    found = figures(series("val_loss", [3, 1, 1, 2], [10, 20, 30, 40], [0, 1, 2, 3]), "min")
    assert (found.best, found.best_step, found.best_epoch) == (1, 20, 1)
    assert (found.last, found.last_step) == (2, 40)


def test_the_highest_is_the_best_where_high_is_good():
    assert figures(series("acc", [0.1, 0.9, 0.5]), "max").best == 0.9


def test_what_is_not_finite_is_neither_best_nor_last():
    found = figures(series("val_loss", [-math.inf, 2, math.nan]), "min")
    assert (found.best, found.last, found.last_step) == (2, 2, 1)
    assert figures(series("val_loss", [math.nan]), "min").last is None


def test_without_a_direction_there_is_no_best():
    found = figures(series("lr", [1, 2]), None)
    assert (found.best, found.best_step, found.last) == (None, None, 2)


def test_the_gap_is_taken_where_the_validation_loss_is_best():
    between = gap(run("a", train_loss=[5, 4, 3, 2], val_loss=[6, 4.5, 5, 7]), GUESSED)
    assert (between.step, between.train, between.val, between.difference) == (1, 4, 4.5, 0.5)


def test_the_gap_goes_by_epochs_where_both_losses_tell_them():
    train = series("loss", [4, 3, 2, 1], [0, 100, 200, 300], [0, 1, 2, 3])
    val = series("val_loss", [4, 1, 2], [0, 1, 2], [0, 1, 2])
    assert gap(Run("p", "a", "CSV", series={"loss": train, "val_loss": val}), GUESSED).train == 3


def test_without_both_losses_there_is_no_gap():
    assert gap(run("a", train_loss=[1]), GUESSED) is None
    assert gap(run("a", val_loss=[math.nan], train_loss=[1]), GUESSED) is None


def test_a_validation_loss_that_rises_while_training_goes_on_falling_overfits():
    rising = run("a", train_loss=[4, 2, 1], val_loss=[4, 2, 3])
    assert fit(rising, GUESSED, None).verdict == "overfits"
    assert "rose from 2 at step 1 to 3" in fit(rising, GUESSED, None).reason
    assert fit(rising, GUESSED, 1.0, Rule(rise=1.6)).verdict == "fits"


def test_a_training_that_falls_apart_does_not_overfit():
    assert fit(run("a", train_loss=[4, 2, 9], val_loss=[4, 2, 9]), GUESSED, 2.0).verdict == "fits"


@pytest.mark.parametrize(("reference", "verdict"), [(1.0, "underfits"), (1.01, "fits"), (None, "unknown")])
def test_underfitting_is_told_against_a_reference(reference, verdict):
    assert fit(run("a", train_loss=[8, 4]), GUESSED, reference).verdict == verdict


def test_losses_below_zero_have_no_ratio():
    assert fit(run("a", train_loss=[-1, -2], val_loss=[-1, -0.5]), GUESSED, 1.0).verdict == "unknown"


def test_roles_by_hand_decide_what_is_looked_at():
    mapping = Mapping((Correction("x", "train loss", "min"), Correction("y", "val loss", "min")))
    assert fit(run("a", x=[4, 2, 1], y=[4, 2, 3]), mapping, None).verdict == "overfits"


def test_the_rule_is_stated_with_its_numbers():
    assert "at least 1.5 times" in Rule(rise=1.5).text
    assert "at least 3 times" in Rule(short=3).text


def test_table_4_says_what_the_article_says_of_it():
    runs = {each.name: each for each in table4()}
    reference = lowest_train_loss(runs["Squeeze U-Net"], GUESSED)
    verdicts = {name: fit(each, GUESSED, reference).verdict for name, each in runs.items()}
    assert [name for name, verdict in verdicts.items() if verdict == "underfits"] == ["Squeeze Encoder Decoder"]
    assert all(each.published for each in runs.values())
    values = {name: [float(each.series[m].values[0]) for m in each.series] for name, each in runs.items()}
    assert all(best < first for best, first in zip(values["EdgeSegNet"], values["Squeeze U-Net"], strict=True))
